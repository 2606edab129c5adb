"""The list of all files of a place, for pages that are made from many of them."""

from __future__ import annotations

from itertools import groupby

from cunwu.core.frozen import Frozen, replace
from cunwu.kinds import KINDS
from cunwu.pages.parts.context import MANY_FILES, Page, PlaceContext
from cunwu.pages.parts.links import files_url
from cunwu.pages.parts.view import Link, Shell, SourceLine

HEADING = "文件清单"


class FilesGroup(Frozen):
    """The files of one kind, which is one folder."""

    label: str
    lines: tuple[SourceLine, ...]


class FilesView(Frozen):
    """Every file of a place, with its content and its commit."""

    shell: Shell
    heading: str
    folder: str
    """Where all of them lie; the lines name them below it."""
    groups: tuple[FilesGroup, ...]


_OWN = "基本情况"
_LABELS = {kind.folder: kind.label for kind in KINDS if kind.folder}


def plan_files(context: PlaceContext) -> Page | None:
    """The list; None for a place whose pages name all their files themselves."""
    files = context.board.files
    if len(files) <= MANY_FILES:
        return None
    url = files_url(context.place)
    own = [file for file in files if file.path == context.place.own_file]
    shell = context.shell(url, HEADING, own, crumbs=[Link(HEADING)])
    heading = f"{context.place.name}：{HEADING}（{len(files)}）"
    folder = f"{context.place.own_file.rpartition('/')[0]}/"
    lines = sorted((replace(one, path=one.path.removeprefix(folder)) for one in context.sources_of(files)), key=_folder)
    groups = tuple(FilesGroup(_label(name), tuple(found)) for name, found in groupby(lines, _folder))
    return Page(url, "files.html", FilesView(shell, heading, folder, groups))


def _folder(line: SourceLine) -> str:
    return line.path.rpartition("/")[0]


def _label(folder: str) -> str:
    return f"{_LABELS.get(folder, folder)}（{folder}）" if folder else _OWN
