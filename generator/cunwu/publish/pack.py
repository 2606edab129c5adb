"""A part of a built site → one zip that opens from a disk: every link in it leads to a page in it."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from html import escape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urljoin

from cunwu.core.paths import BOARD
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.render import ANYWHERE, lead_links

_ALONG = ("reading.html", "objecting.html", "accessibility.html")
"""Pages written by people that those of a board lead to, and that need no other page."""
_FIRST = "index.html"
_TITLE = regex(r"<title>([^<]*)</title>")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state: the same site gives the same bytes."""


def pack_place(site: Path, place: str, out: Path) -> int:
    """Write the board of a place and of all below it into a zip; returns how many files it holds."""
    folder = f"{BOARD}/{place}/" if place else f"{BOARD}/"
    home, summary = f"{folder}index.html", site / folder / "summary.json"  # every place has both, lists only the first
    if not summary.is_file() or ".." in place.split("/"):
        raise CunwuError(f"{site} 里没有「{place}」的公开栏", next_step="cunwu build，再 cunwu pack 地方")
    names = _names_in(site, folder)
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            _put(packed, _FIRST, _way_to(home, (site / home).read_text("utf-8")))
            for name in names:
                content = (site / name).read_bytes()
                _put(packed, name, _closed(name, content, {*names, _FIRST}) if name.endswith(".html") else content)
    except OSError as error:
        raise CunwuError(f"写不了 {out}：{reason_of(error)}", next_step=f"df -h {out.parent}") from error
    return len(names) + 1


def _names_in(site: Path, folder: str) -> list[str]:
    """The files of a board, those that its pages load, and the pages it leads to; copies for web servers stay out."""
    found = {path for part in (folder, f"{BOARD}/assets") for path in (site / part).rglob("*") if path.is_file()}
    found |= {site / name for name in _ALONG if (site / name).is_file()}
    return sorted(path.relative_to(site).as_posix() for path in found if path.suffix != ".gz")


def _closed(name: str, content: bytes, names: Collection[str]) -> bytes:
    """A page without links to what is not in the zip."""

    def lead(href: str) -> str:
        if href.startswith(ANYWHERE):
            return href
        target = normpath(unquote(urljoin(name, href).partition("#")[0].partition("?")[0]))
        return href if target in names else ""

    return lead_links(content.decode("utf-8"), lead).encode("utf-8")


def _way_to(home: str, page: str) -> bytes:
    """The page at the top, which leads to the board at once."""
    title = found[1] if (found := _TITLE.search(page)) else "公开栏"
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={escape(home)}">\n<title>{title}</title>\n'
        f'<p><a href="{escape(home)}">{title}</a></p>\n</html>\n'
    ).encode()


def _put(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    row = zipfile.ZipInfo(name, _LONG_AGO)
    row.create_system, row.external_attr, row.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    packed.writestr(row, content)
