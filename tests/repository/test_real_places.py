"""The shipped records of real places say exactly what the five public articles say, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cunwu.derive.indicators import derive_indicator
from cunwu.derive.posted import PostedTo, named_in
from cunwu.derive.regulations import regulations_holding
from cunwu.derive.staffing import compared
from cunwu.kinds.base import Item, NumberedItem, written
from cunwu.kinds.facts import show_facts, show_remedies
from cunwu.kinds.fields import fields_of
from cunwu.kinds.region import Region
from cunwu.records.board import Outline, read_board, read_outline
from cunwu.records.places import Place
from cunwu.records.record_file import RecordFile
from cunwu.records.source import FolderSource
from cunwu.rules.checker import Verdict, check_all
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 30)
DOCUMENT = "五篇关于驻村干部与村务公开的公开文章"
ARTICLES = {
    "yuanjiaqiao": "A 源嘉桥镇篇",
    "meizhou": "B 梅州市篇",
    "county-c": "C 乡镇驻村干部篇",
    "mouzhen": "D 某镇后进村篇",
    "donggou": "E 东沟乡篇",
}
"""Folder → the article its facts come from."""


def amounts(**values: str) -> dict[str, str]:
    """Values of the indicators with these numbers."""
    return {f"指标/{number}/数值": value for number, value in values.items()}


def quantities(**values: str) -> dict[str, str]:
    """Quantities of a project's works."""
    return {f"建设内容/{number}/数量": value for number, value in values.items()}


