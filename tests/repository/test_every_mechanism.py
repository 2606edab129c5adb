"""The 48 mechanisms of the five articles: each recorded by fields, checked by a rule, seen on a page, soon reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from cunwu.frame.rule_example import path_of
from cunwu.kinds.base import NumberedItem
from cunwu.kinds.fields import fields_of
from cunwu.records.board import kind_at, read_file
from cunwu.records.source import FolderSource
from cunwu.rules.catalogue import RULES
from support.rule_pages import page_of
from support.site_parts import Site

pytest_plugins = ["support.site_fixtures"]

ROOT = Path(__file__).resolve().parents[2]
TAPS = 4


@dataclass(frozen=True)
class Held:
    """One record that holds a part of a mechanism, and a page that shows it."""

    record: str
    """Below villages/, without its ending."""
    fields: tuple[str, ...]
    """Words and numbers that lead to values: 步骤/步4/步骤."""
    needle: str
    page: str = ""
    """Below board/, without its ending; empty for the page of the record itself."""

    @property
    def file(self) -> str:
        return f"villages/{self.record}.yml"

    @property
    def shown_on(self) -> str:
        return f"board/{self.page or self.record}.html"


@dataclass(frozen=True)
class Mechanism:
    """One row: what it is, the rules that look after its kinds, where it is told."""

    number: str
    what: str
    rules: tuple[str, ...]
    held: tuple[Held, ...]


def row(number: str, what: str, rules: str, *held: tuple[str, str, str] | tuple[str, str, str, str]) -> Mechanism:
    """A row as the table has it: codes and fields are parted by blanks."""
    told = tuple(Held(one[0], tuple(one[1].split()), *one[2:]) for one in held)
    return Mechanism(number, what, tuple(rules.split()), told)


SHANGHE, DATIAN, SHIQIAO = (f"yanshi/qinghe/{village}" for village in ("shanghe", "datian", "shiqiao"))
ZHAOFU = "meizhou/jiaoling/sanzhen/zhaofu"

MECHANISMS = (
    row(
        *("M01", "selection in four steps, weighted scores, ranks, result", "SEL006"),
        ("yuanjiaqiao/selections/01", "步骤/步4/步骤 权重/权1/权重 领导小组/组1/谁", "群众测评"),
        ("yanshi/qinghe/selections/2026-03", "报名的人/人1/总分 报名的人/人1/名次 报名的人/人1/结果", "92.2"),
    ),
    row(
        *("M02", "scoring by 400 + 200 + 1400 points, the last converted", "ASM002 ASM010"),
        ("yuanjiaqiao/rubrics/01", "总分 部分/村级/满分 部分/村级/原满分", "1400"),
        (f"{SHANGHE}/assessments/2025-P02", "总分 得分/得6/得分", "1803.4", f"{SHANGHE}/postings/P02"),
    ),
    row(
        *("M03", "floor of days and nights, days in the village", "CAD004 CAD010"),
        ("yuanjiaqiao/region", "公开设置/驻村天数下限 公开设置/住村夜数下限", "20 天", "yuanjiaqiao/notices/03"),
        (f"{SHANGHE}/attendance/2026-03", "人员/考1/驻村天数 人员/考1/住村夜数", "24"),
    ),
    row(
        *("M04", "weekly report: done, planned, help asked", "CAD037"),
        (f"{SHANGHE}/weekly/2026-06-22_2026-06-28-P03", "做了/做1/上周计划 下周打算/打1/事项", "水渠下段拍完"),
    ),
    row(
        *("M05", "allowance, merit, promotion", "CAD029 CAD041"),
        ("yuanjiaqiao/conduct/2001_2003", "明细/补1/金额 明细/补1/多久一次", "50.00"),
        ("yuanjiaqiao/conduct/2002", "明细/奖1/人数 明细/奖2/人数", "提拔"),
        (f"{SHANGHE}/postings/P01", "驻村补助/补1/金额", "900.00"),
    ),
    row(
        *("M06", "accounts cleared, money to be repaid, then a board", "AUD003 AUD006"),
        ("yuanjiaqiao/ruanqiao/audits/01", "无账时间 发现/发2/金额 处理/处1/应退 处理/处2/种类", "16,000.00"),
    ),
    row(
        *("M07", "works with quantities, income before and after", "PRJ001 REF008"),
        ("yuanjiaqiao/shuangquan/projects/01", "建设内容/桥长/数量 建设内容/桥宽/数量", "25 米"),
        ("yuanjiaqiao/xintian/projects/01", "资金来源/筹资/金额", "40000多元"),
        (
            *("yuanjiaqiao/shuangquan/village", "指标/收入2001/数值 指标/收入2002/数值"),
            *("1618 元", "yuanjiaqiao/shuangquan/rooms/village"),
        ),
    ),
    row(
        *("M08", "totals of labour, channels, bridges over two years", "REF009 PRJ001"),
        ("yuanjiaqiao/region", "指标/投工/数值 指标/渠道/数值 指标/难题/数值", "4000余 个", "yuanjiaqiao/index"),
        (f"{SHANGHE}/projects/2026-ludeng", "投工/工1/用工 投工/工1/折资", "22 工"),
    ),
    row(
        *("M09", "standing of a village over time, with the reason", "REM008"),
        (
            *("yuanjiaqiao/shuangquan/village", "现状/现状2001/类别 现状/现状2001/原因"),
            *("后进", "yuanjiaqiao/shuangquan/rooms/village"),
        ),
        (f"{SHIQIAO}/village", "现状/现状2024/类别 现状/现状2026/类别", "旧账清完", f"{SHIQIAO}/rooms/village"),
    ),
    row(
        *("M10", "a leadership team rebuilt", "OFF009"),
        ("yuanjiaqiao/cangchangwan/officers/01", "选举用时 原来怎样 后来怎样", "10多 天"),
        ("yuanjiaqiao/guojiachong/officers/01", "原来怎样 后来怎样", "威信低"),
        ("yuanjiaqiao/xintianchong/officers/01", "原来怎样 后来怎样", "不团结"),
    ),
    row(
        *("M11", "needed and sent, by level, each with what it is compared with", "CAD045"),
        (
            "meizhou/region",
            "派出人数/县派/人数 应派和实派/派2/应派 应派和实派/派2/和什么比",
            "4935 人",
            "meizhou/index",
        ),
    ),
    row(
        *("M12", "eight goals with numbers, target against achieved", "CAD036"),
        ("meizhou/goals/2005", "目标/目1/要达到 目标/目8/要求", "30000 元"),
        (f"{SHANGHE}/goals/2026", "目标/目1/已达到 目标/目2/完成", "203,832.35 元"),
    ),
    row(
        *("M13", "ten tasks, a theme of the year", "CAD035"),
        ("meizhou/goals/2005", "主题 任务/任1/任务 任务/任10/任务", "三查两建一发展"),
    ),
    row(
        *("M14", "leaders linked to places, visits made", "CAD022 CAD039"),
        ("meizhou/linkages/2004-12_2005-03", "联系/联3/人数 到访/到3/次数", "484 次"),
        ("yanshi/qinghe/linkages/2026", "联系/联2/应到次数 到访/到1/日期", "看 12 月的账"),
    ),
    row(
        *("M15", "rules in force, handbook, diary", "REG003"),
        ("meizhou/regulations/05", "名称 收录/收4/名称", "驻村工作定期报告制度"),
        ("meizhou/dabu/regulations/01", "件数 收录/收4/名称", "驻村工作日志簿"),
    ),
    row(
        *("M16", "a pledge signed, five bans, a breach with outcome", "CAD025 CAD027"),
        ("meizhou/pledges/01", "内容/条1/内容 内容/条10/内容", "不准由村里支付个人费用"),
        (f"{SHANGHE}/pledges/2026-P01", "签订/签1/和谁签 内容/条1/做得怎样", "2 月、8 月各 9 夜"),
    ),
    row(
        *("M17", "bulletins, what was taken over above, booklets", "CAD057"),
        ("meizhou/bulletins/01", "期数合计/期2/期数 上级采用/采1/采用条数 其他材料/材1/发了多少", "8532 本"),
        ("yanshi/qinghe/bulletins/2026-07-06", "期号 印发份数", "2026 年第 1 期"),
    ),
    row(
        *("M18", "inspections: groups, findings, follow-up", "INS002"),
        ("meizhou/inspections/2005-01-20_2005-01-25", "时间 组数", "1 月 20 日"),
        ("meizhou/inspections/04", "会议次数", "122 次"),
        ("yanshi/qinghe/inspections/2026-06-15", "发现/发1/问题 发现/发1/改好日期", "更正 5 月的考勤"),
    ),
    row(
        *("M19", "condolence visits, good deeds, money raised", "CAD008 REF020 CAD045"),
        ("meizhou/visits/2004-12_2005-03", "明细/访1/对象 明细/访1/慰问品", "棉被、食用油、大米"),
        ("meizhou/region", "汇总数/汇1/数值 汇总数/汇2/数值 指标/筹款/数值", "25840 户", "meizhou/index"),
        ("meizhou/jiaoling/xinpu/changjiang/deeds/01", "花费", "500.00"),
    ),
    row(
        *("M20", "six groups visited, what was heard, passed on, answered", "CAD017"),
        (f"{SHANGHE}/visits/2026-09", "明细/访2/对象 明细/访2/反映 明细/访2/转交 明细/访2/答复", "慰问 9 位老师"),
    ),
    row(
        *("M21", "liaison groups: one head, two deputies", "CAD020"),
        ("meizhou/teams/03", "种类 成员/员1/担任 成员/员3/担任", "副组长"),
        ("yanshi/qinghe/teams/01", "职责 成员/员1/谁", "镇党委副书记"),
    ),
    row(
        *("M22", "a team named by its sending unit, dated first actions", "CAD020"),
        (f"{ZHAOFU}/teams/01", "派出单位 到村以后/行1/到村第几天", "华南农业大学"),
        ("meizhou/pingyuan/changtian/guanren/teams/01", "到村以后/行5/做了什么", "设意见箱"),
    ),
    row(
        *("M23", "known problems: commuting instead of staying", "CAD010 CAD029 CAD045"),
        ("meizhou/region", "简介", "个别干部走读", "meizhou/index"),
        (f"{DATIAN}/attendance/2026-02", "人员/考2/住村夜数 人员/考2/说明", "每周住村三夜"),
        (f"{DATIAN}/conduct/2026", "明细/奖5/种类 明细/奖5/原因", "9 月的账到期没有公开"),
    ),
    row(
        *("M24", "each level is the sum of what lies below, or the difference is shown", "CAD045 REF009"),
        ("meizhou/region", "汇总数/汇1/事项 汇总数/汇1/范围", "约10 户", "meizhou/totals"),
        ("yanshi/qinghe/region", "指标/户数合计/加项", "1569 户", "yanshi/qinghe/index"),
    ),
    row(
        *("M25", "six roles of a cadre", "CAD001"),
        (f"{SHANGHE}/postings/P01", "职责", "调查员、办事员、监督员"),
    ),
    row(
        *("M26", "office days, visits to households, joint meetings", "CAD024 CAD042 CAD048"),
        (f"{SHANGHE}/stays/2026-06-P03", "明细/日1/方式 明细/日2/方式 明细/日3/方式", "会诊"),
        (f"{SHANGHE}/visits/2026-09", "明细/访1/户数", "21 户"),
    ),
    row(
        *("M27", "assessed from three sides by secret vote, bundled with the village", "ASM004 ASM011 MTG001"),
        ("yanshi/qinghe/rubrics/2026", "评议方/代表/权重 等次/等1/每票折分", "乡镇领导"),
        (f"{DATIAN}/assessments/2026-01_2026-06-P01", "票数/票4/票数 捆绑/捆2/结果 总分", "73.66"),
        (f"{SHANGHE}/meetings/2025-12-26", "种类 决议/决1/赞成", "优秀 41 票"),
    ),
    row(
        *("M28", "rotation, training", "CAD030 CAD040"),
        ("county-c/trainings/01", "学时 实到 花费", "168 学时"),
        (f"{SHANGHE}/postings/P03", "接替 交接/接4/清单", "2026 年 4 月 8 日"),
        (f"{SHANGHE}/trainings/2026-04", "名称", "岗前培训"),
    ),
    row(
        *("M29", "record of a stay: where, what, asked for, result", "CAD024 CAD064"),
        (f"{SHANGHE}/stays/2026-06-P03", "明细/日1/地点 明细/日1/村民要求 明细/日1/结果", "6 月 16 日贴出方案"),
    ),
    row(
        *("M30", "decisions by secret vote with quorum", "MTG002 MTG003 MTG004"),
        (f"{DATIAN}/meetings/2026-10-18", "应到人数 决议/决2/表决方式 决议/决2/弃权 决议/决2/通过", "无记名投票"),
    ),
    row(
        *("M31", "audit together with assessment, published", "AUD005 REF032 PUB020"),
        ("county-c/notices/01", "正文", "2008 年，经济责任审计和考核一起做"),
        (f"{SHIQIAO}/audits/2025-qingzhang", "发现/发2/金额 处理/处1/结果", "9,200.00"),
        (f"{SHIQIAO}/assessments/2026-01_2026-06-P02", "审计 总分", "石桥村旧账清理"),
    ),
    row(
        *("M32", "composition tables that add up", "CMP001 CMP002"),
        ("county-c/makeups/01", "总人数 分组/分4/人数 分组/分4/占比 分组/分13/人数", "7.5%"),
    ),
    row(
        *("M33", "last place and promotion, with the reason", "CAD028 ASM017"),
        ("county-c/conduct/2006", "明细/奖1/人数 明细/奖1/原因 明细/奖2/人数", "考核排在末位"),
        (f"{DATIAN}/assessments/2026-01_2026-06-P01", "结果运用/果1/结果 结果运用/果1/原因", "基本称职"),
    ),
    row(
        *("M34", "one plan per weak village: people, matters, money, strength", "REM002 REM003"),
        ("mouzhen/remediations/01", "存在的问题/问1/问题类别 存在的问题/问4/问题", "溪坑店"),
        (f"{SHIQIAO}/remediations/2025-11_2026-07", "存在的问题/问1/整改期限 存在的问题/问1/凭据", "旧账三年没有建"),
    ),
    row(
        *("M35", "three links, three helps, three pushes", "REM005"),
        ("mouzhen/remediations/01", "联系和帮扶/帮5/帮扶方 重点推进/推3/推什么", "6 家企业"),
    ),
    row(
        *("M36", "weekly meeting with its log, reported upward", "REM007"),
        (f"{SHIQIAO}/remediations/2025-11_2026-07", "碰头会/碰1/主要问题 碰头会/碰1/报给谁", "两户借条找不到"),
        ("mouzhen/remediations/01", "多久碰头", "每周"),
    ),
    row(
        *("M37", "sanctions and support for village leaders", "REM004"),
        ("mouzhen/remediations/01", "处理和扶持/办3/办法 处理和扶持/办8/办法", "外出学习"),
    ),
    row(
        *("M38", "the label lifted when its conditions are met", "REM005 REM006"),
        (f"{SHIQIAO}/remediations/2025-11_2026-07", "条件/条2/达到 摘帽日期 摘帽批准", "账目连续六个月按期公开"),
    ),
    row(
        *("M39", "who does what: post, office, badge, duty", "OFF012"),
        (f"{SHANGHE}/officers/2024-cunweihui", "成员/成1/分工 成员/成1/牌号 成员/成1/办公室", "低保救助、医保养老"),
    ),
    row(
        *("M40", "who sits in the office, who is on duty, roll call", "ROS003"),
        ("donggou/rosters/2015", "每周安排/班1/星期 每周安排/班2/种类 值班规矩", "周一、周三、周五"),
        (f"{SHANGHE}/rosters/2026", "每周安排/班1/值班人 点名/点2/缺席/缺1/谁", "2026 年 10 月 19 日"),
    ),
    row(
        *("M41", "a limit of days, a first one responsible, a clock", "SRV005 REQ001"),
        (f"{SHANGHE}/services/2026", "首问规矩 事项/办1/先找谁 事项/办1/几天办完", "城乡医保参保登记"),
        (f"{SHANGHE}/requests/2026-09", "明细/求1/首问 明细/求1/答复日期 明细/求1/结果", "换了控制器"),
    ),
    row(
        *("M42", "suggestions of delegates, settled or not", "REQ009"),
        ("donggou/requests/2015", "文件写收到 文件写办结", "21"),
    ),
    row(
        *("M43", "counts of the teams' year", "CAD048 CAD051 CAD045"),
        (
            "donggou/region",
            "指标/传单/数值 指标/支部会/数值 指标/慰问户/数值 汇总数/汇1/数值",
            "4220 份",
            "donggou/index",
        ),
        ("donggou/trainings/01", "场次 人次", "2600 人次"),
        ("donggou/visits/2015", "明细/访1/户数", "4100 户"),
    ),
    row(
        *("M44", "responsibility letters signed", "CAD026"),
        ("donggou/pledges/2015-责任书", "份数", "17"),
    ),
    row(
        *("M45", "equipment and culture places given to villages", "FAC002"),
        ("donggou/facilities/01", "村数 哪些村", "办公设备"),
        ("donggou/facilities/02", "原话", "电脑和打字复印机"),
        ("donggou/facilities/03", "怎么来的 村数", "新建或扩建"),
    ),
    row(
        *("M46", "leaders and cadres choose each other", "SEL001"),
        ("donggou/selections/01", "方式 双向选择/选1/谁 双向选择/选1/可选", "片区领导"),
        ("yanshi/qinghe/selections/2026-04", "双向选择/选1/选了 双向选择/选1/结果 公布", "互选成功"),
    ),
    row(
        *("M47", "deployed by the month, arranged by the week", "SCH001"),
        ("yanshi/qinghe/schedules/2026-08", "安排/安1/谁 安排/安1/期限 安排/安1/状态", "登记要返校车费的学生"),
    ),
    row(
        *("M48", "demonstration sites of three kinds", "FAC004"),
        ("donggou/facilities/04", "示范/示范什么", "干部坐班为民服务"),
        ("donggou/facilities/05", "示范/示范什么", "村庄环境卫生整治"),
        ("donggou/facilities/06", "示范/示范什么", "服务型党组织"),
    ),
)

_NUMBERS = [mechanism.number for mechanism in MECHANISMS]
every = pytest.mark.parametrize("mechanism", MECHANISMS, ids=_NUMBERS)
_LINK = re.compile(r'<a\b[^>]*?\shref="?([^"\s>]+)')


def test_the_table_has_every_mechanism_once() -> None:
    assert [f"M{number:02}" for number in range(1, 49)] == _NUMBERS


def said(holder: object, way: list[str]) -> object:
    """The value to which words of fields and numbers of rows lead."""
    for step in way:
        if isinstance(holder, tuple):
            holder = next(one for one in holder if isinstance(one, NumberedItem) and one.number == step)
        else:
            names = {spec.word: spec.name for spec in fields_of(type(holder))}  # type: ignore[arg-type]
            holder = getattr(holder, names[step])
    return holder


@every
def test_a_mechanism_is_recorded_by_fields_of_its_own(mechanism: Mechanism) -> None:
    source = FolderSource(ROOT)
    for held in mechanism.held:
        at = kind_at(held.file)
        assert at is not None, held.file
        record = read_file(source, held.file, at[1]).record
        assert record is not None, held.file
        empty = [field for field in held.fields if said(record, field.split("/")) in (None, ())]
        assert empty == [], held.file


@every
def test_a_mechanism_is_checked_by_rules_of_each_of_its_kinds(mechanism: Mechanism) -> None:
    known = {rule.code for rule in RULES}
    assert [code for code in mechanism.rules if code not in known] == []
    examined = {at[1] for code in mechanism.rules for path in examples(code) if (at := kind_at(path)) is not None}
    kinds = {at[1] for held in mechanism.held if (at := kind_at(held.file)) is not None}
    assert {kind.label for kind in kinds - examined} == set()


def examples(code: str) -> Iterator[str]:
    """The files in which the page of a rule shows what it finds."""
    for example in page_of(code).bad:
        yield from map(path_of, example.blocks)


@pytest.fixture(scope="module")
def taps(shipped: Site) -> Mapping[str, int]:
    """Page → how many links lead there from the home page.

    Neither the search nor the lists of what is new count: they name what changes by the day.
    """
    found, waiting = {"index.html": 0}, ["index.html"]
    for url in waiting:
        if url.endswith(("/search.html", "changes/index.html")):
            continue
        for link in _LINK.findall(shipped.read(url)):
            target = unquote(urldefrag(urljoin(f"http://board/{url}", unescape(link)))[0]).removeprefix("http://board/")
            if target.endswith(".html") and target not in found and (shipped.folder / target).is_file():
                found[target] = found[url] + 1
                waiting.append(target)
    return found


@every
def test_a_mechanism_is_seen_on_its_pages(mechanism: Mechanism, shipped: Site) -> None:
    for held in mechanism.held:
        text = unescape(re.sub(r"<[^>]+>", "", shipped.read(held.shown_on).partition("<main")[2]))
        assert held.needle in text, held.shown_on


@every
def test_a_mechanism_is_reached_from_the_home_page_in_four_taps(mechanism: Mechanism, taps: Mapping[str, int]) -> None:
    far = {held.shown_on: taps.get(held.shown_on) for held in mechanism.held}
    assert {page: count for page, count in far.items() if count is None or count > TAPS} == {}
