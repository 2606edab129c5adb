"""Two Atom feeds for each place: what was published, and what was changed about it afterwards (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from hashlib import sha256
from itertools import islice
from urllib.parse import urljoin

from cunwu.core.frozen import Frozen
from cunwu.core.verifier import PUBLICATIONS
from cunwu.derive.irregular import Irregularity
from cunwu.history.change import QUIET
from cunwu.history.publications import Published
from cunwu.pages.parts.changes import by_record, line_of, record_line
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import feed_url, place_url, relative
from cunwu.pages.places.corrections import corrections_url

NEWEST = 40
"""How many entries a feed holds."""


class FeedEntry(Frozen):
    """One entry: its id never changes, whatever else is published later."""

    id: str
    title: str
    updated: str
    href: str
    text: str


class FeedView(Frozen):
    """One feed."""

    id: str
    title: str
    subtitle: str
    updated: str
    author: str
    href: str
    self_href: str
    ledger: str
    """Where the publications stand with their numbers and codes: a feed that named its own would change with each."""
    entries: tuple[FeedEntry, ...]


def plan_feeds(context: PlaceContext, irregular: Sequence[Irregularity] = ()) -> Iterator[Page]:
    """Both feeds of a place; what is new says what is irregular about it."""
    history, path = context.site.history, context.place.path
    told = context.shown_of(history.told_below(path))[-NEWEST:] if history else ()
    newest = context.shown_of(history.newest_below(path, NEWEST)) if history else ()
    url = feed_url(path, "corrections")
    corrections = [_told_entry(context, url, one) for one in reversed(told)]
    yield _plan(context, url, ("更正和改动", corrections_url(path)), corrections)
    url = feed_url(path, "news")
    records = by_record(one for one in newest if one.change.kind in QUIET)
    news = [_news_entry(context, url, record, irregular) for record in islice(records, NEWEST)]
    yield _plan(context, url, ("新公开", place_url(context.place)), news)


def _plan(context: PlaceContext, url: str, about: tuple[str, str], entries: Sequence[FeedEntry]) -> Page:
    place = context.place
    name, page = about
    start = datetime.combine(context.site.as_of, time(), UTC)
    return Page(
        url,
        "feed.xml",
        FeedView(
            id=urn_of(context.site.identity, "feed", place.path, name),
            title=f"{place.name}：{name}",
            subtitle="演示数据，内容是虚构的" if place.is_demonstration else "村务公开栏",
            updated=entries[0].updated if entries else _stamp(start),
            author=place.name,
            href=_absolute(context, url, relative(url, page)),
            self_href=_absolute(context, url, url.rpartition("/")[2]),
            ledger=_absolute(context, url, relative(url, f"{PUBLICATIONS}/index.html")),
            entries=tuple(entries),
        ),
    )


def urn_of(*parts: str) -> str:
    """The same address for the same parts for ever, without a domain, which the board may not have."""
    digest = sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def _absolute(context: PlaceContext, url: str, href: str) -> str:
    """A link of the feed at `url` with the address of the site; unchanged if the site does not say where it stands."""
    address = context.site.address
    return urljoin(f"{address}{url}", href) if address else href


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _told_entry(context: PlaceContext, url: str, one: Published) -> FeedEntry:
    change = one.change
    place = context.site.name_of(change.place)
    line = line_of(context, url, one, place)
    identity = (change.place, change.record_kind, change.record, change.item, change.field, change.kind.name)
    return FeedEntry(
        id=urn_of(context.site.identity, one.publication.commit, *identity),
        title=f"{line.verb}：{place} {line.link.text}",
        updated=_stamp(one.publication.moment),
        href=_absolute(context, url, line.link.href or relative(url, corrections_url(context.place.path))),
        text="。".join(part for part in (line.story, line.why) if part),
    )


def _news_entry(
    context: PlaceContext, url: str, changes: Sequence[Published], irregular: Sequence[Irregularity]
) -> FeedEntry:
    first = changes[0]
    odd = [f"反常：{one.text}（{one.code}）" for one in irregular if one.path == first.path]
    line = record_line(context, url, changes, context.site.name_of(first.change.place))
    identity = (first.change.place, first.change.record_kind, first.change.record)
    return FeedEntry(
        id=urn_of(context.site.identity, first.publication.commit, *identity),
        title=f"{line.verb}：{line.place} {line.link.text}",
        updated=_stamp(first.publication.moment),
        href=_absolute(context, url, line.link.href or relative(url, place_url(context.place))),
        text="。".join(filter(None, (line.story, *odd))),
    )
