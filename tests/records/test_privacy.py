"""The privacy gate: no personal number slips through however it is written, and no honest number is taken for one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from cunwu.records import privacy
from cunwu.records.privacy import Leak, find_leaks, hide_leaks
from cunwu.rules.checker import Verdict
from cunwu.values.codes import PROVINCES, citizen_id_is_valid, luhn_is_valid, parse_credit_code
from cunwu.values.fold import fold_digits
from support.effort import effort
from support.projects import AS_OF, ROOT, VILLAGE, make_project, verdicts_of, write

ID = "110101199003070716"
OLD_ID = "110101900307071"
MOBILE = "13900138000"
CARD = "6222021234567890128"

FULL_WIDTH = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
SPOKEN = str.maketrans("0123456789", "○一二三四五六七八九")
CAPITALS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")


def leaks(text: str) -> list[Leak]:
    return [hit.leak for hit in find_leaks(text)]


# --- what must be found --------------------------------------------------------------------------------------------

FOUND: Mapping[str, Leak] = {
    ID: Leak.CITIZEN_ID,
    f"张某{ID}男": Leak.CITIZEN_ID,
    f"（{ID}）": Leak.CITIZEN_ID,
    f"证号:{ID}。": Leak.CITIZEN_ID,
    f"a{ID}b": Leak.CITIZEN_ID,
    "110101 19900307 0716": Leak.CITIZEN_ID,
    "110101-19900307-0716": Leak.CITIZEN_ID,
    "110101 - 19900307 - 0716": Leak.CITIZEN_ID,
    "110101——19900307——0716": Leak.CITIZEN_ID,
    "110101 1990-03-07 0716": Leak.CITIZEN_ID,
    "1 1 0 1 0 1 1 9 9 0 0 3 0 7 0 7 1 6": Leak.CITIZEN_ID,
    "１１０１０１　１９９００３０７　０７１６": Leak.CITIZEN_ID,
    "一一〇一〇一一九九〇〇三〇七〇七一六": Leak.CITIZEN_ID,
    "壹壹零壹零壹壹玖玖零零叁零柒零柒壹陆": Leak.CITIZEN_ID,
    "35010219900101122x": Leak.CITIZEN_ID,
    "35010219900101122Ｘ": Leak.CITIZEN_ID,
    "身份证 110101199003070717": Leak.CITIZEN_ID,  # a wrong digit, named as what it is
    "身份证号码：11010119900307071X": Leak.CITIZEN_ID,
    "\u0661\u0661\u0660\u0661\u0660\u0661\u0661\u0669\u0669\u0660\u0660\u0663\u0660\u0667\u0660\u0667\u0661\u0666": (
        Leak.CITIZEN_ID
    ),
    f"编号3 {ID} 320元": Leak.CITIZEN_ID,
    f"编号{ID}43": Leak.CITIZEN_ID,
    f"残疾人证{ID}43": Leak.CITIZEN_ID,
    f"身份证{OLD_ID}": Leak.OLD_CITIZEN_ID,
    f"旧证号 {OLD_ID} 已作废": Leak.OLD_CITIZEN_ID,
    MOBILE: Leak.MOBILE,
    f"电话{MOBILE}联系": Leak.MOBILE,
    f"1.{MOBILE}": Leak.MOBILE,
    f"Tel.{MOBILE}": Leak.MOBILE,
    f"微信同号{MOBILE}": Leak.MOBILE,
    "139 0013 8000": Leak.MOBILE,
    "139-0013-8000": Leak.MOBILE,
    "139 - 0013 - 8000": Leak.MOBILE,
    "139  0013  8000": Leak.MOBILE,
    "139－0013－8000": Leak.MOBILE,
    "1390 0138 000": Leak.MOBILE,
    "139.0013.8000": Leak.MOBILE,
    "139·0013·8000": Leak.MOBILE,
    "+8613900138000": Leak.MOBILE,
    "+86 139 0013 8000": Leak.MOBILE,
    "0086-13900138000": Leak.MOBILE,
    "8613900138000": Leak.MOBILE,
    "１３９００１３８０００": Leak.MOBILE,
    "一三九〇〇一三八〇〇〇": Leak.MOBILE,
    "一三九○○一三八○○○": Leak.MOBILE,
    "2026-03-05 13900138000": Leak.MOBILE,
    CARD: Leak.BANK_CARD,
    "6222 0212 3456 7890 128": Leak.BANK_CARD,
    "6222-0212-3456-7890-128": Leak.BANK_CARD,
    "卡号 4111111111111111": Leak.BANK_CARD,
    "4111111111111111 300元": Leak.BANK_CARD,
    "4111 1111 1111 1111 300元": Leak.BANK_CARD,
    "2026-03-05 4111111111111111": Leak.BANK_CARD,
    "账号 800123456789": Leak.BANK_CARD,
    "开户行信用社，户号 0123 4567 89": Leak.BANK_CARD,
    "护照E12345678": Leak.DOCUMENT,
    "护照号码：G12345678": Leak.DOCUMENT,
    "港澳通行证 C12345678": Leak.DOCUMENT,
    "台胞证 12345678": Leak.DOCUMENT,
    "军官证 军字第1234567号": Leak.DOCUMENT,
    "医保卡 A1234567": Leak.DOCUMENT,
    "驾驶证 440400123456": Leak.DOCUMENT,
    "住在清河路12号": Leak.DOOR,
    "东街8-2号李家": Leak.DOOR,
    "门牌 35": Leak.DOOR,
    "3栋2单元501室": Leak.DOOR,
    "3幢501户": Leak.DOOR,
    "1390013**00": Leak.THIN_MASK,
    "139*0138*00": Leak.THIN_MASK,
    "1101011990030***16": Leak.THIN_MASK,
    "110101199003****16": Leak.THIN_MASK,
}


@pytest.mark.parametrize("text", FOUND)
def test_what_must_be_found_is_found(text: str) -> None:
    assert leaks(text) == [FOUND[text]]


@pytest.mark.parametrize("text", FOUND)
def test_a_hit_covers_the_number_and_speaks_of_it_masked(text: str) -> None:
    (hit,) = find_leaks(text)
    assert 0 <= hit.start < hit.end <= len(text)
    if hit.leak not in (Leak.DOOR, Leak.THIN_MASK):
        assert "*" * 3 in hit.masked
        assert leaks(hit.masked) == []
        assert leaks(hide_leaks(text)) == []
        assert len(hide_leaks(text)) == len(text)


def test_several_numbers_on_a_line_are_each_named() -> None:
    text = f"张某{ID}、电话{MOBILE}、卡{CARD}；李某35010219900101122X"
    assert leaks(text) == [Leak.CITIZEN_ID, Leak.CITIZEN_ID, Leak.MOBILE, Leak.BANK_CARD]
    assert leaks(f"{MOBILE} {MOBILE}/{MOBILE},{MOBILE}") == [Leak.MOBILE] * 4
    assert leaks(f"{ID} {ID}") == [Leak.CITIZEN_ID] * 2


# --- what must not be mistaken -------------------------------------------------------------------------------------

HONEST = (
    "统一社会信用代码 N2430900MA4L000008",
    "统一社会信用代码 91110000600037341L",
    "代码 430903001201",
    "代码 430903001201 和 430903001202",
    "电子发票 26442000000012345678",
    "发票代码 044001900111 号码 12345678",
    "凭证 记-20260301",
    "合同 2026-合-3，编号 HT20260315001",
    "文号 粤财农〔2026〕12号",
    "2026-03-01 至 2026-03-15",
    "2026-03-01 2026-03-15 12 户",
    "1998-05-12 300 元",
    "1956.10.12 300 元",
    "1350.00-200.00",
    "收入 1350.00 200.00",
    "5000.00 6000.00 4000.00",
    "4500.00 5500.00 1234.50 1.00",
    "办理身份证 2026-03-01 2026-03-15 12",
    "惠农一卡通 2026-03-15 3200.00 元",
    "合计 13912345.67 元",
    "138****1234",
    "35*************123",
    "身份证 35*************123，电话 138****1234",
    "3501**********1234",
    "第3组12号井",
    "三组5号机井",
    "清河路12号路灯",
    "清河路 3 号杆至 12 号杆",
    "东街2号桥",
    "监督电话 12345，0753-1234567，400-123-4567",
    "160多户、3.5 公里、47 户",
    "3 x 4 米，2 × 3 × 5",
    "长 * 宽 ** 高",
    "GPS 113.123456, 23.123456",
    "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "二〇二六年三月十五日",
    "一二三四五六七八九",
)


@pytest.mark.parametrize("text", HONEST)
def test_honest_numbers_pass(text: str) -> None:
    assert leaks(text) == []


# --- generated -----------------------------------------------------------------------------------------------------

WAYS = ("plain", "full-width", "chinese", "spoken", "capitals")
GAPS = ("", " ", "-", "－", "　", "·", ".", "—", "——", "  ", " - ", "\u200b", "\u00a0")
BEFORE = ("", "张某", "电话：", "：", "(", "a", "第三组", "1、", "——", "No.", "\n", "身份证")
AFTER = ("", "。", "男", "号", ")", "b", " 元", "，2 人", "\n", "、")


def written(groups: tuple[str, ...], way: str, gap: str) -> str:
    table = {"plain": {}, "full-width": FULL_WIDTH, "chinese": CHINESE, "spoken": SPOKEN, "capitals": CAPITALS}[way]
    return gap.join(groups).translate(table)


@st.composite
def citizen_ids(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    head = draw(st.sampled_from(sorted(PROVINCES))) + draw(st.from_regex(r"[0-9]{4}", fullmatch=True))
    body = f"{head}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    weights = (pow(2, 17 - place, 11) for place in range(17))
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


@st.composite
def cards(draw: st.DrawFn) -> str:
    head, lengths = draw(st.sampled_from([("62", (16, 17, 18, 19)), ("60", (16, 19)), ("4", (16, 19)), ("5", (16,))]))
    length = draw(st.sampled_from(lengths))
    body = head + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=length, max_size=length)))
    body = body[: length - 1]
    return next(body + last for last in "0123456789" if luhn_is_valid(body + last))


around = st.tuples(st.sampled_from(BEFORE), st.sampled_from(AFTER))
ways = st.tuples(st.sampled_from(WAYS), st.sampled_from(GAPS))


@settings(deadline=None, max_examples=effort(100, 300))
@given(citizen_ids(), around, ways)
@example("35010219900101122X", ("", ""), ("plain", ""))
@example("110000199911111112", ("", ""), ("spoken", ""))  # thirteen of them in a row begin like a mobile
@example("130101199912311234", ("张一", ""), ("spoken", ""))
def test_every_identity_number_is_found(number: str, around: tuple[str, str], way: tuple[str, str]) -> None:
    assert citizen_id_is_valid(number)
    for text in (number, number.lower()):
        groups = (text[:6], text[6:14], text[14:])
        line = around[0] + written(groups, *way) + around[1]
        assert Leak.CITIZEN_ID in leaks(line), line
        assert leaks(hide_leaks(line)) == [], line


@settings(deadline=None, max_examples=effort(100, 300))
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), around, ways, st.sampled_from(["", "+86", "86", "0086 "]))
def test_every_mobile_is_found(number: str, around: tuple[str, str], way: tuple[str, str], country: str) -> None:
    line = around[0] + country + written((number[:3], number[3:7], number[7:]), *way) + around[1]
    assert {Leak.MOBILE, Leak.OLD_CITIZEN_ID} & set(leaks(line)), (
        line
    )  # with its country it may look like an old number
    assert leaks(hide_leaks(line)) == [], line


@settings(deadline=None, max_examples=effort(100, 300))
@given(cards(), around, ways)
def test_every_bank_card_is_found(number: str, around: tuple[str, str], way: tuple[str, str]) -> None:
    groups = tuple(number[start : start + 4] for start in range(0, len(number), 4))
    line = around[0] + written(groups, *way) + around[1]
    others = {Leak.CITIZEN_ID, Leak.OLD_CITIZEN_ID, Leak.MOBILE}  # it may hold another number
    assert ({Leak.BANK_CARD} | others) & set(leaks(line)), line
    assert leaks(hide_leaks(line)) == [], line


@settings(deadline=None, max_examples=effort(66, 200))
@given(st.text("0123456789*xX×一二〇零壹 -.年月日元号路组栋室\n身份证卡号护照", max_size=60))
def test_any_text_is_looked_through_without_harm(text: str) -> None:
    hits = list(find_leaks(text))
    for hit in hits:
        assert text[hit.start : hit.end]
    assert len(hide_leaks(text)) == len(text)


@settings(deadline=None, max_examples=effort(166, 500))
@given(st.text("0９٣一○ｘxX*·- \u3000\u200b.号室户护照社会保障卡门牌\n", max_size=24) | st.text(max_size=60))
@example("1-2-3-4-5-6-7-8-9-0")
@example("１２３４５６７８９０")
def test_nothing_suspect_goes_without_a_hint(text: str) -> None:
    assert privacy._HINT.search(text) or not privacy._SUSPECT.search(fold_digits(text))


ROWS = (
    "1",
    "1 ",
    "1  -",
    "4 ",
    "4111 ",
    "一",
    "*",
    "x",
    "清河路1",
    "13900138000 ",
    "身份证1",
    f"{ID}、",
    "1" + " " * 999,
)


@pytest.mark.parametrize("row", ROWS)
def test_a_line_as_long_as_a_file_costs_no_more_than_a_moment(row: str) -> None:
    text = row * (100_000 // len(row))
    begun = time.process_time()
    hidden = hide_leaks(text)
    assert time.process_time() - begun < 3
    assert len(hidden) == len(text)


def test_a_file_full_of_numbers_is_refused_and_told_in_bounds(tmp_path: Path) -> None:
    found = check(tmp_path, {"notices/1.yml": f"{NOTE}# {f'{MOBILE} ' * 20_000}\n"})
    assert found == [("PRV003", "villages/a/notices/1.yml")] * 100


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """Valid codes of villages' committees and collectives, digits only: the hardest to tell from other numbers."""
    head = draw(st.sampled_from(["N1", "N2", "N3", "54", "55"])) + draw(st.sampled_from(["441402", "430903", "350481"]))
    body = head + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=9, max_size=9)))
    for last in "0123456789ABCDEFGHJKLMNPQRTUWXY":
        try:
            return parse_credit_code(body + last)
        except ValueError:
            continue
    raise AssertionError(body)


