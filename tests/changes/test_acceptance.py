"""An edit is held against the rules as they find the records before and after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cunwu.changes.acceptance import Acceptance, Edit
from cunwu.core.paths import Project
from support.clerk_repositories import commit, git, write
from support.march_records import LEDGER, MARCH
from support.proposals import march_published


def test_what_a_rule_says_of_the_place_itself_stops_no_edit(tmp_path: Path) -> None:
    """PUB030 is about village.yml, which the place reads: once for the records before, once for those after."""
    root = march_published(tmp_path / "board")
    for month in ("2025-12", "2026-01", "2026-02"):
        write(root, LEDGER.replace("2026-03", month), MARCH.replace("2026-03", month))
    commit(root)
    base = git(root, "rev-parse", "HEAD").strip()
    edit = Edit(LEDGER, MARCH, f"{MARCH}    说明: 分两次付\n")
    Acceptance(Project(root), base, edit, date(2026, 4, 10)).demand()
