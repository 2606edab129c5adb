"""The page for the one who keeps the records: what is owed, and each next record as the platform would open it."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from cunwu.imports.next_record import drafts_of
from cunwu.kinds.ledger import LEDGER
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.new_file import NewFile
from cunwu.pages.places.clerk import ClerkView, link_to_clerk, plan_clerk
from cunwu.pages.places.disclosure import measure
from cunwu.render import Renderer
from support.money_boards import ROOT, VILLAGE, entry, ledger, village

GITHUB = NewFile("GitHub", "https://github.com/a/b/new/main?filename=", "&value=")
GITLAB = NewFile("GitLab", "https://git.example/a/b/-/new/main?file_name=")
OWN = VILLAGE + "加入日期: 2026-01-01\n"
MARCH = ledger("2026-03", "100.00", "90.00", entry("001", "2026-03-05", "支出", "10.00", summary="电费 <b>&"))
MEETING = """\
编号: 2026-03-12
种类: 两委会议
召开日期: 2026-03-12
议题: 路灯
"""


def context(page: NewFile | None, own: str = OWN, more: str = "") -> PlaceContext:
    files = {"finance/2026-03.yml": MARCH, "meetings/2026-03-12.yml": MEETING}
    if more:
        files["benefits/2026-1.yml"] = more
    found = village(files, own=own).context
    return replace(found, site=replace(found.site, new_file=page))


def view_of(found: PlaceContext) -> ClerkView:
    page = plan_clerk(found, measure(found))
    assert page is not None
    assert isinstance(page.view, ClerkView)
    return page.view


def shown(found: PlaceContext) -> str:
    page = plan_clerk(found, measure(found))
    assert page is not None
    return Renderer(ROOT / "theme").render(page).decode()


def test_the_link_opens_the_new_file_with_the_name_and_the_text_that_the_command_writes() -> None:
    found = context(GITHUB)
    (draft,) = drafts_of(LEDGER, found.board, "", found.site.as_of)
    addresses = [html.unescape(one) for one in re.findall(r'href="(https://github.com/[^"]+)"', shown(found))]
    asked = [parse_qs(urlsplit(address).query) for address in addresses]
    assert {"filename": [draft.path], "value": [draft.text]} in asked
    assert draft.path == "villages/shanghe/finance/2026-04.yml"
    assert len(asked) == 2
    assert not any(record.text for record in view_of(found).records)


def test_a_page_that_takes_no_text_leaves_it_to_be_copied_letter_by_letter() -> None:
    found = context(GITLAB)
    (draft,) = drafts_of(LEDGER, found.board, "", found.site.as_of)
    page = shown(found)
    assert "https://git.example/a/b/-/new/main?file_name=villages/shanghe/finance/2026-04.yml" in page
    copied = re.search(r'<pre class="draft">(.*?)</pre>', page, re.DOTALL)
    assert copied is not None
    assert html.unescape(copied[1]) == draft.text
    assert "它不收内容，从下面复制进去" in page


def test_a_text_too_long_for_an_address_is_copied_and_that_is_said() -> None:
    long = "".join(entry(f"{n:03}", "2026-03-05", "支出", "1.00", summary=f"第{n}盏路灯电费") for n in range(1, 200))
    files = {"finance/2026-02.yml": ledger("2026-02", "0.00", "0.00", long.replace("2026-03", "2026-02"))}
    found = village({**files, "finance/2026-03.yml": ledger("2026-03", "0.00", "0.00", long)}, own=OWN).context
    (record,) = view_of(replace(found, site=replace(found.site, new_file=GITHUB))).records
    assert record.link.href == f"{GITHUB.address}villages/shanghe/finance/2026-04.yml"
    assert "第199盏路灯电费" in record.text
    assert "链接带不走" in record.note


BENEFIT = """\
编号: 2026-耕补
名称: 耕地地力保护补贴
种类: 耕地补贴
期间: 2026
名单:
  - {编号: 001, 姓名: 钱某甲, 小组: 二组, 金额: 480.00}
合计:
  户: 1 户
  金额: 480.00
公示:
  起: 2026-03-01
  止: 2026-03-10
"""


def test_names_of_those_who_receive_help_go_into_no_address() -> None:
    page = unquote(shown(context(GITHUB, more=BENEFIT)))
    assert "钱某甲" not in page
    assert "名单不跟着链接走" in page


def test_a_number_that_pages_mask_goes_into_no_address() -> None:
    march = MARCH.replace("名称: 库存现金", "名称: 王某 6222021234567890128")
    assert march != MARCH
    found = village({"finance/2026-03.yml": march}, own=OWN).context
    (record,) = view_of(replace(found, site=replace(found.site, new_file=GITHUB))).records
    assert ("&value=" in record.link.href, record.text) == (False, "")
    assert "像证件号、账号的数字" in record.note


def test_without_a_platform_the_command_is_named_and_nothing_leads_away() -> None:
    page = shown(context(None))
    assert "cunwu new 收支 villages/shanghe" in page
    assert 'href="https://' not in page


def test_what_is_owed_stands_with_its_last_day() -> None:
    found = context(GITHUB)
    view = view_of(found)
    assert view.owed is not None
    (first, *_) = view.owed.rows
    assert "过了期限" in view.owed.caption
    assert [cell.label for cell in first.cells] == ["欠什么", "期限", "情况"]
    assert first.cells[2].text.startswith("✕ 晚了")


@pytest.mark.parametrize("gone", ["撤销日期: 2026-02\n并入: 下河村\n"])
def test_for_a_village_that_is_no_more_there_is_no_page(gone: str) -> None:
    found = context(GITHUB, own=OWN + gone)
    assert plan_clerk(found, ()) is None
    assert link_to_clerk(found, "board/shanghe/index.html") is None
