"""Faulty works and contracts whose days, names and signs do not fit together, marked as in `faults`."""

from __future__ import annotations

from collections.abc import Mapping

_FIELD = """\
编号: 合-{0}
名称: 水田发包{0}
种类: 发包
对方: 示例种粮合作社
标的物:
  - 编号: 标1
    标的: 水田{0}
    资产: 资-田
    面积: 30 亩
    单价: {1}
起: 2026-01-01
止: 2028-12-31
"""

FAULTY: Mapping[str, str] = {
    "meetings/2026-06-21.yml": """\
编号: 2026-06-21
种类: 党员大会
议题: 审议凉亭
召开日期: 2026-06-21
应到人数: 30  # = MTG030
实到人数: 25
""",
    "contracts/mendian.yml": """\
编号: 合-店
名称: 门店出租合同
种类: 出租
对方: 示例超市
起: 2026-01-01
止: 2056-12-31  # = CTR030
""",
    "assets/tian.yml": "编号: 资-田\n名称: 水田\n种类: 资源\n资源类别: 耕地\n面积: 90 亩\n状态: 发包\n",
    "contracts/tian1.yml": _FIELD.format("一", "500.00"),
    "contracts/tian2.yml": _FIELD.format("二", "460.00"),
    "contracts/tian3.yml": _FIELD.format("三", "100.00").replace("水田三\n    ", "水田三  # = CTR031\n    "),
    "meetings/2026-06-20.yml": "编号: 2026-06-20\n种类: 村民代表会议\n议题: 修凉亭\n召开日期: 2026-06-20\n",
    "projects/liangting.yml": """\
编号: 凉亭
名称: 村口凉亭
状态: 在建  # = PRJ022
受益:
  户: 40 人  # = REC049
决策会议: 2026-06-20
施工单位: 清河建筑队  # = PRJ023
采购:
  方式: 询价
  日期: 2026-05-20  # = PRJ019
  报价单:
    - 编号: 价1
      投标人: 县第二建筑公司
      报价: 9000.00
      结果: 中标
金额:
  估算: -9000.00  # = REC048
节点:
  - 编号: 点1
    节点: 开工
    实际: 2026-05-02  # = MTG011
  - 编号: 点2
    节点: 验收
    实际: 2026-07-15
验收:
  日期: 2026-04-15  # = PRJ020 PRJ021
  单位: 镇规划建设办
  结果: 合格
""",
    "contracts/tangzu.yml": """\
编号: 合-塘
名称: 鱼塘出租合同
种类: 出租
对方: 示例养殖场
签订: 2026-03-20  # = CTR021
起: 2026-01-01
止: 2026-12-31
付款安排:
  - 编号: 期1
    到期: 2027-01-31  # = CTR022
    金额: 100.00
已付:
  - 编号: 付1
    日期: 2026-02-10  # = CTR020
    金额: 100.00
""",
}
"""Path in the village's folder → a file with faults marked where they are found."""
