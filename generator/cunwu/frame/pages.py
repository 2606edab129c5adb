"""Reference pages of the frame made from the registries: kinds, rules, sources. They hold no text of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from cunwu.core.glossary import TERMS
from cunwu.core.paths import Project
from cunwu.frame.charts import charts_page
from cunwu.frame.rule_declared import declarations
from cunwu.frame.rule_page import RulePages
from cunwu.frame.samples import sample_of
from cunwu.frame.sources import source_anchor, sources_page
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item, Nature
from cunwu.kinds.fields import fields_of
from cunwu.kinds.record import Kind, Record
from cunwu.rules.catalogue import CODES, FAMILIES

_RULES_LEAD = """\
提交以前和合并以前都会检查，共 {count} 条。「错误」要改好才能公布这个村的新版本；「提醒」请看一看，不妨碍公布。

例子里没有写出来的背景都一样：上河村，账套有 村委会 和 合作社，派驻 P01 从 2026-01-05 起，会议 2026-03-12，
项目 2026-路灯；检查日是 2026-11-20。
"""


def generated_pages(project: Project, excluded: Callable[[str], bool] = lambda _: False) -> Iterator[tuple[str, str]]:
    """Path below content/ and Markdown of every page that is generated in full or in part, save those a board excludes.

    An excluded page is not even made: the examples of a rule are checked when its page is.
    """
    rules = RulePages(project, declarations())
    pages: dict[str, Callable[[], str]] = {
        "kinds/index.md": kinds_index,
        **{f"kinds/{kind.name}.md": partial(kind_page, kind) for kind in KINDS},
        "kinds/common.md": common_page,
        "kinds/charts.md": partial(charts_page, _table, source_anchor),
        "kinds/glossary.md": glossary_page,
        "rules/index.md": partial(rules_index, rules),
        **{f"rules/{code}.md": partial(rules.markdown, code) for code in CODES},
        "sources.md": lambda: sources_page(rules.sources),
    }
    yield from ((path, make()) for path, make in pages.items() if not excluded(path))


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in row) + " |" for row in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ") or " "


def kinds_index() -> str:
    """All kinds with the paths of their files."""
    rows = [(f"[{kind.label}]({kind.name}.md)", f"`{kind.files}`", str(len(_own(kind.record)))) for kind in KINDS]
    return (
        "# 记录种类\n\n一个文件是一份记录，放在村（或镇、县）的文件夹里。"
        "点种类的名称，看每一栏怎样填；词和英文名的对照见[用词对照](glossary.md)，科目见[会计科目表](charts.md)。\n\n"
        + _table(("种类", "文件", "栏目"), rows)
        + "\n[每种记录都有的栏目](common.md)：来源、附件、备注、更正、撤销。\n"
    )


def glossary_page() -> str:
    """Every word of the board with its English name: concepts first, then the fields of all kinds."""
    terms = [(f"**{term.word}**", f"`{term.english}`", term.meaning) for term in TERMS]
    fields: dict[tuple[str, str], list[str]] = {}
    for kind in KINDS:
        models = [kind.record, *(model for _, model in _models_below(kind.record))]
        for spec in (spec for model in models for spec in _own(model)):
            owners = fields.setdefault((spec.word, spec.name), [])
            if kind.label not in owners:
                owners.append(kind.label)
    rows = [(f"**{word}**", f"`{name}`", "、".join(owners)) for (word, name), owners in sorted(fields.items())]
    return (
        "# 用词对照\n\n公开栏上的词和程序里的英文名，一一对应。\n\n"
        f"## 概念\n\n{_table(('词', '英文', '意思'), terms)}\n"
        f"## 栏目\n\n{_table(('词', '英文', '出现在'), rows)}"
    )


def _own(model: type[Item]) -> list[FieldSpec]:
    common = set(Record.declared) if issubclass(model, Record) else set()
    return [spec for spec in fields_of(model) if spec.name not in common]


def kind_page(kind: Kind[Record]) -> str:
    """One kind: a complete example, then every field with the values that it takes."""
    sample = sample_of(kind)
    parts = [
        f"# {kind.label}\n",
        f"文件：`{kind.files}`。下面是一份完整的例子。\n",
        f'```yaml title="{kind.files}"\n{sample}```\n',
        "「数字」公布以后只能用更正改动；「状态」会随事情进展而变。\n",
        f"## 栏目\n\n{_fields_table(_own(kind.record))}",
    ]
    for spec, model in _models_below(kind.record):
        parts.append(f"## {spec.word}\n\n{_fields_table(fields_of(model))}")
    parts.append("## 每种记录都有的栏目\n\n[来源、附件、备注、更正、撤销](common.md)\n")
    return "\n".join(parts)


def common_page() -> str:
    """Fields that records of every kind may have, above all those that correct a published figure."""
    specs = fields_of(Record)
    parts = [f"# 每种记录都有的栏目\n\n写在各种记录自己的栏目后面，用到才写。\n\n{_fields_table(specs)}"]
    parts += [f"## {spec.word}\n\n{_fields_table(fields_of(spec.model))}" for spec in specs if spec.model is not None]
    return "\n".join(parts)


def _models_below(model: type[Item]) -> Iterator[tuple[FieldSpec, type[Item]]]:
    for spec in _own(model):
        if spec.model is not None:
            yield spec, spec.model
            yield from _models_below(spec.model)


def _fields_table(specs: Sequence[FieldSpec]) -> str:
    rows = [
        (
            f"**{spec.word}**",
            f"{'必填' if spec.required else '可不填'}，{_nature_of(spec)}",
            f"{_takes(spec)}，如 `{spec.example_text}`" if spec.form and spec.example_text else _takes(spec),
            spec.help,
        )
        for spec in specs
    ]
    # A phone has room for four columns.
    return _table(("栏目", "填不填", "写什么", "说明"), rows)


def _nature_of(spec: FieldSpec) -> str:
    return "结果，只能接着写" if spec.outcome else spec.nature.value


def _takes(spec: FieldSpec) -> str:
    if spec.form is None:
        return "列表，每条见下" if spec.nature is Nature.ITEMS else "一组栏目，见下"
    what = "、".join(spec.form.choices) or spec.form.name
    what = f"{what}；单位 {spec.unit}" if spec.unit and spec.unit not in what else what
    return f"列表：{what}" if spec.many else what


def rules_index(pages: RulePages) -> str:
    """Every code by family, with the title of its page."""
    parts = [
        "# 检查规则\n",
        _RULES_LEAD.format(count=len(CODES)),
    ]
    for family, label in FAMILIES.items():
        rows = [
            (f"[{entry.code}]({entry.code}.md)", entry.severity.value, pages.page(entry.code).title)
            for entry in CODES.values()
            if entry.family == family
        ]
        parts.append(f"## {family} {label}\n\n{_table(('代码', '轻重', '查什么'), rows)}")
    return "\n".join(parts)