FIGURES: Mapping[str, Mapping[str, str]] = {
    "yuanjiaqiao/region.yml": {
        "公开设置/驻村天数下限": "20",
        "公开设置/住村夜数下限": "10",
        **amounts(指导员="8 人", 派驻村="7 个", 自愿="3 人", 竞聘="20多 人", 岗位="4 个", 提拔="3 人", 表彰="4 人"),
        **amounts(补贴="50 元/月", 投工="4000余 个", 渠道="15 公里", 桥="3 座", 难题="140余 起"),
        **amounts(转先进="3 个", 照办="4 个"),
    },
    "yuanjiaqiao/selections/01.yml": {
        "岗位/岗1/人数": "4",
        "权重/权1/权重": "40",
        "权重/权2/权重": "20",
        "权重/权3/权重": "40",
        "报名人数": "20多人",
    },
    "yuanjiaqiao/rubrics/01.yml": {
        "总分": "2000",
        "部分/纪律/满分": "400",
        "部分/任务/满分": "200",
        "部分/村级/满分": "1400",
        "部分/村级/原满分": "1000",
    },
    "yuanjiaqiao/conduct/2002.yml": {"明细/奖1/人数": "3", "明细/奖2/人数": "4"},
    "yuanjiaqiao/conduct/2001_2003.yml": {"明细/补1/金额": "50.00"},
    "yuanjiaqiao/shuangquan/village.yml": amounts(收入2001="1416 元", 收入2002="1618 元"),
    "yuanjiaqiao/shuangquan/projects/01.yml": quantities(桥长="25 米", 桥宽="4 米"),
    "yuanjiaqiao/shuangquan/projects/02.yml": quantities(路="3.5 公里"),
    "yuanjiaqiao/shuangquan/projects/03.yml": quantities(坝="4 处", 塘="3 口", 渠="4.7 公里"),
    "yuanjiaqiao/shuangquan/projects/04.yml": quantities(早稻="890 亩", 养猪="47 户", 造林="1000 亩", 竹厂="2 家"),
    "yuanjiaqiao/ruanqiao/village.yml": amounts(无账="近4 年", 退赔="16000 元"),
    "yuanjiaqiao/ruanqiao/audits/01.yml": {
        "无账时间": "近4 年",
        "发现/发2/金额": "16,000.00",
        "处理/处1/应退": "16,000.00",
    },
    "yuanjiaqiao/xintian/village.yml": amounts(电网筹资="40000多 元", 电网工期="20多 天"),
    "yuanjiaqiao/xintian/projects/01.yml": {"资金来源/筹资/金额": "40000多元"},
    "yuanjiaqiao/cangchangwan/officers/01.yml": {"选举用时": "10多 天"},
    "yuanjiaqiao/cangchangwan/village.yml": amounts(无班子="1 年", 选举="10多 天"),
    "meizhou/region.yml": {
        "派出人数/省派/人数": "37",
        "派出人数/市派/人数": "305",
        "派出人数/县派/人数": "1365",
        "派出人数/镇派/人数": "3402",
        "应派和实派/派1/应派": "1438 个",
        "应派和实派/派1/实派": "1467 个",
        "应派和实派/派2/应派": "4935 人",
        "应派和实派/派3/文件写多派": "9 个",
        "应派和实派/派4/实派": "5109 人",
        "应派和实派/派4/文件写多派": "51 人",
        "汇总数/汇1/数值": "25840 户",
        "汇总数/汇2/数值": "4481 件",
        **amounts(县数="8 个", 镇数="104 个", 街道数="5 个"),
        **amounts(派人="5109 人", 派队="1467 个", 需队="1438 个", 需人村="621 个", 需人="4935 人"),
        **amounts(超队="9 个", 超人="51 人", 多队="9 个", 多人="51 人"),
        **amounts(三级派人="5072 人", 队差="29 个", 人差="137 人"),
        **amounts(联系省="16 人", 联系市="15 人", 联系县="183 人", 联系局="113 人"),
        **amounts(下村省="16 人次", 下村省领导="62 人", 下村省领导次="104 人次"),
        **amounts(下村市="34 人次", 下村县="484 次", 下村局="197 人次"),
        **amounts(简报市="9 期", 简报县="75 期", 简报采用="6 条", 册子="8532 本"),
        **amounts(督查组="4 个", 县会议="122 次"),
        **amounts(走访户="25840 户", 筹款="27160000 元", 实事="4481 件"),
    },
    "meizhou/goals/2005.yml": {
        "目标/目1/要达到": "30000 元",
        "目标/目2/要达到": "3 名",
        "目标/目3/要达到": "3 名",
        "目标/目4/要达到": "3 件",
    },
    "meizhou/linkages/2004-12_2005-03.yml": {
        "联系/联1/人数": "16 人",
        "联系/联2/人数": "15 人",
        "联系/联3/人数": "183 人",
        "联系/联4/人数": "113 人",
        "到访/到1/次数": "16 人次",
        "到访/到2/次数": "34 人次",
        "到访/到3/次数": "484 次",
        "到访/到4/次数": "197 人次",
        "到访/到5/次数": "104 人次",
    },
    "meizhou/meetings/2005-01-06.yml": {"参加规模": "350 人"},
    "meizhou/trainings/01.yml": {"实到": "350"},
    "meizhou/teams/03.yml": {"应派": "3"},
    "meizhou/bulletins/01.yml": {
        "期数合计/期1/期数": "9 期",
        "期数合计/期2/期数": "75 期",
        "上级采用/采1/采用条数": "6 条",
        "其他材料/材1/发了多少": "8532 本",
    },
    "meizhou/inspections/04.yml": {"会议次数": "122 次"},
    "meizhou/inspections/2005-01-20_2005-01-25.yml": {"组数": "4"},
    "meizhou/dabu/region.yml": amounts(五件宝="5 件"),
    "meizhou/wuhua/region.yml": amounts(五件宝="5 件"),
    "meizhou/dabu/regulations/01.yml": {"件数": "5"},
    "meizhou/wuhua/regulations/01.yml": {"件数": "5"},
    "meizhou/jiaoling/sanzhen/zhaofu/teams/01.yml": {
        "到村以后/行1/到村第几天": "2",
        "到村以后/行2/到村第几天": "2",
    },
    "meizhou/jiaoling/xinpu/changjiang/teams/01.yml": {"到村以后/行1/到村第几天": "3"},
    "meizhou/jiaoling/xinpu/changjiang/visits/2005.yml": {"明细/访2/户数": "10多 户"},
    "meizhou/jiaoling/xinpu/changjiang/deeds/01.yml": {"花费": "500.00"},
    "county-c/region.yml": {
        **amounts(领导="120 人", 正科="44 人", 副科="76 人"),
        **amounts(领导性别="120 人", 男="111 人", 女="9 人", 女占比="7.5 %"),
        **amounts(领导年龄="120 人", 龄1="6 人", 龄2="25 人", 龄3="28 人", 龄4="46 人", 龄5="15 人"),
        **amounts(领导学历="120 人", 学1="64 人", 学2="50 人", 学3="6 人"),
        **amounts(党外女="3 人", 党外女占比="2.5 %"),
        **amounts(末位="17 人", 差额="26 人", 培训人="212 人", 培训课="168 学时", 党校="约1500 万元"),
        **amounts(实践1="96 人", 实践2="162 人", 实践3="4 人"),
    },
    "county-c/makeups/01.yml": {
        "总人数": "120",
        "反常说明/说1/照原件": "True",
        **{
            f"分组/分{number}/人数": people
            for number, people in enumerate(
                ["44", "76", "111", "9", "3", "6", "25", "28", "46", "15", "64", "50", "6"], 1
            )
        },
        **{
            f"分组/分{number}/占比": share
            for number, share in enumerate(["7.5", "2.5", "5", "20.8", "23.3", "38.3", "12.5", "53.3", "41.7", "5"], 4)
        },
    },
    "county-c/conduct/2006.yml": {"明细/奖1/人数": "17", "明细/奖2/人数": "26"},
    "county-c/trainings/01.yml": {"学时": "168 学时", "实到": "212", "花费": "500,000.00"},
    "county-c/trainings/02.yml": {"实到": "96"},
    "county-c/trainings/03.yml": {"实到": "162"},
    "county-c/trainings/04.yml": {"实到": "4"},
    "mouzhen/teams/01.yml": {"组数": "6", "人数": "30多"},
    "mouzhen/region.yml": amounts(
        干部="30多 人", 工作队="6 个", 企业="6 家", 县部门="6 个", 镇部门="12 个", 考察="3 个"
    ),
    "donggou/region.yml": {
        "汇总数/汇1/数值": "82 件",
        **amounts(村数="16 个", 专题会="3 次", 责任书="17 份", 建议="21 件", 建议办结="19 件"),
        **amounts(传单="4220 份", 支部会="18 次", 两委会="22 次", 党员会="17 次", 村民会="20 次"),
        **amounts(培训="17 次", 培训人数="2600 人次", 慰问户="160多 户", 慰问人次="310 人次", 实事="82 件"),
        **amounts(办公设备="4 个", 电脑="16 个", 文化堂="5 个"),
    },
    "donggou/facilities/01.yml": {"村数": "4"},
    "donggou/facilities/02.yml": {"村数": "16"},
    "donggou/facilities/03.yml": {"村数": "5"},
    "donggou/pledges/2015-责任书.yml": {"份数": "17"},
    "donggou/requests/2015.yml": {"文件写收到": "21", "文件写办结": "19"},
    "donggou/trainings/01.yml": {"场次": "17 次", "人次": "2600 人次"},
    "donggou/visits/2015.yml": {"明细/访1/户数": "4100 户"},
}
"""Record → where a figure stands → the figure, copied from the articles by hand. Every figure there is."""