@settings(deadline=None, max_examples=effort(100, 300))
@given(credit_codes())
def test_a_credit_code_in_a_text_is_no_bank_card(code: str) -> None:
    assert Leak.BANK_CARD not in leaks(f"合作社的代码是{code}。")


# --- in records ----------------------------------------------------------------------------------------------------

NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
PLACES: Mapping[str, str] = {
    "a field": "正文: 联系人{}。\n",
    "a quoted field": '正文: "联系人{}"\n',
    "a block of text": "正文: |\n  第一段。\n\n  联系人{}。\n",
    "a folded text": "正文: >-\n  第一段\n  联系人{}。\n",
    "a comment": "正文: 好  # {}\n",
    "a comment on its own line": "# 电话{}\n正文: 好\n",
    "a list": "来源:\n  - 编号: 1\n    文件: 名册\n    文号: 第1页\n  - 编号: 2\n    文件: {}\n",
    "a key": "正文: 好\n联系人{}: 1\n",
    "a broken file": '正文: "{}\n',
}
LEAKS: Mapping[str, str] = {
    "PRV001": ID,
    "PRV002": f"身份证{OLD_ID}",
    "PRV003": MOBILE,
    "PRV004": CARD,
    "PRV005": "护照E12345678",
    "PRV006": "清河路12号",
    "PRV007": "1390013**00",
}


