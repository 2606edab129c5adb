"""cunwu attach: what it does to a file, what it writes, and what it refuses."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from support.attached import HONEST, drawn, exif, paper, saved
from support.clerk_repositories import commit, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import march_published

PHOTO = saved(drawn(3000, 2000), exif=exif(day="2026:03:02 10:11:12", place=True, turned=6))
CSV = "姓名,电话\n张某,13900138000\n"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = march_published(tmp_path / "board")
    write(root, LEDGER, MARCH)
    return root


def attached(root: Path) -> dict[str, bytes]:
    folder = root / "villages/shanghe/attachments"
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_photo_is_stripped_named_and_written_beside_the_entry(board: Path) -> None:
    (board / "IMG_0012.JPG").write_bytes(PHOTO)
    done = run_here(
        board,
        "attach",
        "IMG_0012.JPG",
        LEDGER,
        "--item",
        "001",
        "--label",
        "发票",
        "--consent",
        "没有人",
        "--seen-by",
        "李某",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "附1" in done.stdout
    ((name, content),) = attached(board).items()
    assert name == "2026-03-发票.jpg"
    with Image.open(BytesIO(content)) as image:
        assert image.width < image.height <= 2400
        assert not image.getexif()
    text = (board / LEDGER).read_text("utf-8")
    assert "    附件: 附1\n" in text
    for line in ("说明: 发票", "同意公开: 没有人", "已看过: 是", "看过的人: 李某", "当地: 不知道"):
        assert line in text
    assert "ATT" not in run_here(board, "check", LEDGER).stdout


def test_a_picture_is_covered_where_it_is_asked_for(board: Path) -> None:
    (board / "a.png").write_bytes(saved(Image.new("RGB", (200, 100), (200, 200, 200)), "PNG"))
    done = run_here(board, "attach", "a.png", LEDGER, "--cover", "0,50,50,50")
    assert done.returncode == 0
    assert "还要写「同意公开」" in done.stdout
    with Image.open(BytesIO(next(iter(attached(board).values())))) as image:
        corners = [image.getpixel(spot)[0] for spot in ((10, 10), (190, 10), (10, 90), (190, 90))]  # type: ignore[index]
    assert [shade < 20 for shade in corners] == [False, False, True, False]


def test_numbers_of_people_stop_a_table_and_are_starred_out_on_request(board: Path) -> None:
    (board / "a.csv").write_text(CSV, "utf-8")
    refused = run_here(board, "attach", "a.csv", LEDGER)
    assert refused.returncode == 2
    assert "手机号" in refused.stderr
    assert "13900138000" not in refused.stderr
    assert attached(board) == {}
    assert (board / LEDGER).read_text("utf-8") == MARCH
    assert run_here(board, "attach", "a.csv", LEDGER, "--mask", "--label", "名单").returncode == 0
    assert b"13900138000" not in attached(board)["2026-03-名单.csv"]


def test_the_number_in_a_pdf_blocks_in_the_command_and_in_the_check(board: Path) -> None:
    content = paper("Zhang 13900138000")
    (board / "a.pdf").write_bytes(content)
    refused = run_here(board, "attach", "a.pdf", LEDGER)
    assert (refused.returncode, attached(board)) == (2, {})
    assert "手机号" in refused.stderr
    (board / "villages/shanghe/attachments").mkdir()
    (board / "villages/shanghe/attachments/a.pdf").write_bytes(content)
    assert "PRV013" in run_here(board, "check").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a.zip", LEDGER), "压缩包"),
        (("没有.jpg", LEDGER), "读不了"),
        (("a.jpg", LEDGER, "--cover", "90,0,20,10"), "--cover"),
        (("a.jpg", LEDGER, "--item", "999"), "没有编号"),
    ],
)
def test_what_cannot_be_attached_is_refused_and_nothing_is_written(
    board: Path, words: tuple[str, ...], said: str
) -> None:
    (board / "a.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    (board / "a.jpg").write_bytes(HONEST["a small photo"][1])
    done = run_here(board, "attach", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert attached(board) == {}
    assert (board / LEDGER).read_text("utf-8") == MARCH


def test_the_same_file_is_not_attached_twice(board: Path) -> None:
    (board / "a.txt").write_text("请三家报价\n", "utf-8")
    assert run_here(board, "attach", "a.txt", LEDGER).returncode == 0
    again = run_here(board, "attach", "a.txt", LEDGER)
    assert again.returncode == 2
    assert "已经是附件 附1" in again.stderr


def test_other_bytes_under_the_same_name_are_a_silent_change(board: Path) -> None:
    (board / "a.txt").write_text("最低 64800 元\n", "utf-8")
    assert run_here(board, "attach", "a.txt", LEDGER, "--label", "报价").returncode == 0
    commit(board)
    file, text = board / "villages/shanghe/attachments/2026-03-报价.txt", (board / LEDGER).read_text("utf-8")
    old = text.partition("校验值: ")[2][:64]
    file.write_text("最低 65800 元\n", "utf-8")
    assert "REC013" in run_here(board, "check", LEDGER).stdout

    write(board, LEDGER, text.replace(old, sha256(file.read_bytes()).hexdigest()))
    commit(board)
    assert "HIS" in run_here(board, "check", "--base", "HEAD~1").stdout


REASONED = ("--reason", "本人要求", "--approved", "2026-03-31 村务监督委员会", "--on", "2026-03-31")


def test_a_file_is_taken_down_and_its_row_tells_who_when_and_why(board: Path) -> None:
    (board / "a.txt").write_text("最低 64800 元\n", "utf-8")
    assert run_here(board, "attach", "a.txt", LEDGER, "--item", "001", "--label", "报价").returncode == 0
    commit(board)
    content = next(iter(attached(board).values()))
    before = (board / LEDGER).read_text("utf-8")
    done = run_here(board, "redact", LEDGER, "附1", "文件", *REASONED)
    assert (done.returncode, done.stderr, attached(board)) == (0, "", {})
    assert "已撤下 villages/shanghe/attachments/2026-03-报价.txt" in done.stdout
    after = (board / LEDGER).read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert "    条目: 附1\n    字段: 文件\n    原因: 本人要求\n" in after
    commit(board)

    checked = run_here(board, "check", "--base", "HEAD~1").stdout
    assert "HIS014" in checked
    assert not any(code in checked for code in ("REC013", "REC018", "ATT", "HIS001", "HIS002"))
    assert "附1 · 文件：原因：本人要求" in run_here(board, "diff", "HEAD~1", "HEAD").stdout

    again = run_here(board, "redact", LEDGER, "附1", "文件", *REASONED)
    assert (again.returncode, "已经撤下了" in again.stderr) == (2, True)
    (board / "villages/shanghe/attachments/2026-03-报价.txt").write_bytes(content)
    assert "ATT007" in run_here(board, "check", LEDGER).stdout
    (board / "villages/shanghe/attachments/2026-03-报价.txt").unlink()

    (board / "b.txt").write_bytes(content)
    assert "撤下" in run_here(board, "attach", "b.txt", LEDGER, "--label", "又一份").stderr
    assert attached(board) == {}


def test_a_file_that_was_not_taken_down_after_all_is_still_there(board: Path) -> None:
    (board / "a.txt").write_text("最低 64800 元\n", "utf-8")
    assert run_here(board, "attach", "a.txt", LEDGER).returncode == 0
    commit(board)
    stood = attached(board)
    refused = run_here(board, "redact", LEDGER, "附1", "文件", *REASONED[:4], "--on", "2036-03-31")
    assert refused.returncode == 2
    assert attached(board) == stood


def test_a_request_lists_the_pictures_it_brings_with_who_looked_at_them(board: Path) -> None:
    (board / "a.jpg").write_bytes(HONEST["a small photo"][1])
    words = ("attach", "a.jpg", LEDGER, "--label", "路灯")
    assert run_here(board, *words, "--consent", "没有人", "--seen-by", "李某").returncode == 0
    commit(board)
    for told in (("diff", "HEAD~1", "HEAD"), ("check", "--base", "HEAD~1")):
        said = run_here(board, *told).stdout
        assert "带来了附件 附1（attachments/2026-03-路灯.jpg），李某看过：请自己打开看一遍" in said
    write(board, LEDGER, (board / LEDGER).read_text("utf-8") + "备注: 无\n")
    commit(board)
    assert "ATT008" not in run_here(board, "check", "--base", "HEAD~1").stdout


@pytest.mark.parametrize(
    ("position", "said"),
    [("", "不知道"), ("29.503,112.017", "是"), ("29.529,112.017", "是"), ("29.535,112.017", "否")],
)
def test_a_photo_is_compared_with_where_the_village_is_and_its_own_place_is_written_nowhere(
    board: Path, position: str, said: str
) -> None:
    village = board / "villages/shanghe/village.yml"
    village.write_text(village.read_text("utf-8") + (f"位置: {position}\n" if position else ""), "utf-8")
    (board / "a.jpg").write_bytes(saved(drawn(400, 300), exif=exif(day="2026:03:02 10:11:12", place=True)))
    done = run_here(board, "attach", "a.jpg", LEDGER)
    assert (done.returncode, done.stderr) == (0, "")
    text = (board / LEDGER).read_text("utf-8")
    assert f"当地: {said}\n" in text
    told = (text, done.stdout, *(str(content) for content in attached(board).values()))
    assert not any(part in one for one in told for part in ("29.5", "112.0", "GPS"))