DATES: Mapping[str, Mapping[str, str]] = {
    "yuanjiaqiao/region.yml": {
        "指标/自愿/时间": "2002",
        "指标/竞聘/时间": "2003",
        "指标/岗位/时间": "2003",
        "指标/提拔/时间": "2002",
        "指标/表彰/时间": "2002",
    },
    "yuanjiaqiao/notices/01.yml": {"起": "2003"},
    "yuanjiaqiao/selections/01.yml": {"时间": "2003"},
    "yuanjiaqiao/conduct/2002.yml": {"期间": "2002"},
    "yuanjiaqiao/conduct/2001_2003.yml": {"期间": "2001..2003"},
    "yuanjiaqiao/shuangquan/conduct/2001_2003.yml": {"期间": "2001..2003"},
    "yuanjiaqiao/shuangquan/village.yml": {
        "现状/现状2001/时间": "2001-02",
        "指标/收入2001/时间": "2001",
        "指标/收入2002/时间": "2002",
    },
    "yuanjiaqiao/shuangquan/postings/01.yml": {"起": "2001-02"},
    "meizhou/region.yml": {"指标/督查组/时间": "2005-01"},
    "meizhou/meetings/2004-12-10.yml": {"召开日期": "2004-12-10"},
    "meizhou/meetings/2004-12-16.yml": {"召开日期": "2004-12-16"},
    "meizhou/meetings/2005-01-06.yml": {"召开日期": "2005-01-06"},
    "meizhou/notices/06.yml": {"起": "2004"},
    "meizhou/notices/07.yml": {"起": "2005"},
    "meizhou/notices/09.yml": {"起": "2005-01-15"},
    "meizhou/regulations/06.yml": {"起": "2005"},
    "meizhou/goals/2005.yml": {"期间": "2005"},
    "meizhou/linkages/2004-12_2005-03.yml": {"期间": "2004-12..2005-03"},
    "meizhou/trainings/01.yml": {"时间": "2005-01-06"},
    "meizhou/visits/2004-12_2005-03.yml": {"期间": "2004-12..2005-03"},
    "meizhou/inspections/2005-01-15_2005-01-16.yml": {"时间": "2005-01-15..2005-01-16"},
    "meizhou/inspections/2005-01-20_2005-01-25.yml": {"时间": "2005-01-20..2005-01-25"},
    "meizhou/inspections/2005-03.yml": {"时间": "2005-03"},
    "meizhou/jiaoling/sanzhen/zhaofu/teams/01.yml": {"起": "2005"},
    "meizhou/jiaoling/xinpu/changjiang/teams/01.yml": {"起": "2005"},
    "meizhou/pingyuan/changtian/guanren/teams/01.yml": {"起": "2005"},
    "meizhou/dabu/xihe/zhangxi/teams/01.yml": {"起": "2005"},
    "meizhou/jiaoling/sanzhen/zhaofu/postings/01.yml": {"起": "2005"},
    "meizhou/jiaoling/sanzhen/zhaofu/visits/2005.yml": {
        "期间": "2005",
        "明细/访1/日期": "2005",
        "明细/访2/日期": "2005",
    },
    "meizhou/jiaoling/xinpu/changjiang/postings/01.yml": {"起": "2005"},
    "meizhou/jiaoling/xinpu/changjiang/visits/2005.yml": {
        "期间": "2005",
        "明细/访1/日期": "2005",
        "明细/访2/日期": "2005",
    },
    "meizhou/pingyuan/changtian/guanren/postings/01.yml": {"起": "2005"},
    "meizhou/pingyuan/changtian/guanren/meetings/2005.yml": {"召开日期": "2005"},
    "meizhou/pingyuan/changtian/guanren/notices/01.yml": {"起": "2005"},
    "meizhou/dabu/xihe/zhangxi/postings/01.yml": {"起": "2005"},
    "meizhou/xingning/yonghe/lanpai/visits/2005.yml": {
        "期间": "2005",
        "明细/访1/日期": "2005-01-10",
        "明细/访2/日期": "2005",
    },
    "county-c/region.yml": {"指标/末位/时间": "2006", "指标/差额/时间": "2006"},
    "county-c/conduct/2006.yml": {"期间": "2006"},
    "county-c/notices/01.yml": {"起": "2006"},
}
"""The same for days, months and years; 东沟乡 knows only 2015."""

