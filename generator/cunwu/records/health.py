"""Illness, disability, childhood, faith and family told of a person with a name; schemes that bear such words are none.

Works on the text as it stands: folding would make a number of what is part of a name, 王五.

A doubt, never an error: nobody can tell for certain what is a name, and what is said of whom.
"""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.patterns import regex
from cunwu.records.names_told import MASKED_NAME, name_before

DIAGNOSES = (
    "癌|肿瘤|白血病|尿毒症|透析|精神病|精神分裂|抑郁症|艾滋|HIV|hiv|甲肝|乙肝|丙肝|肝炎|结核|糖尿病|高血压|心脏病|脑梗|中风|偏瘫|瘫痪|"
    "脑瘫|癫痫|痴呆|肝硬化|肾衰竭|肾衰|脑溢血|脑出血|自闭症|孤独症|唐氏|尘肺|矽肺|帕金森|阿尔茨海默|红斑狼疮|血友病|地中海贫血|地贫|渐冻症|梅毒|"
    "淋病|性病|哮喘|躁狂症|双相障碍|强迫症|侏儒症|甲亢|股骨头坏死|类风湿"
)
"""Words that tell an illness, whatever stands beside them."""
_NAMED = f"{DIAGNOSES}|精神异常|肢残|聋哑|失明|智障|弱智|化疗|放疗|病重|瘤|瘫"
_GENERAL = (
    "精神残疾|肢体残疾|视力残疾|听力残疾|智力残疾|言语残疾|多重残疾|残疾|重残|精神障碍|大病|重病|重疾|患病|住院|手术|"
    "刑满释放|刑释|社区矫正|吸毒|戒毒|服刑|缓刑"
)
"""What schemes are called by as well; and what is as private as an illness: that somebody was punished."""
_ILL = f"{_NAMED}|{_GENERAL}"
_FAMILY = (
    "信教|信佛|信主|教徒|(?:基督|天主|伊斯兰|佛|道)教|"
    "离婚|离异|再婚|改嫁|丧偶|分居|婚外|出轨|家暴|未婚先孕|非婚生|私生子|入赘|流产"
)
"""Faith, and what is a matter of the family."""
_YOUNG = "孤儿|留守儿童|困境儿童|事实无人抚养|未成年|小学生|初中生|幼儿"
HEALTH_WORDS = f"{_ILL}|{_YOUNG}|{_FAMILY}|岁"
HEALTH_HINT = regex(HEALTH_WORDS)
"""Finds whatever `find_health` needs, without folding; words only, because those are looked for fast."""
_AGE = (
    "(?<![0-9０-９.．~～至到—－一二三四五六七八九十百-])"
    "(?:[0-9０-９]|[1１][0-7０-７]|[一二三四五六七八九两]|十[一二三四五六七]?)[ \u3000]?周?岁(?!以|之)"
)
"""Under eighteen."""
_OF_A_SCHEME = (
    "(?:人|患者|儿童|家庭|对象|病)?(?:医疗|医保|生活|困难|慰问|专项|临时|应急|基本|康复|护理|两项|重度|预防|精神)*"
    "(?:救助|补贴|补助|护理|政策|保险|报销|健康|讲座|随访|筛查|宣传|知识|防治|防控|防疫|体检|普查|证|联合会|联|之家|专干|专职|委员|服务|日|保障|"
    "帮扶|工作|办理|名单|统筹|资金|款|费)"
)
_OF_A_CAMPAIGN = "(?:病|患者|病人|人|儿童|早期)?(?:健康|讲座|随访|筛查|宣传|知识|防治|防控|防疫|体检|普查|管理|服务|日)"
_ENDS = "[^。；;！!？?\\n]"
_NAME = name_before(f"{_ILL}|{_YOUNG}|{_FAMILY}|[0-9０-９一二三四五六七八九十]")
_LINK = (
    "(?:患者|病人|人员|人|儿童|学生|孤儿|老人|户|的|晚期|早期|[一二三四1-4]级|"
    "女儿|儿子|孙子|孙女|孩子|村民|慰问|看望|救助|补助|[（( \\u3000:：、，,])"
)
_TOLD = regex(
    rf"{_NAME}(?:的|患有?|得了?|有|因|是|系|为|长期|确诊|突发|[ \u3000（(:：]){{0,3}}(?:{_ILL})"
    rf"|{_NAME}{_ENDS}{{0,40}}?(?:(?:{_NAMED})(?!{_OF_A_CAMPAIGN})|(?:{_FAMILY})(?![证登场]))"
    rf"|{_NAME}{_ENDS}{{0,12}}?(?:{_GENERAL})(?!{_OF_A_SCHEME})"
    rf"|{_NAME}[是系为（(，, \u3000]{{1,2}}(?:{_YOUNG})"
    rf"|{_NAME}{_ENDS}{{0,20}}?{_AGE}"
    rf"|(?:{_ILL}|{_YOUNG}|{_AGE}){_LINK}{{0,3}}{_NAME}"
)
"""A name and what is said of the health or the childhood of whoever bears it."""
_WORD = regex(f"{_ILL}|{_YOUNG}|{_FAMILY}|{_AGE}")
_NAMES = regex(_NAME)
_FULL_NAME = regex(rf"(?!{MASKED_NAME}){_NAME}(?:[（(][^（()）]*[）)])?")
_OF_SOMEBODY = regex(
    rf"(?:{_NAMED})(?!{_OF_A_CAMPAIGN})|(?:{_GENERAL})(?!{_OF_A_SCHEME})|^(?:{_YOUNG})(?!{_OF_A_SCHEME})|(?:{_FAMILY})(?![证登场])|{_AGE}"
)
_OR_A_SCHEME = regex(rf"(?:{_ILL}|{_YOUNG}|{_FAMILY})(?!{_OF_A_CAMPAIGN})|{_AGE}")


def find_health(line: str) -> Iterator[tuple[int, int]]:
    """One stretch of a line at most: from the first name and what is told of it to the last such word."""
    if HEALTH_HINT.search(line) is None:  # the pattern below takes a while to compile, and few lines need it
        return
    told = [match.span() for match in _TOLD.finditer(line)]
    if told:
        yield told[0][0], max(told[-1][1], *(word.end() for word in _WORD.finditer(line)))


def names_somebody(text: str) -> bool:
    """Whether a text holds the name of a person, or what a mask leaves of one."""
    return _NAMES.search(text) is not None


def is_full_name(text: str) -> bool:
    """Whether a text is the name of a person and nothing else; one that hides a sign is none."""
    return _FULL_NAME.fullmatch(text) is not None


def tells_health(text: str, *, scheme: bool) -> bool:
    """Whether a text tells an illness or an age under eighteen; with `scheme` also a payment that only the ill get."""
    return (_OR_A_SCHEME if scheme else _OF_SOMEBODY).search(text) is not None
