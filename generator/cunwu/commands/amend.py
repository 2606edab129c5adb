"""correct, withdraw, redact, late, explain-fact: edit one record in its file and add the reason to it."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, add_as_of, as_of, project_of
from cunwu.commands.files import path_in_project, places_with, replace_record, without_file
from cunwu.core.frozen import Frozen
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError, Problem

if TYPE_CHECKING:
    from cunwu.changes.acceptance import Acceptance
    from cunwu.changes.corrections import Amendment, Decision

_OF_THE_RECORD = "条目的编号；记录本身的栏目写 -"


def declare_correct(parser: Parser) -> None:
    """Arguments of correct: which field gets which value."""
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("number", metavar="编号", help=_OF_THE_RECORD)
    parser.add_argument("field", metavar="栏目", help="例如 支出；分组里的写 金额.合同")
    parser.add_argument("value", metavar="新值")
    parser.add_argument(
        "--base",
        default="",
        metavar="版本",
        help="公布的是哪个版本，原值从那里来；默认公布的分支（origin/main 或 main），没有就是最近一次提交",
    )
    _add_decision(parser)


def declare_withdraw(parser: Parser) -> None:
    """Arguments of withdraw: which item, or the whole record."""
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("number", nargs="?", default="-", metavar="编号", help="不写就撤销整份记录：录重了、放错了地方")
    _add_decision(parser)


def declare_item(parser: Parser) -> None:
    """Arguments of late: which item."""
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("number", metavar="编号")
    _add_decision(parser)


def declare_redact(parser: Parser) -> None:
    """Arguments of redact: which text is taken down, and what replaces it."""
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("number", metavar="编号", help=_OF_THE_RECORD)
    parser.add_argument(
        "field", metavar="栏目", help="例如 对方；只能是文字栏目，换成「（已屏蔽）」；附件写 文件，撤下整个文件"
    )
    parser.add_argument("--part", default="", metavar="文字", help="只屏蔽其中这几个字；不写就屏蔽整栏")
    _add_decision(parser)


def _add_decision(parser: Parser) -> None:
    parser.add_argument("--reason", required=True, metavar="原因", help="为什么改")
    parser.add_argument("--approved", required=True, metavar="批准", help="谁、在哪次会上同意")
    parser.add_argument("--on", dest="as_of", default="", metavar="日期", help="哪一天决定的；默认今天")


def run_correct(options: Options, surroundings: Surroundings) -> int:
    """Correct a value that was published in the commit `base`."""
    from cunwu.changes.corrections import correct_value

    amendment = _amendment(options, surroundings, options.value)
    draft = _read_draft(options, surroundings)
    edited = correct_value(draft.text, draft.path, amendment, published=draft.published)
    return _write_draft(draft, edited, surroundings.day)


def run_withdraw(options: Options, surroundings: Surroundings) -> int:
    """Take one item out of the sums, or a whole record off the board but for its page."""
    from cunwu.changes.corrections import withdraw_item

    decision = _decision(options, surroundings)
    draft, number = _read_draft(options, surroundings), "" if options.number == "-" else options.number
    return _write_draft(draft, withdraw_item(draft.text, draft.path, number, decision), surroundings.day)


def run_redact(options: Options, surroundings: Surroundings) -> int:
    """Take down one personal text."""
    from cunwu.changes.corrections import file_taken_down, redact_value
    from cunwu.records.board import place_folder_of

    amendment = _amendment(options, surroundings, options.part)
    draft = _read_draft(options, surroundings)
    edited = redact_value(draft.text, draft.path, amendment)
    name = file_taken_down(draft.text, draft.path, amendment)
    if not name:
        return _write_draft(draft, edited, surroundings.day)
    path = f"{place_folder_of(draft.path)}/{name}"
    with without_file(draft.project.root / path):
        done = _write_draft(draft, edited, surroundings.day)
    sys.stdout.write(f"已撤下 {path}；git 的历史里还有，要不要清，见填报手册「不能写的内容」\n")
    return done


def declare_explain_fact(parser: Parser) -> None:
    """Arguments of explain-fact: which file and rule; what is said may also be written into the file afterwards."""
    parser.add_argument("file", type=Path, metavar="文件")
    parser.add_argument("code", metavar="代码", help="检查时写在句子前面的代码，例如 PRJ005")
    parser.add_argument("--item", default="", metavar="编号", help="只说明这一条；不写就是这份记录里同一代码的每一处")
    parser.add_argument("--reason", default="", metavar="原因", help="为什么是这样；不写就先留空，再到文件里写")
    parser.add_argument("--who", default="", metavar="谁", help="谁作的说明：职务，或者姓加某")
    parser.add_argument("--original", action="store_true", help="原件上的数就对不上：照原件公布，两个数都给人看")
    parser.add_argument("--approved", default="", metavar="批准", help="照原件要有人批准：谁、在哪次会上同意")
    add_as_of(parser)


def run_explain_fact(options: Options, surroundings: Surroundings) -> int:
    """Write why something irregular is so into the record it is about."""
    from cunwu.changes.explanations import Statement, explain_facts
    from cunwu.values.placeholders import UNWRITTEN

    draft, day = _read_draft(options, surroundings), as_of(options, surroundings)
    said = Statement(options.reason or UNWRITTEN, options.who or UNWRITTEN, options.original, options.approved)
    found = [one for one in _problems_of(draft, day) if options.item in ("", one.item)]
    return _write_draft(draft, explain_facts(draft.text, draft.path, options.code.upper(), found, said), day)


def _problems_of(draft: _Draft, day: date) -> Iterator[Problem]:
    """Every problem of the place that holds a record, consequences included."""
    from cunwu.records.board import read_outline
    from cunwu.records.source import FolderSource
    from cunwu.rules.checker import check_place

    source = FolderSource(draft.project.root)
    for place in places_with(read_outline(source), [draft.path]):
        for problem in check_place(source, place, day).problems:
            yield from (problem, *problem.consequences)


def run_late(options: Options, surroundings: Surroundings) -> int:
    """Mark one item as entered after its period was closed."""
    from cunwu.changes.corrections import mark_late

    decision = _decision(options, surroundings)
    draft = _read_draft(options, surroundings)
    edited = mark_late(draft.text, draft.path, options.number, decision, published=draft.published)
    return _write_draft(draft, edited, surroundings.day)


def _decision(options: Options, surroundings: Surroundings) -> Decision:
    from cunwu.changes.corrections import Decision

    return Decision(options.reason, options.approved, as_of(options, surroundings))


def _amendment(options: Options, surroundings: Surroundings, value: str) -> Amendment:
    from cunwu.changes.corrections import Amendment

    number = "" if options.number == "-" else options.number
    return Amendment(number, options.field, value, _decision(options, surroundings))


class _Draft(Frozen):
    """A record before it is edited: its path from the project's root, its text on disk, and what was published."""

    project: Project
    path: str
    text: str
    base: str
    """The commit that counts as published."""

    @property
    def published(self) -> str | None:
        """The record as it was published; None if it never was."""
        from cunwu.changes.acceptance import published_text

        return published_text(self.project, self.path, self.base)


