"""Fields that take any word ask about one that just misses a usual one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import Severity
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.reading import read_record
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
        ({"levies/1.yml": LEVY + LABOUR}, "编号 标1 「每」写的是「劳利」，是不是想写「劳力」？"),
    ],
)
def test_a_word_that_misses_a_usual_one_is_asked_about_and_published_all_the_same(
    files: dict[str, str], told: str
) -> None:
    (problem,) = (one for one in problems_of(files) if one.code == "REC050")
    assert problem.message == f"{told}就是这个叫法的，照写也可以"
    assert problem.severity is Severity.NOTICE


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
