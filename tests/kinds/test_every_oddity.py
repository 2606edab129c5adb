"""What really published tables do to a model: a record holds it without an error, and its page says it as typed.

Each sample below is one oddity; its comment is what was seen. A rule may point at it in mild words, never stop it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import record_url
from cunwu.pages.parts.site import Site
from cunwu.pages.plan import plan_records
from cunwu.records.board import Board, read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from cunwu.rules.checker import check_board

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 20)
COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
VILLAGE = """\
名称: 上河村
演示: 是
法人:
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
"""


@dataclass(frozen=True, slots=True)
class Oddity:
    """One record that looks wrong and is not."""

    file: str
    text: str
    shown: tuple[str, ...]
    """What its page says, word for word."""
    noticed: frozenset[str] = frozenset()
    """Codes that point at it in mild words; nothing of it is an error."""


ODDITIES: Mapping[str, Oddity] = {
    # The works are in 万元 down to the fen; what one family gave stands beside it in 元.
    "万元到六位小数，同一份里也有元": Oddity(
        "projects/2026-qiao.yml",
        """\
编号: 2026-桥
名称: 便民桥
单位: 万元
金额:
  预算: 19.303612
  合同: 19.1266
资金来源:
  - 编号: 源1
    来源: 县
    金额: 19
  - 编号: 源2
    来源: 捐赠
    金额: 0.303612
    说明: 折合 3036.12 元
""",
        ("19.303612 万元", "19.1266 万元", "0.303612 万元", "折合 3036.12 元"),
    ),
    # In one table a blank means nothing was there, in the next that nobody filled it in: neither is made a zero.
    "空着、零和不详是三回事": Oddity(
        "statements/2025-zcfzb.yml",
        """\
编号: 2025-资产负债表
种类: 资产负债表
账套: 合作社
期间: 2025
制度: kj2023
资产:
  - 编号: 产1
    项目: 库存现金
    科目代码: 101
    年初: 1200.00
    期末: 零
  - 编号: 产2
    项目: 应收款
    科目代码: 112
    年初: 800.00
  - 编号: 产3
    项目: 固定资产
    科目代码: 151
    年初: 不详
    期末: 不详
""",
        ("1,200.00", "零", "800.00", "—", "不详 不详"),
    ),
    # The paper gives whole yuan and says so; its total is one off the sum of its rows.
    "取整以后合计差一点": Oddity(
        "statements/2024-zcfzb.yml",
        """\
编号: 2024-资产负债表
种类: 资产负债表
账套: 合作社
期间: 2024
制度: kj2023
舍入: 1.00
资产:
  - 编号: 产1
    项目: 银行存款
    科目代码: 102
    年初: 86420
    期末: 112301
  - 编号: 产2
    项目: 固定资产
    科目代码: 151
    年初: 486001
    期末: 486001
资产总计:
  年初: 572420
  期末: 598301
所有者权益合计:
  年初: 572420
  期末: 598301
""",
        ("112,301.00", "486,001.00", "572,420.00", "598,301.00"),
    ),
    # 3.2 mu at 15 yuan is 48.00; the list pays 48.50, and the column adds up.
    "数量乘单价和金额不一样，合计却对": Oddity(
        "benefits/2026-butie.yml",
        """\
编号: 2026-补
名称: 种植补贴
种类: 耕地补贴
期间: 2026
标准: 每亩 15 元，按户进到五角
名单:
  - 编号: 001
    姓名: 张某
    数量: 3.2 亩
    金额: 48.50
  - 编号: 002
    姓名: 李某
    数量: 2 亩
    金额: 30.00
合计:
  户: 2 户
  数量: 5.2 亩
  金额: 78.50
公示:
  起: 2026-11-18
  止: 2026-11-26
""",
        ("3.2 亩", "48.50", "5.2 亩", "78.50 元", "每亩 15 元，按户进到五角"),
    ),
    "以上、余、多、约、左右": Oddity(
        "projects/2026-lu.yml",
        """\
编号: 2026-路
名称: 通组路
建设内容:
  - 编号: 内1
    内容: 水泥路面
    数量: 3.5 公里左右
  - 编号: 内2
    内容: 挡土墙
    数量: 约180 立方米
受益:
  户: 160多 户
  人: 620余 人
  脱贫户: 18 户以上
""",
        ("3.5 公里左右", "约180 立方米", "160多 户", "620余 人", "18 户以上"),
    ),
    "半年一本账": Oddity(
        "finance/2026-01-01_2026-06-30.yml",
        """\
