"""`cunwu verify`, `cunwu witness` and the single file verify.py: what is proven, what does not fit, what is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cunwu.core.check_code import check_code
from cunwu.core.paths import Project
from cunwu.core.verifier import LEDGER, PUBLISHED, digest_of, lines_in
from cunwu.publish.site import BuildOrder, build_site
from cunwu.records.source import blob_id
from support.projects import AS_OF, DEED, MARCH, SMALL, commit_all, git, make_project, run_cunwu, write

CORRECTION = (
    "更正:\n  - 编号: 更1\n    条目: 001\n    字段: 摘要\n    原值: 鱼塘承包款\n    新值: 三组鱼塘承包款\n"
    "    原因: 写明是哪一个鱼塘\n    批准: 2026-05-01 村务监督委员会\n    日期: 2026-05-01\n"
)
RECORD = "villages/qinghe/shanghe/finance/2026-03.yml"
PAGE = "board/qinghe/shanghe/finance/2026-03.html"


def publish(root: Path) -> None:
    build_site(BuildOrder(Project(root), root / "site", AS_OF, strict=True, commit="HEAD"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board with three publications."""
    root = tmp_path_factory.mktemp("published") / "board"
    make_project(root, SMALL)
    (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n/heads/\n", "utf-8")
    commit_all(root, "2026-04-01")
    publish(root)
    for number in (4, 5):
        write(root, {f"qinghe/lianhua/deeds/2026-0{number}.yml": DEED.replace("2026-03", f"2026-0{number}")})
        commit_all(root, f"2026-04-0{number}")
        publish(root)
    return root


@pytest.fixture
def board(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "board"))


def code_of(root: Path, number: int) -> str:
    """The code as a poster prints it."""
    digest = digest_of(lines_in((root / "site" / LEDGER).read_bytes())[number - 1])[:12].upper()
    return f"{digest[:4]} {digest[4:8]} {digest[8:]}"


def test_a_board_that_fits_is_said_to_fit_and_what_is_not_proven_is_said_too(board: Path) -> None:
    done = run_cunwu("verify", "--code", code_of(board, 1), cwd=board)
    assert done.returncode == 0, done.stdout
    assert "3 次公布，一次接一次" in done.stdout
    assert "一个字节不差" in done.stdout
    assert "重放了 3 次公布" in done.stdout
    assert f"核对码 {code_of(board, 1)} 找到了：第 1 次公布" in done.stdout
    assert "没有证明： 账目本身真不真" in done.stdout
    assert done.stdout.endswith("结论：都对得上\n")


def test_a_publication_is_built_again_byte_for_byte(board: Path) -> None:
    for number in ("2", "3"):
        done = run_cunwu("verify", "--rebuild", number, cwd=board)
        assert f"第 {number} 次公布" in done.stdout
        assert "重做了一遍，网站一个字节不差" in done.stdout, done.stdout


def test_a_code_that_is_not_in_the_ledger_is_named(board: Path) -> None:
    done = run_cunwu("verify", "--code", "1234-5678-9abc", "--code", "不是码", cwd=board)
    assert done.returncode == 1
    assert "核对码 1234-5678-9abc 不在公布簿里" in done.stdout
    assert "核对码「不是码」不对" in done.stdout


def test_a_code_of_a_record_is_found_on_the_page_that_prints_it_and_an_older_one_in_the_clone(board: Path) -> None:
    now = check_code(blob_id(MARCH.encode()))
    assert f"核对码 {now} 找到了：{PAGE}" in run_cunwu("verify", "--code", now, cwd=board).stdout
    by_file = (sys.executable, board / "site/board/assets/verify.py", board / "site", now)
    assert f"核对码 {now} 找到了" in subprocess.run(by_file, capture_output=True, check=False).stdout.decode()
    write(board, {RECORD.removeprefix("villages/"): MARCH.replace("鱼塘承包款", "三组鱼塘承包款") + CORRECTION})
    commit_all(board, "2026-05-01")
    publish(board)
    done = run_cunwu("verify", "--code", now.lower().replace("-", " "), cwd=board)
    assert f"核对码 {now} 找到了：{RECORD}，2026-04-01 提交" in done.stdout, done.stdout
    assert "后来改过" in done.stdout
    assert done.returncode == 0


def flip(file: Path, at: int = 700) -> None:
    content = bytearray(file.read_bytes())
    content[at % len(content)] ^= 1
    file.write_bytes(content)


