"""Numbers that are printed on pictures: told from what was read anywhere; read, masked and cached where that can be."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from PIL import Image

from cunwu.records import printed
from cunwu.records.attachments.pictures import legible
from cunwu.records.attachments.sorts import UnfitError
from cunwu.records.printed import LONG, Line, Printed, numbers_in, read_attached, read_numbers
from support.attached import paper, saved
from support.clerk_repositories import commit, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.photographed import citizen_id, found_of, photographed, sheet
from support.proposals import march_published

reads = pytest.mark.skipif(not printed.versions(), reason="needs pip install 'cunwu[ocr]'")
ID, MOBILE, ACCOUNT = citizen_id(Random(1)), "13900138000", "431200560001"  # noqa: S311 - always the same


def line(text: str, left: int = 1000, top: int = 1000) -> Line:
    return Line(text, tuple((left + 100 * at, top, left + 100 * at + 90, top + 200) for at in range(len(text))))


def told(*lines: Line) -> list[tuple[str, bool]]:
    return [(one.called, one.is_sure) for one in numbers_in(lines)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张某甲 13900138000", [("手机号", True)]),
        ("13900l380O0", [("手机号", True)]),
        ("990099196501013511", [(LONG, False)]),
        ("6222 0200 0000 0000 001", [(LONG, False)]),
        (f"7{ID}", [("18 位身份证号", True)]),
        ("合计 12800.50 元", []),
        ("2026-03-15 第 0012 号", []),
        ("24432000000012345678", []),
        ("138*1234", []),
    ],
)
def test_what_was_read_is_a_number_of_a_person_or_looks_like_one_or_is_none(
    text: str, found: list[tuple[str, bool]]
) -> None:
    assert told(line(text)) == found


@pytest.mark.parametrize(
    "words", [line("账号", 200), line("银行账号", 1000, 700)], ids=["before it", "at the head of its column"]
)
def test_what_stands_beside_a_number_says_what_it_is(words: Line) -> None:
    assert told(line(ACCOUNT)) == []
    assert told(words, line(ACCOUNT)) == [("银行卡或账户号", True)]
    assert told(line("账号", 200, 5000), line(ACCOUNT)) == []


def test_two_cells_read_as_one_are_covered_to_the_last_digit() -> None:
    text = f"62220200000000000{MOBILE}"
    boxes = [box for one in numbers_in([line(text)]) for box in one.boxes]
    assert max(box[2] for box in boxes) >= 1000 + 100 * (len(text) - 1) + 90


def test_only_the_signs_of_the_number_are_covered_and_one_beside_it() -> None:
    (one,) = numbers_in([line("联系电话请打" + MOBILE + "谢谢大家")])
    assert min(box[0] for box in one.boxes) > 1000 + 100 * 4
    assert max(box[2] for box in one.boxes) < 1000 + 100 * 19
    assert one.where.startswith("--cover 14,")


def test_without_the_extra_a_picture_is_not_read_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "versions", lambda: "")
    assert read_attached("a.jpg", b"") is None


def test_what_was_found_is_kept_without_the_number_and_not_read_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    picture, read = saved(Image.new("RGB", (40, 30), "white")), list[bytes]()

    def lines(content: bytes) -> list[Line]:
        read.append(content)
        return [line(MOBILE)]

    monkeypatch.setattr(printed, "versions", lambda: "reader 1")
    monkeypatch.setattr(printed, "read_lines", lines)
    first = read_numbers(picture, tmp_path)
    assert [one.called for one in first or ()] == ["手机号"]
    assert read_numbers(picture, tmp_path) == first
    assert len(read) == 1
    (kept,) = tmp_path.iterdir()
    assert MOBILE.encode() not in kept.read_bytes()
    kept.write_bytes(kept.read_bytes().replace(b"true", b"null"))
    assert read_numbers(picture, tmp_path) == first, "what is spoilt is read again"
    monkeypatch.setattr(printed, "versions", lambda: "reader 2")
    read_numbers(picture, tmp_path)
    assert len(read) == 3


def test_a_number_that_cannot_be_blackened_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "read_numbers", lambda *_: (Printed("手机号", is_sure=True, boxes=((0, 0, 9, 9),)),))
    with pytest.raises(UnfitError, match="涂不干净"):
        printed.covered(saved(Image.new("RGB", (40, 30), "white")))


# --- with the extra ---------------------------------------------------------------------------------------------------


@reads
@pytest.mark.parametrize("seed", [0, 1, 5])
def test_the_numbers_of_a_photographed_table_are_found(seed: int) -> None:
    one = sheet(seed, rows=3)
    lines = printed.read_lines(legible(photographed(one, seed, 1200)))
    assert all(all(found) for found in found_of(one, lines, numbers_in(lines)).values())


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = march_published(tmp_path / "board")
    write(root, LEDGER, MARCH)
    return root


@pytest.fixture(scope="module")
def photo() -> SimpleNamespace:
    one = sheet(1, rows=1)
    return SimpleNamespace(content=photographed(one, 1, 900), numbers=[number for _, number in one.numbers])


@reads
def test_a_photo_of_numbers_is_refused_masked_on_request_and_stopped_in_a_request(
    board: Path, photo: SimpleNamespace
) -> None:
    (board / "a.jpg").write_bytes(photo.content)
    words = ("attach", "a.jpg", LEDGER, "--label", "名单", "--consent", "没有人", "--seen-by", "李某")
    refused = run_here(board, *words)
    assert (refused.returncode, "18 位身份证号 1 个" in refused.stderr) == (2, True), refused.stderr
    assert not any(number in refused.stderr for number in photo.numbers)
    assert run_here(board, *words, "--mask").returncode == 0
    (kept,) = (board / "villages/shanghe/attachments").iterdir()
    assert read_numbers(kept.read_bytes()) == ()
    commit(board)
    assert "ATT011" not in run_here(board, "check", "--base", "HEAD~1").stdout

    masked = kept.read_bytes()
    text = (board / LEDGER).read_text("utf-8")
    kept.write_bytes(photo.content)
    write(board, LEDGER, text.replace(sha256(masked).hexdigest(), sha256(photo.content).hexdigest()))
    commit(board)
    told = run_here(board, "check", "--base", "HEAD~2").stdout
    assert "ATT011" in told
    assert not any(number in told for number in photo.numbers)


@reads
def test_a_page_that_is_a_photo_is_read_and_a_photo_to_hang_up_is_masked(
    tmp_path: Path, photo: SimpleNamespace
) -> None:
    out = BytesIO()
    Image.open(BytesIO(photo.content)).save(out, "PDF")
    found = read_attached("a.pdf", out.getvalue())
    assert {one.where for one in found or ()} == {"第 1 页"}
    assert read_attached("a.pdf", paper()) == ()
    (tmp_path / "a.jpg").write_bytes(photo.content)
    done = run_here(tmp_path, "mask", "a.jpg")
    assert (done.returncode, "涂黑了18 位身份证号 1 个、手机号 1 个" in done.stdout) == (0, True), done
    assert read_numbers((tmp_path / "a-遮.jpg").read_bytes()) == ()
