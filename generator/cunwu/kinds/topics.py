"""Topics of stated figures: what a clerk writes, else the group of words that the name of the figure belongs to."""

from __future__ import annotations

from collections.abc import Mapping

TOPICS: Mapping[str, tuple[str, ...]] = {
    "考核、任用和锻炼": ("提拔", "表彰", "免职", "候选", "采砂", "督导", "信访部门", "后备干部", "末位"),
    "联系和结对": ("挂钩", "联系", "下村", "到县", "轮流驻村", "结对"),
    "宣传": ("简报", "册子", "传单", "宣传"),
    "工程和设施": (
        "工程",
        "修渠",
        "渠道",
        "便民桥",
        "公路",
        "道路",
        "投工",
        "设备",
        "电脑",
        "文化场所",
        "校区",
        "电网",
    ),
    "诉求和意见": ("提案", "意见", "建议", "诉求", "来信", "上访"),
    "会议和学习": ("会议", "大会", "支部会", "培训", "学习", "学时", "考察"),
    "走访、慰问和实事": ("走访", "慰问", "困难户", "实事", "难题", "筹集的资金"),
    "派人和工作队": (
        "驻村干部",
        "指导员",
        "竞聘",
        "工作队",
        "工作组",
        "应派",
        "多派",
        "派出",
        "人员超额",
        "整治的干部",
        "督查组",
    ),
    "承诺和责任书": ("责任书", "承诺"),
    "干部构成": ("领导干部", "正科", "副科", "男干部", "女干部", " 岁", "大学", "大专", "中专", "学历"),
    "账目和村务公开": ("账目", "村务", "违规", "退还", "审计"),
    "班子": ("班子", "选举", "换届"),
    "土地和资源": ("面积", "水面", "粮田", "林", "塘", "土地", "耕地"),
    "收入和集体经济": ("收入", "产值", "集体", "收益"),
    "村的评定": ("先进", "后进", "示范"),
    "地方和人口": ("户数", "农户", "人口", "劳力", "外出务工", "行政村", "村民小组", "街道"),
}
"""Topic → words in the name of a figure; the first topic that has one takes it."""
_NAMES = {"省", "市", "县", "区", "镇", "乡", "村"}
_PLACES, OTHER = "地方和人口", "其他"

KINDS_OF_NUMBERS = ("实际数", "累计数", "计划数", "目标数", "预算数", "合同数", "审定数", "平均数", "推算数")
"""What a number is, where its unit does not say so; usual words, no closed list."""
_BY_UNIT = {"%": "占比", "元": "金额", "人次": "人次，一个人来几次算几次", "户次": "户次，一户去几次算几次"}


def topic_of(name: str) -> str:
    """The topic of a figure whose clerk wrote none."""
    if name in _NAMES:
        return _PLACES
    return next((topic for topic, words in TOPICS.items() if any(word in name for word in words)), OTHER)


def number_of_unit(unit: str) -> str:
    """What a number of this unit is."""
    return _BY_UNIT.get(unit, "每份多少" if "/" in unit else "数量")