WORDS: Mapping[str, Mapping[str, str | None]] = {
    "yuanjiaqiao/region.yml": {"名称": "源嘉桥镇", "级别": "镇", "隶属": "益阳市"},
    "yuanjiaqiao/shuangquan/village.yml": {"名称": "双泉村", "现状/现状2001/类别": "后进"},
    "yuanjiaqiao/shuangquan/postings/01.yml": {"姓名": "刘某", "职务": "指导员", "层级": "镇"},
    "yuanjiaqiao/ruanqiao/village.yml": {"名称": "软桥村"},
    "yuanjiaqiao/ruanqiao/postings/01.yml": {"姓名": "刘某", "职务": "指导员"},
    "yuanjiaqiao/ruanqiao/audits/01.yml": {"种类": "清理", "单位": "镇经管站", "处理/处1/内容": "督促退还集体"},
    "yuanjiaqiao/xintian/postings/01.yml": {"姓名": "胡某", "职务": "指导员"},
    "yuanjiaqiao/selections/01.yml": {
        "方式": "竞争上岗",
        "领导小组/组1/谁": "镇党委书记",
        "领导小组/组1/分工": "组长",
        "步骤/步1/步骤": "资格审查",
        "步骤/步2/步骤": "竞聘演讲",
        "步骤/步3/步骤": "民主测评",
        "步骤/步4/步骤": "组织谈话",
    },
    "yuanjiaqiao/rubrics/01.yml": {"部分/村级/怎么评": "折算", "部分/村级/依据": "村级目标管理千分制考核"},
    "yuanjiaqiao/xintian/village.yml": {"名称": "新田村"},
    "yuanjiaqiao/xintian/projects/01.yml": {"状态": "完工"},
    "yuanjiaqiao/guojiachong/deeds/01.yml": {"种类": "组织建设", "结果": "党支部由威信低、力量弱变为明显加强"},
    "yuanjiaqiao/xintianchong/deeds/01.yml": {"种类": "组织建设", "结果": "党支部由不团结变团结"},
    "yuanjiaqiao/cangchangwan/deeds/01.yml": {"种类": "组织建设", "结果": "选出了新班子，群众满意"},
    "meizhou/region.yml": {
        "名称": "梅州市",
        "级别": "市",
        "指标/派人/加项": "省派、市派、县派、镇派",
        "挂钩联系/联1/说明": "16 人",
        "挂钩联系/联2/联系对象": "8 个县",
        "挂钩联系/联2/说明": "15 人",
        "挂钩联系/联3/联系对象": "104 个镇和 5 个街道",
        "挂钩联系/联3/说明": "183 人",
        "挂钩联系/联4/联系对象": "104 个镇和 5 个街道",
        "挂钩联系/联4/说明": "113 人",
    },
    "meizhou/jiaoling/sanzhen/zhaofu/postings/01.yml": {"派出单位": "华南农业大学", "职务": "工作队"},
    "meizhou/jiaoling/xinpu/changjiang/postings/01.yml": {"派出单位": "省珠江水利委员会", "职务": "工作队"},
    "meizhou/pingyuan/changtian/guanren/postings/01.yml": {"派出单位": "省农垦总局", "职务": "工作队"},
    "meizhou/dabu/xihe/zhangxi/postings/01.yml": {"派出单位": "省建设厅", "职务": "工作队"},
    "meizhou/jiaoling/xinpu/changjiang/deeds/01.yml": {"种类": "捐助", "受益": "党员互助基金"},
    "meizhou/xingning/yonghe/lanpai/village.yml": {"名称": "蓝排村"},
    "county-c/region.yml": {
        "名称": "某县（材料未写名称）",
        "级别": "县",
        "指标/领导/加项": "正科、副科",
        "指标/领导性别/加项": "男、女",
        "指标/领导年龄/加项": "龄1、龄2、龄3、龄4、龄5",
        "指标/领导学历/加项": "学1、学2、学3",
    },
    **{
        f"meizhou/{county}/regulations/01.yml": {
            "名称": "五件宝",
            "对象": "每名驻村干部",
            "收录/收1/名称": "驻村工作实施意见",
            "收录/收2/名称": "农村政策法规汇编",
            "收录/收3/名称": "驻村干部工作手册",
            "收录/收4/名称": "驻村工作日志簿",
            "收录/收5/名称": None,
        }
        for county in ("dabu", "wuhua")
    },
    "meizhou/regulations/01.yml": {"名称": "驻村干部管理办法"},
    "meizhou/regulations/02.yml": {"名称": "驻村干部工作纪律"},
    "meizhou/regulations/03.yml": {"名称": "驻村干部联系组工作职责"},
    "meizhou/regulations/04.yml": {"名称": "驻村工作定期报告制度"},
    "meizhou/regulations/05.yml": {
        "名称": "驻村干部工作手册",
        "收录/收1/名称": "驻村干部管理办法",
        "收录/收2/名称": "驻村干部工作纪律",
        "收录/收3/名称": "驻村干部联系组工作职责",
        "收录/收4/名称": "驻村工作定期报告制度",
    },
    "meizhou/regulations/06.yml": {"名称": "2005年驻村工作实施意见"},
    "meizhou/visits/2004-12_2005-03.yml": {
        "明细/访1/对象": "困难户",
        "明细/访1/慰问品": "棉被、食用油、大米",
        "明细/访1/户数": None,
        "明细/访1/慰问金": None,
    },
    "donggou/facilities/01.yml": {
        "哪些村": "塘拉、花园、龙二、曹家",
        "地点": "村级服务中心",
        "谁给的": None,
        "数量": None,
        "花费": None,
    },
    "donggou/facilities/02.yml": {
        "名称": "电脑和打字复印机",
        "原话": "为全乡16个村配备1台电脑和打字复印机",
        "数量": None,
        "哪些村": None,
    },
    "donggou/facilities/03.yml": {"怎么来的": "新建或扩建", "哪些村": "石窝、昝扎", "花费": None},
    "donggou/facilities/04.yml": {"哪些村": "龙一村", "示范/示范什么": "干部坐班为民服务", "示范/谁定的": None},
    "donggou/facilities/05.yml": {"哪些村": "卡子村", "示范/示范什么": "村庄环境卫生整治", "示范/结果": None},
    "donggou/facilities/06.yml": {"哪些村": "姚马村", "示范/示范什么": "服务型党组织", "时间": None},
    "county-c/makeups/01.yml": {
        "分组/分5/组": "党外女干部",
        "分组/分5/其中": "女",
        "分组/分6/组": "30 岁以下",
        "分组/分7/组": "30 至 34 岁",
        "分组/分8/组": "35 至 40 岁",
        "分组/分9/组": "41 至 45 岁",
        "分组/分10/组": "45 岁以上",
        "分组/分11/组": "大学以上",
        "分组/分12/组": "大专",
        "分组/分13/组": "中专及以下",
    },
    "county-c/conduct/2006.yml": {"明细/奖1/内容": "免去职务，就地改为同职级干部", "明细/奖1/原因": "考核排在末位"},
    "mouzhen/region.yml": {"名称": "某镇（材料未写名称）", "级别": "镇", "隶属": "材料未写"},
    "donggou/region.yml": {
        "名称": "东沟乡",
        "级别": "乡",
        "隶属": "互助县",
        "挂钩联系/联1/联系人": "副乡长",
        "挂钩联系/联1/联系对象": "年先村",
    },
}
"""What is said in words; only what the articles turn on. What they leave open is None."""

