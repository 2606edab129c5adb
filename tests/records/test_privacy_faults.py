"""Personal data that once got through: each input, its siblings, and honest texts that look like them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pytest

from cunwu.records.doubts import Doubt, find_doubts, fit_to_quote, may_hold_doubts
from cunwu.records.privacy import Leak, find_leaks, has_long_number, hide_leaks, may_hide_leaks
from support.gate import problems_of
from support.steps import count_steps

ID = "110101199003070716"
OLD_ID = "110101900307071"
MOBILE = "13900138000"
CARD = "6222021234567890128"
NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
LEDGER = "账套: 合作社\n期间: 2026-03\n制度: 简易\n明细:\n  - 编号: 1\n    日期: 2026-03-03\n    摘要: 款\n"


def codes_of(text: str, path: str = "notices/1.yml") -> list[str]:
    return [problem.code for problem in problems_of({path: text})]


def leaks(text: str) -> list[Leak]:
    return [hit.leak for hit in find_leaks(text)]


# --- values and keys as they are read ---------------------------------------------------------------------------------

ESCAPED = "".join(f"\\u{ord(digit):04x}" for digit in MOBILE)


@pytest.mark.parametrize(
    "text",
    [
        f'正文: "{ESCAPED}"',
        f'正文: "电话{MOBILE[:5]}\\u0030{MOBILE[6:]}"',
        '正文: "' + "".join(f"\\x{ord(digit):02x}" for digit in MOBILE) + '"',
        '正文: "' + "".join(f"\\U{ord(digit):08x}" for digit in MOBILE) + '"',
        f'"{ESCAPED}": 好',
        f'来源:\n  - 编号: 1\n    文件: "{ESCAPED}"',
        f"正文: >-\n  电话{MOBILE[:6]}\n  {MOBILE[6:]}",
        f"正文: |\n  电话{MOBILE[:6]}\n  {MOBILE[6:]}",
        f"正文: 电话{MOBILE[:6]}\n  {MOBILE[6:]}",
        f'正文: "电话{MOBILE[:6]}\\\n  {MOBILE[6:]}"',
        f"正文: >-\n  电话{MOBILE[:3]}-\n  {MOBILE[3:7]}-\n  {MOBILE[7:]}",
        f"正文: |\n  {MOBILE[:3]}\n  {MOBILE[3:7]}\n  {MOBILE[7:]}",
        f"# 电话{MOBILE[:6]}\n# {MOBILE[6:]}",
    ],
)
def test_a_number_that_only_shows_when_the_file_is_read_is_found_and_not_repeated(text: str) -> None:
    problems = problems_of({"notices/1.yml": NOTE + text + "\n"})
    assert {problem.code for problem in problems} == {"PRV003"}
    for problem in problems:
        said = f"{problem.message}{problem.remedy}{problem.line_text}"
        assert MOBILE not in said
        assert ESCAPED not in said
        assert MOBILE[:6] not in said


@pytest.mark.parametrize("break_at", range(2, 17))
def test_an_identity_number_broken_anywhere_over_lines_is_found(break_at: int) -> None:
    for text in (
        f"正文: >-\n  {ID[:break_at]}\n  {ID[break_at:]}\n",
        f"# {ID[:break_at]}\n# {ID[break_at:]}\n",
    ):
        assert codes_of(NOTE + text) == ["PRV001"], text


def test_the_word_beside_an_old_number_may_stand_on_another_line() -> None:
    assert codes_of(f"{NOTE}正文: |\n  一代证\n  {OLD_ID}\n") == ["PRV002"]
    assert codes_of(f"{NOTE}正文: |\n  账册第\n  {OLD_ID}\n") == []


def test_columns_of_figures_are_no_broken_numbers() -> None:
    rows = "正文: |\n  1350\n  2310\n  410\n  2026-03-05\n  1200.00\n  1998\n  2023001\n"
    assert codes_of(NOTE + rows) == []
    assert leaks("年份,户数\n张某,1998\n2023001,李某,1350\n2600123,王某\n") == []


# --- folded digits, gaps, words ---------------------------------------------------------------------------------------

SIBLINGS: Mapping[str, Leak] = {
    "229990/19980416/1015": Leak.CITIZEN_ID,
    "229990（19980416）1015": Leak.CITIZEN_ID,
    "229990、19980416、1015": Leak.CITIZEN_ID,
    "35010219900101122×": Leak.CITIZEN_ID,
    "35010219900101122✕": Leak.CITIZEN_ID,
    "350102 19900101 122 Х": Leak.CITIZEN_ID,
    "1、229990 19980416 1015": Leak.CITIZEN_ID,
    "1234 110101 19900307 0716": Leak.CITIZEN_ID,
    "llO1O1l99OO3O7O7l6": Leak.CITIZEN_ID,
    "167（1234）5678": Leak.MOBILE,
    "167(1234)5678": Leak.MOBILE,
    "167〔1234〕5678": Leak.MOBILE,
    "167/1234/5678": Leak.MOBILE,
    "167_1234_5678": Leak.MOBILE,
    "幺六七一二三四五六七八": Leak.MOBILE,
    "幺三九洞洞幺三八洞洞洞": Leak.MOBILE,
    "①③⑨⓪⓪①③⑧⓪⓪⓪": Leak.MOBILE,
    "1/3/9/0/0/1/3/8/0/0/0": Leak.MOBILE,
    "1，3，9，0，0，1，3，8，0，0，0": Leak.MOBILE,
    "139OO138OOO": Leak.MOBILE,
    f"一代证{OLD_ID}": Leak.OLD_CITIZEN_ID,
    f"二代证 {OLD_ID}": Leak.OLD_CITIZEN_ID,
    f"身分证{OLD_ID}": Leak.OLD_CITIZEN_ID,
    f"sfz {OLD_ID}": Leak.OLD_CITIZEN_ID,
    f"身份证 {OLD_ID[:6]}/{OLD_ID[6:12]}/{OLD_ID[12:]}": Leak.OLD_CITIZEN_ID,
    "卡 6222/0212/3456/7890/128": Leak.BANK_CARD,
    "家住上河村12号": Leak.DOOR,
    "现住上河村3组12号": Leak.DOOR,
    "家住上河村十二号": Leak.DOOR,
    "张某住上河村12号": Leak.DOOR,
    "户籍地：上河村12-3号": Leak.DOOR,
    "联系地址 上河村一二号": Leak.DOOR,
}
HONEST = (
    "第1、3、5、7、9、10、11 组",
    "1、3、4、5、6、7、8、9、10、11 号机井",
    "补助每户 150、1200、3000 元三档",
    "1998—2008，350 户",
    "1956（2026）3号",
    "13/20/35 亩",
    "家家户户，12号前交",
    "住院 3号出院",
    "国家〔2026〕12号",
    "住房补助 12号文",
    "居住在上河村，12号领取",
    "洞里有勾机两台",
    "OK，100 户",
    "1200 − 1520 + 100 + 2000 = 1780",
    "票数,1,3,9,0,0,1,3,8,0,0,0,",
    "| 壹 | 1 | 陆 | 6 |\n| 贰 | 2 | 柒 | 7 |\n| 叁 | 3 | 捌 | 8 |\n",
)


@pytest.mark.parametrize("text", SIBLINGS)
def test_what_got_through_is_found_in_every_spelling(text: str) -> None:
    assert leaks(text) == [SIBLINGS[text]]
    assert leaks(hide_leaks(text)) in ([], [Leak.DOOR])
    assert may_hide_leaks(text, has_number=has_long_number(text))


@pytest.mark.parametrize("text", HONEST)
def test_lists_years_and_dates_are_no_numbers_of_persons(text: str) -> None:
    assert leaks(text) == []


# --- fields that excuse -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("    凭证: 张某16712345678\n", "PRV003"),
        ("    凭证: 16712345678\n", "PRV003"),
        ("    凭证: 幺六七一二三四五六七八\n", "PRV003"),
        ("    合同: 记-167-1234-5678\n", "PRV003"),
        (f"    凭证: {CARD}\n", "PRV004"),
        (f"    收入: {MOBILE}元\n", "PRV003"),
        (f"    日期: {MOBILE}\n", "PRV003"),
        (f"来源:\n  - 编号: 1\n    文件: 账册\n    文号: {CARD}\n", "PRV004"),
        ("来源:\n  - 编号: 1\n    文件: 账册\n    文号: '4111111111111111'\n", "PRV004"),
    ],
)
def test_a_field_excuses_only_a_value_that_is_wholly_of_its_form(field: str, code: str) -> None:
    text = LEDGER.replace("    日期: 2026-03-03\n", "") if "日期" in field else LEDGER
    assert codes_of(text + field, "finance/2026-03.yml") == [code]


def test_a_line_for_the_public_excuses_a_telephone_and_no_person_with_one() -> None:
    village = "名称: 上河村\n公开设置:\n  监督电话: {}\n"
    for line, expected in ((MOBILE, []), ("0753-1234567", []), (f"张某{MOBILE}", ["PRV003"])):
        assert codes_of(village.format(line), "village.yml") == expected


def test_a_public_place_has_a_number_and_a_home_in_the_same_field_has_none() -> None:
    project = "编号: 1\n名称: 路灯\n地点: {}\n"
    assert codes_of(project.format("清河路12号"), "projects/1.yml") == []
    assert codes_of(project.format("家住清河路12号的张某门前"), "projects/1.yml") == ["PRV006"]


# --- files that are no records ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["attachments/a.csv", "attachments/a.TXT", "attachments/b/c.md", "attachments/readme"])
def test_text_beside_the_records_is_looked_through(name: str) -> None:
    (problem,) = problems_of({name: f"序号,姓名\n1,张某 {ID}\n"})
    assert (problem.code, problem.spot.line) == ("PRV013", 2)
    assert ID not in f"{problem.message}{problem.line_text}"
    assert codes_of("序号,姓名\n1,张某\n", name) == []


# --- what may be personal ---------------------------------------------------------------------------------------------

DOUBTS: Mapping[str, Doubt] = {
    "张某 110101199003070717": Doubt.NEAR_ID,
    "110101 19900307 0717": Doubt.NEAR_ID,
    "身份证 1101011990030707": Doubt.NEAR_ID,
    "139，0013，8000": Doubt.NEAR_MOBILE,
    "回信到 zhang1958@qq.com": Doubt.MAIL,
    "回信到 zhang1958＠163.com": Doubt.MAIL,
    "QQ：123456789": Doubt.CHAT,
    "qq号123456789": Doubt.CHAT,
    "微信号 zhang_1958": Doubt.CHAT,
    "加微信zhang1958": Doubt.CHAT,
    "VX：zhang1958": Doubt.CHAT,
    "车号粤A12345": Doubt.PLATE,
    "粤A·D12345": Doubt.PLATE,
    "出生日期：1958-05-12": Doubt.BIRTHDAY,
    "张某，男，1958年5月": Doubt.BIRTHDAY,
    "张某，女，汉族，1958.05": Doubt.BIRTHDAY,
    "一九五八年五月十二日生": Doubt.BIRTHDAY,
    "1958年5月12日出生": Doubt.BIRTHDAY,
}
CERTAIN = (
    "信箱 shanghe@qinghe.gov.cn",
    "微信公众号 shanghecun",
    "微信群里通知",
    "湘A组团",
    "粤农合〔2026〕12号",
    "2026年3月生产资料补助",
    "男，2人；女，3人",
    "2026年5月12日，出生登记 3 人",
    "138****1234",
)


@pytest.mark.parametrize("text", DOUBTS)
def test_what_may_be_personal_is_asked_about(text: str) -> None:
    (suspect,) = find_doubts(text)
    assert suspect.doubt is DOUBTS[text]
    assert text[suspect.start : suspect.end] not in suspect.masked
    assert list(find_doubts(fit_to_quote(text))) == []
    problems = problems_of({"notices/1.yml": f"{NOTE}正文: '{text}'\n"})
    assert [(problem.code, problem.is_error) for problem in problems] == [("PRV014", False)]
    assert text[suspect.start : suspect.end] not in "".join(problem.message + problem.line_text for problem in problems)


@pytest.mark.parametrize("text", CERTAIN)
def test_nobody_is_asked_about_what_is_certain(text: str) -> None:
    assert list(find_doubts(text)) == []


# --- cost -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", ["1 ", "1、", "4 ", "1\n", "13 ", "139，0013，", "身份证1", "家住上河村1", "男，1", "粤A1", "a@b"]
)
def test_a_hostile_text_takes_steps_in_proportion_to_its_length(row: str) -> None:
    def steps(length: int) -> int:
        text = row * (length // len(row))
        return count_steps(lambda: (list(find_leaks(text)), list(find_doubts(text))))

    assert steps(3000) <= 2.6 * steps(1500) + 2000


def is_looked_through(text: str) -> bool:
    has_number = has_long_number(text)
    return may_hide_leaks(text, has_number=has_number) or may_hold_doubts(text, has_number=has_number)


def test_an_honest_file_is_looked_at_with_three_patterns_and_never_folded() -> None:
    line = "  - 编号: 001\n    日期: 2026-03-12\n    摘要: 路灯电费\n    支出: 320.00\n"
    short, long = (count_steps(partial(is_looked_through, line * times)) for times in (10, 1000))
    assert short == long


# --- glued to the words beside it, and homes with blanks --------------------------------------------------------------

BY_HAND = str.maketrans("0123456789", "〇一二三四五六七八九")
OF_X = "11010519491231002"
"""An identity number without its last sign, which is an X."""


@pytest.mark.parametrize("name", ["张建国", "张一", "王三", "李二", "张一五", "户主一"])
@pytest.mark.parametrize(("number", "leak"), [(ID, Leak.CITIZEN_ID), (MOBILE, Leak.MOBILE), (CARD, Leak.BANK_CARD)])
def test_a_number_glued_to_a_name_that_ends_with_a_numeral_is_found(name: str, number: str, leak: Leak) -> None:
    for written in (number, number.translate(BY_HAND)):
        for text in (f"{name}{written}", f"{name} {written}", f"领款人{name}{written}签字"):
            assert leaks(text) == [leak], text
            assert written not in hide_leaks(text)


@pytest.mark.parametrize("behind", ["一户", "二组", "三", "两人", "张一"])
def test_a_number_that_a_numeral_follows_is_found(behind: str) -> None:
    for number in (ID, MOBILE, f"{OF_X}X"):
        assert len(leaks(f"领款人{number}{behind}到")) == 1
    assert leaks(f"{ID.translate(BY_HAND)}{behind}到") == [Leak.CITIZEN_ID]


@pytest.mark.parametrize("x", "Xx×ｘＸⅩⅹ✕✖✗✘╳хХχΧ⨯⨉☓❌❎㐅乂ⓧⓍ🅇𝐗𝐱𝒳𝕏𝚇")
def test_whatever_stands_for_the_x_of_an_identity_number_is_an_x(x: str) -> None:
    for text in (f"{OF_X}{x}", f"张某 {OF_X}{x}", f"张三{OF_X}{x}", f"110105-19491231-002{x}"):
        assert leaks(text) == [Leak.CITIZEN_ID], text


HOMES = (
    "住上河村二组三号楼 2 单元 301 室",
    "上河村二组三号楼 2 单元 301 室",
    "住上河村 3 号楼 2 单元 301 室",
    "住三栋 二单元 三〇一室",
    "2 单元 301 室张某",
    "幸福小区三栋 301 室",
    "三号楼 301 室",
    "住3号楼　2单元　301室",
    "家住上河村 2 组 12 号",
    "住上河村 12 号",
    "家住上河村二组 十二 号",
)
NO_HOMES = (
    "改造 3 栋 2 单元 12 户",
    "新建安置房 3 栋 12 室",
    "3 月 12 号前交齐，十一月 3 号领取",
    "入住新村 12 号前搬完",
    "居民住在 3 组 12 户",
    "粮食补贴 12 户，住 5 组 3 号井边",
    "项目二 20260312001 号",
    "合同三20260312001",
    "改造 2 单元 12 户、3 单元 11 户",
    "一二三四五六七八九十一二三四五六七八九",
)


@pytest.mark.parametrize("text", HOMES)
def test_a_home_is_found_with_blanks_between_its_parts_too(text: str) -> None:
    assert codes_of(f"{NOTE}正文: {text}\n") == ["PRV006"]


@pytest.mark.parametrize("text", NO_HOMES)
def test_what_only_has_the_words_of_a_home_passes(text: str) -> None:
    assert codes_of(f"{NOTE}正文: {text}\n") == []
