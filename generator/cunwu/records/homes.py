"""Where somebody lives, in folded text: addresses down to the door, and what may be one."""

from __future__ import annotations

from cunwu.core.patterns import regex
from cunwu.records.names_told import MASKED_NAME

TENS = "十百拾佰廿卅"
"""Numerals that folding leaves as they are."""
_NUMBER = f"[0-9{TENS}]"
_DOOR_NUMBER = f"{_NUMBER}{{1,5}}(?:[-－—之][0-9]{{1,3}})?号"
_NO_HOME = "(?![令文线机楼桥井泵闸灯杆坝塘池地田台柜库仓车船炉变公会凭合标路])"
_NO_DAY = "(?![前后起至到止上中下早晚召开领发交举进完之，,、])"
"""What follows the number of a day: 12号前交, 3号领取."""
_AT_HOME = (
    "家住|现住|租住|暂住|住在|住址|住于|住所|居住地|户籍地|户口在|户口所在地|老家在|家在|家庭地址|联系地址|通讯地址"
)
_B = "[ \u3000]?"
_NOT_OVER = r"[^0-9\n，。；;,！!？?]"
DOOR = regex(
    r"门牌号?[^0-9\n]{0,3}[0-9]{1,5}"
    r"|[0-9]{1,3}(?:号楼|幢|栋|单元)[0-9]{0,3}(?:单元)?[0-9]{1,4}[室户号]"
    # With blanks as people type them, and without 户: 3 栋 2 单元 12 户 is a count.
    rf"|{_NUMBER}{{1,3}}{_B}单元{_B}{_NUMBER}{{1,4}}{_B}[室号]|{_NUMBER}{{1,3}}{_B}(?:号楼|[幢栋座]){_B}[0-9]{{3,4}}{_B}室"
    rf"|(?:(?:{_AT_HOME}){_NOT_OVER}{{0,20}}(?:[0-9]{{1,3}}{_B}[组队社栋幢])?"
    rf"|住[^0-9\n，。；;,]{{0,12}}(?:[0-9]{{1,2}}{_B}[组队社]|[村组屯庄湾寨坪堡队])){_B}"
    rf"(?:{_DOOR_NUMBER}|{_NUMBER}{{1,5}}[ \u3000]号{_NO_DAY}){_NO_HOME}"
    rf"|(?:路|街|巷|弄|组|屯|庄|湾|冲|胡同){_DOOR_NUMBER}{_NO_HOME}",
)
_SETTLED = "[村组屯庄湾寨坪堡队社区苑园院]"
_HOUSE = rf"{_NUMBER}{{1,3}}{_B}(?:号楼|[幢栋座])"
_FLAT = r"[0-9]{3,4}(?![0-9.]|[ ]?[元万米平㎡㎥亩人个盏棵根吨公年月块片套株斤%％]|[ ][户间家层])"
_PERSON = f"(?:{MASKED_NAME}|户主|住户|租户|困难户|低保户|贫困户|脱贫户|老人|一家|家里|家中|家门|家属)"
HOME = regex(
    # A flat: 3栋2单元501, 12 号楼 3 单元 501, 幸福小区3栋501, 小区3-2-501.
    rf"{_HOUSE}[ -]?(?:{_NUMBER}{{1,3}}{_B}单元[ -]?)?{_FLAT}|[0-9]{{1,3}}{_B}单元[ -]?{_FLAT}"
    r"|(?:小区|花园|家园|公寓|[苑庭寓])[ ]?[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])"
    # A house of a group that is called 社 or 队 there: 上河村2社15号.
    rf"|{_NUMBER}[社队]{_DOOR_NUMBER}{_NO_HOME}{_NO_DAY}"
    # The number of a house beside a person: 上河村12号张某, 张某（上河村12号）.
    rf"|{_SETTLED}[ ]?{_DOOR_NUMBER}[的 ，,、（(]{{0,2}}{_PERSON}"
    rf"|{_PERSON}[^0-9\n。；;]{{0,12}}{_SETTLED}[ ]?{_DOOR_NUMBER}{_NO_HOME}{_NO_DAY}"
)
"""May be a home: the number of a door beside a person, or of a flat."""
