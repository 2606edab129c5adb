"""Votes as minutes count them: some present may not vote, some papers are spoiled."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes

HEAD = "编号: 2026-05-02\n种类: 村民代表会议\n议题: 修路\n召开日期: 2026-05-02\n应到人数: 34\n实到人数: 27\n"


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
