"""Beside each short code: whom to ring, until when an answer is due, and the form with the code filled in."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import unquote

from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.plan import plan_records
from cunwu.render import Renderer
from support.money_boards import ROOT, VILLAGE, village

MEETING = """\
编号: 2026-03-12
种类: 两委会议
召开日期: 2026-03-12
议题: 路灯
决议:
  - {编号: 决1, 内容: 装路灯, 通过: 是}
"""
OWN = VILLAGE + "办公地址: 党群服务中心\n公开设置:\n  监督电话: '12345'\n  答复天数: 3\n"
PAGE = "board/shanghe/meetings/2026-03-12.html"


def codes_on(context: PlaceContext) -> str:
    page = next(one for one in plan_records(context) if one.url == PAGE)
    text = Renderer(ROOT / "theme").render(page).decode()
    return html.unescape(text.partition('<details class="codes">')[2].partition("</details>")[0])


def context(form: str = "") -> PlaceContext:
    found = village({"meetings/2026-03-12.yml": MEETING}, own=OWN).context
    return replace(found, site=replace(found.site, form=form))


def test_a_doubt_has_a_telephone_an_address_and_a_deadline() -> None:
    told = re.sub(r"<[^>]+>", "", codes_on(context()))
    assert "对这一页有疑问？" in told
    assert "打 12345，报村名和短码" in told
    assert "也可以到党群服务中心当面问，3 天内应当答复。" in told


def test_without_a_platform_a_slip_says_what_to_write() -> None:
    told = codes_on(context())
    assert "条子这样写：「上河村，短码 ＿＿，我想问：＿＿」" in told
    assert "疑问单" not in told


def test_each_code_leads_to_the_form_with_village_and_code_filled_in() -> None:
    told = codes_on(context("https://git.example/county/board/-/issues/new?issue[title]="))
    forms = re.findall(r'<a href="(https://[^"]+)">(\d+)</a>', told)
    assert len(forms) == 2
    for address, code in forms:
        assert unquote(address).endswith(f"issue[title]=疑问：上河村，短码 {code}")


def test_the_number_that_files_use_is_said_with_its_plain_word() -> None:
    assert "<dt>文件里的编号</dt><dd>2026-03-12</dd>" in codes_on(context())
