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
from support.march_records import LAMPS, LEDGER, MARCH, PROJECT
from support.proposals import LATER, codes
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


ANOTHER = "  - 编号: 访2\n    日期: 2026-02-06\n    走访人: 村支书\n    对象: 困难户\n    户数: 3 户\n"
HELD = f"{HERE}/meetings/2026-03-12.yml"
DECISION = "  - 编号: 决{}\n    内容: 装路灯\n    赞成: 20\n    反对: 0\n    弃权: 0\n    通过: 是\n"
MEETING = (
    "编号: 2026-03-12\n种类: 村民代表会议\n议题: 路灯\n召开日期: 2026-03-12\n应到人数: 25\n实到人数: 20\n决议:\n"
    + DECISION.format(1)
)


def noted(word: str, *notes: str) -> str:
    return f"{word}:\n" + "".join(notes)


def correction(number: int, before: str, after: str, field: str = "支出", item: str = "001") -> str:
    where = f"    条目: {item}\n" if item else ""
    return f"  - 编号: 更{number}\n{where}    字段: {field}\n    原值: {before}\n    新值: {after}\n{DECIDED}"


PAID_LATE = LAMPS + PAID.format(day="2025-05-03") + noted("补录", f"  - 编号: 补1\n    条目: 付1\n{DECIDED}")


def takedown(number: int, item: str, field: str) -> str:
    return f"  - 编号: 屏{number}\n    条目: {item}\n    字段: {field}\n{DECIDED}"


POSTED = f"{HERE}/postings/P01.yml"
POSTING = (
    "编号: P01\n姓名: 刘某\n派出单位:\n  - 县农业农村局\n层级: 县\n职务: 第一书记\n起: 2026-01-01\n派驻方式: 选派\n"
)
STAYED = f"{HERE}/attendance/2026-02.yml"
DAYS = "月份: 2026-02\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: 15\n    住村夜数: 12\n"
FLOOR = "公开设置:\n  驻村天数下限: {}\n"
SHORT: Files = {OWN: VILLAGE + FLOOR.format(20), POSTED: POSTING, STAYED: DAYS}
"""A cadre stayed 15 days of a month that is closed, and 20 were required: that is published."""
WAIVER = (
    "豁免:\n  - 编号: 豁1\n    地方: shanghe\n    规则: PRJ003\n    原因: 汛期抢修\n"
    "    批准: 2026-03-30 县政府常务会议\n    起: 2026-04-01\n    止: 2026-12-31\n"
)
CHANGE = "变更:\n  - 编号: 变1\n    原因: 加长\n    金额: 40000.00\n    批准: 村民代表会议\n    日期: 2026-04-02\n"
DEAR = LAMPS + "  审定: 99999.00\n"
REAL = COUNTY.replace("演示: 是\n", "")
BELOW = "villages/town/shanghe/village.yml"
TOWN = "villages/town/region.yml"
CALLED = "名称: 上河镇\n级别: 镇\n"
OPEN_VISIT = f"{HERE}/visits/2026-04.yml"
OPEN_VISITS = VISITS.replace("2026-03", "2026-04")

LET = f"{HERE}/contracts/2026-3.yml"
RENT = "  - 编号: 期{}\n    到期: {}\n    金额: {}\n"
AGREED = (
    "编号: 2026-合-3\n名称: 晒场出租合同\n种类: 出租\n账套: 合作社\n对方: 示例茶叶加工厂\n签订: 2026-03-20\n"
    "起: 2026-04-01\n止: 2029-03-31\n总价: 12000.00\n状态: 履行中\n"
    "标的物:\n  - 编号: 标1\n    标的: 门前晒场\n付款安排:\n" + RENT.format(1, "2026-12-31", "12000.00")
)
ENDED = AGREED.replace("状态: 履行中", "状态: 已终止\n终止日期: 2026-04-10")
BOARD_OF_FIVE = f"{HERE}/officers/2021.yml"
PAID_FOR = "  - 编号: 酬2\n    成员: 成1\n    期间: {}\n    种类: 基本报酬\n    金额: 2000.00\n"
PAY = (
    "编号: 村委会-2021\n机构: 村民委员会\n届次: 第十一届\n起: 2021-10-08\n止: 2026-10-08\n任期: 5\n"
    "成员:\n  - 编号: 成1\n    谁: 王某\n    职务: 主任\n报酬:\n" + PAID_FOR.replace("酬2", "酬1")
)
BOTH = "  - 编号: 村委会\n    名称: {}\n    种类: 村民委员会\n"
GROUPS = "村民小组:\n  - 编号: 组1\n    名称: {}\n  - 编号: 组2\n    名称: {}\n"

