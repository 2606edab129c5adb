"""How a place deals with personal data: what is shown, for how long, what then, whom to ask. In one page by itself."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.kinds.village import Village
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import personal_data_url, relative
from cunwu.pages.parts.view import Link, Shell

HEADING = "个人信息怎样处理"

_SHOWN = (
    "法律、法规和文件要求公示的名单（补助、低保等）：遮挡的姓名、村民小组、类别、金额。",
    "村干部、驻村干部的姓名、职务、单位；承包人、施工队的名称和金额。",
    "身份证号、银行卡号、私人手机号、门牌住址、病情、残疾类别，不公开；检查会拦下写进记录的号码，拦漏了的，请马上告诉村里。",
    "看这块公开板，不用登记，网页里没有统计的程序，也不向别的网站取东西。放网站的机器可能记下访问的时间和地址，由管机器的单位管。",
)
_THEN = (
    "过了公示的最后一天，姓名、小组和每户的金额第二天起自动从网页上撤下，只留合计。",
    "收支、合同、会议这些记录作为村务档案一直留着；里面写着的经手人、审批人、对方，照记录一直公开。",
    "网页撤下以后，存记录的仓库里还有写过的遮挡姓名，能进仓库的人看得到。误写进去的号码要连仓库的历史一起清掉。",
)
_ASKING = (
    "认为自己的信息不该公开、写错了、到期没有撤下的，可以要求更正、删除。"
    "法律要求公示、存档的，不能全删，村里应当说明是哪一条。"
)
_BASIS = (
    "个人信息保护法第十三条（法律要求公示的，不用逐人同意）、第二十五条、第四十七条（目的达到以后主动删除）；"
    "网络数据安全管理条例第二十一条（处理规则集中放在容易找到的地方）。"
)


class Passage(Frozen):
    """A heading with its sentences."""

    heading: str
    anchor: str
    lines: tuple[str, ...]


class PersonalDataView(Frozen):
    """The rules of a place for personal data."""

    shell: Shell
    heading: str
    passages: tuple[Passage, ...]
    sources: Link


def plan_personal_data(context: PlaceContext) -> Page:
    """The page of a place's rules for personal data, by its settings."""
    url = personal_data_url(context.place)
    passages = (
        Passage("公开哪些", "shown", _SHOWN),
        Passage("留多久", "kept", (_days_of(context),)),
        Passage("到期怎么办", "then", _THEN),
        Passage("找谁", "ask", (_ASKING, *_whom(context))),
        Passage("依据", "basis", (_BASIS,)),
    )
    own = [file for file in context.board.files if file.path == context.place.own_file]
    shell = context.shell(url, HEADING, own, crumbs=[Link(HEADING)])
    sources = Link("法律和规定读到了什么程度", relative(url, "sources.html"))
    return Page(url, "personal_data.html", PersonalDataView(shell, HEADING, passages, sources))


def _days_of(context: PlaceContext) -> str:
    days = context.place.settings.notice_days
    told = f"本地规定名单公示 {days} 天" if days is not None else "名单公示几天，照当地文件"
    return f"{told}，每份名单上写着起止的日子；名单只在这几天能看到，也搜不到里面的姓名。"


def _whom(context: PlaceContext) -> tuple[str, ...]:
    settings, place = context.place.settings, context.place
    office = place.record.office if isinstance(place.record, Village) else None
    first = f"先找{place.name}：{office}。" if office else f"先找{place.name}管公开栏的人。"
    hotline = f"监督电话 {settings.hotline}。" if settings.hotline else "本地没有写监督电话，可以向乡镇人民政府反映。"
    days = f"{settings.answer_days} 天内答复。" if settings.answer_days is not None else "几天内答复，本地没有写。"
    return (f"{first}{hotline}{days}", "不答复的，找村务监督委员会，或者乡镇人民政府。")
