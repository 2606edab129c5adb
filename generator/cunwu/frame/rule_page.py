"""The page of a rule: the text that people wrote in content/rules, with the parts that the program generates.

A page is written as a title (`# FIN003 期末余额对不上`) and the sections below. How grave the rule is, its source in
law and the message that a check prints are added when the page is made, so nobody writes them.

A code need not have a written page. If it is declared at a field, its page is made from a `Declaration` and from the
sample of the kind: the sample with a wrong value in the field is the bad example, the sample itself is the amended one,
and all samples together are the base village. `RulePages` takes the declarations by code; a written page goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from cunwu.core.frozen import Frozen, field
from cunwu.core.paths import Project
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError, Severity
from cunwu.frame.rule_change import write_change
from cunwu.frame.rule_example import (
    AS_OF,
    BASE_FILES,
    VILLAGE,
    Example,
    read_amended,
    read_examples,
    show_examples,
)
from cunwu.frame.rule_report import report_on
from cunwu.frame.samples import file_of, sample_of
from cunwu.frame.sources import Source, read_sources, source_anchor
from cunwu.kinds import KINDS
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.reports.text import report_text
from cunwu.rules.catalogue import ARITHMETIC, CODES, RULES, Entry
from cunwu.yaml.reader import read_yaml
from cunwu.yaml.tree import Mapping as Table, Node, Scalar, Sequence as Rows

WHAT, WHY, BAD, AMENDED, STEPS = SECTIONS = ("检查什么", "为什么", "错误示例", "改成", "怎样改正")
_SECTION = regex(r"^## (.+)$", re.MULTILINE)
_WAITS = "改好以前，网上这份记录还是上一次没有错误的样子，新的记录先不公布；其余照常公布"
_GRAVITY: Mapping[Severity, str] = {
    Severity.ERROR: _WAITS,
    Severity.IRREGULAR: "照样公布，这句话写在有关的数旁边；记录写对了就不用改，可以写反常说明（cunwu explain-fact）",
    Severity.NOTICE: "不影响公布，请核对一遍；没有错就不用改",
}
_AS_IN_THE_ORIGINAL = "。原件上的数就对不上、又有人批准的，可以照原件公布（cunwu explain-fact）"
_ERRORS_OF_FAMILY = {
    "YML": f"这个文件读不了；{_WAITS}",
    "PRV": "改好以前不公布，也不能豁免；已经提交过的，还要请管理员清除历史",
}
_READING_CHANGES = "划掉 - 后面的行，写上 + 后面的行，其余照旧；… 是中间略去的行。"


class RulePage(Frozen):
    """A page as its title and its sections, name → Markdown."""

    title: str
    """The title without the code."""
    sections: Mapping[str, str]
    base: Mapping[str, str] = field(default_factory=lambda: BASE_FILES)
    """The files of the base village, to which its examples add their own."""

    @property
    def bad(self) -> tuple[Example, ...]:
        """The bad examples, in order."""
        return read_examples(self.sections.get(BAD, ""))

    @property
    def amended(self) -> tuple[Example, ...]:
        """The bad examples as the page corrects them."""
        return read_amended(self.sections.get(AMENDED, ""), self.bad)


class Declaration(Frozen):
    """The content of the page of a code that is declared at a field or at a kind."""

    kind: str
    """Name of the kind whose sample is the example."""
    words: tuple[str, ...]
    """The words that lead to the field: 处理, 针对; in a list, the first row that has it."""
    title: str
    checked: str
    """What is checked, as a sentence."""
    wrong: str = ""
    """The value of the field in the bad example; empty if the bad example lacks the field."""


class RulePages:
    """The pages of all codes of a project."""

    def __init__(self, project: Project, declared: Mapping[str, Declaration] | None = None) -> None:
        self._project = project
        self._declared = declared or {}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Key → source of the rules, from content/sources.yml."""
        return read_sources(self._project)

    def find(self, code: str) -> RulePage | None:
        """The written page, else the declared one; None if there is neither."""
        path = self._project.page(f"rules/{code}.md")
        if path.is_file():
            return read_page(path.read_text(encoding="utf-8"))
        declaration = self._declared.get(code)
        return declared_page(declaration) if declaration else None

    def page(self, code: str) -> RulePage:
        """The page. Raises CunwuError if nobody wrote or declared it."""
        page = self.find(code)
        if page is None:
            raise CunwuError(f"规则 {code} 没有说明页", next_step=f"写 content/rules/{code}.md")
        return page

    def markdown(self, code: str) -> str:
        """The page as Markdown with its generated parts, for the frame and for the terminal."""
        entry, page = CODES[code], self.page(code)
        sections = dict(page.sections)
        sections[WHY] = f"{sections.get(WHY, '')}\n\n依据：{self._basis(entry)}".strip()
        if "```diff" in sections.get(AMENDED, ""):
            sections[AMENDED] = f"{_READING_CHANGES}\n\n{sections[AMENDED]}"
        if page.bad:
            sections[BAD] = show_examples(sections[BAD])
            shown = f"检查时会看到：\n\n```text\n{printed(entry, page)}\n```"
            sections[STEPS] = f"{shown}\n\n{sections.get(STEPS, '')}".strip()
        parts = (f"## {name}\n\n{text}" for name, text in sections.items())
        return "\n\n".join((f"# {code} {page.title}", f"**{gravity(entry)}**", *parts)) + "\n"

    def _basis(self, entry: Entry) -> str:
        source = self.sources.get(entry.source, {})
        article = f"（{source['article']}）" if source.get("article") else ""
        return f"[{source.get('title', entry.source)}{article}](../sources.md#{source_anchor(entry.source)})"