THEIRS = "villages/lianhua/village.yml"
NOBODY = VISITS.replace("6 户", "0 户")
HELPED = (
    "编号: 2026-耕补\n名称: 上河村耕地补贴\n种类: 耕地补贴\n期间: 2026-03\n合计:\n  户: 2 户\n  金额: 780.00\n"
    "发放:\n  - 编号: 发1\n    日期: 2026-03-20\n    金额: 780.00\n"
)
COPIED = (
    ("a ledger", "finance/2026-03.yml", MARCH.replace("路灯", "上河村路灯"), ("HIS029",)),
    ("an attendance", "attendance/2026-02.yml", DAYS, ("HIS029", "REF004")),
    ("a list of visits", "visits/2026-03.yml", VISITS, ("HIS029",)),
    ("a benefit", "benefits/2026-03.yml", HELPED, ("HIS029",)),
)
"""What is saved in the wrong folder: sort, path, text and what a check says of it, not counting the name in it."""

OPEN_DAYS = f"{HERE}/attendance/2026-04.yml"
MORE_DAYS = DAYS.replace("2026-02", "2026-04").replace("15", "{}").replace("12", "3")

CORRECTED = MARCH.replace("320.00", "330.00").replace("880.00", "870.00") + noted(
    "更正", correction(1, "320.00", "330.00"), correction(2, "880.00", "870.00", "期末", "现金")
)
POSTED_TWICE = MARCH + LATER
NAMED = SHOP.replace("镇五金店", "张建国")
NOTED = {
    "correction": (MARCH, CORRECTED),
    "withdrawal": (POSTED_TWICE, POSTED_TWICE + noted("撤销", f"  - 编号: 撤1\n    条目: '002'\n{DECIDED}")),
    "late entry": (MARCH, MARCH + LATER + noted("补录", f"  - 编号: 补1\n    条目: '002'\n{DECIDED}")),
    "takedown": (NAMED, NAMED.replace("张建国", "（已屏蔽）") + noted("屏蔽", takedown(1, "001", "对方"))),
}
"""Sort of note → March as it was published on 2026-04-08, and as it is with a note of that day."""


def dated(day: str) -> dict[str, tuple[Files, tuple[Move, ...]]]:
    """One story a sort of note, which is of another day and told as it deserves."""
    early = day < "2026-04-08"
    found = {sort: ["HIS027" if early else "REC012"] * (1 + (sort == "correction")) for sort in NOTED}
    found["takedown"].append("HIS014")
    return {
        f"a {sort} is dated {'before anybody saw what it is about' if early else 'after today'}": (
            {LEDGER: before},
            (Move({LEDGER: after.replace("日期: 2026-04-08", f"日期: {day}")}, tuple(found[sort])),),
        )
        for sort, (before, after) in NOTED.items()
    }