账套: 合作社
期间: 2026-01-01..2026-06-30
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 100.00
    期末: 400.00
明细:
  - 编号: 001
    日期: 2026-02-03
    摘要: 半年租金
    科目: 租金
    收入: 300.00
    账户: 现金
""",
        ("2026 年 1 月至 6 月", "半年租金"),
    ),
    "一月到十月的账": Oddity(
        "finance/2025-01-01_2025-10-31.yml",
        """\
账套: 合作社
期间: 2025-01-01..2025-10-31
制度: kj2023
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 不详
    期末: 462.10
明细:
  - 编号: 001
    日期: 2025-06-30
    摘要: 前任经手的零星支出，没有单据
    科目: 其他支出
    支出: 不详
    账户: 现金
""",
        ("2025 年 1 月至 10 月", "前任经手的零星支出，没有单据", "不详", "462.10"),
    ),
    "日期只到月，有的只到年": Oddity(
        "contracts/2019-1.yml",
        """\
编号: 2019-1
名称: 荒山发包合同
种类: 发包
对方: 承包人张某
签订: 2019-06
起: 2019
""",
        ("2019 年 6 月", "2019 年"),
    ),
    # An account that others paid ahead for, and a welfare fund overdrawn for years.
    "余额是负数": Oddity(
        "finance/2026-07.yml",
        """\
账套: 合作社
期间: 2026-07
制度: 简易
账户:
  - 编号: 代管
    名称: 镇代管往来
    类别: 其他
    期初: 5640.00
    期末: -3480.00
明细:
  - 编号: 001
    日期: 2026-07-08
    摘要: 抗旱电费，镇里先垫
    科目: 公益支出
    支出: 9120.00
    账户: 代管
""",
        ("−3,480.00", "9,120.00"),
    ),
    "负债里有红字，单位是万元": Oddity(
        "statements/2023-zcfzb.yml",
        """\
编号: 2023-资产负债表
种类: 资产负债表
账套: 合作社
期间: 2023
制度: kj2004
单位: 万元
负债:
  - 编号: 债1
    项目: 应付福利费
    科目代码: 212
    年初: -0.5
    期末: -25.82
""",
        ("25.82", "0.5"),
    ),
    "出工折成钱，不付现金": Oddity(
        "projects/2026-qudao.yml",
        """\
编号: 2026-渠
名称: 水渠清淤
金额:
  预算: 28000.00
资金来源:
  - 编号: 源1
    来源: 村集体
    金额: 8000.00
  - 编号: 源2
    来源: 筹劳折资
    金额: 20000.00
    说明: 200 工，每工折 100 元
投工:
  - 编号: 工1
    内容: 清淤
    用工: 120 工
    折资: 12000.00
  - 编号: 工2
    内容: 平土
    用工: 22 工
    折资: 不适用
""",
        ("筹劳折资", "20,000.00", "120 工", "12,000.00", "不适用"),
    ),
    "一份合同里许多标的": Oddity(
        "contracts/2026-1.yml",
        """\
编号: 2026-1
名称: 五口塘发包合同
种类: 发包
对方: 承包人张某等 3 户
方式: 公开竞价
标的物:
  - 编号: 标1
    标的: 一号塘
    面积: 86 亩
  - 编号: 标2
    标的: 二号塘
    面积: 约60 亩
  - 编号: 标3
    标的: 三号塘
    面积: 52.35 亩
  - 编号: 标4
    标的: 四号塘，连塘埂
    面积: 不详
  - 编号: 标5
    标的: 五号塘
签订: 2026-01-05
""",
        ("一号塘 86 亩", "约60 亩", "52.35 亩", "四号塘，连塘埂 不详", "五号塘 —"),
    ),
    "公告贴出那天就是最后一天": Oddity(
        "notices/2026-07.yml",
        """\
编号: 2026-07
标题: 中标结果公示
种类: 公示
起: 2026-07-31
止: 2026-07-31
正文: 两个标段，一标 19.3036 万元，二标 3036 元。
""",
        ("2026 年 7 月 31 日", "一标 19.3036 万元，二标 3036 元"),
    ),
    # The paper is of the 12th, on the wall it hung on the 20th.
    "文件的日期和上墙的日期不同": Oddity(
        "notices/2026-08.yml",
        """\
编号: 2026-08
标题: 低保政策说明
种类: 通知
起: 2026-08-20
来源:
  - 编号: 来1
    文件: 关于调整标准的通知
    日期: 2026-08-12