def read_page(text: str) -> RulePage:
    """Read a written page."""
    head, *rest = _SECTION.split(text)
    title = head.partition("\n")[0].removeprefix("# ").partition(" ")[2]
    return RulePage(title, dict(zip(rest[::2], map(str.strip, rest[1::2]), strict=True)))


def gravity(entry: Entry) -> str:
    """How grave a problem of this code is, as a sentence."""
    text = _GRAVITY[entry.severity]
    if entry.severity is Severity.ERROR:
        text = _ERRORS_OF_FAMILY.get(entry.family, text)
        text += _AS_IN_THE_ORIGINAL * (entry.code in ARITHMETIC)
    return f"{entry.severity.value}：{text}。"


def printed(entry: Entry, page: RulePage, *, alone: bool = True) -> str:
    """The lines that a check prints about the first bad example: the same, and sooner, if only its rule is tried."""
    rules = [rule for rule in RULES if rule.code == entry.code and alone]
    report = report_on(page.bad[0], page.base, rules or RULES)
    problems = tuple(one for place in report.places for one in place.problems if one.code == entry.code)
    text = report_text(Report((PlaceProblems("", problems),), 1, AS_OF))
    # without the name of the place above and the count below
    return "\n".join(line.rstrip() for line in text.splitlines()[1:-2])


# --- pages that nobody wrote ------------------------------------------------------------------------------------------


def declared_page(declaration: Declaration) -> RulePage:
    """A page made from what is declared at a field and from the sample of the kind."""
    kind = next(kind for kind in KINDS if kind.name == declaration.kind)
    sample, title = sample_of(kind), "../" * (kind.name == "region") + file_of(kind)
    bad, line = _spoilt(sample, declaration)
    marked = f' hl_lines="{line}"' if declaration.wrong else ""
    steps = (
        "看检查指出的那一行，照改法改。",
        f"「{declaration.words[-1]}」怎样填，见[{kind.label}的栏目](../kinds/{kind.name}.md)。",
    )
    sections = {
        WHAT: declaration.checked,
        WHY: "记录里有关的两处要对得上，村民才能照着核对。",
        BAD: f'```yaml title="{title}"{marked}\n{bad}```',
        AMENDED: f'```diff title="{title}"\n{write_change(bad, sample)}```',
        STEPS: "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
    }
    return RulePage(declaration.title, sections, _village_of_samples())


@cache
def _village_of_samples() -> Mapping[str, str]:
    """The samples of all kinds as one village of a county."""
    folders = {kind.name: "villages" if kind.name == "region" else VILLAGE for kind in KINDS}
    return {f"{folders[kind.name]}/{file_of(kind)}": sample_of(kind) for kind in KINDS}


def _spoilt(sample: str, declaration: Declaration) -> tuple[str, int]:
    """The sample with the field wrong or missing, and the number of its line."""
    tree, _ = read_yaml(sample.encode(), declaration.kind)
    value = next(_values(tree, declaration.words), None) if tree else None
    if value is None:
        words = "、".join(declaration.words)
        raise CunwuError(f"{declaration.kind} 的例子里没有「{words}」", next_step="在 kinds/samples 里补上这一栏")
    lines = sample.splitlines(keepends=True)
    line, start = lines[value.line - 1], value.column - 1
    spoilt = line[:start] + declaration.wrong + line[start + value.width :] if declaration.wrong else ""
    return "".join((*lines[: value.line - 1], spoilt, *lines[value.line :])), value.line


def _values(node: Node, words: tuple[str, ...]) -> Iterator[Scalar]:
    match node:
        case Scalar() if not words:
            yield node
        case Rows(items=items):
            for item in items:
                yield from _values(item, words)
        case Table(entries=entries):
            for key, value in entries:
                if words and key.text == words[0]:
                    yield from _values(value, words[1:])
