"""Pages of benefits, levies and audits: sums that single nobody out, bars, and real tables with their oddities."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from cunwu.core.paths import Project
from cunwu.derive.receivers import FEWEST, share_by, sum_of
from cunwu.kinds.benefit import BENEFIT, Benefit
from cunwu.kinds.reading import read_item
from cunwu.publish.site import BuildOrder, build_site
from cunwu.values.money import Money, total
from cunwu.yaml.reader import Plain
from support.site_parts import ROOT

AS_OF = date(2026, 11, 20)
"""The last day of a notice that is up (UP), the day after the last of one that is down (DOWN)."""

HEAD = "编号: 2026-救\n名称: 救灾款\n种类: 灾害救助\n期间: 2026-01..2026-06\n"
FILE = "benefits/2026-01_2026-06.yml"
UP, DOWN = "公示:\n  起: 2026-11-14\n  止: {}\n".format("2026-11-20"), "公示:\n  起: 2026-11-01\n  止: 2026-11-19\n"
LEVY = "编号: 2026-筹1\n名称: 修路\n期间: 2026\n"
AUDIT = "编号: 清账\n名称: 账目清理\n种类: 清理\n单位: 镇经管站\n"


def page_of(folder: Path, path: str, text: str, as_of: date = AS_OF) -> str:
    """The words of the page of one record in a village of its own."""
    shutil.copytree(ROOT / "theme", folder / "theme", dirs_exist_ok=True)
    (folder / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    files = {"region.yml": "名称: 示例县\n级别: 县\n演示: 是\n", "a/village.yml": "名称: 上河村\n", f"a/{path}": text}
    for name, content in files.items():
        file = folder / "villages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    build_site(BuildOrder(Project(folder), folder / "site", as_of))
    html = (folder / "site/board/a" / path.replace(".yml", ".html")).read_text("utf-8")
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html.partition('id="main">')[2])))


def rows(*groups: str, amount: str = "100.00") -> str:
    """A list of one household for each group named."""
    return "名单:\n" + "".join(
        f"  - 编号: {number:03}\n    姓名: 张某{number}\n    小组: {group}\n    金额: {amount}\n"
        for number, group in enumerate(groups, 1)
    )


# --- benefits ---------------------------------------------------------------------------------------------------------


def test_groups_of_fewer_than_three_households_are_told_together(tmp_path: Path) -> None:
    groups = ["一组"] * 4 + ["二组"] * 3 + ["三组"] * 2 + ["四组"]
    page = page_of(tmp_path, FILE, HEAD + rows(*groups) + DOWN)
    assert "一组 4 400.00 二组 3 300.00 其他 3 300.00" in page
    assert "三组" not in page
    assert "四组" not in page


def test_the_rest_cannot_be_had_by_taking_the_others_from_the_total(tmp_path: Path) -> None:
    page = page_of(tmp_path, FILE, HEAD + rows(*["一组"] * 5, *["二组"] * 3, "三组") + DOWN)
    assert "一组 5 500.00 其他 4 400.00" in page
    assert "二组" not in page


def test_a_list_of_two_is_told_by_its_total_only(tmp_path: Path) -> None:
    page = page_of(tmp_path, FILE, HEAD + rows("一组", "二组") + DOWN)
    assert "户 2 户（照名单数出）" in page
    assert "金额 200.00 元（名单相加）" in page
    assert "一组" not in page
    assert "二组" not in page


def test_a_sum_with_an_unknown_amount_is_not_complete(tmp_path: Path) -> None:
    text = HEAD + rows(*["一组"] * 3, *["二组"] * 3).replace("金额: 100.00", "金额: 不详", 1) + DOWN
    page = page_of(tmp_path, FILE, text)
    assert "一组 3 不完整 二组 3 300.00" in page
    assert "金额 不完整" in page


def read_benefit(groups: list[str]) -> Benefit:
    listed: list[Plain] = [
        {"编号": f"{number:03}", "姓名": "张某", "小组": group, "金额": f"{number}.00"}
        for number, group in enumerate(groups, 1)
    ]
    plain: Plain = {"编号": "一", "名称": "救灾款", "种类": "灾害救助", "期间": "2026", "名单": listed}
    found, _ = read_item(BENEFIT.record, plain)
    assert found is not None
    assert isinstance(found, Benefit)
    return found


@given(st.lists(st.sampled_from(["一组", "二组", "三组", "四组", "五组"]), max_size=20))
def test_no_row_of_sums_stands_for_fewer_than_three_and_together_they_are_the_whole(groups: list[str]) -> None:
    benefit = read_benefit(groups)
    shares = share_by(benefit, lambda row: row.villagers_group)
    assert all(share.households >= FEWEST for share in shares)
    if shares:
        assert sum(share.households for share in shares) == len(groups)
        assert total(share.amount or Money(0) for share in shares) == sum_of(benefit.receivers)


def test_a_list_is_up_on_its_last_day_and_its_notice_may_be_one_day_long(tmp_path: Path) -> None:
    one_day = "公示:\n  起: 2026-11-20\n  止: 2026-11-20\n  地点: 村委会公开栏\n"
    page = page_of(tmp_path, FILE, HEAD + rows("一组") + one_day)
    assert "张某1" in page
    assert "最后一天是 2026 年 11 月 20 日" in page
    assert "地点：村委会公开栏" in page


def test_rough_counts_of_a_levy_are_shown_as_typed_and_their_sums_marked(tmp_path: Path) -> None:
    second = LEVY.replace("2026-筹1", "2026-筹2") + "筹劳:\n  每劳力工日: 2\n"
    other = tmp_path / "villages/a/levies/2026-2.yml"
    other.parent.mkdir(parents=True)
    other.write_text(second, "utf-8")
    text = (
        LEVY + "筹资:\n  每人: 10.00\n  人数: 160多人\n  减免人数: 几\n  应筹: 约1600元\n"
        "筹劳:\n  每劳力工日: 5—6\n  劳力: 约30\n"
        "  标准:\n    - {编号: 标1, 每: 户, 工日: 2, 数量: 40多户, 减免: 6 户}\n"
        "  应筹工日: 200左右\n  已出工: 45 工\n"
    )
    page = page_of(tmp_path, "levies/2026.yml", text)
    assert "每人出 10.00 元，共 160多人，减免 几 人，应筹 约1600元。" in page
    assert "每个劳力出 5—6 工，共 约30 个劳力，每户出 2 工，应出 200左右 工。" in page
    assert "2026 年本村一共筹了 2 次，每人合计 10.00 元，每个劳力合计 约7—8 工。" in page
    assert "40多户" in page
    assert "6 户" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("合计:\n  户: 160多 户\n  人: 310 人次\n  金额: 不详\n", ["160多 户", "310 人次", "金额 不详"]),  # only totals
        ("单位: 万元\n合计:\n  金额: 12.345678\n", ["12.345678 万元"]),  # six decimals of 万元
        ("合计:\n  户: 20户以上\n  金额: 零\n", ["20户以上", "金额 零"]),  # a stated nothing
        ("单价: 150.00\n" + rows("一组") + "合计:\n  金额: 100.00\n", ["单价 150.00 元"]),
        ("合计:\n  数量: 约310 亩\n", ["约310 亩", "2026 年 1 月至 6 月"]),  # rough, and half a year
        ("标准: 每户 200 元或者大米 50 斤\n合计:\n  数量: 900 斤\n", ["每户 200 元或者大米 50 斤", "900 斤"]),
        (rows("一组", "二组", amount="-20.00"), ["−40.00 元"]),  # taken back
    ],
)
def test_tables_as_villages_write_them_are_shown_as_they_are(tmp_path: Path, text: str, shown: list[str]) -> None:
    page = page_of(tmp_path, FILE, HEAD + text + UP)
    assert [words for words in shown if words not in page] == []


# --- levies -----------------------------------------------------------------------------------------------------------


def test_a_levy_says_what_each_gives_and_how_much_is_in(tmp_path: Path) -> None:
    text = (
        LEVY + "筹资:\n  每人: 10.00\n  人数: 100\n  减免人数: 4\n  应筹: 960.00\n"
        "筹劳:\n  每劳力工日: 2\n  劳力: 30\n  应筹工日: 60\n  已出工: 45 工\n  每工折资: 80.00\n"
        "减免:\n  - 编号: 免1\n    对象: 五保户 3 户\n    人数: 4\n    原因: 五保供养\n"
        "已收:\n  - 编号: 收1\n    日期: 2026-04-10\n    金额: 500.00\n"
        "  - 编号: 收2\n    日期: 2026-04-11\n    金额: -20.00\n"
    )
    page = page_of(tmp_path, "levies/2026.yml", text)
    assert "每人出 10.00 元，共 100 人，减免 4 人，应筹 960.00 元。" in page
    assert "每个劳力出 2 工，共 30 个劳力，应出 60 工，不出工的每工可以折 80.00 元。" in page
    assert "已收 480.00 元，应筹 960.00 元（50.0%）" in page
    assert "已出 45 工，应出 60 工（75.0%）" in page
    assert "五保供养" in page


def test_the_levies_of_one_year_are_told_together(tmp_path: Path) -> None:
    second = LEVY.replace("2026-筹1", "2026-筹2") + "筹资:\n  每人: 7.50\n  人数: 10\n  应筹: 75.00\n"
    other = tmp_path / "villages/a/levies/2026-2.yml"
    other.parent.mkdir(parents=True)
    other.write_text(second, "utf-8")
    text = LEVY + "筹资:\n  每人: 5.00\n  人数: 10\n  应筹: 50.00\n筹劳:\n  每劳力工日: 3\n"
    page = page_of(tmp_path, "levies/2026.yml", text)
    assert "2026 年本村一共筹了 2 次，每人合计 12.50 元，每个劳力合计 3 工。" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("筹资:\n  应筹: 23760.00\n", "应筹 23,760.00 元。"),  # only the total is known
        ("筹资:\n  应筹: 不详\n", "应筹 不详。"),
        ("筹劳:\n  已出工: 4000余 工\n", "4000余 工"),
        ("筹劳:\n  应筹工日: 60\n  已出工: 约50 工\n", "应出 60 工。"),
        ("财政奖补: 不适用\n", "不适用"),
    ],
)
def test_what_is_known_roughly_or_not_at_all_has_no_bar(tmp_path: Path, text: str, shown: str) -> None:
    page = page_of(tmp_path, "levies/2026.yml", LEVY + text)
    assert shown in page
    assert "%" not in page


# --- audits -----------------------------------------------------------------------------------------------------------


def test_an_audit_says_what_was_found_and_how_much_is_back(tmp_path: Path) -> None:
    text = (
        AUDIT + "发现:\n  - 编号: 发1\n    种类: 挪用\n    事实: 挪用集体资金\n    金额: 1000.00\n"
        "  - 编号: 发2\n    种类: 白条\n    事实: 白条入账\n    金额: 不详\n"
        "处理:\n  - 编号: 处1\n    发现: 发1\n    种类: 退赔\n    应退: 1000.00\n"
        "  - 编号: 处2\n    种类: 收回\n    应退: 200.00\n  - 编号: 处3\n    种类: 建立制度\n"
        "退赔:\n  - 编号: 退1\n    处理: 处1\n    日期: 2026\n    金额: 900.00\n"
        "移送情况:\n  - 编号: 移1\n    移送: 县纪委监委\n    内容: 两张白条\n"
    )
    page = page_of(tmp_path, "audits/qingzhang.yml", text)
    assert "镇经管站查出 2 个问题，写明金额的一共 1,000.00 元，有 1 个金额不详。" in page
    assert "要退回 1,200.00 元，已退 900.00 元，还差 300.00 元。" in page
    assert "（75.0%）" in page
    assert "1,000.00 900.00 100.00" in page
    assert "200.00 0.00 200.00" in page
    assert "1,200.00 900.00 300.00" in page  # the foot
    assert "县纪委监委" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("处理:\n  - 编号: 处1\n    种类: 退赔\n    应退: 不详\n", "要退回的钱有不详的，算不出一共多少。"),
        (
            "处理:\n  - 编号: 处1\n    种类: 退赔\n    应退: 100.00\n退赔:\n  - 编号: 退1\n    金额: 不详\n",
            "退了多少有不详的，合计不完整",
        ),
        ("发现:\n  - 编号: 发1\n    种类: 无账\n    事实: 没有账\n无账时间: 约4 年\n", "查出 1 个问题。"),
    ],
)
def test_what_nobody_knows_is_said_to_be_unknown(tmp_path: Path, text: str, shown: str) -> None:
    page = page_of(tmp_path, "audits/qingzhang.yml", AUDIT + text)
    assert shown in page
    assert "%" not in page


def test_the_clearing_of_accounts_in_ruanqiao_is_told_as_far_as_it_is_known(tmp_path: Path) -> None:
    text = (ROOT / "villages/yuanjiaqiao/ruanqiao/audits/01.yml").read_text("utf-8")
    page = page_of(tmp_path, "audits/qingzhang.yml", text, date(2026, 11, 30))
    assert "要退回 16,000.00 元；退了多少有不详的，合计不完整。" in page
    assert "近4 年" in page
    assert "没有填写的栏目：时间、审计期间、移送情况、公布" in page
    assert set(re.findall(r"((?:19|20)[0-9]{2}) 年", page)) == {"2026"}  # when it was put right; no year of the case