""",
        ("2026 年 8 月 20 日", "2026 年 8 月 12 日"),
    ),
    "钱不够，缺口写成一项来源": Oddity(
        "projects/2026-ludeng.yml",
        """\
编号: 2026-路灯
名称: 上屋组路灯
状态: 计划
金额:
  预算: 37800.00
资金来源:
  - 编号: 源1
    来源: 派出单位
    金额: 20000.00
  - 编号: 源2
    来源: 缺口
    金额: 17800.00
""",
        ("缺口", "17,800.00"),
    ),
    # Awarded 193,036, settled 191,266, subsidised with 200,000.
    "审定比补助还少": Oddity(
        "projects/2025-lu.yml",
        """\
编号: 2025-路
名称: 入户路
金额:
  预算: 200000.00
  中标: 193036.00
  合同: 193036.00
  审定: 191266.00
资金来源:
  - 编号: 源1
    来源: 县
    金额: 200000.00
""",
        ("193,036.00 元", "191,266.00 元", "200,000.00"),
        noticed=frozenset({"PRJ008"}),
    ),
    # A year in two figures, on one day.
    "只有几个大数": Oddity(
        "finance/2024.yml",
        """\
账套: 合作社
期间: 2024
制度: 简易
账户:
  - 编号: 银行
    名称: 信用社
    类别: 银行存款
    期初: 0.00
    期末: 24180554.26
明细:
  - 编号: 001
    日期: 2024-12-31
    摘要: 全年收入
    科目: 收入
    收入: 25000000.26
    账户: 银行
  - 编号: 002
    日期: 2024-12-31
    摘要: 全年支出
    科目: 支出
    支出: 819446.00
    账户: 银行
""",
        ("24,180,554.26", "25,000,000.26", "819,446.00"),
    ),
    "账上的债只剩一句话和一个约数": Oddity(
        "debts/2003-1.yml",
        """\
编号: 2003-1
事由: 修校舍欠的砖款
种类: 债务
对方: 砖厂（已经停办）
金额: 不详
发生: 2003
状态: 有争议
说明: 老会计说是一万多元，没有条子。
""",
        ("不详", "2003 年", "老会计说是一万多元，没有条子。"),
    ),
}


def _read(root: Path, oddity: Oddity) -> Board:
    """The record in a village with nothing else."""
    files = {"region.yml": COUNTY, "shanghe/village.yml": VILLAGE, f"shanghe/{oddity.file}": oddity.text}
    for name, text in files.items():
        path = root / "villages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    source = FolderSource(root)
    place = read_outline(source).find("shanghe")
    assert place is not None
    return read_board(source, place)


def _codes(board: Board, *, errors: bool) -> frozenset[str]:
    return frozenset(problem.code for problem in check_board(board, AS_OF) if problem.is_error is errors)


def _shown(board: Board, oddity: Oddity) -> str:
    """What a reader sees of the record's own page, one space between any two things."""
    (file,) = [file for file in board.files if file.path.endswith(oddity.file)]
    pages = plan_records(PlaceContext(Site(AS_OF, "board/assets/board.css", None), board))
    (page,) = [page for page in pages if page.url == record_url(board.place, file)]
    whole = Renderer(ROOT / "theme").render(page).decode()
    body = whole[whole.index("<main") : whole.index("</main>")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.parametrize("name", ODDITIES)
def test_an_oddity_of_real_tables_is_no_error_and_shown_as_it_was_typed(name: str, tmp_path: Path) -> None:
    oddity = ODDITIES[name]
    board = _read(tmp_path, oddity)
    assert _codes(board, errors=True) == frozenset()
    assert oddity.noticed <= _codes(board, errors=False)
    text = _shown(board, oddity)
    assert [part for part in oddity.shown if part not in text] == [], text


def test_the_same_things_without_their_excuse_are_an_error_and_an_irregularity(tmp_path: Path) -> None:
    unknown = ODDITIES["一月到十月的账"]
    zeros = Oddity(unknown.file, unknown.text.replace("不详", "0.00"), ())
    gap = ODDITIES["钱不够，缺口写成一项来源"]
    without = Oddity(gap.file, gap.text.partition("  - 编号: 源2")[0], ())
    assert _codes(_read(tmp_path / "a", zeros), errors=True) == {"FIN003"}
    assert _codes(_read(tmp_path / "b", without), errors=True) == frozenset()
    assert "PRJ001" in _codes(_read(tmp_path / "b", without), errors=False)