@pytest.fixture(scope="module")
def leaking(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """Every kind of leak in every place, a village each."""
    root = tmp_path_factory.mktemp("leaking")
    make_project(root, {"region.yml": "名称: 县\n级别: 县\n"})
    for code, text in LEAKS.items():
        for number, line in enumerate(PLACES.values()):
            folder = f"{code.lower()}-{number}"
            write(root, {f"{folder}/village.yml": VILLAGE, f"{folder}/notices/1.yml": NOTE + line.format(text)})
    return verdicts_of(root)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("code", LEAKS)
def test_every_leak_is_found_in_every_place(leaking: Mapping[str, Verdict], code: str, place: str) -> None:
    verdict = leaking[f"{code.lower()}-{list(PLACES).index(place)}"]
    text = NOTE + PLACES[place].format(LEAKS[code])
    line = 1 + next(number for number, written in enumerate(text.split("\n")) if LEAKS[code] in written)
    personal = [(problem.code, problem.spot.line) for problem in verdict.problems if problem.code.startswith("PRV")]
    assert personal == [(code, line)]
    assert not verdict.is_clean


def check(tmp_path: Path, files: Mapping[str, str], village: str = VILLAGE) -> list[tuple[str, str]]:
    """Codes of personal data found in one village, with the files they are in."""
    make_project(tmp_path, {"region.yml": "名称: 县\n级别: 县\n", "a/village.yml": village})
    write(tmp_path, {f"a/{name}": content for name, content in files.items()})
    problems = verdicts_of(tmp_path)["a"].problems
    return [(problem.code, problem.file) for problem in problems if problem.code.startswith("PRV")]


@pytest.mark.parametrize(
    "name", [f"attachments/张某{ID}.jpg", f"attachments/{MOBILE}/名单.jpg", f"notices/{MOBILE}.yml", f"{CARD}.txt"]
)
def test_names_of_files_and_folders_are_looked_at_too(tmp_path: Path, name: str) -> None:
    ((code, file),) = check(tmp_path, {name: NOTE})
    assert code == "PRV008"
    assert leaks(file) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("信用代码", ID), ("信用代码", MOBILE), ("名称", MOBILE), ("编号", ID)],
)
def test_a_typed_field_excuses_only_what_it_is_for(tmp_path: Path, field: str, value: str) -> None:
    person = {"编号": "村委会", "名称": "村委会", "种类": "村民委员会", field: value}
    lines = "".join(f"    {word}: {text}\n" for word, text in person.items()).replace("    编号", "  - 编号", 1)
    found = check(tmp_path, {}, f"名称: 上河村\n法人:\n{lines}")
    assert found == [("PRV001" if value == ID else "PRV003", "villages/a/village.yml")]


