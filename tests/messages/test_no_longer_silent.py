"""What used to be accepted in silence: each is told, as gravely as it deserves."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import Severity
from support.projects import APRIL, MARCH, SMALL, VILLAGE, flat, make_project, verdicts_of

ERROR, IRREGULAR, NOTICE = Severity.ERROR, Severity.IRREGULAR, Severity.NOTICE
HERE = "qinghe/shanghe/"
NOTE = "编号: a\n标题: 清理河道\n种类: 通知\n起: 2026-03-15\n"
COUNT = (
    "现金盘点:\n  - 编号: 盘1\n    日期: {}\n    账户: 现金\n    账面余额: 1500.00\n    实点金额: 1500.00\n"
    "    盘点人: 李某\n"
)
STATEMENT = "银行对账:\n  - 编号: 对1\n    日期: {}\n    账户: 现金\n    账面余额: 1500.00\n    对账单余额: 1500.00\n"
SECOND = "  - 编号: 现金二\n    名称: {}\n    类别: 库存现金\n    期初: 0.00\n    期末: 0.00\n明细:"
POSTING = "编号: {}\n姓名: 刘某\n派出单位:\n  - 县农业农村局\n职务: 队员\n起: 2026-01-05\n"
VISIT = "期间: 2026-03\n明细:\n  - 编号: 访1\n    日期: {}\n    走访人: {}\n    对象: 困难户\n{}"
PASSED = "    反映: 水沟堵了\n    转交: 村委会\n"
WORKS = "编号: 桥\n名称: 木桥\n"
PRICED = WORKS + "金额:\n  预算: 1000.00\n  审定: 5000.00\n"
CHANGE = "变更:\n  - 编号: 变1\n    日期: 2026-03-01\n    原因: 加宽\n    金额: 4000.00\n    批准: 会\n"
STAGE = WORKS + "节点:\n  - 编号: 点1\n    节点: 开工\n    计划: {}\n"
CORRECTED = (
    "更正:\n  - 编号: 更1\n    条目: 001\n    字段: 收入\n    原值: 200.00\n    新值: 300.00\n    原因: 抄错\n"
    "    批准: 村务监督委员会\n    日期: {}\n"
)
MARCH_FILE = "finance/2026-03.yml"

SILENT = {
    "notice with 止 before 起": ({"notices/a.yml": NOTE + "止: 2026-03-01\n"}, "PUB020", ERROR),
    "公布·截止 before 公布·日期": (
        {MARCH_FILE: MARCH + "公布:\n  日期: 2026-04-08\n  地点: 村委会\n  截止: 2026-03-08\n"},
        "FIN036",
        ERROR,
    ),
    "a cash count of another year in a month": (
        {MARCH_FILE: MARCH + COUNT.format("2025-03-31")},
        "FIN037",
        IRREGULAR,
    ),
    "a bank statement of another year in a month": (
        {MARCH_FILE: MARCH + STATEMENT.format("2025-03-31")},
        "FIN037",
        IRREGULAR,
    ),
    "two money accounts of one 名称": (
        {MARCH_FILE: MARCH.replace("明细:", SECOND.format("库存　现金"), 1)},
        "FIN038",
        ERROR,
    ),
    "two legal persons of one 名称": (
        {"village.yml": VILLAGE.replace("上河村股份经济合作社", "上河村村民委员会")},
        "REC027",
        ERROR,
    ),
    "two identical postings": (
        {f"postings/P0{one}.yml": POSTING.format(f"P0{one}") + "止: 2026-02-01\n" for one in (1, 2)},
        "REC028",
        NOTICE,
    ),
    "划转: with nothing under it": ({MARCH_FILE: MARCH + "划转:\n"}, "YML024", NOTICE),
    "a visit passed on long ago and never answered": (
        {"postings/P01.yml": POSTING.format("P01"), "visits/2026-03.yml": VISIT.format("2026-03-06", "P01", PASSED)},
        "CAD017",
        IRREGULAR,
    ),
    "a visitor P99 nobody posted": (
        {"visits/2026-03.yml": VISIT.format("2026-03-06", "P99", "")},
        "CAD018",
        ERROR,
    ),
    "审定 five times 预算 without contract or change": ({"projects/桥.yml": PRICED}, "PRJ017", IRREGULAR),
    "a correction dated before the first publication": (
        {MARCH_FILE: MARCH + CORRECTED.format("2026-02-08")},
        "REC029",
        ERROR,
    ),
    "a floor of 200 days a month": ({"village.yml": VILLAGE + "公开设置:\n  驻村天数下限: 200\n"}, "PUB021", ERROR),
    "a floor of 60 nights a month": ({"village.yml": VILLAGE + "公开设置:\n  住村夜数下限: 60\n"}, "PUB021", ERROR),
    "a stage planned for 2010 and not done": ({"projects/桥.yml": STAGE.format("2010")}, "PRJ018", IRREGULAR),
}


def told(tmp_path: Path, changes: dict[str, str]) -> list[tuple[str, Severity]]:
    make_project(tmp_path, {**SMALL, **{HERE + name: text for name, text in changes.items()}})
    return [(problem.code, problem.severity) for problem in flat(verdicts_of(tmp_path)["qinghe/shanghe"].problems)]


@pytest.mark.parametrize(("changes", "code", "severity"), SILENT.values(), ids=SILENT.keys())
def test_what_passed_in_silence_is_told(tmp_path: Path, changes: dict[str, str], code: str, severity: Severity) -> None:
    assert told(tmp_path, changes) == [(code, severity)]


@pytest.mark.parametrize(
    "changes",
    [
        {"notices/a.yml": NOTE + "止: 2026-03-15\n"},
        {MARCH_FILE: MARCH + COUNT.format("2026-04-02")},
        {"visits/2026-03.yml": VISIT.format("2026-03-06", "村委会主任", PASSED + "    答复: 3 月 9 日已清通\n")},
        {"visits/2026-10.yml": VISIT.replace("2026-03", "2026-10").format("2026-10-06", "张某", PASSED)},
        {"projects/桥.yml": PRICED + CHANGE},
        {"projects/桥.yml": STAGE.format("2010") + "状态: 停工\n"},
        {"projects/桥.yml": STAGE.format("2026-10")},
        {MARCH_FILE: MARCH + CORRECTED.format("2026-04-08"), "finance/2026-04.yml": APRIL},
    ],
)
def test_what_is_in_order_is_left_alone(tmp_path: Path, changes: dict[str, str]) -> None:
    assert told(tmp_path, changes) == []
