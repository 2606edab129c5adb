"""Fields that take any word ask about one that just misses a usual one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cunwu.core.problem import Severity
from cunwu.frame.samples import _lines, sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item, with_fields
from cunwu.kinds.fields import fields_of
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.rules.base import Context
from cunwu.rules.record import word_nearly_a_usual_one
from cunwu.yaml.reader import read_yaml
from support.rules_boards import AS_OF, board_of
from support.rules_in_village import problems_of

ROOT = Path(__file__).resolve().parents[2]
POSTING = "编号: P03\n派出单位:\n  - 示例县农业农村局\n职务: {}\n起: 2026-01-05\n"
MONTH = "月份: 2026-03\n人员:\n  - {{编号: 考1, 派驻: P03, 驻村天数: 20, 请假: [{}]}}\n"
LEAVE = "{编号: 假1, 种类: 是假, 天数: 2, 批准人: 镇党委}"
LEDGER = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户: [{{编号: 现金, 名称: 库存现金, 类别: 库存现金, 期初: 0.00, 期末: 100.00}}]
明细:
  - {{编号: 1, 日期: 2026-03-03, 摘要: 承包款, 科目: 其他收入, 收入: 100.00, 账户: 现金, 凭证: 记-1, {}: {}}}
审核: [{{编号: 审1, 角色: 出纳, 姓名: 李某, 日期: 2026-04-02, 意见: "{}"}}]
"""
RELATIVE = """\
名称: 上河村
法人: [{编号: 合作社, 名称: 上河村股份经济合作社, 种类: 农村集体经济组织}]
回避: [{编号: 回1, 人员: 王某, 亲属: 赵某, 关系: 配藕}]
"""
LEVY = "编号: 筹1\n名称: 修路\n期间: 2026\n会议: 2026-03-12\n"
LABOUR = "筹劳: {标准: [{编号: 标1, 每: 劳利, 工日: 2, 数量: 9 人}]}\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"postings/P03.yml": POSTING.format("第一书纪")}, "「职务」写的是「第一书纪」，是不是想写「第一书记」？"),
        (
            {"postings/P03.yml": POSTING.format("队员"), "attendance/2026-03.yml": MONTH.format(LEAVE)},
            "编号 假1 「种类」写的是「是假」，是不是想写「事假」？",
        ),
        (
            {"finance/2026-03.yml": LEDGER.format("审批人", "村委会主仁", "同意")},
            "编号 1 「审批人」写的是「村委会主仁」，是不是想写「村委会主任」？",
        ),
        (
            {"finance/2026-03.yml": LEDGER.format("审批人", "王某", "不同易，没有原件")},
            "编号 审1 「意见」写的是「不同易，没有原件」，是不是想写「不同意，没有原件」？",
        ),
        ({"village.yml": RELATIVE}, "编号 回1 「关系」写的是「配藕」，是不是想写「配偶」？"),
        ({"levies/1.yml": LEVY + LABOUR}, "编号 标1 「每」写的是「劳利」，是不是想写「劳力」？"),
    ],
)
def test_a_word_that_misses_a_usual_one_is_asked_about_and_published_all_the_same(
    files: dict[str, str], told: str
) -> None:
    (problem,) = (one for one in problems_of(files) if one.code == "REC050")
    assert problem.message == f"{told}就是这个叫法的，照写也可以"
    assert problem.severity is Severity.NOTICE


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_with_usual_words_of_every_kind_asks_about_a_slip(kind: Kind[Record]) -> None:
    record = read_example("".join(_lines(kind.record, "")), kind) or read_example(sample_of(kind), kind)
    assert record is not None
    for steps, spec in usual_fields(kind.record, ()):
        assert spec.form is not None
        slips = [(word, word[:1] + word) for word in spec.form.usual if len(word) > 1]
        word, slip = next((word, slip) for word, slip in slips if slip not in spec.form.usual)
        asked = list(word_nearly_a_usual_one.run(with_text(record, steps, spec, slip), Context(board_of({}), AS_OF)))
        told = [(one.facts["word"], one.facts["text"], one.facts["near"]) for one in asked]
        assert told == [(spec.word, slip, word)], [*(step.word for step in steps), spec.word]


def usual_fields(model: type[Item], steps: tuple[FieldSpec, ...]) -> Iterator[tuple[tuple[FieldSpec, ...], FieldSpec]]:
    for spec in fields_of(model):
        if spec.form is not None and spec.form.usual:
            yield steps, spec
        if spec.model is not None:
            yield from usual_fields(spec.model, (*steps, spec))


def read_example(text: str, kind: Kind[Record]) -> Record | None:
    tree, _ = read_yaml(text.encode(), kind.name)
    return read_record(kind, tree, kind.name)[0] if tree is not None else None


def with_text(item: Any, steps: tuple[FieldSpec, ...], spec: FieldSpec, text: str) -> Any:
    """The item with the text in a field of the first row that the steps lead to, and no other such row."""
    if not steps:
        return with_fields(item, {spec.name: (text,) if spec.many else text})
    first, *rest = steps
    below = getattr(item, first.name)
    inner = with_text(below[0] if first.many else below, tuple(rest), spec, text)
    return with_fields(item, {first.name: (inner,) if first.many else inner})


def test_no_shipped_record_and_no_sample_is_asked_about_its_words() -> None:
    source = FolderSource(ROOT)
    boards = [read_board(source, place) for place in read_outline(source).root.walk()]
    records = [file.record for board in boards for file in board.files if file.record is not None]
    for kind in KINDS:
        tree, _ = read_yaml(sample_of(kind).encode(), kind.name)
        sample = read_record(kind, tree, kind.name)[0] if tree is not None else None
        assert sample is not None
        records.append(sample)
    context = Context(board_of({}), AS_OF)
    asked = [one for record in records for one in word_nearly_a_usual_one.run(record, context)]
    assert (asked, len(records) > 200) == ([], True)
