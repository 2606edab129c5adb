"""Whatever published field of whatever kind was corrected: the old value stands beside the new one, not only below."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from cunwu.core.frozen import replace
from cunwu.derive.summary import derive_summary
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item, Nature, NumberedItem
from cunwu.kinds.benefit import BENEFIT, Benefit
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import PARAGRAPHS
from cunwu.kinds.parts import words_for
from cunwu.kinds.project import PROJECT
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.statement import STATEMENT
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import figures_of as numbers_of
from cunwu.pages.parts.links import record_url
from cunwu.pages.parts.record import RecordView
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.pages.places.village import plan_village
from cunwu.pages.plan import plan_records
from cunwu.records.board import read_board, read_outline
from cunwu.records.record_file import RecordFile
from cunwu.render import Renderer
from cunwu.yaml.reader import read_yaml
from support.money_boards import AS_OF, COUNTY, ROOT, VILLAGE, Texts, text_of

NOTES = frozenset({"更正", "撤销", "补录", "屏蔽", "附件"})


def figures_of(item: Item, number: str = "", prefix: str = "") -> Iterator[tuple[str, str]]:
    """Item and field, as a correction names them, of every figure of a record that is written."""
    for spec in fields_of(type(item)):
        value = getattr(item, spec.name)
        if value in (None, ()) or (isinstance(item, Record) and spec.word in NOTES):
            continue
        if spec.model is None:
            if may_be_corrected(spec):
                yield number, f"{prefix}{spec.word}"
        elif not spec.many:
            yield from figures_of(value, number, f"{prefix}{spec.word}.")
        else:
            for row in value:
                yield from figures_of(row, row.number if isinstance(row, NumberedItem) else number)


def may_be_corrected(spec: FieldSpec) -> bool:
    is_shown = not (spec.totals_only or spec.named or spec.form is PARAGRAPHS)
    return spec.nature is Nature.FIGURE and spec.name != "number" and not spec.many and is_shown


def corrections(figures: list[tuple[str, str]]) -> str:
    told = "更正:\n"
    for count, (number, field) in enumerate(figures):
        item = f"    条目: {number}\n" if number else ""
        told += f"  - 编号: 更{count}\n{item}    字段: {field}\n    原值: 旧{count}旧\n    新值: 新{count}新\n"
        told += "    原因: 抄错\n    批准: 监委会\n    日期: 2026-04-08\n"
    return told


def context_about(kind: Kind[Any], text: str) -> tuple[PlaceContext, RecordFile]:
    """The place of a record, and its file."""
    name = kind.files.replace("*", "one")
    own = {"region.yml": COUNTY, "shanghe/village.yml": VILLAGE}
    path = name if kind.name == "region" else f"shanghe/{name}"
    source = Texts(own | {path: text})
    place = read_outline(source).find("" if kind.name == "region" else "shanghe")
    assert place is not None
    board = read_board(source, place)
    assert board.problems == (), [problem.message for problem in board.problems]
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), board)
    return context, next(file for file in board.files if file.path == f"villages/{path}")


def pages_about(kind: Kind[Any], text: str) -> str:
    """The pages of a record, as HTML."""
    context, file = context_about(kind, text)
    place, board = context.place, context.board
    if kind.folder:
        url = record_url(place, file)
        pages = [page for page in plan_records(context) if page.url == url]
    elif place.is_village:
        pages = list(plan_village(context))
    else:
        pages = [plan_region(context, {"": replace(derive_summary(board, AS_OF, held=False), below=())})]
    return html.unescape("".join(Renderer(ROOT / "theme").render(page).decode() for page in pages))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_old_value_of_every_corrected_figure_stands_beside_it(kind: Kind[Any]) -> None:
    text = sample_of(kind)
    node, _ = read_yaml(text.encode(), "x.yml")
    assert node is not None
    record, problems = read_record(kind, node, "x.yml")
    assert record is not None, problems
    figures = list(dict.fromkeys(figures_of(record)))
    page = pages_about(kind, re.sub(r"(?ms)^更正:\n(?:  .*?\n)+", "", text) + corrections(figures))
    shown = set(re.findall(r"<s>旧([0-9]+)旧[^<]*</s>", page))
    missing = [figure for count, figure in enumerate(figures) if str(count) not in shown]
    assert not missing, "MISSING " + " ".join(f"{a}.{b}" for a, b in missing)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.folder], ids=lambda kind: kind.name)
def test_sentences_and_bars_of_every_kind_say_that_a_figure_below_them_was_corrected(kind: Kind[Any]) -> None:
    text = re.sub(r"(?ms)^更正:\n(?:  .*?\n)+", "", sample_of(kind))
    node, _ = read_yaml(text.encode(), "x.yml")
    record, _ = read_record(kind, node, "x.yml") if node is not None else (None, ())
    assert record is not None
    context, file = context_about(kind, text + corrections(list(dict.fromkeys(figures_of(record)))))
    url = record_url(context.place, file)
    for view in (page.view for page in plan_records(context) if page.url == url):
        if isinstance(view, RecordView) and (view.sentences or view.bars) and figures_in(record):
            assert [flag.word for flag in view.flags] == ["更正"], view.sentences


def figures_in(record: Record) -> bool:
    return any(getattr(item, name) not in (None, ()) for item, name in numbers_of(record))


PUT_OFF = """\
编号: 2026-路灯
名称: 路灯
节点:
  - 编号: 一
    节点: 开工
    计划: 2026-07
    实际: 2026-07-20
更正:
  - 编号: 更1
    条目: 一
    字段: 计划
    原值: 2026-05
    新值: 2026-07
    原因: 雨季
    批准: 村民代表会议
    日期: {}
"""


@pytest.mark.parametrize(("decided", "word"), [("2026-05-10", "推迟"), ("2026-06-10", "更正")])
def test_a_plan_stays_beside_what_was_done_and_says_that_it_was_put_off(decided: str, word: str) -> None:
    page = text_of(pages_about(PROJECT, PUT_OFF.format(decided)))
    assert "2026.7.20 计划 2026.7" in page
    assert re.search(
        rf"计划 2026 年 7 月 原来公布的是 2026 年 5 月 ，2026 年 [56] 月 10 日{word}：雨季（村民代表会议）", page
    )


CALLED = """\
编号: 2026-Q2-资产负债表
种类: 资产负债表
账套: 合作社
期间: 2026-Q2
制度: kj2023
资产:
  - 编号: "1400"
    项目: 应收款项
    期末: 301.00
更正:
  - 编号: 更1
    条目: "1400"
    字段: 期末
    原值: 300.00
    新值: 301.00
    原因: 抄错
    批准: 村民代表会议
    日期: 2026-08-10
"""


def test_a_note_names_the_row_by_its_words_where_the_page_has_no_column_of_numbers() -> None:
    page = text_of(pages_about(STATEMENT, CALLED))
    assert "1400 应收款项 期末 300.00 301.00" in page


def test_names_of_people_are_no_words_for_a_row() -> None:
    node, _ = read_yaml(sample_of(BENEFIT).encode(), "x.yml")
    assert node is not None
    record, _ = read_record(BENEFIT, node, "x.yml")
    assert isinstance(record, Benefit)
    assert record.receivers
    assert not any(words_for(row) for row in record.receivers)
