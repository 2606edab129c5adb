"""Names of people inside sentences: a common surname and a given name, or what a mask leaves of one.

Chinese is written without blanks, so nobody can find every name. What counts is that plain words are none.
"""

from __future__ import annotations

from cunwu.values.names import COMMON_SURNAMES, COMPOUND_SURNAMES

_HAN = "[\u3400-\u9fff]"
_RARER = "严施洪温翟兰倪牛葛樊殷骆齐耿欧柳甘祝阮梅凌裴霍涂冉蓝靳鲍祁滕屈饶牟穆卓娄窦戚岳晏瞿佟臧闵苟邬卞栾隋邝"
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES)}|[{COMMON_SURNAMES}{_RARER}])"
MASKED_NAME = rf"{_SURNAME}(?:某{{1,2}}[甲乙丙丁戊己庚辛壬癸]?|[*＊×○xX●•]{{1,2}}{_HAN}?)"
"""A surname and 某, or stars: 张某, 张某甲, 张*三."""
_WORDS = (
    "黄[金豆土色疸河牛瓜]|周[边岁转期围末日年知]|高[血龄度级中考等标速温压危原效发低校压额]|林[地业场木权下区]|何[时种处人]|"
    "马[上路铃]|于[是此]|许[多可]|曾[经患任有]|叶[片]|余[额款人下]|夏[季天收]|钟头|田[间地块里土]|任[何务职期命教意]|范围|"
    "方[案式面便法可向]|石[料子块头灰膏]|金[额融属]|康复|毛[病利]|江[边河水]|史上|顾[问及]|龙头|万[元余人亩]|段[落时]|钱[款物]|"
    "汤药|易[地于]|常[见年住用规务委态]|武装|文[件化明号书字体艺具]|程[度序]|谢谢|孙[子女]|陆续|杜绝|史料|温[度饱]|兰花|施[工行]|"
    "洪[水涝]|严[重格禁]|齐全|卓越|凌晨|裂口|蓝天|兰州|甘肃|梅毒|牛[羊肉]|祝贺|郑重|孔[径洞]|丁[类级]|熊猫|罗列|包括|"
    "家[湾庄村屯]"
)
"""Plain words that begin with what is a surname elsewhere."""
_NO_GIVEN = (
    "件额费款补贴助政策村镇乡县省区组队社户员等者的了在是和与及或对由为从到把被让给各每其该本此申请报销发放付领救病残疾患医疗药院诊治障碍"
    "血压肝肾屯沟坪寨站厂店场所部门会议案办务项程资料表单据证账册页数量总计均些什么几少无不没未已将要应须必先氏姓名址围又也都还就只才很最之"
    "以但如若因且并则即岁龄,，"
)
"""Characters of plain words, and of no given name that is worth asking about."""
_LEFT = (
    "付给户象民属子女儿孙妻夫媳父母爸妈爷奶兄弟姐妹哥嫂叔伯姑舅姨为由对扶问望助补支及和与叫即帮看向同请把让使送慰访员者工长生人童组村社队的"
    r"（(【\[「“\"'：:，,、。；;/|·-"
)
_RIGHT = (
    "患因得有确住治家户的等同夫妻一本身系是男女今现去于突重不已说"
    r" \t\u3000(（)）\[【\]】」”\"'：:，,、。；;！？/|0-9０-９#-"
)


def name_before(more: str) -> str:
    """The pattern of a name; a full one ends where the sentence allows it, or where one of the words `more` begins."""
    full = (
        rf"(?:(?<=[\s0-9{_LEFT}])|(?<=疾[一二三四1-4]级)|^)(?!{_WORDS}){_SURNAME}(?:(?!家[湾庄村屯沟坪寨])[^\W0-9A-Za-z_{_NO_GIVEN}]){{1,2}}"
        rf"(?=[{_RIGHT}]|$|{more})"
    )
    return f"(?:{MASKED_NAME}|{full})"