TYPED = """\
名称: 上河村
行政区划代码: 430903001201
法人:
  - 编号: 村委会
    名称: 上河村村民委员会
    种类: 村民委员会
    信用代码: {committee}
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
    信用代码: {collective}
办公地址: 清河路12号
公开栏地址: 清河路12号东墙
公开设置:
  监督电话: 0753-1234567
附件:
  - 编号: 附1
    文件: attachments/1.txt
    校验值: 4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865
"""
LEDGER = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 13900138000.00
    期末: 13900138000.00
明细:
  - 编号: 20260301139001
    日期: 2026-03-03
    摘要: 发票 26442000000012345678
    科目: 其他收入
    收入: 零
    账户: 现金
    凭证: 430903202603150018
    合同: 13-2026-00451
来源:
  - 编号: 1
    文件: 账册
    文号: 粤农合〔2026〕第139号
"""


@settings(deadline=None, max_examples=effort(8, 25))
@given(st.tuples(credit_codes(), credit_codes()))
def test_typed_fields_are_judged_by_their_own_form(
    tmp_path_factory: pytest.TempPathFactory, codes: tuple[str, str]
) -> None:
    village = TYPED.format(committee=codes[0], collective=codes[1])
    found = check(
        tmp_path_factory.mktemp("typed"), {"finance/2026-03.yml": LEDGER, "attachments/1.txt": "1\n"}, village
    )
    assert found == []


@pytest.mark.parametrize("number", [MOBILE, "138****1234", "0753-1234567", "12345"])
def test_a_field_for_telephones_holds_any_telephone(tmp_path: Path, number: str) -> None:
    posting = f"编号: P01\n派出单位:\n  - 县水利局\n职务: 队员\n起: 2026-01-05\n值班电话: {number}\n"
    assert check(tmp_path, {"postings/P01.yml": posting}) == []


def test_every_shipped_record_is_clean() -> None:
    found = [problem for verdict in verdicts_of(ROOT, AS_OF).values() for problem in verdict.problems]
    assert [problem for problem in found if problem.code.startswith("PRV")] == []


def test_every_sample_is_clean() -> None:
    samples = sorted((ROOT / "generator" / "cunwu" / "kinds" / "samples").glob("*.yml"))
    assert samples
    assert [(sample.name, hit) for sample in samples for hit in find_leaks(sample.read_text("utf-8"))] == []
