"""Whatever a rule complains of: once the item is withdrawn, nothing complains of it any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from cunwu.core.problem import Problem
from cunwu.frame.rule_example import Block, Example, path_of
from cunwu.frame.rule_report import report_on
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.reading import read_record
from cunwu.records.board import kind_at
from cunwu.rules.catalogue import CODES, RULES
from cunwu.yaml.reader import read_yaml
from cunwu.yaml.tree import Mapping as Table, Node, Scalar, Sequence as Rows
from support.rule_pages import page_of

WITHDRAWAL = """\
撤销:
  - 编号: 撤1
    条目: {number}
    原因: 写错了
    批准: 2026-11-02 村务监督委员会
    日期: 2026-11-02
"""
STILL = {
    **dict.fromkeys((code for code in CODES if code.startswith("PRV")), "it can still be read on the page"),
    "REC009": "which of two items of one number was withdrawn nobody can say",
    **dict.fromkeys(
        (code for code in CODES if code.startswith("ATT") and code not in {"ATT006", "ATT014"}),
        "the file is still offered for download",
    ),
    "REC013": "the file is still offered for download",
    "REC014": "a correction cannot be withdrawn",
    "REC015": "a withdrawal cannot be withdrawn",
    "REC018": "a takedown cannot be withdrawn",
    "REC022": "a correction cannot be withdrawn",
    "REC029": "a correction cannot be withdrawn",
    "REC047": "no note can be withdrawn, only finished",
}
"""Code → why it complains all the same."""


def numbers_at(node: Node, line: int) -> Iterator[str]:
    """The numbers of the items around a line, outermost first."""
    if isinstance(node, Table):
        for key, value in node.entries:
            if isinstance(value, Table | Rows) and key.text != "账户":  # accounts always count
                yield from numbers_at(value, line) if key.line <= line else ()
        return
    rows = [row for row in node.items if isinstance(row, Table)] if isinstance(node, Rows) else []
    if not rows:
        return
    starts = [row.spot.line for row in rows]
    for row, start, end in zip(rows, starts, [*starts[1:], last_line(node) + 1], strict=True):
        if start <= line < end:
            yield from (value.text for key, value in row.entries if key.text == "编号" and isinstance(value, Scalar))
            yield from numbers_at(row, line)


def last_line(node: Node) -> int:
    match node:
        case Scalar():
            return node.line + node.text.count("\n")
        case Table():
            return max((last_line(value) for _, value in node.entries), default=node.spot.line)
        case _:
            return max((last_line(item) for item in node.items), default=node.spot.line)


def withdrawn(example: Example, base: Mapping[str, str], problem: Problem) -> Example | None:
    """The example with the item of a problem withdrawn; None if it is of no item, or of one that stands elsewhere."""
    texts = {**base, **{path_of(title): block.text for title, block in example.blocks.items()}}
    text = texts.get(problem.file)
    titles = {path_of(title): title for title in example.blocks}
    tree, _ = read_yaml(text.encode(), problem.file) if text is not None else (None, ())
    if text is None or tree is None or kind_at(problem.file) is None or "撤销:" in text:
        return None
    number = next(numbers_at(tree, problem.spot.line), "")
    if not number:
        return None
    title = titles.get(problem.file, problem.file)
    block = Block("yaml", text.rstrip("\n") + "\n" + WITHDRAWAL.format(number=number))
    return Example(example.name, {**example.blocks, title: block})


def reported_alone(code: str, example: Example) -> tuple[Problem, ...]:
    """What the rule of a code alone complains of in an example of its page."""
    rules = [rule for rule in RULES if rule.code == code]
    found = report_on(example, page_of(code).base, rules).problems
    return tuple(problem for problem in found if problem.code == code)


@cache
def withdrawals() -> tuple[tuple[str, Example, Problem, Example], ...]:
    """Code, bad example, complaint, and the example in which the item complained of is withdrawn."""
    found = []
    for rule in RULES:
        page = page_of(rule.code)
        for example in page.bad:
            for problem in reported_alone(rule.code, example):
                changed = withdrawn(example, page.base, problem)
                if changed is not None:
                    found.append((rule.code, example, problem, changed))
    return tuple(found)


def test_nothing_complains_of_a_withdrawn_item() -> None:
    wrong = []
    for code, example, problem, changed in withdrawals():
        if any(title.startswith(("公布过的", "早先公布过的")) for title in example.blocks):
            continue  # what became of published records is another matter
        at = (problem.file, problem.spot.line)
        left = [one.message for one in reported_alone(code, changed) if (one.file, one.spot.line) == at]
        if bool(left) != (code in STILL):
            wrong.append((code, example.name, left))
    assert wrong == []


def test_most_rules_were_tried() -> None:
    assert len({code for code, *_ in withdrawals()}) > 80


def test_an_account_that_is_said_to_be_withdrawn_still_carries_its_balance() -> None:
    """Every sum of a ledger is made over its accounts: without one the page would not add up."""
    ledger = next(kind for kind in KINDS if kind.name == "ledger")
    text = sample_of(ledger) + WITHDRAWAL.format(number="银行")
    node, _ = read_yaml(text.encode(), "2026-03.yml")
    assert node is not None
    record, problems = read_record(ledger, node, "2026-03.yml")
    assert problems == ()
    assert record is not None
    assert [account.number for account in record.accounts] == ["现金", "银行"]
