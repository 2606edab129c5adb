"""Votes as minutes count them: some present may not vote, some papers are spoiled."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes

CALLED = "编号: 2026-05-02\n种类: {sort}\n议题: 修路\n召开日期: 2026-05-02\n应到人数: {expected}\n实到人数: {present}\n"
HEAD = CALLED.format(sort="村民代表会议", expected=34, present=27)


def held(head: str, votes: str) -> list[str]:
    rows = "".join(f"    {line}\n" for line in ("编号: 决1", "内容: 同意修路", *votes.split("，")))
    return codes({"meetings/2026-05-02.yml": f"{HEAD}{head}决议:\n  -{rows[3:]}"})


@pytest.mark.parametrize(
    ("head", "votes", "told"),
    [
        ("", "赞成: 19，反对: 0，弃权: 0，通过: 是", ["MTG002"]),
        ("有表决权人数: 19\n", "赞成: 19，反对: 0，弃权: 0，通过: 是", []),
        ("有表决权人数: 19\n", "赞成: 20，通过: 是", ["MTG002"]),
        ("有表决权人数: 19\n", "赞成: 16，反对: 1，弃权: 0，废票: 2，通过: 是", []),
        ("有表决权人数: 19\n", "赞成: 16，反对: 1，弃权: 0，废票: 1，通过: 是", ["MTG002"]),
        ("", "赞成: 24，反对: 1，弃权: 0，废票: 2，通过: 是", []),
        ("", "赞成: 19，反对: 0，弃权: 0，有表决权人数: 19，通过: 是", []),
        ("有表决权人数: 28\n", "赞成: 19，通过: 是", ["MTG010"]),
        ("", "赞成: 19，有表决权人数: 28，通过: 是", ["MTG010"]),
        ("有表决权人数: 19\n", "赞成: 10，通过门槛: 到会过半，通过: 是", []),
        ("有表决权人数: 19\n", "赞成: 9，通过门槛: 到会过半，通过: 是", ["MTG003"]),
        ("有表决权人数: 19\n", "赞成: 13，通过门槛: 到会三分之二，通过: 是", []),
        ("有表决权人数: 19\n", "赞成: 17，通过门槛: 应到过半，通过: 是", ["MTG003"]),
        ("有表决权人数: 19\n", "赞成: 18，通过门槛: 应到过半，通过: 是", []),
    ],
)
def test_votes_are_held_against_those_who_may_vote(head: str, votes: str, told: list[str]) -> None:
    assert held(head, votes) == told


@pytest.mark.parametrize(
    ("expected", "present", "votes", "told"),
    [
        ("100余", "80多人", "赞成: 70多票，反对: 几，弃权: 0，通过: 是", []),
        ("约100", "90", "赞成: 90，反对: 0，弃权: 0，通过: 是", []),
        ("60—70", "80余", "赞成: 60，通过: 是", ["MTG001"]),
        ("60以上", "80余", "赞成: 60，通过: 是", []),
        ("100", "不足50", "赞成: 40，通过: 是", ["MTG004"]),
        ("100", "约50", "赞成: 40，通过: 是", []),
        ("100余", "60", "赞成: 40，通过: 是", ["MTG004"]),
        ("34", "27", "赞成: 20余，反对: 8，弃权: 0，通过: 是", ["MTG002"]),
        ("34", "27", "赞成: 20余，反对: 1，弃权: 0，通过: 是", []),
        ("34", "30多户", "赞成: 33，反对: 0，弃权: 0，通过: 是", []),
        ("34", "27", "赞成: 不足10，通过门槛: 到会过半，通过: 是", ["MTG003"]),
        ("34", "27", "赞成: 约10，通过门槛: 到会过半，通过: 是", []),
        ("34", "27", "赞成: 20余，通过门槛: 到会过半，通过: 否", ["MTG003"]),
    ],
)
def test_rough_counts_of_heads_are_accused_only_of_what_is_certain(
    expected: str, present: str, votes: str, told: list[str]
) -> None:
    rows = "".join(f"    {line}\n" for line in ("编号: 决1", "内容: 同意修路", *votes.split("，")))
    head = CALLED.format(sort="村民代表会议", expected=expected, present=present)
    assert codes({"meetings/2026-05-02.yml": f"{head}决议:\n  -{rows[3:]}"}) == told


def test_two_thirds_of_roughly_known_members_are_asked_of_the_fewest_they_can_be() -> None:
    rows = "决议:\n  - {编号: 决1, 内容: 同意, 赞成: 300, 通过: 是}\n"
    for expected, told in (("480多", ["MTG008"]), ("430多", []), ("约480", [])):
        head = CALLED.format(sort="成员大会", expected=expected, present="430")
        assert codes({"meetings/2026-05-02.yml": head + rows}) == told