MENTIONS: Mapping[str, tuple[str, ...]] = {
    "yuanjiaqiao/region.yml": ("2001 年 2 月先试派一名到双泉村", "组长是镇党委书记", "没有写年份"),
    "yuanjiaqiao/notices/01.yml": ("群众测评占 40%", "评审组占 20%", "党委政府占 40%", "组长是镇党委书记"),
    "yuanjiaqiao/notices/02.yml": (
        "2000 分",
        "纪律 400 分",
        "任务 200 分",
        "工作 1400 分",
        "挂钩折算",
        "乘 1.4，这是照两个满分推算的",
    ),
    "yuanjiaqiao/notices/03.yml": ("不少于 20 天", "不少于 10 夜", "每周五"),
    "yuanjiaqiao/notices/04.yml": ("补贴 50 元", "提拔 3 人", "4 人受到县政府以上表彰"),
    "yuanjiaqiao/ruanqiao/deeds/01.yml": ("16000 元", "督促退还", "近 4 年", "村民理财小组", "公开栏", "刘某"),
    "yuanjiaqiao/ruanqiao/audits/01.yml": (
        "镇经管站",
        "村民理财小组",
        "公开栏",
        "4 个派驻村公开了村务",
        "退了多少材料没有写",
    ),
    "yuanjiaqiao/xintian/projects/01.yml": ("4 万多元", "20 多天", "胡某"),
    "yuanjiaqiao/cangchangwan/deeds/01.yml": ("「去年」没有选出班子", "10 多天"),
    "meizhou/region.yml": ("为期一年", "1 月 10 日以前全部到村", "个别干部走读", "补贴难以平衡", "考核办法"),
    "meizhou/notices/01.yml": ("30000 元以上", "后备干部不少于 3 名", "新党员不少于 3 名", "实事不少于 3 件", "贫困村"),
    "meizhou/notices/02.yml": ("十项任务", "三查两建一发展", "2005 年计划"),
    "meizhou/notices/03.yml": ("组长 1 人，副组长 2 人", "《驻村干部工作手册》", "《驻村工作定期报告制度》"),
    "meizhou/notices/04.yml": ("迷信", "赌博", "土特产", "红包", "个人费用", "没有写签字"),
    "meizhou/notices/05.yml": ("老党员", "致富能手", "科技示范户", "老纠纷户", "老上访户", "外出务工"),
    "meizhou/notices/10.yml": ("特困户", "五保户", "低保户", "孤儿户", "棉被", "食用油", "大米"),
    "meizhou/notices/06.yml": ("梅市组字[2004]34号", "为期一年"),
    "meizhou/bulletins/01.yml": ("看不清", "各县（市、区）", "小册子", "时间和每一期讲了什么，材料没有写"),
    "meizhou/inspections/2005-01-15_2005-01-16.yml": ("市委书记", "梅县的村、梅江区的村", "领导到村"),
    "meizhou/inspections/2005-01-20_2005-01-25.yml": ("市委副书记", "各县（市、区）", "查出什么、怎样改，材料没有写"),
    "meizhou/inspections/2005-03.yml": ("3 月初", "几个组、到哪里、查出什么，材料没有写"),
    "meizhou/inspections/04.yml": ("各县（市、区）", "多少个组、哪几天，材料没有写"),
    "meizhou/goals/2005.yml": ("贫困村", "三查两建一发展", "写明的是四个"),
    "meizhou/trainings/01.yml": ("三个清楚", "授旗"),
    "meizhou/selections/01.yml": ("40 岁以下",),
    "meizhou/dabu/regulations/01.yml": ("五件", "写明的是四件"),
    "meizhou/wuhua/regulations/01.yml": ("五件", "写明的是四件"),
    "meizhou/regulations/05.yml": ("合编成手册", "培训以后发给第一批"),
    "meizhou/jiaoling/sanzhen/zhaofu/visits/2005.yml": ("第 2 天", "敬老院", "困难户"),
    "meizhou/jiaoling/sanzhen/zhaofu/deeds/01.yml": ("蔬菜、水果",),
    "meizhou/jiaoling/xinpu/changjiang/visits/2005.yml": ("第 3 天", "水利设施"),
    "meizhou/pingyuan/changtian/guanren/village.yml": ("意见箱",),
    "meizhou/pingyuan/changtian/guanren/notices/01.yml": ("已经张贴",),
    "meizhou/dabu/xihe/zhangxi/teams/01.yml": ("实施方案", "阶段", "目标"),
    "meizhou/xingning/yonghe/lanpai/visits/2005.yml": ("法制办主任", "调研组", "春节以前"),
    "mouzhen/region.yml": ("人、事、钱、力", "返还土地", "安置", "村账不清", "三联", "三帮", "三推", "一周一碰头"),
    "mouzhen/trainings/01.yml": ("长山、殿后等几个", "县内外"),
    "mouzhen/xikengdian/village.yml": ("溪坑店", "「人」"),
    "mouzhen/dianhou/village.yml": ("殿后", "「人」", "外出考察"),
    "mouzhen/yanggang/village.yml": ("洋港", "「事」"),
    "mouzhen/longan/village.yml": ("龙安", "「事」"),
    "mouzhen/changshan/village.yml": ("长山", "「力」", "外出考察"),
    "donggou/region.yml": ("7 月 23 日",),
    "donggou/facilities/02.yml": ("每村一台是推想",),
    "donggou/facilities/03.yml": ("小的、危旧的活动中心", "5 个村里写明的是两个"),
    "donggou/notices/02.yml": ("周一、周三、周五固定坐班", "周六、周日值班", "周一在乡里点名"),
    "donggou/notices/03.yml": ("首问责任、联合办公、限时办结",),
    "donggou/nianxian/village.yml": ("年先", "副乡长"),
}
"""What stands inside a longer text."""

