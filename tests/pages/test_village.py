"""The board of a village: what it lists of its records, and what stands beside each."""

from __future__ import annotations

import re

from cunwu.frame.samples import sample_of
from cunwu.kinds.visit import VISIT
from cunwu.pages.places.rooms import RoomView
from cunwu.pages.places.village import plan_village
from cunwu.render import Renderer
from support.money_boards import ROOT, village


def listed(records: dict[str, str], label: str) -> list[tuple[str, str]]:
    """Title and note of every record that the board lists under a heading, as its view holds them."""
    views = [page.view for page in plan_village(village(records).context)]
    rooms = [view for view in views if isinstance(view, RoomView)]
    (found,) = [listing for room in rooms for listing in room.listings if listing.label == label]
    return [(link.text, note) for link, note in zip(found.links, found.notes, strict=True)]


def notice(number: int, day: str) -> str:
    return f"编号: 2026-{number}\n标题: 通知{number}\n种类: 通知\n起: {day}\n"


def test_the_day_of_a_record_stands_beside_it_newest_first() -> None:
    days = {1: "2026-03-15", 2: "2026-11-02", 3: "2025-12-31"}
    records = {f"notices/{number}.yml": notice(number, day) for number, day in days.items()}
    assert listed(records, "公告") == [
        ("通知2", "2026 年 11 月 2 日"),
        ("通知1", "2026 年 3 月 15 日"),
        ("通知3", "2025 年 12 月 31 日"),
    ]


def test_the_day_is_on_the_page_beside_the_link_it_belongs_to() -> None:
    context = village({"notices/1.yml": notice(1, "2026-03-15")}).context
    renderer = Renderer(ROOT / "theme")
    page = "".join(renderer.render(page).decode() for page in plan_village(context))
    assert re.search(r'<li><a [^>]*>通知1</a> <span class="when">2026 年 3 月 15 日</span></li>', page)


def test_a_day_that_nobody_wrote_leaves_nothing_beside_the_record() -> None:
    deeds = {
        "deeds/1.yml": "编号: 事1\n事项: 清沟\n种类: 实事\n日期: 2026-03-09\n",
        "deeds/2.yml": "编号: 事2\n事项: 修渠\n种类: 实事\n日期: 2026-02\n",
    }
    assert [note for _, note in listed(deeds, "实事")] == ["2026 年 3 月 9 日", "2026 年 2 月"]


def test_a_period_stands_beside_a_name_and_not_beside_itself() -> None:
    levy = "编号: 2026-筹1\n名称: 修路\n期间: 2026\n"
    records = {"levies/1.yml": levy, "visits/2026-03.yml": sample_of(VISIT)}
    assert listed(records, "筹资筹劳") == [("修路", "2026 年")]
    assert listed(records, "走访") == [("2026 年 3 月走访", "")]
