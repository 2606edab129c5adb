"""A village with assets, contracts and debts as real tables have them, and what a reader sees of its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cunwu.core.problem import Problem
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.plan import plan_home, plan_records
from cunwu.records.board import Board, read_board, read_outline
from cunwu.render import Renderer
from cunwu.rules.checker import check_all

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 20)

COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
OWN = """\
名称: 上河村
法人:
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
"""
MARCH = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - 编号: 银行
    名称: 信用社基本户
    类别: 银行存款
    期初: 50000.00
    期末: 53400.00
明细:
  - 编号: 001
    日期: 2026-03-03
    摘要: 收厂房租金
    科目: 经营收入
    收入: 12000.00
    账户: 银行
  - 编号: 017
    日期: 2026-03-12
    摘要: 买抽水机
    科目: 经营支出
    支出: 8600.00
    账户: 银行
"""
FACTORY = """\
编号: 资-01
名称: 茶叶初制厂厂房
种类: 固定资产
面积: 420 平方米
取得时间: 2009
原值: 286000.00
状态: 出租
使用人: 示例茶叶加工厂
"""
PUMP = """\
编号: 资-02
名称: 抽水机
种类: 固定资产
账套: 合作社
数量: 2 台
原值: 8600.00
流水: 2026-03#017
状态: 在用
"""
SLOPE = """\
编号: 资-03
名称: 水库边荒坡
种类: 资源
资源类别: 四荒地
面积: 约50 亩
状态: 发包
"""
TERRACE = """\
编号: 资-04
名称: 河边梯田
种类: 资源
资源类别: 四荒地
面积: 12.5 亩
状态: 闲置
"""
SOLD = """\
编号: 资-05
名称: 旧碾米机
种类: 固定资产
原值: 3000.00
状态: 已处置
处置:
  日期: 2026-02-20
  方式: 出售
  金额: 零
"""
LETTING = """\
编号: 2026-合-3
名称: 厂房出租合同
种类: 出租
账套: 合作社
对方: 示例茶叶加工厂
标的物:
  - 编号: 标1
    标的: 茶叶初制厂厂房
    资产: 资-01
    面积: 420 平方米
方式: 公开竞价
起: 2025-08-01
止: 2028-07-31
总价: 36000.00
保证金: 3000.00
付款安排:
  - 编号: 期1
    到期: 2025-08-31
    金额: 12000.00
    说明: 第一年租金
  - 编号: 期2
    到期: 2026-07-31
    金额: 12000.00
  - 编号: 期3
    到期: 2027-07-31
    金额: 12000.00
已付:
  - 编号: 付1
    日期: 2026-03-03
    金额: 12000.00
    流水: 2026-03#001
  - 编号: 付2
    日期: 2026-09
    金额: 3000.00
状态: 履行中
说明: 承租人负责日常维修。
"""
LOTS = """\
编号: 2026-合-4
名称: 四荒地承包（一份公告三处）
种类: 发包
对方: 承包人赵某等三户
标的物:
  - 编号: 标1
    标的: 水库边荒坡
    资产: 资-03
    面积: 约50 亩
    单价: 20.00
    金额: 1000.00
  - 编号: 标2
    标的: 东头旱地
    面积: 12.5 亩
    单价: 30.00
    金额: 380.00
  - 编号: 标3
    标的: 西头旱地
    面积: 8 亩
    单价: 30.00
    金额: 240.00
起: 2026-01
止: 2026-12
总价: 1620.00
付款安排:
  - 编号: 期1
    到期: 2026-12
    金额: 1620.00
"""
"""The second lot is 12.5 × 30 = 375, the notice says 380, and the column adds up."""
FREE = """\
编号: 2020-合-1
名称: 旧仓库看管
种类: 出租
对方: 孙某
总价: 零
付款安排:
  - 编号: 期1
    到期: 2021
    金额: 零
  - 编号: 期2
    到期: 2022-12-31
    金额: 1000.00
  - 编号: 减1
    到期: 2022-12-31
    金额: -1000.00
    说明: 帮村里看门，抵租金
状态: 已到期
"""
UNKNOWN = """\
编号: 2015-合-1
名称: 鱼塘承包合同
种类: 发包
对方: 承包人钱某
总价: 不详
付款安排:
  - 编号: 期1
    到期: 2016-12
    金额: 5000.00
  - 编号: 期2
    到期: 2017-12
    金额: 不详
已付:
  - 编号: 付1
    日期: 2017
    金额: 不详
状态: 有争议
"""
BILL = """\
编号: 2026-合-5
名称: 水泵采购合同
种类: 采购
单位: 万元
对方: 示例水泵厂
总价: 1.234567
付款安排:
  - 编号: 期1
    到期: 2026-12-31
    金额: 1.234567
"""
TAIL = """\
编号: 债-2024-1
事由: 修水渠欠工程尾款
种类: 债务
对方: 示例水利工程队
金额: 38000.00
发生: 2024-11
归还计划:
  - 编号: 期1
    到期: 2026-06-30
    金额: 8000.00
  - 编号: 期2
    到期: 2026-12-31
    金额: 30000.00
归还:
  - 编号: 还1
    日期: 2026-06-18
    金额: 5000.00
余额: 33000.00
状态: 未清
"""
RENT_OWED = """\
编号: 债-2017-1
事由: 鱼塘承包款欠缴
种类: 债权
对方: 承包人钱某
金额: 不详
合同: 2015-合-1
状态: 有争议
"""
RECORDS: Mapping[str, str] = {
    "finance/2026-03.yml": MARCH,
    "assets/zi-01.yml": FACTORY,
    "assets/zi-02.yml": PUMP,
    "assets/zi-03.yml": SLOPE,
    "assets/zi-04.yml": TERRACE,
    "assets/zi-05.yml": SOLD,
    "contracts/2026-3.yml": LETTING,
    "contracts/2026-4.yml": LOTS,
    "contracts/2020-1.yml": FREE,
    "contracts/2015-1.yml": UNKNOWN,
    "contracts/2026-5.yml": BILL,
    "debts/2024-1.yml": TAIL,
    "debts/2017-1.yml": RENT_OWED,
}
"""What real tables do: many lots, months and years for days, 约, zero and negative rents, 不详, 万元."""


