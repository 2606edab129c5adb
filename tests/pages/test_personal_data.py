"""Every place says how it deals with personal data, by its own settings, and every page leads there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.personal_data import plan_personal_data
from cunwu.pages.places.village import plan_village
from cunwu.render import Renderer
from support.rules_villages import COUNTY, VILLAGE, board_of

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "公开设置:\n  公示天数: 7\n  答复天数: 5\n  监督电话: 12345\n"


def context(county: str = COUNTY, own: str = VILLAGE) -> PlaceContext:
    return PlaceContext(
        Site(date(2026, 11, 20), "board/assets/board.css", None), board_of({"region.yml": county, "village.yml": own})
    )


def html(county: str = COUNTY, own: str = VILLAGE) -> str:
    return Renderer(ROOT / "theme").render(plan_personal_data(context(county, own))).decode()


def test_it_says_how_long_what_then_and_whom_to_ask_by_the_settings() -> None:
    text = html(COUNTY + SETTINGS, VILLAGE + "办公地址: 上河村党群服务中心\n")
    for said in ("名单公示 7 天", "第二天起自动从网页上撤下", "上河村党群服务中心", "监督电话 12345", "5 天内答复"):
        assert said in text


def test_what_the_place_does_not_say_is_said_to_be_missing_and_never_made_up() -> None:
    text = html()
    for said in ("名单公示几天，照当地文件", "本地没有写监督电话", "几天内答复，本地没有写"):
        assert said in text


def test_the_foot_of_a_page_leads_to_both() -> None:
    page = Renderer(ROOT / "theme").render(next(plan_village(context()))).decode()
    foot = page[page.index("<footer") :]
    assert 'href="personal-data.html">个人信息怎样处理' in foot
    assert 'accessibility.html">无障碍声明' in foot


def test_the_statement_on_accessibility_says_what_is_not_reached() -> None:
    text = (ROOT / "content" / "accessibility.md").read_text("utf-8")
    assert text.index("## 已经做到的") < text.index("## 还没有做到的") < text.index("## 用不了的时候")
