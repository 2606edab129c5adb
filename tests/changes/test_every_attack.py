"""The adversary with nothing but green requests: one story a row, in real repositories. None ends green and unseen."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from support.clerk_repositories import COUNTY, VILLAGE
from support.effort import effort
from support.march_records import LAMPS, LEDGER, MARCH
from support.proposals import LATER
from support.requests import NOTICE, VISITS, Desk, Files, Move

HERE = "villages/shanghe"
VISIT = f"{HERE}/visits/2026-03.yml"
POST = f"{HERE}/notices/2026-08.yml"
OWN = f"{HERE}/village.yml"
LAMP = f"{HERE}/projects/2026-ludeng.yml"
DECIDED = "    原因: 抄错\n    批准: 监委会\n    日期: 2026-04-08\n"
SHOP = MARCH + "    对方: 镇五金店\n"
DUE = "公开设置:\n  截止日: {day}\n"
CATALOGUE = "公开设置:\n  公开目录:\n    - 编号: 收支\n      事项: 收支\n      周期: 月\n"
CATALOGUE_TOO = "    - 编号: 项目\n      事项: 项目\n      周期: 月\n"
STONES = "节点:\n  - 编号: 节1\n    节点: 开工\n    计划: 2026-02\n"
PAID = "已付:\n  - 编号: 付1\n    日期: {day}\n    金额: 100.00\n"


def noted(word: str, *notes: str) -> str:
    return f"{word}:\n" + "".join(notes)


def correction(number: int, before: str, after: str, field: str = "支出", item: str = "001") -> str:
    where = f"    条目: {item}\n" if item else ""
    return f"  - 编号: 更{number}\n{where}    字段: {field}\n    原值: {before}\n    新值: {after}\n{DECIDED}"


def takedown(number: int, item: str, field: str) -> str:
    return f"  - 编号: 屏{number}\n    条目: {item}\n    字段: {field}\n{DECIDED}"


CORRECTED = MARCH.replace("320.00", "330.00").replace("880.00", "870.00") + noted(
    "更正", correction(1, "320.00", "330.00"), correction(2, "880.00", "870.00", "期末", "现金")
)
STORIES: dict[str, tuple[Files, tuple[Move, ...]]] = {
    # D1: what is hidden has vanished
    "a record is renamed into a hidden one": (
        {POST: NOTICE},
        (Move({POST: None, f"{HERE}/notices/.2026-08.yml": NOTICE}, ("HIS003", "REC021")),),
    ),
    "a village folder is renamed into a hidden one": (
        {OWN: VILLAGE, LEDGER: MARCH},
        (Move({OWN: None, LEDGER: None, "villages/.shanghe/village.yml": VILLAGE}, ("HIS003", "HIS003", "REC021")),),
    ),
    "a record is moved to where no record lies": (
        {POST: NOTICE},
        (Move({POST: None, f"{HERE}/attachments/2026-08.yml": NOTICE}, ("HIS003",)),),
    ),
    "a record loses its ending": (
        {POST: NOTICE},
        (Move({POST: None, f"{HERE}/notices/2026-08.yaml": NOTICE}, ("HIS003", "REC005")),),
    ),
    # D2, D3: a takedown hides no figure and says nothing new
    "the old value of a correction is taken down": (
        {LEDGER: CORRECTED},
        (
            Move(
                {
                    LEDGER: CORRECTED.replace("原值: 320.00", "原值: （已屏蔽）")
                    + noted("屏蔽", takedown(1, "更1", "原值"))
                },
                ("HIS004", "REC018"),
            ),
        ),
    ),
    "a takedown makes one payee another": (
        {LEDGER: SHOP},
        (
            Move(
                {LEDGER: SHOP.replace("镇五金店", "县第二建筑公司") + noted("屏蔽", takedown(1, "001", "对方"))},
                ("HIS001", "REC018"),
            ),
        ),
    ),
    "a takedown hides the amount inside a sentence": (
        {LEDGER: MARCH.replace("路灯电费", "付张某某路灯电费三百二十元")},
        (
            Move(
                {LEDGER: MARCH.replace("路灯电费", "（已屏蔽）") + noted("屏蔽", takedown(1, "001", "摘要"))},
                ("HIS001",),
            ),
        ),
    ),
    "a takedown of the name alone passes": (
        {LEDGER: MARCH.replace("路灯电费", "付张某某路灯电费三百二十元")},
        (
            Move(
                {
                    LEDGER: MARCH.replace("路灯电费", "付（已屏蔽）路灯电费三百二十元")
                    + noted("屏蔽", takedown(1, "001", "摘要"))
                },
                ("HIS014",),
            ),
        ),
    ),
    # D5, D6: corrections chain from what was published
    "two corrections start from different values": (
        {LEDGER: MARCH},
        (
            Move(
                {
                    LEDGER: MARCH.replace("320.00", "330.00").replace("880.00", "870.00")
                    + noted(
                        "更正",
                        correction(1, "9345.00", "330.00"),
                        correction(2, "320.00", "330.00"),
                        correction(3, "880.00", "870.00", "期末", "现金"),
                    )
                },
                ("HIS001", "REC022"),
            ),
        ),
    ),
    "a correction corrects nothing": (
        {LEDGER: MARCH},
        (Move({LEDGER: MARCH + noted("更正", correction(1, "9345.00", "320.00"))}, ("HIS010",)),),
    ),
    "a correction of a new entry invents what stood there": (
        {LEDGER: MARCH},
        (
            Move(
                {LEDGER: MARCH + LATER + noted("更正", correction(1, "9.00", "0.00", "收入", "002"))},
                ("HIS005", "HIS010"),
            ),
        ),
    ),
    "a new record comes with a correction": (
        {LEDGER: MARCH},
        (Move({POST: NOTICE + noted("更正", correction(1, "发钱", "修渠", "标题", ""))}, ("HIS010",)),),
    ),
    "a village that moves here brings its corrections": (
        {LEDGER: MARCH},
        (
            Move(
                {
                    "villages/xinhe/village.yml": VILLAGE,
                    "villages/xinhe/notices/1.yml": NOTICE + noted("更正", correction(1, "发钱", "修渠", "标题", "")),
                }
            ),
        ),
    ),
    # D7, D15: one key, one file
    "an edited copy stands in for the original": (
        {VISIT: VISITS},
        (Move({f"{HERE}/visits/2026-03-b.yml": VISITS.replace("6 户", "60 户")}, ("REC010",)),),
    ),
    # D9, D8, D17: a request is judged by what was in force
    "the due day is raised in the same request": (
        {OWN: VILLAGE + DUE.format(day=5), LEDGER: MARCH},
        (Move({OWN: VILLAGE + DUE.format(day=28), LEDGER: MARCH + LATER}, ("HIS005", "HIS011")),),
    ),
    "the due day is raised first": (
        {OWN: VILLAGE + DUE.format(day=5), LEDGER: MARCH},
        (
            Move({OWN: VILLAGE + DUE.format(day=28)}, ("HIS011",)),
            Move({LEDGER: MARCH + LATER}, ("HIS005",)),
        ),
    ),
    "the catalogue is replaced by a shorter one": (
        {"villages/region.yml": COUNTY + CATALOGUE + CATALOGUE_TOO, OWN: VILLAGE},
        (Move({OWN: VILLAGE + CATALOGUE}, ("HIS011", "PUB006")),),
    ),
    "a real place becomes a demonstration": (
        {OWN: VILLAGE},
        (Move({OWN: VILLAGE + "演示: 是\n"}, ("HIS011",)),),
    ),
    "a stage is said to have been reached earlier": (
        {LAMP: LAMPS + STONES + "    实际: 2026-03\n"},
        (Move({LAMP: LAMPS + STONES + "    实际: 2026-02\n"}, ("HIS001",)),),
    ),
    "a stage is reached": ({LAMP: LAMPS + STONES}, (Move({LAMP: LAMPS + STONES + "    实际: 2026-03\n"}),)),
    "a payment of last spring is added to a published project": (
        {LAMP: LAMPS},
        (Move({LAMP: LAMPS + PAID.format(day="2025-05-03")}, ("HIS005",)),),
    ),
    "a payment of this month is added": ({LAMP: LAMPS}, (Move({LAMP: LAMPS + PAID.format(day="2026-04-03")}),)),
    # D11
    "a village is moved into a village": (
        {"villages/lianhua/village.yml": VILLAGE, OWN: VILLAGE.replace("上河", "上湾")},
        (
            Move(
                {"villages/lianhua/village.yml": None, f"{HERE}/lianhua/village.yml": VILLAGE},
                ("REC020",),
            ),
        ),
    ),
    # D12
    "a commit claims the year 2030": (
        {LEDGER: MARCH},
        (Move({POST: NOTICE}, ("HIS013",), time=1_900_000_000),),
    ),
    # D13
    "an account is withdrawn": (
        {LEDGER: MARCH},
        (Move({LEDGER: MARCH + noted("撤销", f"  - 编号: 撤1\n    条目: 现金\n{DECIDED}")}, ("REC024",)),),
    ),
    "a correction is withdrawn": (
        {LEDGER: CORRECTED},
        (Move({LEDGER: CORRECTED + noted("撤销", f"  - 编号: 撤1\n    条目: 更1\n{DECIDED}")}, ("REC015",)),),
    ),
    # E: what is personal only when a row is read together
    "an identity number is parted over two fields": (
        {VISIT: VISITS},
        (Move({VISIT: VISITS + "    转交: 镇民政办 110101199\n    答复: 003071233 已登记\n"}, ("PRV001",)),),
    ),
    "a name stands in one field and the illness in the next": (
        {VISIT: VISITS},
        (Move({VISIT: VISITS + "    反映: 张建国家里困难\n    答复: 肝癌晚期，住院\n"}, ("PRV014",)),),
    ),
    # one request, one matter
    "records and program come together": (
        {LEDGER: MARCH},
        (Move({POST: NOTICE, "theme/board/ledger.html": ""}, ("HIS009",)),),
    ),
    "records and the pages that explain them come together": (
        {LEDGER: MARCH},
        (Move({POST: NOTICE, "content/reading.md": ""}, ("HIS009",)),),
    ),
    "the mixture allows itself": (
        {LEDGER: MARCH},
        (
            Move(
                {POST: NOTICE, "theme/x": "", "villages/region.yml": COUNTY + "公开设置:\n  记录程序同改: 是\n"},
                ("HIS009", "HIS011"),
            ),
        ),
    ),
    "only the looks change": ({LEDGER: MARCH}, (Move({"theme/board/ledger.html": ""}, ("HIS016",)),)),
    "git is told to filter the records": (
        {LEDGER: MARCH},
        (Move({".gitattributes": "villages/** filter=x\n"}, ("HIS016", "REC036")),),
    ),
    "git is told to filter everything": (
        {LEDGER: MARCH},
        (Move({".gitattributes": "* text=auto eol=lf\n** filter=x\n"}, ("HIS016", "REC036")),),
    ),
    "git is told to fetch the pages from elsewhere": (
        {LEDGER: MARCH},
        (Move({".gitmodules": '[submodule "x"]\n\tpath = content/x\n\turl = /x\n'}, ("HIS016", "REC036")),),
    ),
    "git is told of line ends": (
        {LEDGER: MARCH},
        (Move({".gitattributes": "* text=auto eol=lf\n*.png binary\n"}, ("HIS016",)),),
    ),
    "the mixture was allowed before": (
        {"villages/region.yml": COUNTY + "公开设置:\n  记录程序同改: 是\n", LEDGER: MARCH},
        (Move({POST: NOTICE, "theme/x": ""}),),
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_no_story_ends_green_and_unseen(tmp_path: Path, story: str) -> None:
    files, moves = STORIES[story]
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, **files})
    for move in moves:
        assert desk.request(move) == tuple(sorted(move.seen))


SEEDS = effort(5, 21)
"""The whole program is started for each."""

# --- D5: the order of a set decides nothing ---------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("order", ["as invented", "as published"])
def test_two_corrections_of_one_field_have_one_verdict_whatever_the_hash_seed(tmp_path: Path, order: str) -> None:
    notes = [correction(1, "9345.00", "330.00"), correction(2, "320.00", "330.00")]
    text = MARCH.replace("320.00", "330.00").replace("880.00", "870.00") + noted(
        "更正",
        *(notes if order == "as invented" else reversed(notes)),
        correction(3, "880.00", "870.00", "期末", "现金"),
    )
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, LEDGER: MARCH})
    desk.git("checkout", "-q", "-b", "request")
    desk.put({LEDGER: text})
    said = set()
    for seed in range(SEEDS):
        done = subprocess.run(
            [sys.executable, "-m", "cunwu.cli", "check", "--base", "main", "--as-of", "2026-04-20"],
            cwd=desk.root,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=False,
        )
        said.add((done.returncode, done.stdout))
    assert len(said) == 1
    assert next(iter(said))[0] == 1


# --- D7, D15: two files of one key ------------------------------------------------------------------------------------


def raced(tmp_path: Path, first: str, second: str) -> Desk:
    """Two green requests, each from the same main, with one key under two names; both are merged."""
    desk = Desk(tmp_path / "board", {OWN: VILLAGE})
    base = desk.git("rev-parse", "main")
    assert desk.request(Move({VISIT: first})) == ()
    desk.git("checkout", "-q", "-B", "other", base)
    desk.put({f"{HERE}/visits/2026-03-b.yml": second})
    desk.git("checkout", "-q", "main")
    desk.git("merge", "-q", "--no-ff", "-m", "合并", "other")
    return desk


def test_the_copy_that_blocks_main_may_be_deleted_or_renumbered(tmp_path: Path) -> None:
    desk = raced(tmp_path, VISITS, VISITS.replace("6 户", "60 户"))
    assert desk.request(Move({f"{HERE}/visits/2026-03-b.yml": None})) == ()


def test_the_original_may_not_give_way_to_the_copy_without_a_word(tmp_path: Path) -> None:
    desk = raced(tmp_path, VISITS, VISITS.replace("6 户", "60 户"))
    assert desk.request(Move({VISIT: None})) == ("HIS001",)


def test_a_rename_does_not_make_the_original_the_younger(tmp_path: Path) -> None:
    desk = raced(tmp_path, VISITS, VISITS.replace("6 户", "60 户"))
    renamed = f"{HERE}/visits/2026-03-c.yml"
    desk.put({VISIT: None, renamed: VISITS})
    assert desk.request(Move({renamed: None})) == ("HIS001",)


def test_of_two_equal_copies_either_may_go(tmp_path: Path) -> None:
    desk = raced(tmp_path, VISITS, VISITS)
    assert desk.request(Move({VISIT: None})) == ()


def test_deleting_both_copies_is_a_loss(tmp_path: Path) -> None:
    desk = raced(tmp_path, VISITS, VISITS)
    assert desk.request(Move({VISIT: None, f"{HERE}/visits/2026-03-b.yml": None})) == ("HIS003",)


# --- what is owed -----------------------------------------------------------------------------------------------------

OWED = VILLAGE + CATALOGUE + "加入日期: 2026-01-01\n"
JANUARY = MARCH.replace("2026-03", "2026-01")
JANUARY_FILE = f"{HERE}/finance/2026-01.yml"
BY_DEFAULT = "2026-05-20"


@pytest.mark.parametrize(
    ("time", "seen"),
    [
        ("2026-02-10", ("HIS017",)),  # before the last day, though nobody had seen it then
        ("1980-01-05", ("HIS017",)),  # before the month began
        ("2026-05-18", ()),
        ("2026-03-01", ()),  # late by its own word
    ],
)
def test_a_commit_that_states_a_day_on_which_it_was_not_late_is_told(
    tmp_path: Path, time: str, seen: tuple[str, ...]
) -> None:
    desk = Desk(tmp_path / "board", {OWN: OWED})
    moment = int(datetime.fromisoformat(f"{time}T12:00+08:00").timestamp())
    found = desk.request(Move({JANUARY_FILE: JANUARY}, time=moment), as_of=BY_DEFAULT)
    assert tuple(code for code in found if code != "PUB001") == seen


NOTED_JOIN = "更正:\n" + correction(1, "2026-01-01", "2026-05-01", "加入日期", "").replace("2026-04-08", "2026-05-08")
RELEASED = {
    "it joined later": (OWED.replace("2026-01-01", "2026-05-01") + NOTED_JOIN, 4),
    "it was dissolved before": (OWED + "撤销日期: 2026-02\n", 2),
}


@pytest.mark.parametrize("story", RELEASED)
def test_a_village_that_owes_less_of_the_past_is_told_with_the_number_of_periods(tmp_path: Path, story: str) -> None:
    desk = Desk(tmp_path / "board", {OWN: OWED})
    desk.git("checkout", "-q", "-b", "request")
    text, count = RELEASED[story]
    desk.put({OWN: text})
    said = desk.check(as_of=BY_DEFAULT).stdout
    assert "HIS018 改了" in said
    assert f"以前已经到期的 {count} 期" in said


def test_a_village_moved_below_a_place_that_asks_for_less_is_told(tmp_path: Path) -> None:
    monthly = "公开设置:\n  公开目录:\n    - 编号: 收支\n      事项: 收支\n      周期: 月\n"
    town, city = "villages/town/region.yml", "villages/city/region.yml"
    own = VILLAGE + "加入日期: 2026-01-01\n"
    desk = Desk(
        tmp_path / "board",
        {
            town: "名称: 上河镇\n级别: 镇\n" + monthly,
            city: "名称: 下河镇\n级别: 镇\n" + monthly.replace("月", "年"),
            "villages/town/shanghe/village.yml": own,
        },
    )
    desk.git("checkout", "-q", "-b", "request")
    desk.put({"villages/town/shanghe/village.yml": None, "villages/city/shanghe/village.yml": own})
    assert "HIS018 改了所在的地方，以前已经到期的 4 期" in desk.check(as_of=BY_DEFAULT).stdout
