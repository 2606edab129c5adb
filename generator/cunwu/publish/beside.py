"""What a site of a commit is made from besides records: nothing that lies only on disk is shown on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cunwu.core.frozen import replace
from cunwu.core.paths import BESIDE, CONFIG, Project
from cunwu.git.commit_source import CommitSource, write_files
from cunwu.records.source import refuse_links


def lay_out(project: Project, commit: str, folder: Path, names: Sequence[str] = (CONFIG, *BESIDE)) -> Project:
    """The project with what a commit holds under these names, which is written into an empty folder.

    Raises CunwuError if they hold links, submodules or attributes of git.
    """
    refuse_links(CommitSource(project.root, commit).foreign_beside)
    write_files(project.root, commit, names, folder)
    laid_out = replace(project, beside=folder)
    # A theme that no commit holds is that of the program, or one to which a link on disk leads.
    if not laid_out.own_theme.exists():
        laid_out.own_theme.symlink_to(project.theme.resolve())
    return laid_out
