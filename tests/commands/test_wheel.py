"""From nothing but the wheel to a board: list of villages → records, first commit, site."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
import xlsxwriter

from support.effort import BY_NIGHT

pytest_plugins = ["support.wheels"]
pytestmark = pytest.mark.slow

HEADS = (
    "序号",
    "县（市、区）",
    "乡镇",
    "村名",
    "村文件夹",
    "小组数",
    "户数",
    "合作社名称",
    "公开周期",
    "公开截止日",
    "加入日期",
)
AS_OF = ("--as-of", "2026-11-20")


def write_list(path: Path) -> Path:
    """Twenty invented villages of two towns; the last one discloses each quarter."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        for n in range(20):
            town, rhythm = ("演示镇" if n < 12 else "演示乡"), ("季度" if n == 19 else "每月")
            row = (n + 1, "演示县", town, f"第{n + 1}村", f"cun{n + 1}", 6, 100 + n, f"第{n + 1}村合作社", rhythm, 15)
            sheet.write_row(n + 1, 0, (*row, "2026-08-01"))
    return path


def run(command: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "GIT_"))}
    environment |= {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        (command, *words), cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_twenty_villages_of_a_workbook_become_a_board_by_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    write_list(tmp_path / "villages.xlsx")
    made = run(installed, tmp_path, "init", "board", "--from", "villages.xlsx", "--platform", "gitlab")
    assert made.returncode == 0, made.stderr
    assert "3 个地方、20 个村，已经提交" in made.stdout
    assert "没有找到程序的安装包" not in made.stdout
    board = tmp_path / "board"
    assert re.search(r"^--find-links \.ci\ncunwu==", (board / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert len(list((board / ".ci").glob("cunwu-*.whl"))) == 1

    built = run(installed, board, "build", *AS_OF)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "打开：file://" in built.stdout
    assert "填报手册" in (board / "site/handbook/index.html").read_text("utf-8")  # the board has no pages of its own
    assert len(list((board / "site/board").glob("*/cun*/index.html"))) == 20
    monthly, quarterly = (
        (board / f"site/board/{town}/cun{n}/disclosure.html").read_text("utf-8")
        for town, n in (("p01", 1), ("p02", 20))
    )
    assert "2026 年 9 月" in monthly
    assert "已逾期" in monthly
    assert "第三季度" in quarterly
    assert "2026 年 9 月<" not in quarterly
    village = re.sub("<[^>]*>", "", (board / "site/board/p01/cun1/index.html").read_text("utf-8"))
    assert "更正和改动（还没有）" in village

    checked = run(installed, board, "check", *AS_OF)
    assert checked.returncode == 0, checked.stdout
    assert "共 0 处错误、0 处反常、20 处提醒" in checked.stdout  # what is owed since August
    told = run(installed, board, "doctor")
    assert (told.returncode, "没有要换的" in told.stdout) == (0, True), told.stdout + told.stderr
    explained = run(installed, tmp_path, "explain", "FIN003")
    assert explained.stdout.startswith("# FIN003 ")


def test_an_older_board_is_brought_up_in_one_line_and_keeps_what_people_changed(
    installed: Path, tmp_path: Path
) -> None:
    assert run(installed, tmp_path, "init", "demo", "--platform", "forgejo").returncode == 0
    board = tmp_path / "demo"
    note, publish = board / ".ci/board.json", board / ".ci/publish"
    older = publish.read_bytes() + b"# as an older version wrote it\n"
    publish.write_bytes(older)
    with_deploy = (board / ".github/workflows/board.yml").read_text("utf-8") + "# 送到我们的服务器\n"
    (board / ".github/workflows/board.yml").write_text(with_deploy, "utf-8")
    (board / ".editorconfig").unlink()
    text = note.read_text("utf-8")
    path = re.search(r'"\.ci/publish": "([0-9a-f]{64})"', text)
    assert path is not None
    note.write_text(text.replace(path[1], sha256(older).hexdigest()), "utf-8")
    told = run(installed, board, "doctor")
    assert told.returncode == 1
    assert told.stdout.splitlines()[:2] == [".ci/publish：旧版的，要换", ".editorconfig：没有，新版有"]
    assert run(installed, board, "migrate").returncode == 0
    assert publish.read_bytes() != older
    assert (board / ".editorconfig").is_file()
    assert (board / ".github/workflows/board.yml").read_text("utf-8") == with_deploy
    assert run(installed, board, "doctor").returncode == 0


ENGINE = BY_NIGHT and os.geteuid() == 0 and shutil.which("buildah") and shutil.which("debootstrap")


@pytest.mark.skipif(not ENGINE, reason="tried at night by root, with a network, where buildah and debootstrap are")
def test_the_container_checks_and_builds_a_board_for_a_user_of_no_rights(installed: Path, tmp_path: Path) -> None:
    """The image that the file starts from is made of Debian's own packages: no registry of images is asked."""
    assert run(installed, tmp_path, "init", "board").returncode == 0
    board, site = tmp_path / "board", tmp_path / "site"
    recipe = board / ".ci/Containerfile"
    (base,) = re.findall(r"^FROM (\S+)$", recipe.read_text("utf-8"), re.MULTILINE)
    site.mkdir()
    for path in (site, board, *board.rglob("*")):
        os.chown(path, 1234, 1234)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as text:  # too large for memory
        folder = Path(text)
        root, trusted = folder / "root", "/etc/ssl/certs/ca-certificates.crt"
        packages = "--include=python3,python3-pip,ca-certificates"
        engine(folder, "debootstrap", "--variant=minbase", packages, base.rpartition("-")[2], str(root))
        for name, target in {"python3": "python3", "python": "python3", "pip": "pip3"}.items():
            (root / "usr/local/bin" / name).symlink_to(f"/usr/bin/{target}")
        next(root.glob("usr/lib/python3*/EXTERNALLY-MANAGED")).unlink()  # the image's own Python has no such mark
        shutil.copyfile(os.environ.get("PIP_CERT") or str(ssl.get_default_verify_paths().cafile), root / trusted[1:])
        made = engine(folder, *BUILDAH, "from", "scratch").strip()
        engine(folder, *BUILDAH, "copy", "-q", made, str(root), "/")
        engine(folder, *BUILDAH, "config", "--env", f"PIP_CERT={trusted}", made)
        engine(folder, *BUILDAH, "commit", "-q", "--rm", made, f"docker.io/library/{base}")
        engine(folder, *BUILDAH, "bud", *APART, "--pull-never", "-t", "board", "-f", str(recipe), str(board))
        made = engine(folder, *BUILDAH, "from", "--pull-never", "localhost/board").strip()
        mounted = ("-v", f"{board}:/board", "-v", f"{site}:/site")
        inside = (*BUILDAH, "run", *APART, "--user", "1234", *mounted, made, "--", "cunwu")
        assert "检查了 2 个地方，没有发现问题" in engine(folder, *inside, "check")
        built = engine(folder, *inside, "build", "--strict", "--commit", "HEAD", "--site-dir", "/site/www")
        assert "打开：file:///site/www/index.html" in built
    assert "演示村" in (site / "www/board/yanshi/index.html").read_text("utf-8")


BUILDAH = ("buildah", "--storage-driver", "vfs", "--root", "images", "--runroot", "running")
APART = ("--isolation", "chroot")  # needs no namespaces, which a container that tests run in may not make


def engine(folder: Path, *words: str) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout
