"""What a place asked for when something was due is asked of it for ever: later settings judge later months only."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from support.clerk_repositories import VILLAGE
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.projects import ROOT
from support.proposals import codes
from support.requests import Desk

TOWN = "villages/zhen/region.yml"
HERE = "villages/zhen/shanghe"
REGION = "名称: 示例镇\n级别: 镇\n演示: 是\n公开设置:\n"
POSTING = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2024-01-05\n"
OLD = POSTING.replace("P01", "P03").replace("刘", "赵").replace("2024", "2021") + "止: 2026-03-31\n"
DAYS = "月份: 2026-03\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: 12\n    住村夜数: 4\n"
YEAR = DAYS.replace("2026-03", "2025").replace("12\n", "120\n")
LEAVE = DAYS + "    请假:\n      - 编号: 假1\n        种类: 事假\n        天数: 5\n        批准人: 村委会主任\n"
TIERS = "  请假审批:\n    - {{编号: 甲, 天数: {}, 审批人: 村委会主任}}\n    - {{编号: 乙, 审批人: 镇党委}}\n"
VISIT = "  - {编号: 访1, 日期: 2026-03-04, 走访人: P01, 对象: 困难户, 户数: 12 户, 反映: 路不好走, 转交: 镇交通站}\n"
VISITS = f"期间: 2026-03\n明细:\n{VISIT}"
WEEK = "期间: 2026-03-02..2026-03-08\n谁: P01\n困难:\n  - {编号: 难1, 困难: 缺水管, 请求: 请镇水利站帮忙}\n"
Files = dict[str, str]
LOOSER: dict[str, tuple[str, str, str, Files]] = {
    "days": ("CAD004", "  驻村天数下限: 20\n", "  驻村天数下限: 10\n", {"attendance/2026-03.yml": DAYS}),
    "nights": ("CAD010", "  住村夜数下限: 10\n", "  住村夜数下限: 2\n", {"attendance/2026-03.yml": DAYS}),
    "days of a year": (
        "CAD032",
        "  全年驻村天数下限: 200\n",
        "  全年驻村天数下限: 100\n",
        {"attendance/2025.yml": YEAR},
    ),
    "tiers of leave": ("CAD033", TIERS.format(3), TIERS.format(9), {"attendance/2026-03.yml": LEAVE}),
    "visits": (
        "CAD042",
        "  每周走访户数: 3\n",
        "  每周走访户数: 1\n",
        {"visits/2026-03.yml": VISITS.replace("2 户", "5 户")},
    ),
    "answers": ("CAD017", "  答复天数: 5\n", "  答复天数: 300\n", {"visits/2026-03.yml": VISITS}),
    "a term": ("CAD040", "  任期上限: 3\n", "  任期上限: 9\n", {"postings/P03.yml": OLD}),
    "cash": (
        "FIN015",
        "  现金限额: 100.00\n",
        "  现金限额: 90000.00\n",
        {LEDGER.removeprefix("villages/shanghe/"): MARCH},
    ),
}


STRICT = "".join(strict for _, strict, _, _ in LOOSER.values())
LOOSE = "".join(loose for _, _, loose, _ in LOOSER.values())
CODES = {code for code, *_ in LOOSER.values()}
SHORT = {name: text for *_, files in LOOSER.values() for name, text in files.items()}


def told(desk: Desk) -> set[str]:
    plain = run_here(desk.root, "check", "--format", "json", "--as-of", "2026-06-01")
    assert "错误" not in {one["severity"] for one in json.loads(plain.stdout)["problems"]}
    return CODES & {*codes(plain)}


def board(tmp_path: Path, settings: str, files: Files) -> Desk:
    own = {"village.yml": VILLAGE, "postings/P01.yml": POSTING, **files}
    return Desk(tmp_path / "board", {TOWN: REGION + settings, **{f"{HERE}/{name}": own[name] for name in own}})


def test_what_was_short_stays_short_when_less_is_asked_for(tmp_path: Path) -> None:
    desk = board(tmp_path, STRICT, SHORT)
    assert told(desk) == CODES
    desk.put({TOWN: REGION + LOOSE})
    assert told(desk) == CODES


def test_what_was_enough_stays_enough_when_more_is_asked_for(tmp_path: Path) -> None:
    desk = board(tmp_path, LOOSE, SHORT)
    assert told(desk) == set()
    desk.put({TOWN: REGION + STRICT})
    assert told(desk) == set()


def test_what_is_published_later_is_held_to_what_is_asked_for_then(tmp_path: Path) -> None:
    desk = board(tmp_path, STRICT, {})
    desk.put({TOWN: REGION + LOOSE})
    desk.put({f"{HERE}/{name}": text for name, text in SHORT.items()})
    assert told(desk) == set()
    desk.put({TOWN: REGION + STRICT})
    desk.put({f"{HERE}/attendance/2026-04.yml": DAYS.replace("2026-03", "2026-04")})
    assert told(desk) == {"CAD004", "CAD010"}


def test_a_request_that_asks_for_less_leaves_what_was_short_and_so_does_the_site(tmp_path: Path) -> None:
    desk = board(tmp_path, STRICT, SHORT)
    desk.git("checkout", "-q", "-b", "request")
    desk.put({TOWN: REGION + LOOSE, f"{HERE}/village.yml": f"{VILLAGE}户数: 300 户\n"})
    staged = desk.check("--format", "json", as_of="2026-06-01")
    assert {*codes(staged)} >= CODES | {"HIS011"}
    shutil.copytree(ROOT / "theme", desk.root / "theme")
    built = run_here(desk.root, "build", "--no-frame", "--as-of", "2026-06-01")
    assert built.returncode == 0, built.stdout + built.stderr
    cadre = (desk.root / "site/board/zhen/shanghe/postings/P01.html").read_text("utf-8")
    assert "！少 8 天" in cadre


def test_a_village_that_is_moved_takes_along_what_was_asked_of_it(tmp_path: Path) -> None:
    other = "villages/xiang"
    desk = board(tmp_path, STRICT, SHORT)
    desk.put({f"{other}/region.yml": REGION.replace("示例镇", "示例乡") + LOOSE})
    texts = {"village.yml": VILLAGE, "postings/P01.yml": POSTING, **SHORT}
    away = {f"{HERE}/{name}": None for name in texts}
    desk.put({**away, **{f"{other}/shanghe/{name}": text for name, text in texts.items()}})
    assert told(desk) == CODES
    desk.put({f"{other}/shanghe/attendance/2026-04.yml": DAYS.replace("2026-03", "2026-04")})
    desk.put({f"{other}/shanghe/attendance/2026-03.yml": None})
    assert told(desk) == CODES - {"CAD004", "CAD033"}, "April is asked for what the new town asks for"


def test_whoever_files_late_is_held_to_what_was_asked_for_then(tmp_path: Path) -> None:
    april = {f"{HERE}/attendance/2026-04.yml": DAYS.replace("2026-03", "2026-04")}
    desk = board(tmp_path, STRICT, {})
    desk.time += 40 * 86_400
    desk.put({TOWN: REGION + LOOSE})
    desk.git("checkout", "-q", "-b", "request")
    desk.put(april)
    assert {*codes(desk.check("--format", "json", as_of="2026-06-01"))} >= {"CAD004", "CAD010"}
    desk.put({TOWN: REGION + LOOSE.replace("10", "5")})
    assert told(desk) == {"CAD004", "CAD010"}


def test_a_request_that_moves_a_village_makes_no_shortage_go(tmp_path: Path) -> None:
    other = "villages/xiang"
    desk = board(tmp_path, STRICT, SHORT)
    desk.put({f"{other}/region.yml": REGION.replace("示例镇", "示例乡") + LOOSE})
    texts = {"village.yml": VILLAGE, "postings/P01.yml": POSTING, **SHORT}
    desk.git("checkout", "-q", "-b", "request")
    desk.put(
        {**{f"{HERE}/{name}": None for name in texts}, **{f"{other}/shanghe/{name}": texts[name] for name in texts}}
    )
    found = {*codes(desk.check("--format", "json", as_of="2026-06-01"))}
    assert found >= CODES
    assert "HIS026" not in found
