"""A clone without contents (`--filter=blob:none`): git fetches them on demand, or one true sentence says it cannot."""

from __future__ import annotations

from pathlib import Path

from support.clerk_repositories import VILLAGE, git
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import codes
from support.requests import Desk


def partial(tmp_path: Path) -> Path:
    desk = Desk(tmp_path / "board", {"villages/shanghe/village.yml": VILLAGE, LEDGER: MARCH})
    desk.git("config", "uploadpack.allowFilter", "true")
    desk.git("checkout", "-q", "-b", "request")
    desk.put({LEDGER: MARCH.replace("320.00", "330.00").replace("880.00", "870.00")})
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", desk.root.as_uri(), "clone")
    clone = tmp_path / "clone"
    (clone / "mkdocs.yml").write_text("", "utf-8")
    (clone / "villages").mkdir()
    return clone


def test_a_clone_without_contents_is_checked_as_any_other(tmp_path: Path) -> None:
    clone = partial(tmp_path)
    words = ("check", "--base", "origin/main", "--head", "origin/request", "--as-of", "2026-04-20", "--format", "json")
    assert codes(run_here(clone, *words)) == ["HIS001", "HIS001"]


def test_a_clone_whose_origin_is_gone_says_so(tmp_path: Path) -> None:
    clone = partial(tmp_path)
    (tmp_path / "board").rename(tmp_path / "elsewhere")
    done = run_here(clone, "check", "--base", "origin/main", "--head", "origin/request", "--as-of", "2026-04-20")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有文件内容" in done.stderr
    assert "--filter" in done.stderr