def _read_draft(options: Options, surroundings: Surroundings) -> _Draft:
    from cunwu.changes.acceptance import published_base
    from cunwu.records.source import FolderSource
    from cunwu.yaml.reader import read_yaml

    project = project_of(options, surroundings)
    path = path_in_project(project, options.file, surroundings.here)
    content = FolderSource(project.root).read(path)
    if read_yaml(content, path)[0] is None:
        raise CunwuError(f"{path} 读不了，先改好它", next_step=f"cunwu check {path}")
    base = published_base(project, getattr(options, "base", ""))
    return _Draft(project, path, content.decode("utf-8-sig"), base)


def _write_draft(draft: _Draft, edited: str, day: date) -> int:
    """Write the edited record; print its changed lines, and the errors that the place has now.

    Raises CunwuError, and writes nothing, if a check would refuse the edit itself.
    """
    from cunwu.changes.acceptance import Acceptance, Edit
    from cunwu.yaml.form import format_text

    acceptance = Acceptance(draft.project, draft.base, Edit(draft.path, draft.text, edited), day)
    acceptance.demand()
    replace_record(draft.project.root / draft.path, edited.encode())
    changed = difflib.unified_diff(format_text(draft.text).splitlines(), edited.splitlines(), lineterm="", n=0)
    lines = [f"已改写 {draft.path}："]
    lines += [f"  {line}" for line in changed if not line.startswith(("---", "+++", "@@"))]
    lines += _what_must_follow(acceptance)
    sys.stdout.write("\n".join(lines) + "\n")
    return CLEAN


def _what_must_follow(acceptance: Acceptance) -> Iterator[str]:
    """Lines with the errors of the place after the edit; empty if there are none."""
    if acceptance.errors:
        yield "这些地方要跟着改："
        for problem in acceptance.errors:
            for one in (problem, *problem.consequences):
                yield f"  {one.file}:{one.spot.line}: {one.code} {one.message}"
        yield from _later_periods(acceptance)


def _later_periods(acceptance: Acceptance) -> Iterator[str]:
    """A line that names the later periods of the same book, if there are any."""
    from cunwu.kinds.ledger import LEDGER, Ledger
    from cunwu.records.board import read_board

    for place in acceptance.places:
        board = read_board(acceptance.source, place)
        ledger = next((file.record for file in board.files_of(LEDGER) if file.path == acceptance.edit.path), None)
        if isinstance(ledger, Ledger):
            chain = sorted(one.period for one in board.records(LEDGER) if one.book == ledger.book)
            later = "、".join(period.label for period in chain if period > ledger.period)
            if later:
                yield f"期末一改，同一账套以后各期的期初、期末也要一期一期更正：{later}"
