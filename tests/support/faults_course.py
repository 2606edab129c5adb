"""Faulty works and contracts whose days, names and signs do not fit together, marked as in `faults`."""

from __future__ import annotations

from collections.abc import Mapping

FAULTY: Mapping[str, str] = {
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
