"""A row that is added to what was closed or whole: seen as that in the summary, and refused without its 补录."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from cunwu.frame.samples import sample_of
from cunwu.history.change import ChangeKind
from cunwu.history.closing import Closing
from cunwu.history.explanations import NOTES
from cunwu.history.versions import read_versions
from cunwu.kinds import KINDS
from cunwu.kinds.fields import word_of
from cunwu.kinds.officers import OFFICERS
from cunwu.kinds.record import Kind, Record
from cunwu.rules.history import check_versions
from cunwu.yaml.reader import read_yaml, to_plain
from support.grown_rows import as_file, lists_of, renumbered

ADDED_AT_ANY_TIME: dict[str, dict[str, tuple[str, ...]]] = {
    "what a place is, asks for and reports": {
        "region": ("公开设置·审批限额", "公开设置·公开目录", "派出人数", "应派和实派", "汇总数", "指标", "豁免"),
        "village": ("村民小组", "法人", "现状", "指标"),
    },
    "who is there": {
        "officers": ("成员", "回避", "交接"),
        "team": ("成员", "到村以后"),
        "service": ("事项",),
    },
    "what is planned, and goes on": {
        "debt": ("归还计划",),
        "project": ("建设内容", "资金来源", "节点", "进展", "公示"),
        "selection": ("领导小组", "步骤"),
        "training": ("课程",),
        "makeup": ("分组",),
        "facility": ("使用情况",),
        "regulation": ("收录",),
    },
    "what comes to light, and is answered": {
        "audit": ("发现", "处理"),
        "tender": ("标的物", "异议和答复"),
        "inspection": ("督查的组", "发现", "墙上的公开栏"),
        "bulletin": ("期数合计", "上级采用", "其他材料"),
        "meeting": ("四议两公开", "提问"),
    },
}
"""Why a list is never closed → kind → the words of its lists."""
OPEN = {(kind, words) for kinds in ADDED_AT_ANY_TIME.values() for kind, lists in kinds.items() for words in lists}
NOT_ENTRIES = {*NOTES, word_of(Record, "sources"), word_of(Record, "attachments"), word_of(Record, "explanations")}
LATE = {"编号": "补9", "条目": "", "原因": "单据后来才交", "批准": "村务监督委员会", "日期": "2026-11-02"}
LONG_AGO = Closing(lambda *_: date.min, date.max)
"""Every period is closed."""


def grown(kind: Kind[Any]) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    """Words of each list, the sample, the sample with one row more in it, and with its 补录 besides."""
    node, _ = read_yaml(sample_of(kind).encode(), "")
    assert node is not None
    record: Any = to_plain(node)
    before = as_file(record)
    for words, rows in lists_of(record):
        if words.partition("·")[0] not in NOT_ENTRIES:
            rows.append(renumbered(rows[-1]))
            after, note = dict(record), {**LATE, "条目": rows[-1]["编号"]}
            explained = {**after, "补录": [*record.get("补录", ()), note]}
            yield words, before, as_file(after), as_file(explained)
            rows.pop()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_row_that_is_added_to_a_closed_list_of_any_kind_needs_its_late_entry(kind: Kind[Any]) -> None:
    path = f"villages/a/{kind.files.replace('*', '2026')}"
    for words, before, after, explained in grown(kind):
        is_open = (kind.name, words) in OPEN
        for text, wanted in ((after, ChangeKind.SLIPPED_IN), (explained, ChangeKind.LATE)):
            versions = read_versions({path: before}, {path: text})
            (key,) = versions.new
            told = {
                one.kind for one in LONG_AGO.changes_of(versions, key) if one.item.startswith("新") and not one.field
            }
            refused = [(one.code, one.is_error) for one in check_versions(versions, LONG_AGO)]
            if wanted is ChangeKind.LATE:
                assert (told, refused) == ({ChangeKind.LATE}, []), words
            else:
                assert told == {ChangeKind.ADDED if is_open else wanted}, words
                assert bool(refused) is not is_open, words
                assert all(code in ("HIS005", "HIS021") and is_error for code, is_error in refused), words


@pytest.mark.parametrize(("entry", "kind"), [("2026-04#002", ChangeKind.ADDED), ("2026-03#002", ChangeKind.SLIPPED_IN)])
def test_pay_for_a_month_is_as_late_as_the_account_that_its_entry_stands_in(entry: str, kind: ChangeKind) -> None:
    path, pay = "villages/a/officers/2021.yml", "编号: 酬2, 成员: 成1, 期间: 2026-03, 种类: 误工补贴, 金额: 240.00"
    before = sample_of(OFFICERS)
    row = f"  - {{{pay}, 流水: '{entry}'}}\n"
    after = before.replace("    付款单位: 镇财政所\n", f"    付款单位: 镇财政所\n{row}")
    versions = read_versions({path: before.encode()}, {path: after.encode()})
    mid_may = Closing(lambda _, period: period.last + timedelta(15), date(2026, 5, 10))
    (key,) = versions.new
    assert [one.kind for one in mid_may.changes_of(versions, key) if one.item == "酬2"] == [kind]
