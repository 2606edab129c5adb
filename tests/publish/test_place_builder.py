"""A build writes the page of all periods and the calendar of every place that has due days, and leads to both."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, build_site
from support.disclosure_boards import AS_OF, COUNTY, JOINED, OWN, ledger

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "region.yml": "名称: 示例省\n级别: 省\n",
    "xian/region.yml": COUNTY.replace("演示: 是\n", ""),
    "xian/shanghe/village.yml": OWN,
    "xian/shanghe/finance/2026-03.yml": ledger("2026-03"),
    "xian/xiahe/village.yml": OWN.replace("上河", "下河").replace(JOINED, ""),
}
"""A village that has joined, and one that has not."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    (root / "theme").symlink_to(ROOT / "theme")
    (root / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    for name, text in FILES.items():
        path = root / "villages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert build_site(BuildOrder(Project(root), root / "site", AS_OF)).published
    return root / "site" / "board"


def test_places_with_due_days_have_a_calendar_and_lead_to_it(site: Path) -> None:
    assert {path.relative_to(site).as_posix() for path in site.rglob("*.ics")} == {
        "due.ics",
        "xian/due.ics",
        "xian/shanghe/due.ics",
    }
    for path in site.rglob("*.ics"):
        assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 35
        room = path.parent / "rooms" / "disclosure.html"
        page = room if room.is_file() else path.parent / "index.html"
        assert 'due.ics"' in page.read_text("utf-8")
    assert "due.ics" not in (site / "xian" / "xiahe" / "index.html").read_text("utf-8")


def test_villages_that_are_measured_have_a_page_of_all_periods_and_lead_to_it(site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in site.rglob("disclosure.html") if path.parent.name != "rooms"}
    assert found == {"disclosure.html", "xian/disclosure.html", "xian/shanghe/disclosure.html"}
    assert 'href="../disclosure.html"' in (site / "xian" / "shanghe" / "rooms" / "disclosure.html").read_text("utf-8")
    assert 'href="shanghe/disclosure.html"' in (site / "xian" / "index.html").read_text("utf-8")