PLACES: Mapping[str, str] = {
    "yuanjiaqiao": "源嘉桥镇",
    "yuanjiaqiao/cangchangwan": "仓场湾村",
    "yuanjiaqiao/guojiachong": "郭家冲村",
    "yuanjiaqiao/ruanqiao": "软桥村",
    "yuanjiaqiao/shuangquan": "双泉村",
    "yuanjiaqiao/xintian": "新田村",
    "yuanjiaqiao/xintianchong": "新田冲村",
    "meizhou": "梅州市",
    "meizhou/dabu": "大埔县",
    "meizhou/dabu/xihe": "西河镇",
    "meizhou/dabu/xihe/zhangxi": "漳溪村",
    "meizhou/jiaoling": "蕉岭县",
    "meizhou/jiaoling/sanzhen": "三圳镇",
    "meizhou/jiaoling/sanzhen/zhaofu": "招福村",
    "meizhou/jiaoling/xinpu": "新铺镇",
    "meizhou/jiaoling/xinpu/changjiang": "长江村",
    "meizhou/pingyuan": "平远县",
    "meizhou/pingyuan/changtian": "长田镇",
    "meizhou/pingyuan/changtian/guanren": "官仁村",
    "meizhou/wuhua": "五华县",
    "meizhou/xingning": "兴宁市",
    "meizhou/xingning/yonghe": "永和镇",
    "meizhou/xingning/yonghe/lanpai": "蓝排村",
    "county-c": "某县（材料未写名称）",
    "mouzhen": "某镇（材料未写名称）",
    "mouzhen/changshan": "长山",
    "mouzhen/dianhou": "殿后",
    "mouzhen/longan": "龙安",
    "mouzhen/xikengdian": "溪坑店",
    "mouzhen/yanggang": "洋港",
    "donggou": "东沟乡",
    "donggou/caojia": "曹家",
    "donggou/dazhuang": "大庄村",
    "donggou/huayuan": "花园",
    "donggou/longer": "龙二",
    "donggou/longyi": "龙一村",
    "donggou/luoshao": "洛少村",
    "donggou/nianxian": "年先村",
    "donggou/qiazi": "卡子村",
    "donggou/shiwo": "石窝",
    "donggou/tangla": "塘拉",
    "donggou/yaoma": "姚马村",
    "donggou/zanzha": "昝扎",
}


@pytest.fixture(scope="module")
def source() -> FolderSource:
    return FolderSource(ROOT)


@pytest.fixture(scope="module")
def outline(source: FolderSource) -> Outline:
    return read_outline(source)


@pytest.fixture(scope="module")
def places(outline: Outline) -> tuple[Place, ...]:
    roots = [outline.find(folder) for folder in ARTICLES]
    return tuple(place for root in roots if root is not None for place in root.walk())


@pytest.fixture(scope="module")
def files(source: FolderSource, places: tuple[Place, ...]) -> dict[str, RecordFile]:
    """Path below villages/ → the file as the program reads it; what was withdrawn as a whole can still be read."""
    found = (file for place in places for file in read_board(source, place).files)
    return {
        file.path.removeprefix("villages/"): file if file.withdrawn is None else replace(file, record=file.withdrawn)
        for file in found
    }


@pytest.fixture(scope="module")
def verdicts(source: FolderSource, outline: Outline) -> tuple[Verdict, ...]:
    return tuple(verdict for folder in ARTICLES for verdict in check_all(source, outline, AS_OF, folder))


def leaves(item: Item, path: str = "") -> Iterator[tuple[str, object]]:
    """Every single value below `item`, by the words and numbers that lead to it; lists of words as one value."""
    for spec in fields_of(type(item)):
        value = getattr(item, spec.name)
        here = f"{path}{spec.word}"
        if spec.model is None:
            if value not in (None, ()):
                yield here, "、".join(value) if spec.many else value
            continue
        for part in written(value) if spec.many else (value,):
            if isinstance(part, NumberedItem):
                yield from leaves(part, f"{here}/{part.number}/")
            elif part is not None:
                yield from leaves(part, f"{here}/")


def values_of(file: RecordFile, *types: type) -> dict[str, str]:
    """Path → text of the values of these types in a record; of all values without any."""
    assert file.record is not None, file.path
    found = {path: value for path, value in leaves(file.record) if not types or isinstance(value, types)}
    as_typed = show_remedies({path: value for path, value in found.items() if not isinstance(value, Money)}, "元")
    return {**show_facts(found), **as_typed}


def without_notes(values: Mapping[str, str]) -> dict[str, str]:
    """The values of an article; corrections, withdrawals and the mark of what is retold are the board's own."""
    return {path: value for path, value in values.items() if path.partition("/")[0] not in ("更正", "撤销", "旧事")}


def all_values(files: Mapping[str, RecordFile], *types: type) -> dict[str, dict[str, str]]:
    found = {name: without_notes(values_of(file, *types)) for name, file in files.items()}
    return {name: values for name, values in found.items() if values}


