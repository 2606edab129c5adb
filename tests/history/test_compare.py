"""Two versions of the records: what counts as a change, and of which kind."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

import cunwu.kinds
from cunwu.frame.samples import sample_of
from cunwu.history.change import ChangeKind
from cunwu.history.compare import compare_records
from cunwu.history.versions import compare_versions
from cunwu.kinds import KINDS
from cunwu.kinds.reading import read_item
from cunwu.kinds.record import Kind
from cunwu.yaml.form import format_text
from cunwu.yaml.reader import Step, read_yaml, to_plain, walk_scalars
from support.march_records import LAMPS, LEDGER, MARCH, PROJECT, changes, correction, kinds


def test_the_same_record_is_no_change() -> None:
    assert changes(MARCH, MARCH) == ()


def test_reformatting_quoting_and_comments_are_no_change() -> None:
    untidy = MARCH.replace("320.00", "'320'  # 电费").replace("1200.00", "1200.0").replace("期间: ", "期间:    ")
    assert changes(MARCH, "# 三月\n" + untidy) == ()
    assert changes(untidy, format_text(untidy)) == ()


def test_reordering_items_and_keys_is_no_change() -> None:
    second = MARCH.replace("001", "002").partition("明细:\n")[2]
    both = MARCH + second
    turned = MARCH.partition("明细:\n")[0] + "明细:\n" + second + MARCH.partition("明细:\n")[2]
    assert changes(both, turned) == ()
    head, _, rest = MARCH.partition("制度: 简易\n")
    assert changes(MARCH, f"制度: 简易\n{head}{rest}") == ()


def test_renaming_a_file_is_no_change() -> None:
    assert (
        compare_versions({LEDGER: MARCH.encode()}, {LEDGER.replace("2026-03", "2026-03-hezuoshe"): MARCH.encode()})
        == ()
    )


def test_a_changed_figure_without_a_word_is_unexplained() -> None:
    (found,) = changes(MARCH, MARCH.replace("320.00", "330.00"))
    assert (found.item, found.field, found.kind) == ("001", "支出", ChangeKind.UNEXPLAINED)
    assert (found.before, found.after) == ("320.00 元", "330.00 元")
    assert (found.place, found.record_kind, found.record) == ("shanghe", "ledger", "合作社 2026-03")


def test_a_changed_figure_with_its_correction_is_corrected() -> None:
    after = MARCH.replace("320.00", "330.00") + correction("001", "支出", "320.00", "330.00")
    (found,) = changes(MARCH, after)
    assert (found.kind, found.reason, found.approved) == (ChangeKind.CORRECTED, "抄错", "村务监督委员会")


@pytest.mark.parametrize(("before", "after"), [("310.00", "330.00"), ("320.00", "340.00")])
def test_a_correction_that_names_other_values_explains_nothing(before: str, after: str) -> None:
    new = MARCH.replace("320.00", "330.00") + correction("001", "支出", before, after)
    assert kinds(changes(MARCH, new)) == [("001", "支出", ChangeKind.UNEXPLAINED)]


def test_a_correction_explains_one_change_only_once() -> None:
    corrected = MARCH.replace("320.00", "330.00") + correction("001", "支出", "320.00", "330.00")
    assert kinds(changes(corrected, corrected.replace("支出: 330.00", "支出: 320.00"))) == [
        ("001", "支出", ChangeKind.UNEXPLAINED)
    ]


def test_a_vanished_item_is_unexplained_and_a_new_one_added() -> None:
    second = MARCH.replace("001", "002").partition("明细:\n")[2]
    assert kinds(changes(MARCH, MARCH + second)) == [("002", "", ChangeKind.ADDED)]
    assert kinds(changes(MARCH + second, MARCH)) == [("002", "", ChangeKind.UNEXPLAINED)]


def test_a_withdrawn_item_stays_and_is_told_with_its_reason() -> None:
    withdrawal = "撤销:\n  - 编号: 撤1\n    条目: 001\n    原因: 重复\n    批准: 村务监督委员会\n    日期: 2026-04-08\n"
    (found,) = changes(MARCH, MARCH + withdrawal)
    assert (found.item, found.kind, found.reason) == ("001", ChangeKind.WITHDRAWN, "重复")
    assert kinds(changes(MARCH + withdrawal, MARCH)) == [("撤1", "撤销", ChangeKind.UNEXPLAINED)]


def test_a_correction_once_made_cannot_be_taken_away() -> None:
    corrected = MARCH.replace("320.00", "330.00") + correction("001", "支出", "320.00", "330.00")
    assert ("更1", "更正", ChangeKind.UNEXPLAINED) in kinds(changes(corrected, MARCH.replace("320.00", "330.00")))


def test_a_state_moves_on_and_a_figure_in_a_group_does_not() -> None:
    assert kinds(changes(LAMPS, LAMPS.replace("在建", "完工"), PROJECT)) == [("", "状态", ChangeKind.PROGRESS)]
    assert kinds(changes(LAMPS, LAMPS.replace("64800", "65800"), PROJECT)) == [
        ("", "金额.合同", ChangeKind.UNEXPLAINED)
    ]


def test_filling_in_what_was_absent_is_an_addition_and_emptying_it_is_not() -> None:
    filled = MARCH + "    凭证: 记-1\n"
    assert kinds(changes(MARCH, filled)) == [("001", "凭证", ChangeKind.ADDED)]
    assert kinds(changes(filled, MARCH)) == [("001", "凭证", ChangeKind.UNEXPLAINED)]


def test_a_record_that_goes_is_unexplained_and_one_that_comes_is_added() -> None:
    assert kinds(compare_versions({}, {LEDGER: MARCH.encode()})) == [("", "", ChangeKind.ADDED)]
    assert kinds(compare_versions({LEDGER: MARCH.encode()}, {})) == [("", "", ChangeKind.UNEXPLAINED)]


def test_a_version_that_cannot_be_read_is_told_and_nothing_of_it_has_vanished() -> None:
    (found,) = changes(MARCH, MARCH.replace("期间: ", "期间："))
    assert (found.kind, found.record) == (ChangeKind.UNREADABLE, LEDGER)


def test_two_books_of_the_same_month_are_two_records() -> None:
    other = LEDGER.replace("2026-03", "2026-03-cunweihui")
    second = MARCH.replace("合作社", "村委会")
    before = {LEDGER: MARCH.encode(), other: second.encode()}
    (found,) = compare_versions(before, {**before, other: second.replace("320.00", "330.00").encode()})
    assert found.record == "村委会 2026-03"


@given(st.integers(0, 10**9), st.integers(0, 10**9))
@settings(deadline=None)
def test_amounts_are_compared_by_what_they_mean(one: int, other: int) -> None:
    def text(fen: int) -> str:
        return str(Decimal(fen) / 100)

    found = changes(MARCH.replace("320.00", text(one)), MARCH.replace("320.00", text(other)))
    assert bool(found) == (one != other)


SAMPLES = Path(cunwu.kinds.__file__).parent / "samples"


def without(plain: Any, path: tuple[Step, ...]) -> Any:
    """The data without what stands at `path`."""
    step, below = path[0], path[1:]
    if isinstance(plain, dict):
        kept = {key: part for key, part in plain.items() if key != step}
        return {**kept, step: without(plain[step], below)} if below else kept
    parts = list(plain)
    parts[int(step) : int(step) + 1] = [without(parts[int(step)], below)] if below else []
    return parts


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_stated_value_of_any_kind_can_vanish_unseen(kind: Kind[Any]) -> None:
    node, _ = read_yaml((SAMPLES / f"{kind.name}.yml").read_bytes(), kind.name)
    assert node is not None
    plain = to_plain(node)
    tried = 0
    for path, _ in walk_scalars(node):
        left = without(plain, path)
        if read_item(kind.record, left)[0] is None:  # a required field: without it there is no record
            continue
        tried += 1
        after, _ = read_yaml(yaml.safe_dump(left, allow_unicode=True).encode(), kind.name)
        assert after is not None
        assert compare_records(("", kind.name, ""), kind, node, after), path
    assert tried


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_record_of_any_kind_that_is_taken_away_is_told(kind: Kind[Any]) -> None:
    path = f"villages/shanghe/{kind.files.replace('*', '2026')}"
    (change,) = compare_versions({path: sample_of(kind).encode()}, {})
    assert (change.record_kind, change.kind) == (kind.name, ChangeKind.UNEXPLAINED)
