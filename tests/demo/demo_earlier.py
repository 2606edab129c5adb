"""What no rule can tell of the earlier versions: texts that spoke of later things, and when the rest became known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

KNOWN_SINCE: Mapping[tuple[str, ...], date] = {
    ("region.yml", "挂钩联系", "挂3"): date(2026, 8, 14),
    ("qinghe/datian/attendance/2026-05.yml", "人员", "考2", "说明"): date(2026, 6, 22),
    ("qinghe/datian/meetings/2025-11-18.yml", "决议", "决1", "落实"): date(2026, 3, 18),
    ("qinghe/datian/meetings/2026-01-24.yml", "决议", "决1", "落实"): date(2026, 7, 28),
    ("qinghe/datian/meetings/2026-03-09.yml", "决议", "决1", "落实"): date(2026, 7, 28),
    ("qinghe/datian/officers/2021-cunweihui.yml", "成员", "成3", "离任原因"): date(2026, 8, 31),
    ("qinghe/datian/postings/P02.yml", "备注"): date(2026, 7, 9),
    ("qinghe/datian/projects/2026-houchepeng.yml", "管护"): date(2026, 4, 26),
    ("qinghe/datian/projects/2026-jigenglu.yml", "资金来源", "源3", "说明"): date(2026, 3, 27),
    ("qinghe/datian/village.yml", "现状", "现状2026"): date(2026, 8, 14),
    ("qinghe/lianhua/meetings/2025-11-20.yml", "决议", "决2", "落实"): date(2026, 1, 13),
    ("qinghe/lianhua/meetings/2026-01-20.yml", "决议", "决2", "落实"): date(2026, 9, 28),
    ("qinghe/lianhua/postings/P02.yml", "备注"): date(2026, 3, 6),
    ("qinghe/lianhua/projects/2026-gongce.yml", "资金来源", "源1", "说明"): date(2026, 11, 16),
    ("qinghe/lianhua/village.yml", "指标", "承包水面"): date(2026, 1, 6),
    ("qinghe/shanghe/diaries/2026-08.yml", "查看", "看1", "改了什么"): date(2026, 9, 12),
    ("qinghe/shanghe/officers/2024-lishihui.yml", "成员", "成2", "离任原因"): date(2026, 6, 30),
    ("qinghe/shanghe/finance/2026-10.yml", "银行对账", "对1"): date(2026, 11, 12),
    ("qinghe/shanghe/levies/2026-qudao.yml", "筹劳", "已出工"): date(2026, 11, 13),
    ("qinghe/shanghe/meetings/2026-06-26.yml", "决议", "决2", "落实"): date(2026, 11, 13),
    ("qinghe/shanghe/postings/P01.yml", "驻村补助", "补1"): date(2026, 4, 10),
    ("qinghe/shanghe/postings/P01.yml", "驻村补助", "补2"): date(2026, 7, 13),
    ("qinghe/shanghe/postings/P01.yml", "驻村补助", "补3"): date(2026, 10, 12),
    ("qinghe/shanghe/postings/P02.yml", "备注"): date(2026, 4, 10),
    ("qinghe/shanghe/projects/2026-ludeng.yml", "公示", "示1", "异议"): date(2026, 1, 24),
    ("qinghe/shiqiao/audits/2025-qingzhang.yml", "处理", "处1", "结果"): date(2025, 12, 12),
    ("qinghe/shiqiao/audits/2025-qingzhang.yml", "处理", "处2", "结果"): date(2026, 4, 10),
    ("qinghe/shiqiao/meetings/2026-02-08.yml", "决议", "决2", "落实"): date(2026, 9, 6),
    ("qinghe/shiqiao/postings/P01.yml", "备注"): date(2026, 5, 29),
    ("qinghe/shiqiao/tenders/2026-zhao-2.yml", "标的物", "标1", "资产"): date(2026, 8, 13),
    ("qinghe/shiqiao/village.yml", "现状", "现状2026"): date(2026, 7, 15),
    ("qinghe/zhuxi/contracts/2026-zhu-2.yml", "说明"): date(2026, 11, 6),
    # A competition that was announced first; where each went was known later.
    ("qinghe/selections/2026-03.yml", "步骤", "步1", "结果"): date(2026, 3, 10),
    ("qinghe/selections/2026-03.yml", "步骤", "步2", "结果"): date(2026, 3, 16),
    ("qinghe/selections/2026-03.yml", "步骤", "步3", "结果"): date(2026, 3, 16),
    ("qinghe/selections/2026-03.yml", "步骤", "步4", "结果"): date(2026, 3, 18),
    ("qinghe/selections/2026-03.yml", "报名人数"): date(2026, 3, 10),
    ("qinghe/selections/2026-03.yml", "报名的人"): date(2026, 3, 16),
    ("qinghe/selections/2026-03.yml", "报名的人", "人1", "派往"): date(2026, 4, 10),
    ("qinghe/selections/2026-03.yml", "报名的人", "人2", "派往"): date(2026, 7, 16),
    ("qinghe/selections/2026-04.yml", "双向选择", "选2", "派往"): date(2026, 4, 10),
    ("qinghe/selections/2026-03.yml", "公布"): date(2026, 3, 19),
    ("qinghe/selections/2026-03.yml", "经过"): date(2026, 3, 19),
    ("qinghe/datian/pledges/2026-P02.yml", "违反", "违1"): date(2026, 3, 6),
    ("qinghe/datian/pledges/2026-P02.yml", "违反", "违2"): date(2026, 7, 9),
    ("qinghe/datian/pledges/2026-P02.yml", "内容", "条1", "做得怎样"): date(2026, 7, 9),
    ("qinghe/datian/pledges/2026-P02.yml", "内容", "条2", "做得怎样"): date(2026, 7, 9),
    ("qinghe/datian/pledges/2026-P02.yml", "内容", "条3", "做得怎样"): date(2026, 7, 9),
    ("qinghe/zhuxi/goals/2026.yml", "任务", "任1", "进展"): date(2026, 1, 29),
    ("qinghe/shiqiao/goals/2026.yml", "任务", "任2", "进展"): date(2026, 4, 10),
    ("qinghe/shanghe/goals/2026.yml", "任务", "任3", "进展"): date(2026, 7, 16),
    ("qinghe/datian/goals/2026.yml", "任务", "任1", "进展"): date(2026, 11, 18),
    # Half a year's stock: what was reached by then stands in the other table.
    ("qinghe/shanghe/goals/2026.yml", "目标", "目1", "已达到"): date(2026, 7, 16),
    ("qinghe/shanghe/goals/2026.yml", "目标", "目1", "凭据"): date(2026, 7, 16),
    ("qinghe/shiqiao/goals/2026.yml", "目标", "目1", "已达到"): date(2026, 7, 16),
    ("qinghe/shiqiao/goals/2026.yml", "目标", "目1", "凭据"): date(2026, 7, 16),
    ("qinghe/shiqiao/goals/2026.yml", "目标", "目5", "完成"): date(2026, 7, 16),
    ("qinghe/shiqiao/goals/2026.yml", "目标", "目5", "凭据"): date(2026, 7, 16),
    ("qinghe/datian/goals/2026.yml", "目标", "目1", "已达到"): date(2026, 7, 16),
    ("qinghe/datian/goals/2026.yml", "目标", "目1", "凭据"): date(2026, 7, 16),
    ("qinghe/lianhua/goals/2026.yml", "目标", "目1", "已达到"): date(2026, 7, 16),
    ("qinghe/lianhua/goals/2026.yml", "目标", "目1", "凭据"): date(2026, 7, 16),
}
"""File below the county, words and numbers of items that lead to a part → the day on which it joins the record."""

EARLIER_TEXTS: Mapping[tuple[str, ...], tuple[date, str]] = {
    ("region.yml", "简介"): (
        date(2026, 11, 16),
        (
            "演示县是虚构的。地名、人物、账目、工程都是为了演示公开栏的样子而编写的，不指向任何真实的地方和个人。\n\n"
            "这里只有一个清河镇，镇下四个村：上河村种稻种茶，莲花村养鱼种藕，石桥村靠竹山，大田村产粮、外出务工的人多。"
            "四个村的记录从 2025 年 11 月写起。\n"
        ),
    ),
    ("qinghe/datian/finance/2026-07.yml", "说明"): (
        date(2026, 9, 10),
        (
            "双抢收 188 亩，进 15040 元。七月中旬大旱，抽水电费 9120 元由镇里代管的账户先垫，"
            "把那个账户垫成了负数 −3480 元，等抗旱补助来了就还上。\n\n"
            "缺的 9 张单据都要回来了，四方签字以后贴出来的，账经得起看。\n"
        ),
    ),
    ("qinghe/datian/village.yml", "简介"): (
        date(2026, 11, 18),
        "大田村地平田多，粮田 2860 亩，1180 亩流转给 5 户种粮大户。青壮年大多在外务工，家里多是老人和孩子。\n",
    ),
    ("qinghe/datian/village.yml", "意见箱"): (date(2026, 4, 9), "村口公开栏旁"),
    ("qinghe/lianhua/finance/2026-05.yml", "说明"): (
        date(2026, 6, 22),
        (
            "桥的梁板架上去了，付进度款 185120 元，专户剩 6040 元。"
            "健身角也装好了，付尾款 21900 元，镇里补助 20000 元已到。\n\n"
            "五一来钓鱼的人多，管理费收了 3120 元。\n"
        ),
    ),
    ("qinghe/lianhua/village.yml", "公开栏地址"): (date(2026, 5, 21), "莲花塘边"),
    ("qinghe/lianhua/village.yml", "简介"): (
        date(2026, 9, 4),
        (
            "莲花村有大小池塘 46 口，养鱼种藕，水面 640 亩。村中一条莲溪把五组隔在对岸，靠一座木桥来往。\n\n"
            "七月荷花开，周末有城里人来看花、垂钓，停车和小摊的钱都归集体，一天一张票。\n"
        ),
    ),
    ("qinghe/shanghe/finance/2026-07.yml", "说明"): (
        date(2026, 8, 20),
        (
            "双抢忙了半个月，收割机三个人轮班，割了 214 亩，收 17120 元；烘干 38 吨，收 5700 元。"
            "柴油、工资、电费扣掉以后，还剩七千多元。\n\n"
            "烘干机今年第一次满负荷用，电费 1893.4 元，比晒谷坪看天吃饭强。茶厂租金照常到账。结余 241416.51 元。\n"
        ),
    ),
    ("qinghe/shanghe/finance/2026-10.yml", "说明"): (
        date(2026, 11, 12),
        (
            "茶厂第四季度租金 15000 元到账，晚稻开镰，先割了 41 亩，收 3280 元。\n\n"
            "重阳节请 62 位老人吃了顿饭，2480 元，钱怎么花 10 月 10 日开会定的。水渠清淤雇挖机 2520 元由村里出。"
            "收 21583.43 元，支 12572.15 元，结余 286596.86 元。\n"
        ),
    ),
    ("qinghe/shiqiao/audits/2025-qingzhang.yml", "说明"): (
        date(2026, 4, 10),
        (
            "清账报告在 2025 年 11 月 30 日的村民会议上念过。借支收一笔公布一笔；白条 2860 元限到 2026 年 12 月退；"
            "2022 年的卖竹款查不清，没有编一个数出来。\n"
        ),
    ),
    ("qinghe/shanghe/goals/2026.yml", "目标", "目1", "已达到"): (date(2026, 11, 8), "114562.72 元"),
    ("qinghe/shanghe/goals/2026.yml", "目标", "目1", "凭据"): (
        date(2026, 11, 8),
        "合作社收支 2026-01 到 2026-06，经营收入相加",
    ),
    ("qinghe/shiqiao/goals/2026.yml", "目标", "目1", "已达到"): (date(2026, 11, 8), "47410 元"),
    ("qinghe/shiqiao/goals/2026.yml", "目标", "目1", "凭据"): (
        date(2026, 11, 8),
        "收支 2026-01 到 2026-06，经营收入相加",
    ),
    ("qinghe/datian/goals/2026.yml", "目标", "目1", "已达到"): (date(2026, 11, 8), "40180 元"),
    ("qinghe/datian/goals/2026.yml", "目标", "目1", "凭据"): (
        date(2026, 11, 8),
        "收支 2026-01 到 2026-06，经营收入相加",
    ),
    ("qinghe/lianhua/goals/2026.yml", "目标", "目1", "已达到"): (date(2026, 11, 8), "34820 元"),
    ("qinghe/lianhua/goals/2026.yml", "目标", "目1", "凭据"): (
        date(2026, 11, 8),
        "经联社收支 2026-01 到 2026-06，经营收入相加",
    ),
}
"""File below the county, words and numbers of items that lead to a text → until when another stood there, and which."""
