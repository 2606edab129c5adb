"""What may be a personal datum: every way to write it is asked about, plain words are not, no hint leaves one out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from cunwu.records import doubts, health
from cunwu.records.doubts import Doubt, find_doubts, fit_to_quote, may_hold_doubts
from cunwu.records.privacy import find_leaks, has_long_number
from support.effort import effort
from support.gate import problems_of
from support.projects import ROOT
from support.steps import count_steps

NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"

ASKED: Mapping[Doubt, tuple[str, ...]] = {
    Doubt.BIRTHDAY: (
        "张某 1990.3.7生",
        "1990-03-07 生",
        "1990/3/7出生",
        "1990.3生",
        "１９９０．３．７生",
        "1990年3月7日（生）",
        "1990年3月 生",
        "一九九〇年十二月生",
        "张某，男／1958年5月",
        "李建国，男，1962 年 3 月 4 日生",
        "李建国 1962 年 3 月 4 日出生",
    ),
    Doubt.PLATE: (
        "粤Ａ１２３４５",
        "粤 A 12345",
        "苏A12 345",
        "粤AD12345",
        "粤A12345D",
        "粤A-123 45",
        "粤（A）12345",
        "粤A1234学",
        "京A F12345",
        "粤A一二三四五",
    ),
    Doubt.HOME: (
        "幸福小区3栋2单元501",
        "幸福小区3栋501",
        "幸福小区三栋二单元五〇一",
        "3号楼2单元501",
        "12 号楼 3 单元 501",
        "小区3－2－501",
        "幸福家园 3-1-1201",
        "上河村12号张某",
        "上河村拾贰号张某某",
        "上河村十二号的户主",
        "上河村二社15号",
        "张某（上河村12号）",
    ),
    Doubt.MAIL: (
        "zhang@ 163.com",
        "zhang @163.com",
        "zhang＠163．com",
        "zhang@163 . com",
        "zhang(at)163.com",
        "ｚｈａｎｇ＠163．ｃｏｍ",
    ),
    Doubt.CHAT: ("zhang1958（微信）", "123456789（QQ）", "ＱＱ：123456789", "ｗｘ：zhang1958", "zhang1958是他的微信号"),
    Doubt.NEAR_MOBILE: ("门 1800×900×40",),
    Doubt.HEALTH: (
        "困难户张建国（肝癌晚期，视力二级残疾，女儿张小妹 9 岁）",
        "困难户张建国，女儿张小妹 9 岁",
        "付张建国尿毒症救助",
        "付张建国大病救助",
        "付张建国家属办理尿毒症救助",
        "张建国残疾人补贴",
        "尿毒症患者张建国",
        "慰问残疾人张建国",
        "住院慰问：张建国",
        "住院：王五",
        "张某（肝癌）",
        "看望张某，患高血压",
        "低保户李秀英因中风瘫痪在床",
        "欧阳建国患糖尿病",
        "李*花 精神障碍",
        "对象: 张建国（聋哑）",
        "王家兴的儿子 8 岁",
        "孤儿张小妹",
        "留守儿童李小花，9岁",
        "9岁的张小妹",
        "十岁的李娃",
        "张小妹（１２岁）",
        "帮张建国家孩子（自闭症）上学",
        "走访精神残疾二级李桂芳",
        "李桂芳肢体残疾二级",
        "慰问残疾1级王秀兰200元",
        "张建国尘肺三期",
    ),
    Doubt.HOME_PHONE: ("张建国家电话 0874-8123456", "家里座机：8123456", "住宅电话(0874)8123456"),
}
PLAIN = (
    # numbers of offices and of experts; illness that a campaign is about
    "村委会电话 0874-8123456",
    "大家电话 0874-8123456 咨询",
    "专家电话 0874-8123456",
    "厂家电话 8123456",
    "尘肺病筛查",
    "自闭症日宣传",
    "哮喘防治知识讲座",
    # days, sums and kinds that look like birthdays
    "2026年3月生产资料补助",
    "2026年3月 生产",
    "2026.3 生活补助",
    "2026年3月出纳",
    # regions that look like plates
    "新 A 区 2026 年",
    "云南 A 级",
    "甘 C 2026",
    "湘A组团",
    # numbers of works, days and papers that look like doors
    "12号文件",
    "3号地",
    "机井2号",
    "路灯 15 号",
    "3栋教学楼粉刷",
    "新建厂房3栋1200平方米",
    "厂房 3 栋，2026 年建",
    "1998 年 5 月生猪出栏 120 头",
    "新建 2 栋 1200 平方米",
    "安置房 12 栋 320 户",
    "3栋2单元楼道粉刷",
    "上河村12号召开村民会议",
    "上河村12号前交",
    "二社15号机井",
    "二社15号前交",
    "张某到上河村12号机井检修",
    "小区 2026-03-15 停水",
    # prices that look like mail
    "鸡蛋 10kg @ 4.50 元",
    "@所有人",
    # schemes and general words that look like somebody's illness
    "大病救助政策",
    "残疾人补贴",
    "重度残疾人护理补贴发放",
    "残疾人两项补贴发放",
    "高血压、糖尿病患者随访",
    "民政办李某核实残疾人补贴",
    "李某参加高血压健康讲座",
    "王家村残疾人之家",
    "患有任何重大疾病的",
    "李某负责糖尿病患者随访",
    "大病医疗保险 320 元",
    "严重精神障碍患者管理",
    "文件：残疾人补贴",
    "方案: 大病保险",
    "金额、户数、残疾人数",
    "孤儿基本生活费",
    "留守儿童文具",
    "小学生午餐补助",
    "6 周岁以下儿童免费",
    "16 岁以上、60 岁以下",
    "林某 63 岁",
    "看望 80 岁以上老人 46 人",
    "3～6岁，张某负责登记",
)


@pytest.mark.parametrize(("text", "doubt"), [(text, doubt) for doubt, texts in ASKED.items() for text in texts])
def test_every_way_to_write_it_is_asked_about_once_and_hidden_whole(text: str, doubt: Doubt) -> None:
    (suspect,) = find_doubts(text)
    assert suspect.doubt is doubt
    assert list(find_doubts(fit_to_quote(text))) == []
    problems = problems_of({"notices/1.yml": f"{NOTE}正文: |\n  {text}\n"})
    assert [(problem.code, problem.is_error) for problem in problems] == [("PRV014", False)]
    assert text[suspect.start : suspect.end] not in "".join(problem.message + problem.line_text for problem in problems)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_not_asked_about(text: str) -> None:
    assert [*find_doubts(text), *find_leaks(text)] == []


def test_a_public_place_has_a_door_and_nobody_is_asked() -> None:
    project = "编号: 1\n名称: 粉刷\n地点: {}\n"
    for place, codes in (("幸福小区3栋2单元501", []), ("张某住幸福小区3栋2单元501", ["PRV014"])):
        found = problems_of({"projects/1.yml": project.format(place)})
        assert [problem.code for problem in found] == codes


def test_nobody_is_asked_about_the_pages_of_the_program() -> None:
    """Rules show invented data on purpose."""
    shown = {"ci.md", "tools.md"}
    pages = sorted((ROOT / "content").rglob("*.md"))
    asked = [(page.name, one.doubt) for page in pages for one in find_doubts(page.read_text("utf-8"))]
    assert {name for name, _ in asked} - shown <= {name for name in (page.name for page in pages) if name[:3] == "PRV"}


# --- the hint ---------------------------------------------------------------------------------------------------------

_WIDE = str.maketrans({chr(point): chr(point + 0xFEE0) for point in range(0x21, 0x7F)})
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_PATTERNS = [re.compile(one.pattern, one.flags) for _, one, _ in doubts._DETECTORS]


def is_let_through(text: str) -> bool:
    return may_hold_doubts(text, has_number=has_long_number(text))


@settings(deadline=None, max_examples=effort(100, 600), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_pattern_finds_the_hint_lets_through(data: st.DataObject) -> None:
    text = data.draw(st.from_regex(data.draw(st.sampled_from(_PATTERNS))))
    for written in (text, text.translate(_WIDE), text.translate(_HAN)):
        assert is_let_through(written) or not any(True for _ in doubts._doubts_in(written)), written


@settings(deadline=None, max_examples=effort(100, 600))
@given(
    st.text(
        "19年3月7日.．/-－ （出生男，女粤Ａa@＠t)微信vx栋单元小区村号社住张某户主十拾癌岁残疾孤儿王五的", max_size=24
    )
)
def test_whatever_is_found_in_any_text_the_hint_lets_through(text: str) -> None:
    assert is_let_through(text) or list(doubts._doubts_in(text)) == []


def test_every_word_of_illness_and_childhood_is_a_hint() -> None:
    for word in f"{health._ILL}|{health._YOUNG}".split("|"):
        assert is_let_through(f"看望{word}")


@pytest.mark.parametrize(
    "row",
    [
        "张某",
        "张某癌",
        "张建国9",
        "癌的",
        "粤A1 ",
        "粤 A",
        "1栋",
        "1栋1",
        "村1号",
        "a@",
        "a@b. ",
        "a ",
        "1990.3.7 ",
        "张某村1号",
        "1990.3.7生 ",
    ],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(row: str) -> None:
    def steps(length: int) -> int:
        text = row * (length // len(row))
        return count_steps(lambda: list(find_doubts(text)))

    assert steps(3000) <= 2.6 * steps(1500) + 2000


@pytest.mark.parametrize(
    "text",
    [
        "张建国说去年秋天收成不好，家里要供两个孩子念书，老母亲今年查出了肝癌",
        "李建国家信基督教，去年离婚了",
        "王秀英，带着两个孩子改嫁到本村",
        "张某身份证尾号 1234",
        "银行卡后四位是1234",
    ],
)
def test_what_is_private_is_asked_about_half_a_sentence_away_too(text: str) -> None:
    assert [suspect.doubt for suspect in find_doubts(text)]
    assert all(set(suspect.masked) == {"*"} for suspect in find_doubts(text))


@pytest.mark.parametrize("text", ["婚姻登记：离婚证补办", "基督教堂修路", "凭证尾号 0312", "张某说路灯坏了，请人来修"])
def test_nobodys_matters_are_not(text: str) -> None:
    assert list(find_doubts(text)) == []


@pytest.mark.parametrize("text", ["11010519491231002叉", "4403叉叉19900101叉叉叉4", "13800138某某某", "138001380叉叉"])
def test_a_mask_in_words_hides_no_more_than_one_in_stars(text: str) -> None:
    assert [*find_leaks(text)]