def flip_in_git(root: Path, path: str) -> None:
    blob = git(root, "rev-parse", f"HEAD:{path}").strip()
    file = root / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    flip(file, 30)


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda root: flip(root / "site" / PAGE), f"{PAGE} 和公布时不一样"),
        (lambda root: flip(root / "site" / LEDGER), "公布簿"),
        (lambda root: flip(root / "site" / PUBLISHED, 30), f"{PUBLISHED} 说的"),
        (lambda root: flip(root / RECORD, 40), f"记录 {RECORD} 和提交的不一样"),
        (lambda root: flip_in_git(root, RECORD), "克隆里的内容坏了"),
        (lambda root: flip(root / "site/board/qinghe/pages.sha256"), "清单 board/qinghe/pages.sha256"),
        (lambda root: (root / "site" / PAGE).unlink(), f"{PAGE} 不见了"),
        (lambda root: (root / "site/board/extra.html").write_text("x"), "board/extra.html 多出来了"),
        (lambda root: (root / "site" / LEDGER).unlink(), "没有公布簿"),
    ],
    ids=["page", "ledger", "published", "record", "git", "listing", "gone", "extra", "no-ledger"],
)
def test_what_was_touched_is_named(board: Path, harm: Callable[[Path], object], named: str) -> None:
    harm(board)
    done = run_cunwu("verify", cwd=board)
    assert (done.returncode, named in done.stdout) == (1, True), done.stdout + done.stderr


def rewritten(root: Path) -> None:
    """All of history anew, with another sum in March, and a board in a fresh folder that holds together."""
    shutil.rmtree(root / ".git")
    shutil.rmtree(root / "site")
    write(root, {RECORD.removeprefix("villages/"): MARCH.replace("300.00", "30.00").replace("1500.00", "1230.00")})
    write(root, {"qinghe/shanghe/finance/2026-04.yml": None})
    commit_all(root, "2026-04-01")
    publish(root)


def test_a_rewritten_history_in_a_fresh_folder_is_seen_by_paper_by_a_head_and_by_an_old_site(
    board: Path, tmp_path: Path
) -> None:
    paper = code_of(board, 2)
    old_site = Path(shutil.copytree(board / "site", tmp_path / "old"))
    head = Path(shutil.copy(board / "site/board/publications/checkpoint", tmp_path / "head"))
    rewritten(board)
    assert run_cunwu("verify", cwd=board).returncode == 0, "alone it fits: that is why codes are printed"
    assert f"核对码 {paper} 不在公布簿里" in run_cunwu("verify", "--code", paper, cwd=board).stdout
    by_head = run_cunwu("verify", "--head", head, cwd=board)
    assert (by_head.returncode, "后面的被拿掉了" in by_head.stdout) == (1, True)
    by_old = run_cunwu("verify", old_site, cwd=board)
    assert (by_old.returncode, "历史被改写" in by_old.stdout) == (1, True)


def witness(root: Path) -> subprocess.CompletedProcess[str]:
    return run_cunwu("witness", root / "site" / LEDGER, "--heads", root.parent / "heads", cwd=root.parent)


def test_a_witness_keeps_heads_and_sees_that_two_readers_were_shown_different_ledgers(
    board: Path, tmp_path: Path
) -> None:
    assert witness(board).returncode == 0
    again = witness(board)
    assert (again.returncode, "共 1 个树头" in again.stdout) == (0, True)
    shutil.rmtree(board / "site")
    publish(board)
    seen = witness(board)
    assert (seen.returncode, "后面的被拿掉了" in seen.stdout) == (1, True)
    assert len(list((tmp_path / "heads").iterdir())) == 2, "what does not fit is kept as evidence"


def test_the_single_file_on_the_site_needs_nothing_but_python(board: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(board / "site", tmp_path / "downloaded"))
    command = [sys.executable, "-I", "-S", str(site / "board/assets/verify.py"), str(site)]
    done = subprocess.run([*command, code_of(board, 3)], capture_output=True, text=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "找到了：第 3 次公布" in done.stdout
    flip(site / PAGE)
    refused = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert refused.returncode == 1
    assert f"✕ {PAGE} 和公布时不一样" in refused.stdout
    assert "assets/verify.py" in (site / "board/pages.sha256").read_text("utf-8"), "it is listed itself"
