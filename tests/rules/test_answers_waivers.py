"""A waiver is given from above, to a place below, for at most a year, in the open, and never for an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cunwu.core.problem import Severity
from support.answers import (
    OLD_SHEET,
    WORKS_BEFORE_APPROVAL,
    make_village,
    problems_at,
    severities,
    waiver,
)
from support.commands import run_here
from support.projects import COUNTY, TOWN, VILLAGE

LATE = {"projects/x.yml": WORKS_BEFORE_APPROVAL}
NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
OWN = "豁免:\n  - {编号: 豁1, 规则: PRJ005, 原因: 村里自己定的, 截止: 2099-12-31}\n"


def test_a_waiver_from_the_town_is_told_beside_what_it_waives(tmp_path: Path) -> None:
    make_village(tmp_path, LATE, town=TOWN + waiver("PRJ005"))
    (problem,) = problems_at(tmp_path)
    assert (problem.code, problem.severity) == ("PRJ005", Severity.IRREGULAR)
    assert problem.answer == "清河镇准许到 2026 年 12 月 31 日：公开栏在修（批准：2026-01-05 镇党政联席会议）"


@pytest.mark.parametrize("place", ["上河村", "shanghe", "qinghe/shanghe", "清河镇", "qinghe"])
def test_the_county_may_waive_for_a_village_or_for_its_whole_town(tmp_path: Path, place: str) -> None:
    make_village(tmp_path, LATE, county=COUNTY + waiver("PRJ005", place))
    (problem,) = problems_at(tmp_path)
    assert problem.answer.startswith("示例县准许到")
    assert problems_at(tmp_path, "") == []


@pytest.mark.parametrize(("day", "helps"), [("2026-12-31", True), ("2027-01-01", False), ("2026-01-04", False)])
def test_a_waiver_holds_from_its_first_through_its_last_day(tmp_path: Path, day: str, *, helps: bool) -> None:
    make_village(tmp_path, LATE, town=TOWN + waiver("PRJ005"))
    (problem,) = problems_at(tmp_path, as_of=date.fromisoformat(day))
    assert bool(problem.answer) is helps


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (waiver("PRJ005", "上合村"), "下面没有「上合村」这个地方"),
        (waiver("PRJ005", "清河镇"), "下面没有「清河镇」这个地方"),
        (waiver("PRJ005", until="2099-12-31"), "超过了一年"),
        (waiver("FIN003"), "FIN003 是错误，不能豁免"),
        (waiver("PRV001"), "PRV001 是错误，不能豁免"),
        (waiver("REC013"), "REC013 是错误，不能豁免"),
        (waiver("HIS001"), "HIS001 是错误，不能豁免"),
    ],
)
def test_a_waiver_for_nobody_for_itself_for_years_or_for_an_error_is_an_error(
    tmp_path: Path, block: str, fault: str
) -> None:
    make_village(tmp_path, LATE, town=TOWN + block)
    (problem,) = problems_at(tmp_path, "qinghe")
    assert (problem.code, problem.severity) == ("REC045", Severity.ERROR)
    assert fault in problem.message
    assert [found.answer for found in problems_at(tmp_path)] == [""]


def test_a_waiver_of_two_villages_of_one_name_holds_for_neither_until_it_says_which(tmp_path: Path) -> None:
    make_village(tmp_path, LATE, county=COUNTY + waiver("PRJ005"))
    other = tmp_path / "villages/dongshan/shanghe2"
    other.mkdir(parents=True)
    (other.parent / "region.yml").write_text(TOWN.replace("清河", "东山"), "utf-8")
    (other / "village.yml").write_text(VILLAGE, "utf-8")
    (problem,) = problems_at(tmp_path, "")
    assert problem.message == "豁免 豁1：下面有 2 个「上河村」"
    assert "dongshan/shanghe2、qinghe/shanghe" in problem.remedy
    assert [found.answer for found in problems_at(tmp_path)] == [""]


def test_a_waiver_of_an_unknown_rule_is_an_error(tmp_path: Path) -> None:
    make_village(tmp_path, {}, town=TOWN + waiver("PRJ905"))
    assert severities(problems_at(tmp_path, "qinghe")) == {"REF011": "错误"}


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("FIN003", {"finance/2026-03.yml": OLD_SHEET}),
        ("PRV001", {"notices/n.yml": NOTE + "正文: 身份证 35010219900101123X\n"}),
        ("PRV003", {"notices/n.yml": NOTE + "正文: 电话 13900138000\n"}),
        ("YML011", {"notices/n.yml": NOTE + "起: 2026-03-01\n"}),
        ("REC001", {"notices/n.yml": "编号: n\n标题: 通知\n种类: 通知\n"}),
        ("REC002", {"notices/n.yml": NOTE + "止日: 2026-03-01\n"}),
        ("REC003", {"notices/n.yml": NOTE.replace("03-01", "02-30")}),
        ("REC012", {"notices/n.yml": NOTE.replace("2026", "2027")}),
    ],
)
def test_nobody_not_even_the_county_can_waive_an_error(tmp_path: Path, code: str, files: dict[str, str]) -> None:
    make_village(tmp_path, files, county=COUNTY + waiver(code))
    (problem,) = problems_at(tmp_path)
    assert (problem.code, problem.severity, problem.answer) == (code, Severity.ERROR, "")
    assert severities(problems_at(tmp_path, "")) == {"REC045": "错误"}


def test_d14_a_waiver_the_village_gave_itself_until_2099_waives_nothing_and_is_told_how_to_move(
    tmp_path: Path,
) -> None:
    make_village(tmp_path, LATE, village=VILLAGE + OWN)
    found = problems_at(tmp_path)
    assert severities(found) == {"PRJ005": "反常", "REC046": "提醒"}
    assert [problem.answer for problem in found] == ["", ""]
    (told,) = [problem for problem in found if problem.code == "REC046"]
    assert "请上级写进 villages/qinghe/region.yml 的「豁免」：地方 qinghe/shanghe；编号 豁1，规则 PRJ005" in told.remedy


def test_d14_an_attachment_that_was_replaced_stays_an_error_whatever_the_village_waives(tmp_path: Path) -> None:
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    note = NOTE + f"附件:\n  - {{编号: 附1, 文件: attachments/a.txt, 校验值: {digest}}}\n"
    files = {"notices/n.yml": note, "attachments/a.txt": "换过的合同"}
    make_village(tmp_path, files, village=VILLAGE + OWN.replace("PRJ005", "REC013"))
    assert severities(problems_at(tmp_path)) == {"REC013": "错误", "REC046": "提醒"}


def test_a_waiver_of_the_village_that_was_withdrawn_is_told_no_more(tmp_path: Path) -> None:
    withdrawn = "撤销:\n  - {编号: 撤1, 条目: 豁1, 原因: 移到镇里, 批准: 2026-11-02 镇, 日期: 2026-11-02}\n"
    make_village(tmp_path, LATE, village=VILLAGE + OWN + withdrawn, town=TOWN + waiver("PRJ005"))
    (problem,) = problems_at(tmp_path)
    assert problem.answer.startswith("清河镇准许到")


def test_a_waiver_that_was_withdrawn_above_waives_nothing(tmp_path: Path) -> None:
    withdrawn = "撤销:\n  - {编号: 撤1, 条目: 豁1, 原因: 修好了, 批准: 2026-11-02 镇, 日期: 2026-11-02}\n"
    make_village(tmp_path, LATE, town=TOWN + waiver("PRJ005") + withdrawn)
    assert [problem.answer for problem in problems_at(tmp_path)] == [""]


def test_a_waiver_for_one_village_is_none_for_another(tmp_path: Path) -> None:
    make_village(tmp_path, LATE, town=TOWN + waiver("PRJ005"))
    other = tmp_path / "villages/qinghe/lianhua"
    (other / "projects").mkdir(parents=True)
    (other / "village.yml").write_text(VILLAGE.replace("上河", "莲花"), "utf-8")
    (other / "projects/x.yml").write_text(WORKS_BEFORE_APPROVAL, "utf-8")
    assert [bool(problem.answer) for problem in problems_at(tmp_path)] == [True]
    assert [bool(problem.answer) for problem in problems_at(tmp_path, "qinghe/lianhua")] == [False]


@pytest.mark.parametrize(("block", "status"), [(waiver("PRJ005"), 0), ("", 1)])
def test_a_waived_irregularity_passes_strict_facts_and_no_other_does(tmp_path: Path, block: str, status: int) -> None:
    make_village(tmp_path, LATE, town=TOWN + block)
    done = run_here(tmp_path, "check", "--strict-facts", "--as-of", "2026-11-20")
    assert done.returncode == status
    assert ("说明：清河镇准许到 2026 年 12 月 31 日" in done.stdout) is bool(block)
