"""What a village got: how many have it, what it cost, since when it is out of use; demonstration sites."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes, messages

HEAD = "编号: 2026-泵\n名称: 抽水泵\n种类: 设备\n"
ASSET = "编号: 资-09\n名称: 抽水泵\n种类: 固定资产\n取得时间: 2026-02\n原值: 4300.00\n状态: 在用\n"


def facility(text: str, head: str = HEAD) -> dict[str, str]:
    return {"facilities/2026-1.yml": head + text}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("村数: 5\n哪些村:\n  - 石窝\n  - 昝扎\n", []),  # five villages, two of them named
        ("村数: 16\n原话: 为全乡16个村配备1台电脑和打字复印机\n", []),
        ("村数: 1\n哪些村:\n  - 石窝\n  - 昝扎\n", ["FAC002"]),
        ("村数: 1\n哪些村:\n  - 石窝\n  - 石 窝\n", []),  # one village, written in two ways
        ("哪些村: 石窝\n", []),
        ("时间: 2015\n怎么来的: 新建或扩建\n", []),
    ],
)
def test_a_count_of_villages_may_have_fewer_names_and_no_more(text: str, found: list[str]) -> None:
    assert codes(facility(text)) == found


@pytest.mark.parametrize(
    ("cost", "found"),
    [("4300.00", []), ("4800.00", ["FAC003"]), ("约4800 元", []), ("不详", [])],
)
def test_what_became_an_asset_cost_what_the_asset_is_worth(cost: str, found: list[str]) -> None:
    assert codes({**facility(f"花费: {cost}\n资产: 资-09\n"), "assets/09.yml": ASSET}) == found


def test_two_parts_of_an_asset_are_added_up() -> None:
    parts = facility("花费: 4000.00\n资产: 资-09\n")
    parts["facilities/2026-2.yml"] = HEAD.replace("2026-泵", "2026-管") + "花费: 300.00\n资产: 资-09\n"
    assert codes({**parts, "assets/09.yml": ASSET}) == []
    parts["facilities/2026-2.yml"] = parts["facilities/2026-2.yml"].replace("300.00", "400.00")
    assert "花费一共 4,400.00 元，资产「抽水泵」的原值是 4,300.00 元" in messages({**parts, "assets/09.yml": ASSET})[0]


def uses(*rows: str) -> dict[str, str]:
    return facility("使用情况:\n" + "".join(f"  - {{编号: 用{at}, {row}}}\n" for at, row in enumerate(rows)))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("怎样: 在用", "怎样: 损坏, 日期: 2026-07", "怎样: 修好"), []),
        (("怎样: 在用", "怎样: 损坏"), ["FAC004"]),
        (("怎样: 闲置",), ["FAC004"]),
        (("怎样: 损坏, 日期: 2026-07", "怎样: 闲置"), []),  # better than broken
        (("怎样: 闲置, 日期: 2026-03", "怎样: 报废"), ["FAC004"]),
    ],
)
def test_what_is_worse_than_before_has_its_day(rows: tuple[str, ...], found: list[str]) -> None:
    assert codes(uses(*rows)) == found


def test_a_demonstration_site_says_what_it_shows() -> None:
    head = HEAD.replace("设备", "示范点")
    assert codes(facility("", head)) == ["FAC001"]
    assert codes(facility("示范:\n  示范什么: 干部坐班为民服务\n", head)) == []


@pytest.mark.parametrize(("village", "found"), [("上河村", []), ("上和村", ["FAC005"]), ("昝扎", [])])
def test_a_town_calls_a_village_by_its_name(village: str, found: list[str]) -> None:
    assert codes({"../facilities/2026-1.yml": f"{HEAD}哪些村: {village}\n"}) == found
