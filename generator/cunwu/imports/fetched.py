"""Files fetched from the sites of boards below: the only module that calls out, and no build ever uses it."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cunwu.core.frozen import Frozen
from cunwu.core.verifier import (
    CHECKPOINT,
    LEDGER,
    LISTING,
    Mismatch,
    check_head,
    digest_of,
    entries_in,
    files_in,
    lines_in,
)

_SECONDS = 60
_MOST = {"board/summary.json": 1 << 20, LEDGER: 256 << 20}
_MOST_OF_A_LISTING = 64 << 20
_SUMMARY = "board/summary.json"


class Fetched(Frozen):
    """What a site published last, each part held together by the next: totals, listing, ledger."""

    summary: bytes
    lines: tuple[bytes, ...]

    @property
    def commit(self) -> str:
        """The commit of its records."""
        return str(entries_in(self.lines)[-1]["commit"])


class _SameScheme(HTTPRedirectHandler):
    """Follows a site that moved, but never from https to what anybody on the way may change, or to a file."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202, PLR0917
        if urlsplit(newurl).scheme != urlsplit(req.full_url).scheme:
            raise URLError("网址转到了别的协议")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch_board(address: str) -> Fetched:
    """The last publication of a board. Raises Mismatch with a sentence: not there, broken off, or not of one piece."""
    if urlsplit(address).scheme not in ("https", "http"):
        raise Mismatch(f"{address} 不是网址")
    try:
        return _fetch(address)
    except Mismatch:
        # The site may have changed between two files; a second try sees one publication.
        return _fetch(address)


def _fetch(address: str) -> Fetched:
    lines = lines_in(_get(address, LEDGER))
    entries = entries_in(lines)
    if not entries:
        raise Mismatch("公布簿是空的")
    if check_head(lines, _get(address, CHECKPOINT).decode("utf-8", "replace")) != len(lines):
        raise Mismatch("树头不是公布簿最后一次的")
    listing = _get(address, LISTING)
    if digest_of(listing) != entries[-1]["site"]:
        raise Mismatch("网页的清单和公布簿最后一次公布的不一样")
    inner, summary = _get(address, f"board/{LISTING}"), _get(address, _SUMMARY)
    if files_in(listing, LISTING).get(f"board/{LISTING}") != digest_of(inner):
        raise Mismatch("公开栏的清单和公布时不一样")
    if files_in(inner, LISTING).get("summary.json") != digest_of(summary):
        raise Mismatch("汇总和公布时不一样")
    return Fetched(summary, tuple(lines))


def _get(address: str, path: str) -> bytes:
    most = _MOST.get(path, _MOST_OF_A_LISTING)
    url = f"{address.rstrip('/')}/{quote(path)}"
    request = Request(url, headers={"User-Agent": "cunwu gather", "Cache-Control": "no-cache"})  # noqa: S310
    try:
        with build_opener(_SameScheme).open(request, timeout=_SECONDS) as answer:
            content = bytes(answer.read(most + 1))
            length = answer.headers.get("Content-Length")
    except (OSError, ValueError, HTTPException) as error:
        raise Mismatch(f"取不到 {url}：{getattr(error, 'reason', None) or error}") from None
    if len(content) > most:
        raise Mismatch(f"{url} 太大，没有取完")
    if length is not None and length != str(len(content)):
        raise Mismatch(f"{url} 断了，没有取完")
    return content
