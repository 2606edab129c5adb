"""A clone without contents (`--filter=blob:none`): git fetches them on demand, or one true sentence says it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.clerk_repositories import VILLAGE, git
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.projects import ROOT
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


def test_a_plain_check_and_a_build_read_old_settings_in_few_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict, loose = (f"{VILLAGE}公开设置:\n  驻村天数下限: {days}\n" for days in (20, 10))
    month = "月份: 2026-03\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: 12\n"
    posting = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2024-01-05\n"
    own = "villages/shanghe"
    files = {f"{own}/attendance/2026-03.yml": month, f"{own}/postings/P01.yml": posting, LEDGER: MARCH}
    desk = Desk(tmp_path / "board", {f"{own}/village.yml": strict, **files})
    shutil.copytree(ROOT / "theme", desk.root / "theme")
    for number in range(12):
        desk.put({f"{own}/village.yml": (loose, strict)[number % 2] + f"户数: {300 + number} 户\n"})
    desk.put({f"{own}/village.yml": loose})
    desk.git("config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", desk.root.as_uri(), "clone")
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    checked = run_here(tmp_path / "clone", "check", "--as-of", "2026-06-01")
    assert "CAD004" in checked.stdout
    built = run_here(tmp_path / "clone", "build", "--no-frame", "--as-of", "2026-06-01")
    assert built.returncode == 0, built.stderr
    assert "！少 8 天" in (tmp_path / "clone/site/board/shanghe/postings/P01.html").read_text("utf-8")
    assert trace.read_text("utf-8").count("upload-pack") <= 8
