"""Words that were nearly a known one: a slip of the hand, or another character of the same sound."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from cunwu.values.names import names_in

_FIRST_OF_A_SOUND = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠碉跌丁丢东兜督端堆墩掇蛾恩"
    "而发藩坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽"
    "匡亏坤括垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀"
    "乓抛呸喷砰坯篇飘撇拼乒坡扑期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑塌"
    "胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟"
    "珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)
"""GB 2312 lists its 3,755 usual characters by sound: the first of each syllable, computed from their readings."""
_TAKEN_FOR = {"病例": "病假", "病历": "病假", "事件": "事假", "年体": "年休", "有假": "年假"}
"""Words that an input method puts beside a usual one, or that look like it."""
_LONG = 4
"""From so many characters on a word is hardly another word that differs in one."""


def sounds_alike(one: str, other: str) -> bool:
    """Whether two usual characters are the same syllable, whatever its tone; False for characters that are rare."""
    sounds = _sound(one), _sound(other)
    return sounds[0] == sounds[1] != 0


@lru_cache(maxsize=1024)  # the rows of a ledger name the same few
def near_miss(text: str, known: tuple[str, ...]) -> str:
    """The text as it was probably meant, if it, or one of the words that it joins, just misses a known one; else ""."""
    if text in known:
        return ""
    for part in (text, *names_in(text, are_words=True)):
        other = _TAKEN_FOR.get(part)
        slips = (word for word in known if word == other or _is_slip(part, word))
        meant = next(slips, "") if part not in known else ""
        if meant:
            return text.replace(part, meant)
    return ""


def _is_slip(text: str, word: str) -> bool:
    """Whether nobody would mean the text: 事假 and 病假 differ in one character, and so do 年休 and 年休假."""
    wrong = [place for place, (one, other) in enumerate(zip(text, word, strict=False)) if one != other]
    if len(text) == len(word):
        if len(wrong) == 1:
            return len(word) >= _LONG or (len(word) > 1 and sounds_alike(text[wrong[0]], word[wrong[0]]))
        first, second = wrong if len(wrong) == 2 else (0, 0)
        swapped = first + 1 == second and (text[first], text[second]) == (word[second], word[first])
        return swapped and len(word) >= _LONG - 1
    at = wrong[0] if wrong else min(len(text), len(word))
    if len(text) == len(word) + 1:
        doubled = at > 0 and text[at] == text[at - 1]
        inside = 0 < at < len(word) and len(word) >= _LONG
        return len(word) > 1 and text[:at] + text[at + 1 :] == word and (doubled or inside)
    return len(text) == len(word) - 1 and len(word) >= _LONG and word[:at] + word[at + 1 :] == text


def _sound(character: str) -> int:
    """The number of its syllable from 1 on; 0 for a character that is not listed by sound."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return 0
    is_usual = b"\xb0\xa1" <= code <= b"\xd7\xf9"
    return bisect_right(_FIRST_OF_A_SOUND, code, key=lambda first: first.encode("gb2312")) if is_usual else 0
