"""What a site of a commit is made from besides records: nothing that lies only on disk is shown on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cunwu.core.frozen import replace
from cunwu.core.paths import CONFIG, PAGES, THEME, Project, hidden_part
from cunwu.git.commit_source import CommitSource, blobs_named, write_files
from cunwu.records.source import blob_id, refuse_links


def lay_out(project: Project, commit: str, folder: Path, names: Sequence[str] = (CONFIG, THEME)) -> Project:
    """The project with what a commit holds under these names, which is written into an empty folder.

    Pages written by people are hundreds of files that few builds read: `lay_out_pages` writes them when one does.
    Raises CunwuError if they hold links, submodules or attributes of git.
    """
    refuse_links(CommitSource(project.root, commit).foreign_beside)
    write_files(project.root, commit, names, folder)
    laid_out = replace(project, beside=folder)
    # A theme that no commit holds is that of the program, or one to which a link on disk leads.
    if not laid_out.own_theme.exists():
        laid_out.own_theme.symlink_to(project.theme.resolve())
    return laid_out


def lay_out_pages(project: Project, commit: str) -> None:
    """Write the pages of a commit beside what was laid out of it; those on disk are left where they are."""
    if project.beside is not None and not project.content.exists():
        write_files(project.root, commit, (PAGES,), project.beside)


def pages_of(project: Project, commit: str) -> Mapping[str, str]:
    """Path → blob id of every page written by people: of a commit if the project was laid out, else of those on disk.

    Both say the same of the same pages, so that a frame made from one serves the other.
    """
    if project.beside is not None:
        return blobs_named(project.root, commit, (PAGES,))
    root = project.content.parent
    listed = ((path.relative_to(root).as_posix(), path) for path in sorted(project.content.rglob("*")))
    return {name: blob_id(path.read_bytes()) for name, path in listed if path.is_file() and not hidden_part(name)}