@dataclass(frozen=True)
class Holdings:
    """One village with these records, by path in its folder."""

    memory = None
    records: Mapping[str, str] = field(default_factory=lambda: RECORDS)

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self._texts()))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self._texts()[path].encode()

    def _texts(self) -> dict[str, str]:
        texts = {"villages/region.yml": COUNTY, "villages/shanghe/village.yml": OWN}
        return texts | {f"villages/shanghe/{path}": text for path, text in self.records.items()}

    def problems(self) -> list[Problem]:
        """Everything the check says of the village."""
        found = check_all(self, read_outline(self), AS_OF)
        return [problem for verdict in found for problem in verdict.problems]

    def board(self) -> Board:
        place = read_outline(self).find("shanghe")
        assert place is not None
        board = read_board(self, place)
        assert board.problems == ()
        return board

    def pages(self, as_of: date = AS_OF) -> dict[str, Page]:
        """Every page of the village by its address below the village's folder."""
        context = PlaceContext(Site(as_of, "board/assets/board.css", None), self.board())
        pages = [*plan_records(context), *plan_home(context, {})]
        return {page.url.removeprefix("board/shanghe/"): page for page in pages}

    def html(self, url: str, as_of: date = AS_OF) -> str:
        return Renderer(ROOT / "theme").render(self.pages(as_of)[url]).decode()

    def text(self, url: str, as_of: date = AS_OF) -> str:
        """What a reader sees of a page, spaces aside."""
        html = self.html(url, as_of)
        body = html[html.index("<main") : html.index("</main>")]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
