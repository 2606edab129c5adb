"""Where there is nothing to write: 零, 不详 or no line at all; 不适用 never switches a check off."""

from __future__ import annotations

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.values.absence import Absence
from support.projects import MARCH
from support.rules_in_village import problems_of


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    assert old in MARCH
    found = problems_of({"finance/2026-03.yml": MARCH.replace(old, new, 1)})
    return [(one.code, one.message, one.remedy) for one in found]


REFUSED = "「{}」不能写「不适用」：写了这一行，就是有这件事"
ENTRY, ACCOUNT = "「{}」是零的写 零；查不清的写 不详；没有就删去这一行", "「{}」是零的写 零；查不清的写 不详"


@pytest.mark.parametrize(
    ("old", "word", "remedy"),
    [
        ("收入: 300.00", "收入", ENTRY),
        ("期初: 1200.00", "期初", ACCOUNT),
        ("期末: 1500.00", "期末", ACCOUNT),
        ("日期: 2026-03-03", "日期", "「{}」查不清的写 不详"),
    ],
)
def test_what_a_ledger_is_made_of_always_applies(old: str, word: str, remedy: str) -> None:
    assert told(old, f"{word}: 不适用") == [("REC003", REFUSED.format(word), remedy.format(word))]


@pytest.mark.parametrize("text", ["无", "没有", "/", "—", "未知"])
def test_a_word_for_nothing_is_answered_with_what_to_write(text: str) -> None:
    assert [(code, remedy) for code, _, remedy in told("收入: 300.00", f'支出: "{text}"')] == [
        ("REC003", ENTRY.format("支出"))
    ]


def test_of_a_whole_number_nothing_is_0() -> None:
    meeting = "编号: 2026-9\n种类: 村民会议\n议题: 修路\n召开日期: 2026-03-20\n到会够数: 是\n"
    meeting += "决议:\n  - 编号: 决1\n    内容: 修路\n"
    (found,) = problems_of({"meetings/9.yml": meeting + "    弃权: 无\n    通过: 是\n"})
    assert found.remedy == "「弃权」是零的写 0；没有就删去这一行"


def required_fields(model: type[Item]) -> set[FieldSpec]:
    specs = fields_of(model)
    below = (required_fields(spec.model) for spec in specs if spec.model is not None)
    return {spec for spec in specs if spec.required}.union(*below)


def test_no_field_that_must_be_written_accepts_that_it_does_not_apply() -> None:
    accepting = {
        f"{kind.label}·{spec.word}"
        for kind in KINDS
        for spec in required_fields(kind.record)
        if spec.form is not None and "不适用" in spec.form.name
    }
    # A list of figures asks all places alike; of a level without bulletins there is no count.
    assert accepting == {"地方·数值", "村·数值", "简报·期数"}
    assert Absence.NOT_APPLICABLE.value == "不适用"
