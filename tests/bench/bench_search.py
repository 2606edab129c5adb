"""What the first search costs a reader, and whether everything that stands on a board is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from bench_board import above, folder_of, records
from bench_pages import NoBrowserError, served
from chromium import CHROMIUM_FLAGS, find_chromium

SAMPLE = 100
"""So many parts of texts are searched for."""
_TYPED = ("摘要", "科目", "对方", "凭证", "收入", "支出", "地点", "目的", "名称")
"""Fields whose texts a page shows as they were typed, but for the commas of amounts."""


@dataclass(frozen=True, slots=True)
class SearchCost:
    """What searching one board costs."""

    villages: int
    queries: int
    heaviest: int
    """Bytes of script and lines that the heaviest first query brings over the line, compressed."""
    what: str
    """Which query that is."""
    asked: int
    """How many parts of texts of one village were searched for."""
    found: int


def measure_search(site: Path, own: Path, villages: int) -> SearchCost:
    """The heaviest of some first queries, and how many of a sample of texts are found."""
    chromium = find_chromium()
    if chromium is None:
        raise NoBrowserError("没有 chromium")
    from playwright.sync_api import sync_playwright

    village = folder_of(0).replace("villages", "board", 1)
    asked = list(_sample(0))
    with served(site, own) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        firsts = list(_firsts(village, villages))
        weights = {f"{place}：{query}": _weight(browser, f"{address}/{place}", query) for place, query in firsts}
        page = browser.new_page()
        found = sum(_finds(page, f"{address}/{village}", query) for query in asked)
        browser.close()
    what = max(weights, key=lambda one: weights[one])
    return SearchCost(villages, len(firsts), weights[what], what, len(asked), found)


def _firsts(village: str, villages: int) -> Iterator[tuple[str, str]]:
    """Words, amounts, a single character, a name, and what is nowhere, on the boards of a village and above it."""
    for place in (village, *("/".join(filter(None, ("board", region.path))) for region in reversed(above(0)))):
        for query in ("硬化", "路硬化", "县供电公司", "1,234.50", "村", "1", f"第{villages - 1}村", "哪里都没有"):
            yield place, query


def _sample(number: int) -> Iterator[str]:
    """Parts of two characters or more of texts of a village, the same ones each time."""
    dice = Random(2026)  # noqa: S311 - a measurement that can be repeated, no secret
    lines = (line.split(": ", 1) for _, text in records(number) for line in text.splitlines() if ": " in line)
    texts = [value for word, value in lines if word.strip(" -") in _TYPED and len(value) > 1]
    for text in dice.choices(texts, k=SAMPLE):
        start = dice.randrange(len(text) - 1)
        yield text[start : dice.randrange(start + 2, len(text) + 1)]


def _ask(page: Any, place: str, query: str) -> None:
    page.goto(f"{place}/search.html?q={quote(query)}")
    page.locator("#count:not([hidden])").wait_for()


def _weight(browser: Any, place: str, query: str) -> int:
    """Bytes that a browser which has never been there receives besides the page itself and its style sheet."""
    page = browser.new_context().new_page()
    session = page.context.new_cdp_session(page)
    urls: dict[str, str] = {}
    received: list[tuple[str, int]] = []
    session.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: received.append((event["requestId"], round(event["encodedDataLength"]))),
    )
    session.send("Network.enable")
    _ask(page, place, query)
    page.wait_for_load_state("networkidle")
    weight = sum(size for request, size in received if _is_of_search(urls.get(request, "")))
    page.context.close()
    return weight


def _is_of_search(url: str) -> bool:
    return url.endswith((".js", ".json"))


def _finds(page: Any, place: str, query: str) -> bool:
    """Whether the text is among the results, however often one has to ask for more."""
    _ask(page, place, query)
    while not page.locator("#found mark").count():
        if page.locator("#more").is_hidden():
            return False
        page.locator("#more").click()
        page.wait_for_load_state("networkidle")
    return True


def told(cost: SearchCost) -> Sequence[str]:
    """The two figures in words."""
    share = f"{cost.asked} 处抽查的文字查到 {cost.found} 处"
    return f"{cost.villages:,} 村：{cost.heaviest / 1024:.1f} KB（{cost.queries} 种问法里最重的）", share
