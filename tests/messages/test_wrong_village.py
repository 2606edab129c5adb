"""A ledger in the folder of another village is told with the name, the code and the folder of the right one."""

from __future__ import annotations

from pathlib import Path

from cunwu.core.problem import Problem
from support.projects import APRIL, COUNTY, MARCH, TOWN, VILLAGE, flat, ledger, make_project, verdicts_of

POSTED = "公布:\n  日期: 2026-04-08\n  地点: {}\n"
XIAHE = VILLAGE.replace("上河", "下河").replace("名称: 下河村\n", "名称: 下河村\n行政区划代码: 430903100202\n", 1)
FEBRUARY = ledger("2026-02", "7000.00", "100.00", "7100.00")
THEIRS = ledger("2026-03", "7100.00", "50.00", "7150.00")


def told(tmp_path: Path, shanghe: str, **more: str) -> list[Problem]:
    villages = {"qinghe/shanghe/village.yml": VILLAGE, "qinghe/xiahe/village.yml": more.pop("xiahe", XIAHE)}
    ledgers = {
        "qinghe/shanghe/finance/2026-03.yml": shanghe,
        "qinghe/xiahe/finance/2026-02.yml": FEBRUARY,
        **{f"qinghe/{path}": text for path, text in more.items()},
    }
    make_project(tmp_path, {"region.yml": COUNTY, "qinghe/region.yml": TOWN, **villages, **ledgers})
    found = flat(verdicts_of(tmp_path)["qinghe/shanghe"].problems)
    return [problem for problem in found if problem.code == "FIN039"]


def test_by_the_place_where_it_was_posted(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, MARCH + POSTED.format("下河村公开栏"))
    assert problem.message == ("这份收支看来是「下河村」（430903100202）的，放错了村：公布的地点写的是「下河村公开栏」")
    assert "移到 villages/qinghe/xiahe/finance/" in problem.remedy


def test_by_its_book(tmp_path: Path) -> None:
    theirs = XIAHE.replace("编号: 合作社", "编号: 联合社")
    (problem,) = told(tmp_path, MARCH.replace("账套: 合作社", "账套: 联合社"), xiahe=theirs)
    assert problem.message.endswith("账套「联合社」是那个村的")


def test_by_balances_that_go_on_from_the_neighbours(tmp_path: Path) -> None:
    own = {"shanghe/finance/2026-02.yml": ledger("2026-02", "1000.00", "200.00", "1200.00")}
    (problem,) = told(tmp_path, THEIRS, **own)
    assert problem.message.endswith("各账户的期初正好是那个村上期的期末")


def test_a_ledger_of_this_village_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, MARCH + POSTED.format("上河村公开栏"), **{"shanghe/finance/2026-04.yml": APRIL}) == []


def test_a_wrong_opening_that_is_nobody_elses_names_nobody(tmp_path: Path) -> None:
    assert told(tmp_path, MARCH, **{"shanghe/finance/2026-04.yml": APRIL.replace("1500.00", "1400.00")}) == []
