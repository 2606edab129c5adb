"""What changed since the last build, found without reading what did not change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cunwu.core.paths import OWN_FILES, PAGES, Project
from cunwu.core.program import digest_of_files, program_digest
from cunwu.core.shipped import shipped
from cunwu.git.repository import commits_between, demand_head, edited_files, walk_commits
from cunwu.git.trouble import GitRefusedError, NoHistoryError
from cunwu.publish.manifest import Base


def program_key(project: Project) -> str:
    """A digest of the program as this process loaded it and of the theme as it is now."""
    return digest_of_files(program_digest(), project.theme, _files(project.theme))


def content_key(project: Project, pages: Mapping[str, str]) -> str:
    """A digest of the sources of pages written by people: those pages, the theme, mkdocs.yml and the program.

    `pages` is path → blob id, so that pages of a commit need not be written for it.
    """
    brought = digest_of_files(program_key(project), shipped(PAGES), _files(shipped(PAGES)))
    own = "".join(f"\n{blob} {path}" for path, blob in sorted(pages.items()))
    return digest_of_files(brought + own, project.config.parent, (project.config,))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def head_of(root: Path, commit: str) -> str | NoHistoryError:
    """The commit that is built, or on which the files on disk are based; the reason if no history can be trusted."""
    try:
        return demand_head(root, commit or "HEAD")
    except NoHistoryError as error:
        return error


def edits_on_disk(root: Path, commit: str) -> tuple[str, ...] | None:
    """Record files that differ on disk from HEAD; empty if a commit is built; None if git cannot list them."""
    if commit:
        return ()
    try:
        return edited_files(root)
    except GitRefusedError:
        return None


def changed_since(root: Path, base: Base, head: str, edited: tuple[str, ...]) -> frozenset[str] | None:
    """Record files that changed since the last build; None if everything has to be made.

    A file that one commit changed and a later one changed back is among them, because its history differs.
    """
    if commits_between(root, base.commit, head) is None:
        return None
    commits = walk_commits(root, head, base.commit) if head != base.commit else ()
    published = {change.path: change for commit in commits for change in commit.changes}
    # All places below depend on settings and names; a place that comes, goes or moves changes the tree.
    for change in published.values():
        name = change.path.rpartition("/")[2]
        if name == "region.yml" or (name == "village.yml" and not (change.before and change.after)):
            return None
    changed = frozenset((*published, *edited, *base.edited))
    if any(path.rpartition("/")[2] in OWN_FILES for path in (*edited, *base.edited)):
        return None
    return changed
