"""The ledger of publications: one line for each, kept in the site, and continued from the last one or not at all."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.core.verifier import (
    ALGORITHM,
    CHECKPOINT,
    LEDGER,
    PUBLISHED,
    VERSION,
    Mismatch,
    canonical,
    check_code,
    checkpoint_of,
    digest_of,
    entries_in,
    lines_in,
)
from cunwu.core.zone import BEIJING
from cunwu.git.repository import commits_between, tree_of
from cunwu.history.entered import NEVER, Entered, entered_by
from cunwu.history.publications import Published, end_of
from cunwu.history.store import History
from cunwu.pages.places.publications import NEWEST, PublicationLine, plan_heads, plan_publications
from cunwu.publish.order import BuildOrder
from cunwu.publish.place_builder import Workshop
from cunwu.publish.staging import Staging

_MOST_CHANGES = 200
"""With more changes a line would be longer than all others together; a clone tells them."""
_ELSEWHERE = "确实要另起历史，先把旧网站和它的公布簿存好、移走，再向村民说明"


class Chain(Frozen):
    """The publications so far."""

    lines: tuple[bytes, ...] = ()
    entries: tuple[Mapping[str, Any], ...] = ()

    @property
    def head(self) -> str:
        """The digest of the last line; empty if there is none."""
        return digest_of(self.lines[-1]) if self.lines else ""

    @property
    def commit(self) -> str:
        """The commit that was published last; empty if there is none."""
        return str(self.entries[-1]["commit"]) if self.entries else ""

    @property
    def origin(self) -> str:
        """What checkpoints call this ledger: no two begin with the same line."""
        return f"cunwu/{digest_of(self.lines[0])[:16]}"

    def entered(self, order: BuildOrder) -> Entered:
        """When commits were published; those that a publication brings, at its own moment."""
        lines = [(one["history"], round(datetime.fromisoformat(one["time"]).timestamp())) for one in self.entries]
        if lines and order.strict:
            lines.append((sys.maxsize, round(order.published_at.timestamp())))
        return entered_by(lines, end_of(order.as_of)) if lines else NEVER

    @classmethod
    def of(cls, ledger: bytes) -> Chain:
        """The chain in a file. Raises Mismatch if it does not hold together."""
        lines = tuple(lines_in(ledger))
        return cls(lines, tuple(entries_in(lines)))


class Said(Frozen):
    """What a site says of itself in its small file."""

    commit: str = ""
    ledger: str = ""
    """The digest of the last line of its ledger; empty if it has none."""
    entered: bool = False
    """Whether that line is about the site as it is; else it is a preview."""

    @classmethod
    def of(cls, site: Path) -> Said:
        """Reads it from a site; empty for a folder that says nothing."""
        try:
            told = json.loads((site / PUBLISHED).read_bytes())
            return cls(str(told["commit"]), str(told.get("ledger", "")), told.get("entered") is True)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    @property
    def content(self) -> bytes:
        """The file."""
        told = {"version": 2, "commit": self.commit, "ledger": self.ledger, "entered": self.entered}
        return (json.dumps(told) + "\n").encode()


def chain_of(order: BuildOrder) -> Chain:
    """The ledger that a build continues: that of the site, or one that was fetched. Empty if there never was one.

    Raises CunwuError if there was one and it cannot be continued; a preview, which adds nothing, takes what it finds.
    """
    try:
        found = _read(order.site / LEDGER)
        if not order.strict:
            return _longer(found or Chain(), _given(order.ledger))
        return _longer(_continuable(order.site, found), _given(order.ledger))
    except Mismatch as wrong:
        if not order.strict:
            return Chain()
        raise _stopped(str(wrong)) from None


def _continuable(site: Path, found: Chain | None) -> Chain:
    """The ledger of a site, which must be the one that the site says it has."""
    said = Said.of(site).ledger
    if said and found is None:
        raise Mismatch(f"网站有过公布簿，现在 {site / LEDGER} 不见了")
    if found is not None and found.head != said:
        raise Mismatch(f"公布簿的最后一行，不是 {site / PUBLISHED} 认的那一行：被截短或者换过")
    return found or Chain()


def _stopped(why: str) -> CunwuError:
    next_step = f"从备份或者网上取回 {LEDGER}，再用 cunwu build --strict --ledger 文件；{_ELSEWHERE}"
    return CunwuError(f"{why}，没有公布，旧网站没有动", next_step=next_step)


def _read(file: Path) -> Chain | None:
    try:
        return Chain.of(file.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Mismatch(f"公布簿 {file} 读不了：{reason_of(error)}") from error


def _given(file: Path | None) -> Chain:
    if file is None:
        return Chain()
    found = _read(file)
    if found is None:
        raise Mismatch(f"没有公布簿 {file}")
    return found


def _longer(one: Chain, other: Chain) -> Chain:
    shorter, longer = sorted((one, other), key=lambda chain: len(chain.lines))
    if longer.lines[: len(shorter.lines)] != shorter.lines:
        raise Mismatch("取来的公布簿和网站文件夹里的不是同一本")
    return longer


def demand_descent(order: BuildOrder, last: str, head: str) -> None:
    """Raises CunwuError if the commit published last is missing in this history: somebody rewrote the history."""
    if last and commits_between(order.project.root, last, head) is None:
        next_step = f"git log {last[:12]}，找回它；{_ELSEWHERE}"
        raise CunwuError(f"历史被改写：上次公布的提交 {last[:12]} 不在现在的历史里，旧网站没有动", next_step=next_step)


class Publishing(Frozen):
    """What a line says of a build."""

    order: BuildOrder
    commit: str
    program: str
    frame: bool
    """Whether it has the pages written by people."""
    site: str
    """The digest of the listing of the whole site."""


def enter(chain: Chain, build: Publishing, staging: Staging, history: History) -> Chain:
    """The chain with a line for this build; the same chain if nothing was published since its last line."""
    last = chain.entries[-1] if chain.entries else None
    if last is not None and (last["site"], last["commit"]) == (build.site, build.commit):
        return chain
    order, upto = build.order, history.upto + 1
    count, digests = staging.changed()
    entry = {
        "algorithm": ALGORITHM,
        "as_of": order.as_of.isoformat(),
        "changes": _changes(history, last["history"] if last else upto),
        "commit": build.commit,
        "history": upto,
        "made": {"frame": build.frame, "precompress": order.precompress},
        "n": len(chain.lines) + 1,
        "pages": {"count": count, "digests": digests} if digests else {"count": count},
        "previous": chain.head,
        "program": build.program,
        "records": tree_of(order.project.root, build.commit),
        "site": build.site,
        "time": order.published_at.astimezone(BEIJING).isoformat(timespec="seconds"),
        "version": VERSION,
    }
    return Chain((*chain.lines, canonical(entry)), (*chain.entries, entry))


def _changes(history: History, after: int) -> dict[str, list[list[str]]]:
    """Place, kind, record, item, field and what happened, without any text: texts may have to be taken down by law."""
    found = history.changes_between(after, history.upto + 1)
    return {"items": items_of(found)} if len(found) <= _MOST_CHANGES else {}


def items_of(found: Sequence[Published]) -> list[list[str]]:
    """Changes as a line has them."""
    changes = (one.change for one in found)
    return [[c.place, c.record_kind, c.record, c.item, c.field, c.kind.value] for c in changes]


def write_chain(chain: Chain, shop: Workshop, commit: str, site: str) -> None:
    """Put the ledger, its head, its page and what a site of a commit says of itself into the new version."""
    staging, newest = shop.staging, range(len(chain.lines))[: -NEWEST - 1 : -1]
    told = [_line(chain.lines[at], chain.entries[at]) for at in newest]
    for page in (plan_publications(shop.site, told), plan_heads(shop.site, told)):
        staging.write(page.url, shop.renderer.render(page), pack=False)
    last = chain.entries[-1] if chain.entries else {}
    is_entered = (last.get("commit"), last.get("site")) == (commit, site)
    # A preview over a ledger that is spoilt keeps what it finds: only a publication has to continue it.
    said = Said(commit, chain.head or Said.of(staging.site).ledger, is_entered)
    if chain.lines:
        staging.write(LEDGER, b"".join(line + b"\n" for line in chain.lines))
        staging.write(CHECKPOINT, checkpoint_of(chain.origin, chain.lines).encode())
    staging.write(PUBLISHED, said.content, pack=False)


def _line(line: bytes, entry: Mapping[str, Any]) -> PublicationLine:
    when = entry["time"][:16].replace("T", " ")
    code = check_code(digest_of(line))
    return PublicationLine(str(entry["n"]), when, entry["time"], code, str(entry["pages"]["count"]))