STORIES: dict[str, tuple[Files, tuple[Move, ...]]] = {
    **dated("2026-04-07"),
    **dated("2026-04-21"),
    "two corrections go by a value that nobody saw": (
        {LEDGER: MARCH},
        (
            Move(
                {LEDGER: CORRECTED.replace("新值: 330.00", "新值: 399.00") + correction(3, "399.00", "330.00")},
                ("HIS028",),
            ),
        ),
    ),
    "two corrections of two requests go on from each other": (
        {LEDGER: MARCH},
        (
            Move({LEDGER: CORRECTED}),
            Move(
                {
                    LEDGER: CORRECTED.replace("    支出: 330.00", "    支出: 340.00").replace("期末: 870", "期末: 860")
                    + correction(3, "330.00", "340.00").replace("04-08", "04-10")
                    + correction(4, "870.00", "860.00", "期末", "现金").replace("04-08", "04-10")
                }
            ),
        ),
    ),
    "a correction of a correction is older than that": (
        {LEDGER: MARCH},
        (
            Move({LEDGER: CORRECTED}),
            Move(
                {
                    LEDGER: CORRECTED.replace("    支出: 330.00", "    支出: 340.00").replace("期末: 870", "期末: 860")
                    + correction(3, "330.00", "340.00")
                    + correction(4, "870.00", "860.00", "期末", "现金")
                },
                ("HIS027", "HIS027"),
            ),
        ),
    ),
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
        (Move({POST: None, f"{HERE}/attachments/2026-08.yml": NOTICE}, ("HIS003", "ATT004")),),
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
                ("HIS001", "REC053"),
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
    "a payment of last spring is added as a late entry": (
        {LAMP: LAMPS},
        (
            Move(
                {
                    LAMP: LAMPS
                    + PAID.format(day="2025-05-03")
                    + noted("补录", f"  - 编号: 补1\n    条目: 付1\n{DECIDED}")
                }
            ),
            Move({LAMP: LAMPS}, ("HIS002", "HIS004")),  # it is published, for the request before was green
        ),
    ),
    "a household is added to the visits of a month that is closed": (
        {STAYED.replace("attendance", "visits"): VISITS.replace("2026-03", "2026-02")},
        (Move({STAYED.replace("attendance", "visits"): VISITS.replace("2026-03", "2026-02") + ANOTHER}, ("HIS005",)),),
    ),
    "a decision is added to a meeting that was published": (
        {HELD: MEETING},
        (Move({HELD: MEETING + DECISION.format(2).replace("装路灯", "修桥")}, ("HIS021",)),),
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
    # what was irregular is so no more
    "official trips are filled into a month that is closed": (
        SHORT,
        (Move({STAYED: DAYS + "    公务外出: 8\n"}, ("HIS026", "HIS023")),),
    ),
    "a leave is added to a month that is closed": (
        SHORT,
        (
            Move(
                {STAYED: DAYS + "    请假:\n      - 编号: 假1\n        种类: 旷工\n        天数: 9\n"},
                ("CAD004", "HIS005"),
            ),
        ),
    ),
    "the posting ends before the month did": (
        SHORT,
        (Move({POSTED: POSTING + "止: 2026-02-20\n"}, ("HIS026",)),),
    ),
    "the floor is lowered": (
        SHORT,
        (Move({OWN: VILLAGE + FLOOR.format(10)}, ("CAD004", "HIS011")),),
    ),
    "a change of the works makes room for what was paid": (
        {PROJECT: DEAR},
        (Move({PROJECT: DEAR + CHANGE}, ("HIS026",)),),
    ),
    "a correction makes room for what was paid and says so itself": (
        {PROJECT: DEAR},
        (
            Move(
                {
                    PROJECT: DEAR.replace("99999.00", "64800.00")
                    + noted("更正", correction(1, "99999.00", "64800.00", "金额.审定", ""))
                },
                ("HIS007",),
            ),
        ),
    ),
    "a correction of another word does not speak for it": (
        {PROJECT: DEAR},
        (
            Move(
                {
                    PROJECT: DEAR.replace("名称: 路灯", "名称: 灯")
                    + CHANGE
                    + noted("更正", correction(1, "路灯", "灯", "名称", ""))
                },
                ("HIS026",),
            ),
        ),
    ),
    "a waiver is given": (
        {PROJECT: DEAR},
        (Move({"villages/region.yml": COUNTY + WAIVER}, ("HIS024", "PRJ003")),),
    ),
    "a count of an open month grows": (
        {OPEN_VISIT: OPEN_VISITS},
        (Move({OPEN_VISIT: OPEN_VISITS.replace("6 户", "9 户")}),),
    ),
    "a count of an open month becomes another and a rough one": (
        {OPEN_VISIT: OPEN_VISITS},
        (Move({OPEN_VISIT: OPEN_VISITS.replace("6 户", "约1000 人")}, ("HIS001",)),),
    ),
    "a figure becomes a rough one": (
        {VISIT: VISITS},
        (Move({VISIT: VISITS.replace("6 户", "约6 户")}, ("HIS001",)),),
    ),
    "all amounts are of another unit": (
        {PROJECT: LAMPS},
        (Move({PROJECT: LAMPS + "单位: 万元\n"}, ("HIS001",)),),
    ),
    "amounts and their unit change together to the same": (
        {PROJECT: LAMPS},
        (Move({PROJECT: LAMPS.replace("64800.00", "6.48") + "单位: 万元\n"}),),
    ),
    "a figure is unknown all at once": (
        {PROJECT: LAMPS},
        (Move({PROJECT: LAMPS.replace("64800.00", "不详")}, ("HIS001",)),),
    ),
    "a month becomes a quarter": (
        {LEDGER: MARCH},
        (
            Move(
                {LEDGER: None, f"{HERE}/finance/2026-Q1.yml": MARCH.replace("期间: 2026-03", "期间: 2026-Q1")},
                ("HIS003",),
            ),
        ),
    ),
    "a correction is reverted": (
        {LEDGER: CORRECTED},
        (Move({LEDGER: MARCH}, ("HIS001", "HIS001", "HIS004", "HIS004")),),
    ),
    # G9: the days of a month that is open are counted on
    "days are counted on in a month that is open": (
        {POSTED: POSTING, OPEN_DAYS: MORE_DAYS.format(5)},
        (Move({OPEN_DAYS: MORE_DAYS.format(10)}), Move({OPEN_DAYS: MORE_DAYS.format(8)}, ("HIS001",))),
    ),
    # G7: a month of another village, saved in the wrong folder
    **{
        f"{what} of a neighbour is {how}": (
            {THEIRS: VILLAGE.replace("上河", "莲花"), f"villages/lianhua/{path}": text.replace("上河", "莲花")},
            (Move({f"{HERE}/{path}": text if is_renamed else text.replace("上河", "莲花")}, seen),),
        )
        for what, path, text, seen in COPIED
        for how, is_renamed in (("copied", False), ("copied with another name in it", True))
    },
    "the same notice hangs in two villages": (
        {THEIRS: VILLAGE.replace("上河", "莲花"), "villages/lianhua/notices/2026-08.yml": NOTICE},
        (Move({POST: NOTICE}),),
    ),
    "a village with nothing to tell says so like its neighbour": (
        {THEIRS: VILLAGE.replace("上河", "莲花"), "villages/lianhua/visits/2026-03.yml": NOBODY},
        (Move({VISIT: NOBODY}),),
    ),
    # whose figures they are
    "two villages exchange their names": (
        {OWN: VILLAGE, LEDGER: MARCH, "villages/xiahe/village.yml": VILLAGE.replace("上河", "下河")},
        (
            Move(
                {OWN: VILLAGE.replace("上河", "下河"), "villages/xiahe/village.yml": VILLAGE},
                ("HIS025", "HIS025"),
            ),
        ),
    ),
    "a record moves up to the county": (
        {POST: NOTICE},
        (Move({POST: None, "villages/notices/2026-08.yml": NOTICE}, ("HIS003",)),),
    ),
    "a place that asks for less is put in above": (
        {"villages/region.yml": COUNTY + CATALOGUE, BELOW: VILLAGE},
        (Move({TOWN: CALLED + CATALOGUE.replace("月", "年")}, ("HIS011", "HIS025", "PUB004")),),
    ),
    "a demonstration is put in above": (
        {"villages/region.yml": REAL, BELOW: VILLAGE, OWN: VILLAGE.replace("上河", "下河")},
        (Move({TOWN: CALLED + "演示: 是\n"}, ("HIS011", "HIS025")),),
    ),
    "a village moves below a demonstration": (
        {"villages/region.yml": REAL, TOWN: CALLED + "演示: 是\n", OWN: VILLAGE},
        (Move({OWN: None, BELOW: VILLAGE}, ("HIS011", "HIS025")),),
    ),
    "a town is new with its villages": (
        {"villages/region.yml": REAL},
        (Move({TOWN: CALLED + "演示: 是\n", BELOW: VILLAGE.replace("上河", "下河")}),),
    ),
    # what moves on without a reason may not move back unseen
    **{
        f"of a contract {what}": ({LET: before}, (Move({LET: after}, ("HIS032",) * count),))
        for what, before, after, count in (
            ("that was over the end is undone", ENDED, AGREED, 2),
            ("that was over the day is another", ENDED, ENDED.replace("04-10", "03-22"), 1),
            ("the end is stated", AGREED, ENDED, 0),
            ("the remark is gone", AGREED + "备注: 租金少收了三百元，原因在查\n", AGREED, 1),
        )
    },
    "a contract that was signed gets a row": (
        {LET: AGREED},
        (
            Move({LET: AGREED + RENT.format(2, "2028-05-30", "-1000.00")}, ("CTR001", "HIS021")),
            Move({LET: AGREED.replace("标的物:\n", "标的物:\n  - 编号: 标2\n    标的: 鱼塘\n")}, ("HIS021",)),
        ),
    ),
    "a contract that was signed gets a row with its reason": (
        {LET: AGREED},
        (
            Move(
                {
                    LET: AGREED.replace("总价: 12000.00", "总价: 13000.00")
                    + RENT.format(2, "2028-05-30", "1000.00")
                    + noted("补录", f"  - 编号: 补1\n    条目: 期2\n{DECIDED}")
                    + noted("更正", correction(1, "12000.00", "13000.00", "总价", ""))
                }
            ),
        ),
    ),
    "a pay of last year is slipped in": (
        {BOARD_OF_FIVE: PAY.format("2026-03")},
        (Move({BOARD_OF_FIVE: PAY.format("2026-03") + PAID_FOR.format("2025-03")}, ("HIS005",)),),
    ),
    "a pay of this month is added": (
        {BOARD_OF_FIVE: PAY.format("2026-03")},
        (Move({BOARD_OF_FIVE: PAY.format("2026-03") + PAID_FOR.format("2026-04")}),),
    ),
    "two legal persons exchange their names": (
        {OWN: VILLAGE + BOTH.format("上河村村民委员会"), LEDGER: MARCH},
        (
            Move(
                {OWN: VILLAGE.replace("名称: 合作社", "名称: 上河村村民委员会") + BOTH.format("合作社")},
                ("HIS025",) * 2,
            ),
        ),
    ),
    "two groups exchange their names": (
        {OWN: VILLAGE + GROUPS.format("一组", "二组")},
        (Move({OWN: VILLAGE + GROUPS.format("二组", "一组")}, ("HIS025",) * 2),),
    ),
    "a village says that it is no more": (
        {LEDGER: MARCH},
        (Move({OWN: VILLAGE + "撤销日期: 2026-02\n"}, ("HIS031",)),),
    ),
    "a real county becomes an old story": (
        {"villages/region.yml": REAL, LEDGER: MARCH},
        (Move({"villages/region.yml": REAL + "旧事: 是\n"}, ("HIS011",)),),
    ),
    "an old story is put in above": (
        {"villages/region.yml": REAL, BELOW: VILLAGE, OWN: VILLAGE.replace("上河", "下河")},
        (Move({TOWN: CALLED + "旧事: 是\n"}, ("HIS011", "HIS025")),),
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


QUARTER = MARCH.replace("2026-03\n", "2026-Q1\n", 1)


@pytest.mark.parametrize(
    ("ledgers", "paid", "as_of", "seen"),
    [
        ({LEDGER: MARCH}, "2026-04-03", "2026-05-20", ()),  # April is late itself, and is told as late
        ({LEDGER: MARCH}, "2026-03-03", "2026-04-15", ()),
        ({LEDGER: MARCH}, "2026-03-03", "2026-04-20", ("HIS005",)),
        ({LEDGER.replace("03", "Q1"): QUARTER}, "2026-02-03", "2026-04-15", ()),  # long after February's own due day
        ({LEDGER.replace("03", "Q1"): QUARTER}, "2026-02-03", "2026-04-20", ("HIS005",)),
        ({}, "2026-03-03", "2026-04-20", ("HIS005",)),  # no accounts to go by
    ],
)
def test_a_payment_is_slipped_in_once_its_account_is_published_and_closed(
    tmp_path: Path, ledgers: Files, paid: str, as_of: str, seen: tuple[str, ...]
) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, LAMP: LAMPS, **ledgers})
    found = desk.request(Move({LAMP: LAMPS + PAID.format(day=paid)}), as_of=as_of)
    assert tuple(code for code in found if code.startswith("HIS")) == seen


# --- tricks of git ----------------------------------------------------------------------------------------------------

FEWER = MARCH.replace("320.00", "300.00").replace("880.00", "900.00")


def told(desk: Desk) -> list[str]:
    """What a check of the branch at hand says."""
    return codes(desk.check("--format", "json"))


def test_a_branch_that_merged_main_and_kept_its_own_is_held_against_main(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, LEDGER: MARCH})
    desk.git("branch", "request")
    desk.put({LEDGER: CORRECTED})
    desk.git("checkout", "-q", "request")
    desk.put({POST: NOTICE})
    desk.git("merge", "-q", "-s", "ours", "-m", "合并", "main")
    assert told(desk) == ["HIS001", "HIS001", "HIS004", "HIS004"]


