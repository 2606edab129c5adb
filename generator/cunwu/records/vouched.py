"""Names that the program does not know as such, taken down on the word of whoever approved it.

A rare surname, a nickname or a foreign name looks like any other word. Who asks to hide one must say in the reason that
it is a name, and who agreed; and the word must be none that says what money was spent on, or what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cunwu.core.patterns import regex
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.charts import CHARTS
from cunwu.kinds.fields import fields_of
from cunwu.values.placeholders import is_no_reason, is_placeholder

_IS_A_NAME = regex(r"姓名|名字|人名|罕见的?姓|外号|绰号|小名|化名|曾用名|本名|真名")
_NO_NAME = regex(r"(?:不是|并非|非)[^，。；]{0,4}(?:姓名|名字|人名)")
_AGREED = regex(
    r"委员会|监委会|村委|村务监督|代表会议|村民会议|党支部|党委|党组织|支委|两委|政府|法院|检察院|公安|派出所|司法所|民政|街道|书记|主任"
)
_SHORT = regex("[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_SOUNDS = regex(
    "[阿艾爱巴卜白布卜才次措达丹德都杜多尔法夫嘎格贡古哈合吉加江卡坎克库拉兰勒里力罗洛玛麦曼米穆娜尼牛努帕普其前"
    "热仁日荣如萨赛桑沙山斯松苏索塔提图吐托娃旺瓦维乌吾西希央亚伊依尹英扎泽增珍则孜卓]{5,8}"
)
"""A name written by its sound, longer than a Chinese one."""
_NEVER_IN_A_NAME = frozenset(
    "的了是在为和与及或对由从到把被让给各每其该这那些么无没未已将要应须必先后又也都还就只才很之以但因则即"
    "费款钱账帐票据价税债贷补贴助奖罚饭餐酒烟宴吃喝招待请送旅渠沟坝塘泵管线电修装拆征占租赁购销赔退借欠捐付收支领"
    "件额政策村镇乡县省区组社队员病残疾患医药院诊治障碍血肝肾厂店场所部门会议案务项程资料表单册页数量总均"
    "车船机器械板架瓶箱袋桶棚柜椅桌床灯泡漆钉锁具纸笔墨印刷扫洗运搬挖填埋砍喷灌施看用去来干帮抬扛放割种做卖拿挪贪占骗假虚报冒套回扣"
    "不否错误违规纪法罪偷漏赌嫖打骂伤死亏损坏废停"
)
_MATTERS = re.findall(
    r"\S+",
    "公家 私人 化肥 种子 农药 礼品 茶叶 香烟 水果 月饼 汽油 柴油 路灯 道路 "
    "水泥 砂石 石料 木材 钢材 桥梁 土地 青苗 树苗 苗木 山林 林地 "
    "鱼苗 耕牛 土鸡 猪肉 粮油 大米 食用 春节 中秋 端午 国庆 元旦 "
    "节日 工资 工钱 误工 用工 公务 接风 娱乐 唱歌 洗脚 足浴 按摩 "
    "景区 门票 国外 出国 考察 学习 培训 手机 电脑 空调 家具 私家 "
    "自家 亲戚 朋友 领导 上级 客人 老板 公款 私用 人情 红包 白条 "
    "现金 押金 定金 利息 分红 承包 工程 结算 尾数 保险 体检 广告 "
    "横幅 祖坟 庙会 香火 戏台 唱戏 花圈 丧葬 婚礼 生日 寿礼 建材 "
    "五金 百货 超市 可以 可行 照办 缓办 暂缓 属实 存疑 异常 整改 "
    "完工 合法 合理 再议 再查 尽快 马上 一致 全体 多数 少数 部分 "
    "大部 一半 半数 请客 送礼 收买 买单 买东 采买 买水 买菜 买种 "
    "挖机 书记 主任",
)
"""Words that say what money was for, of characters that names are made of, too."""


def is_vouched(reason: str, approved: str) -> bool:
    """Whether a takedown says that what it hides is somebody's name, and which body or office agreed."""
    says = _IS_A_NAME.search(reason) is not None and _NO_NAME.search(reason) is None
    return says and not is_no_reason(reason) and not is_placeholder(approved) and _AGREED.search(approved) is not None


def may_be_a_name(word: str) -> bool:
    """Whether a word may be a name of a sort that no list holds: short, and no word of matters or decisions."""
    if not (_SHORT.fullmatch(word) or _SOUNDS.fullmatch(word)) or not _NEVER_IN_A_NAME.isdisjoint(word):
        return False
    return not any(matter in word for matter in _MATTERS) and _words_of_records().isdisjoint(_pairs(word))


@cache
def _words_of_records() -> frozenset[str]:
    """Every two characters that stand together in a word of the forms: fields, choices, units, titles of accounts."""
    found = set[str]()
    seen = set[type[Item]]()
    for kind in KINDS:
        for spec in _all_fields(kind.record, seen):
            for text in (spec.word, spec.unit, *(spec.form.choices if spec.form else ())):
                found.update(_pairs(text))
    for chart in CHARTS.values():
        for account in chart.accounts:
            found.update(_pairs(account.name))
    return frozenset(found)


def _all_fields(model: type[Item], seen: set[type[Item]]) -> Iterator[FieldSpec]:
    if model in seen:
        return
    seen.add(model)
    for spec in fields_of(model):
        yield spec
        if spec.model is not None:
            yield from _all_fields(spec.model, seen)


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
