"""A check of several places compares their pictures with each other; a check of one place does not, a build neither."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from PIL import ImageOps

from support.answers import make_village
from support.attached import drawn, saved
from support.clerk_repositories import write
from support.commands import run_here

NOTE = "编号: n\n标题: 修路\n种类: 通知\n起: 2026-03-01\n附件:\n"
ROW = "  - {{编号: 附1, 文件: attachments/a.jpg, 校验值: {}, 同意公开: 没有人, 已看过: 是, 看过的人: 李某}}\n"
HERE, THERE = "villages/qinghe/shanghe", "villages/qinghe/xiahe"
PICTURE = drawn()
AGAIN = saved(ImageOps.mirror(PICTURE).crop((40, 30, 600, 450)), quality=50)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    make_village(tmp_path, {})
    write(
        tmp_path, f"{THERE}/village.yml", (tmp_path / f"{HERE}/village.yml").read_text("utf-8").replace("上河", "下河")
    )
    return tmp_path


def put(root: Path, village: str, content: bytes) -> None:
    write(root, f"{village}/notices/n.yml", NOTE + ROW.format(sha256(content).hexdigest()))
    (root / village / "attachments").mkdir()
    (root / village / "attachments/a.jpg").write_bytes(content)


@pytest.mark.parametrize(
    ("content", "paths", "told"),
    [
        (AGAIN, (), 1),
        (saved(PICTURE), (), 1),
        (saved(drawn(seed=9)), (), 0),
        (AGAIN, (THERE,), 0),
        (AGAIN, (HERE, THERE), 1),
    ],
)
def test_a_picture_of_the_neighbours_is_told_at_the_later_place(
    board: Path, content: bytes, paths: tuple[str, ...], told: int
) -> None:
    put(board, HERE, saved(PICTURE))
    put(board, THERE, content)
    out = run_here(board, "check", *paths, "--as-of", "2026-04-10").stdout
    assert out.count("ATT014 ") == told
    if told:
        assert f"{THERE}/notices/n.yml:6:" in out
        assert "附件 附1 和上河村「修路」的附件 附1 像是同一张照片" in out