def test_what_two_branches_merged_into_each_other_is_published_all_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE})
    desk.git("checkout", "-q", "-b", "request")
    ours = desk.put({POST: NOTICE})
    desk.git("checkout", "-q", "main")
    theirs = desk.put({VISIT: VISITS})
    desk.git("merge", "-q", "--no-ff", "-m", "合并", ours)
    desk.git("checkout", "-q", "request")
    desk.git("merge", "-q", "--no-ff", "-m", "合并", theirs)
    desk.put({POST: None})
    assert told(desk) == ["HIS003"]


def test_a_merge_that_is_reverted_takes_away_what_was_published(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE})
    assert desk.request(Move({VISIT: VISITS})) == ()
    desk.git("checkout", "-q", "-B", "request")
    desk.git("revert", "--no-edit", "-m", "1", "HEAD")
    assert told(desk) == ["HIS003"]


def test_git_may_not_be_told_that_one_content_is_another(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, LEDGER: MARCH})
    published = desk.git("rev-parse", f"HEAD:{LEDGER}")
    desk.git("checkout", "-q", "-b", "request")
    desk.put({LEDGER: FEWER})
    desk.git("replace", desk.git("rev-parse", f"HEAD:{LEDGER}"), published)
    assert told(desk) == ["HIS001", "HIS001"]


SEEDS = effort(3, 21)
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

TWO_BOOKS = "  - 编号: 村委会\n    名称: 上河村村民委员会\n    种类: 村民委员会\n"
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


@pytest.mark.parametrize(
    "given_up",
    [TWO_BOOKS + "    并入: 合作社\n", TWO_BOOKS + noted("撤销", f"  - 编号: 撤1\n    条目: 村委会\n{DECIDED}")],
)
def test_a_book_that_is_owed_no_more_is_told_with_the_periods_that_it_lacks(tmp_path: Path, given_up: str) -> None:
    text = OWED.replace(VILLAGE, VILLAGE + "{}")
    desk = Desk(tmp_path / "board", {OWN: text.format(TWO_BOOKS), JANUARY_FILE: JANUARY})
    desk.git("checkout", "-q", "-b", "request")
    desk.put({OWN: text.format(given_up)})
    assert "HIS018 改了法人，以前已经到期的 1 期" in desk.check(as_of=BY_DEFAULT).stdout


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
