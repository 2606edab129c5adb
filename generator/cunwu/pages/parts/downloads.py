"""Links to what the board publishes as data."""

from __future__ import annotations

from cunwu.exports.extracts import years_of
from cunwu.exports.published import BALANCES_FILE, PACKAGE_FILE, RECORDS_FILE, data_url, year_name, year_name_of
from cunwu.kinds.ledger import Ledger
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import relative
from cunwu.pages.parts.view import Link


def link_to_entries(context: PlaceContext, url: str, ledger: Ledger) -> Link | None:
    """The table of the entries of a ledger's year and book; only villages publish data."""
    if not context.place.is_village:
        return None
    year = ledger.period.last.year
    return _link(context, url, f"{year} 年全部流水（CSV 表格）", year_name_of(ledger))


def links_to_data(context: PlaceContext, url: str) -> tuple[Link, ...]:
    """Every data file of a village, the newest year first."""
    years = sorted(years_of(context.board), key=lambda pair: (-pair[0], pair[1]))
    found = [_link(context, url, f"{year} 年流水（{book}）", year_name(year, book)) for year, book in years]
    if years:
        found.append(_link(context, url, "各账户余额", BALANCES_FILE))
    return (
        *found,
        _link(context, url, "其余记录（JSON）", RECORDS_FILE),
        _link(context, url, "各栏的说明（数据包）", PACKAGE_FILE),
    )


def _link(context: PlaceContext, url: str, text: str, name: str) -> Link:
    return Link(text, relative(url, data_url(context.place, name)))