def test_the_places_are_those_the_articles_name(places: tuple[Place, ...]) -> None:
    assert {place.path: place.name for place in places} == PLACES


def test_every_file_is_a_record_that_can_be_read(verdicts: tuple[Verdict, ...]) -> None:
    assert [file.path for verdict in verdicts for file in verdict.board.files if file.is_unread] == []
    assert [problem for verdict in verdicts for problem in verdict.board.problems] == []


def test_the_figures_are_those_of_the_articles_and_no_others(files: Mapping[str, RecordFile]) -> None:
    assert all_values(files, Quantity, Money, Decimal, int) == FIGURES


UNKNOWN: Mapping[str, Mapping[str, str]] = {
    **{f"meizhou/notices/{number}.yml": {"起": "不详"} for number in ("01", "02", "03", "04", "05", "08", "10")},
    **{
        f"meizhou/{village}/{kind}/01.yml": {"止": "不详"}
        for village in ("dabu/xihe/zhangxi", "jiaoling/sanzhen/zhaofu", "jiaoling/xinpu/changjiang")
        for kind in ("postings", "teams")
    },
    **{f"meizhou/pingyuan/changtian/guanren/{kind}/01.yml": {"止": "不详"} for kind in ("postings", "teams")},
    **{f"meizhou/regulations/{number}.yml": {"起": "不详", "止": "不详"} for number in ("01", "02", "03", "04", "05")},
    "meizhou/regulations/06.yml": {"止": "不详"},
    "meizhou/visits/2004-12_2005-03.yml": {"明细/访1/日期": "不详"},
    **{f"meizhou/{county}/regulations/01.yml": {"起": "不详", "止": "不详"} for county in ("dabu", "wuhua")},
    **{f"yuanjiaqiao/notices/{number}.yml": {"起": "不详"} for number in ("02", "03", "04")},
    "yuanjiaqiao/shuangquan/postings/01.yml": {"止": "不详"},
    **{f"yuanjiaqiao/{village}/postings/01.yml": {"起": "不详", "止": "不详"} for village in ("ruanqiao", "xintian")},
    **{
        f"yuanjiaqiao/{village}/village.yml": {"现状/现状派驻/时间": "不详"}
        for village in ("cangchangwan", "guojiachong", "ruanqiao", "xintian", "xintianchong")
    },
    **{
        f"yuanjiaqiao/{village}/officers/01.yml": {"起": "不详"}
        for village in ("cangchangwan", "guojiachong", "xintianchong")
    },
    "yuanjiaqiao/ruanqiao/audits/01.yml": {"退赔/退1/金额": "不详"},
    "county-c/notices/02.yml": {"起": "不详"},
    **{
        f"mouzhen/{village}/village.yml": {"现状/现状1/时间": "不详"}
        for village in ("changshan", "dianhou", "longan", "xikengdian", "yanggang")
    },
}
"""The days that the articles leave open and a record must name: since when a rule holds, until when somebody stayed."""


def test_what_the_articles_leave_open_is_called_unknown_and_nothing_else(files: Mapping[str, RecordFile]) -> None:
    assert all_values(files, Absence) == UNKNOWN


def test_the_dates_are_those_of_the_articles_and_no_others(files: Mapping[str, RecordFile]) -> None:
    dated = all_values(files, PartialDay, date, Period)
    assert {name: values for name, values in dated.items() if not name.startswith("donggou/")} == DATES
    assert {text for name, values in dated.items() if name.startswith("donggou/") for text in values.values()} == {
        "2015"
    }


@pytest.mark.parametrize("name", WORDS)
def test_what_is_said_in_words_is_what_the_articles_say(name: str, files: Mapping[str, RecordFile]) -> None:
    said = values_of(files[name])
    assert {path: said.get(path) for path in WORDS[name]} == WORDS[name]


@pytest.mark.parametrize("name", MENTIONS)
def test_longer_texts_carry_the_facts(name: str, files: Mapping[str, RecordFile]) -> None:
    text = "\n".join(values_of(files[name]).values())
    missing = [fact for fact in MENTIONS[name] if fact not in text]
    assert missing == []


def region(path: str, outline: Outline) -> Region:
    place = outline.find(path)
    assert place is not None
    assert isinstance(place.record, Region)
    return place.record


def test_the_stated_and_the_derived_figure_stand_side_by_side(outline: Outline) -> None:
    city = region("meizhou", outline)
    found = [derive_indicator(city, one) for one in city.indicators]
    assert [(one.stated, one.derived) for one in found if one is not None] == [(Decimal(5109), Decimal(5109))]


def test_like_is_compared_with_like_and_nothing_is_called_a_mistake(outline: Outline) -> None:
    city = region("meizhou", outline)
    rows = [compared(city, quota) for quota in city.quotas]
    assert [row.difference_text for row in rows] == ["多 29 个", "多 137 人", "", ""]
    assert [row.summed for row in rows] == [None, Decimal(5072), None, Decimal(5109)]


def test_a_figure_of_the_staffing_says_what_it_is_compared_with(outline: Outline) -> None:
    stated = {quota.compared_with for quota in region("meizhou", outline).quotas if quota.over_by is not None}
    assert stated == {"省里下达的数；下达多少，材料没有写"}


def test_the_table_of_the_unnamed_county_has_its_groups_once(outline: Outline) -> None:
    assert [one.number for one in region("county-c", outline).indicators] == ["党校"]


def test_checking_finds_nothing(verdicts: tuple[Verdict, ...]) -> None:
    problems = [problem for verdict in verdicts for problem in verdict.problems]
    assert [problem for problem in problems if not problem.answer] == []
    assert [problem.code for problem in problems] == ["CMP003"]  # three women: a published statistic of a county


