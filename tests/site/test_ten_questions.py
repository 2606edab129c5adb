"""What villagers come to ask, asked at the home page on a phone: three taps and four screens to each answer."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page

from support.site_parts import Server

pytest_plugins = ["support.site_fixtures"]

WIDTH, HEIGHT = 360, 740
TAPS, SCREENS = 3, 4

QUESTIONS = {
    "谁花了 436.90 元在路灯上，谁批的": (
        "search 上河村 路灯 436.90",
        "door 上河村",
        "result 路灯 4 月电费",
        "审批人 王某",
    ),
    "驻村干部哪些天在": ("search 上河村", "result 上河村", "tap 人", "2026 年 10 月共 22 天"),
    "更正了什么": ("search 上河村", "result 上河村", "mark 更正", "原来公布的是"),
    "什么晚了": ("search 上河村", "result 上河村", "tap 公开情况", "逾期 4 天"),
    "我问的事怎么样了": ("search 上河村", "result 上河村", "tap 会议和公告", "落实了再开工"),
    "路修多长": ("search 石桥村", "result 石桥村", "tap 工程", "公里"),
    "补助给了谁，公示到哪天": ("search 上河村 中秋困难户", "door 上河村", "result 2026 年中秋困难户慰问", "公示"),
    "村里有什么家底": ("search 上河村", "result 上河村", "tap 钱", "家底"),
    "星期四谁坐班": ("search 上河村", "result 上河村", "tap 人", "12 月 3 日"),
    "会上定了什么": ("search 上河村", "result 上河村", "tap 会议和公告", "定了"),
}
"""Question → the way to the answer, and words of it that have to be seen there."""


@dataclass
class Villager:
    """Counts taps, and screens scrolled to what is tapped and read."""

    page: Page
    taps: int = 0
    scrolled: float = 0
    told: list[str] = field(default_factory=list)

    def go(self, step: str) -> None:
        verb, _, words = step.partition(" ")
        if verb == "search":
            self.page.fill("#q", words)
            self._tap(self.page.locator("form button").first)
            self.page.locator("#results:not([aria-busy])").wait_for()
            self.page.locator("#found a").first.wait_for()
        else:
            within = {"tap": "nav.doors a", "mark": ".sum a"}.get(verb, "#found a")
            self._tap(self.page.locator(within, has_text=words).first)
            if verb == "door":
                self.page.locator("#found mark").first.wait_for()

    def read(self, words: str) -> None:
        self._see(self.page.locator(f"main :text('{words}')").locator("visible=true").first)

    def _tap(self, link: Locator) -> None:
        self._see(link)
        link.click()
        self.page.wait_for_load_state()
        self.taps += 1

    def _see(self, one: Locator) -> None:
        box = one.bounding_box()
        assert box is not None
        foot = box["y"] + min(box["height"], HEIGHT / 2) - HEIGHT
        if foot > 0:
            self.scrolled += foot / HEIGHT
            self.told.append(f"{foot / HEIGHT:.1f} on {self.page.title()}")
        assert self.page.evaluate("document.documentElement.scrollWidth") <= WIDTH


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
    page.set_default_timeout(8000)
    return page


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_villager_finds_the_answer_from_the_home_page(phone: Page, server: Server, question: str) -> None:
    *way, answer = QUESTIONS[question]
    phone.goto(f"{server.address}/gongkai/index.html")
    villager = Villager(phone)
    for step in way:
        villager.go(step)
    villager.read(answer)
    assert villager.taps <= TAPS
    assert villager.scrolled <= SCREENS, villager.told