def test_every_record_says_which_article_it_comes_from(files: Mapping[str, RecordFile]) -> None:
    for name, file in files.items():
        assert file.record is not None, name
        cited = [(note.document, note.reference, note.dated, note.url) for note in file.record.sources]
        assert cited == [(DOCUMENT, ARTICLES[name.partition("/")[0]], None, None)], name


def test_a_village_of_the_township_has_each_thing_it_got_from_one_record(
    source: FolderSource, outline: Outline, files: Mapping[str, RecordFile]
) -> None:
    township = outline.find("donggou")
    assert township is not None
    below = tuple(PostedTo(place.path, place.name, ()) for place in township.children)
    told = {(one.path.rpartition("/")[2], one.title) for one in named_in(read_board(source, township), below)}
    offices = {(village, "村级服务中心的办公设备") for village in ("tangla", "huayuan", "longer", "caojia")}
    culture = {(village, "文化场所和小的、危旧的活动中心") for village in ("shiwo", "zanzha")}
    sites = {("longyi", "坐班为民服务示范点"), ("qiazi", "环境卫生整治示范点"), ("yaoma", "服务型党组织示范点")}
    area = {("nianxian", "片区领导")}
    assert told == offices | culture | sites | area
    older = ("deeds/01", "projects/01")
    moved = [
        name for name in files if name.startswith("donggou/") and name.endswith(tuple(f"{one}.yml" for one in older))
    ]
    assert [name for name in moved if "现在记在东沟乡的设施" not in str(values_of(files[name])["备注"])] == []
    assert [name for name in moved if files[name].withdrawn is None] == []


def test_nobody_is_told_that_the_rules_of_2005_are_still_kept(source: FolderSource, outline: Outline) -> None:
    village = outline.find("meizhou/dabu/xihe/zhangxi")
    assert village is not None
    found = list(regulations_holding(read_board(source, village), AS_OF))
    assert [(place.name, rule.number) for place, _, rule, _ in found][:2] == [
        ("大埔县", "五件宝"),
        ("梅州市", "管理办法"),
    ]
    assert len(found) == 7
    assert not any(is_known for *_, is_known in found)


def test_nothing_says_that_the_unnamed_town_lies_on_the_coast(files: Mapping[str, RecordFile]) -> None:
    of_town = {name: values_of(file) for name, file in files.items() if name.startswith("mouzhen/")}
    told = {name: without_notes(values) for name, values in of_town.items()}
    assert [name for name, values in told.items() if any("沿海" in value for value in values.values())] == []


def test_what_was_published_and_counts_no_more_says_why(files: Mapping[str, RecordFile]) -> None:
    gone = {name: file.record.withdrawals for name, file in files.items() if file.record is not None}
    moved = {
        name: {one.item for one in rows if one.item and not re.match("改?记在", one.reason)}
        for name, rows in gone.items()
        if rows
    }
    assert {name: items for name, items in moved.items() if items} == {
        "meizhou/region.yml": {"超队", "超人"},
        "yuanjiaqiao/cangchangwan/village.yml": {"无班子"},
        "mouzhen/region.yml": {"考察"},
    }


def test_no_scores_are_told_of_a_selection_whose_scores_are_not_in_the_article(files: Mapping[str, RecordFile]) -> None:
    said = {path.partition("/")[0] for name in files if "/selections/" in name for path in values_of(files[name])}
    assert "报名的人" not in said


def test_nothing_is_said_to_have_been_found_by_inspections_whose_findings_are_not_in_the_article(
    files: Mapping[str, RecordFile],
) -> None:
    said = {path.partition("/")[0] for name in files if "/inspections/" in name for path in values_of(files[name])}
    assert said & {"发现", "墙上的公开栏"} == set()


def test_what_moved_to_bulletins_and_inspections_stands_nowhere_else(files: Mapping[str, RecordFile]) -> None:
    for name in ("notices/09", "teams/04", "teams/05", "teams/06"):
        told = without_notes(values_of(files[f"meizhou/{name}.yml"]))
        assert files[f"meizhou/{name}.yml"].withdrawn is not None, name
        assert [fact for fact in ("4 个组", "122", "书记", "3 月初", "2005-03") if fact in "".join(told.values())] in (
            [],
            ["书记"],  # withdrawn, and read here all the same
        )


def test_nobody_is_said_to_have_signed_or_broken_a_pledge(files: Mapping[str, RecordFile]) -> None:
    said = {path.partition("/")[0] for name in files if "/pledges/" in name for path in values_of(files[name])}
    assert said & {"签订", "违反"} == set()


def test_no_private_person_is_named_in_full(files: Mapping[str, RecordFile]) -> None:
    named = [
        (name, value)
        for name, values in all_values(files).items()
        for path, value in values.items()
        if path.rpartition("/")[2] in ("姓名", "主持", "记录人")
    ]
    assert [(name, value) for name, value in named if not re.fullmatch("[\u4e00-\u9fff]某", value)] == []
    assert sorted(value for _, value in named) == ["刘某", "刘某", "胡某"]


def test_no_real_place_passes_for_a_demonstration(places: tuple[Place, ...]) -> None:
    assert [place.path for place in places if place.is_demonstration] == []


def test_nothing_is_filled_in_that_the_articles_leave_open(files: Mapping[str, RecordFile]) -> None:
    never = {"加入日期", "行政区划代码", "户数", "人口", "劳力", "面积", "值班电话", "监督电话", "信用代码"}
    filled = [(name, path) for name, values in all_values(files).items() for path in values if path in never]
    assert filled == []
