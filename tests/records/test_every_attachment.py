"""Forty files that somebody means ill with, and ten honest ones: what of them is published."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile
from pypdf import PdfReader

from cunwu.records.attachments import prepared
from cunwu.records.attachments.papers import without_notes
from cunwu.records.attachments.prepared import prepare
from support.attached import HONEST, PHOTO, REFUSED, REWRITTEN, drawn, exif, paper, saved

NOTES = (b"Exif", b"http://ns.adobe.com", "演示相机".encode(), b"GPS", b"2026:04:20", b"Somebody Real", b"Photoshop")


@pytest.mark.parametrize("called", REFUSED)
def test_what_is_no_honest_attachment_is_refused_with_what_to_do(called: str) -> None:
    name, content = REFUSED[called]
    made = prepare(name, content)
    assert made.facts.why
    assert made.facts.how
    assert (made.whole, made.small) == (b"", b"")


def test_half_a_picture_is_refused_whatever_another_library_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert prepare(*REFUSED["half a picture"]).facts.why


@pytest.mark.parametrize("called", REWRITTEN)
def test_what_may_be_published_is_never_published_as_it_came(called: str) -> None:
    name, content = REWRITTEN[called]
    made = prepare(name, content)
    assert made.facts.why == ""
    assert made.whole != content
    assert not any(mark in made.whole for mark in (*NOTES, b"<script", b"a.exe", b",=", b"\n=", "\u202e".encode()))


def test_there_are_forty_of_them() -> None:
    assert len(REFUSED) + len(REWRITTEN) >= 40
    assert len(HONEST) >= 10


@pytest.mark.parametrize("called", HONEST)
def test_an_honest_file_is_shown_without_what_a_camera_wrote(called: str) -> None:
    name, content = HONEST[called]
    made = prepare(name, content)
    assert made.facts.why == ""
    assert made.whole
    assert not any(mark in part for mark in NOTES for part in (made.whole, made.small))
    if made.facts.size != (0, 0):
        assert len(made.small) <= 30_000
        assert len(made.whole) <= 400_000
        for part, size in ((made.whole, made.facts.size), (made.small, made.facts.small_size)):
            with Image.open(BytesIO(part)) as image:
                assert image.format == "JPEG"
                assert image.size == size
                assert not image.getexif()
                assert all(str(name).startswith(("jfif", "progress")) for name in image.info)


def test_a_photo_of_a_phone_stands_upright_and_says_when_and_that_a_place_was_in_it() -> None:
    name, content = HONEST["a photo of a phone"]
    facts = prepare(name, content).facts
    assert facts.size == (1200, 1600)
    assert (facts.day, facts.has_place) == ("2026-04-20", True)
    assert prepare("a.jpg", PHOTO).facts.has_place is False


def test_a_place_in_the_words_of_another_program_is_seen_too() -> None:
    words = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf exif:GPSLatitude="29,30.2N"/></x:xmpmeta>'
    assert prepare("a.jpg", saved(drawn(100, 80), xmp=words)).facts.has_place


def test_what_is_transparent_becomes_white() -> None:
    made = prepare("a.png", saved(Image.new("RGBA", (40, 40)), "PNG"))
    with Image.open(BytesIO(made.whole)) as image:
        assert image.getpixel((20, 20)) == (255, 255, 255)


def test_a_pdf_keeps_its_pages_and_loses_its_author() -> None:
    name, content = HONEST["a pdf"]
    made = prepare(name, content)
    reader = PdfReader(BytesIO(made.whole))
    assert [page.extract_text() for page in reader.pages] == ["Road lamps 12, 64080 yuan"] * 2
    assert (made.facts.pages, made.facts.is_scanned) == (2, False)
    assert prepare("a.pdf", paper("")).facts.is_scanned


def test_a_photo_in_a_pdf_loses_what_the_camera_wrote() -> None:
    content = saved(drawn(100, 80), exif=exif(place=True))
    bare = without_notes(content)
    assert b"Exif" not in bare
    with Image.open(BytesIO(content)) as one, Image.open(BytesIO(bare)) as other:
        assert one.tobytes() == other.tobytes()


def test_a_table_is_read_whatever_wrote_it_and_no_cell_is_run() -> None:
    name, content = HONEST["a table of an old spreadsheet"]
    made = prepare(name, content)
    assert made.facts.rows[1:] == (("路灯", "12", "64080.00"), ("退款", "1", "-20.00"))
    assert made.whole.decode("utf-8-sig").splitlines()[2] == "退款,1,-20.00"
    assert b"'=cmd" in prepare(*REWRITTEN["a table of formulas"]).whole


def test_the_same_file_is_prepared_once_and_a_spoilt_result_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = prepare("a.jpg", PHOTO, tmp_path)
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    with monkeypatch.context() as patch:
        patch.setattr(prepared, "_made", lambda *_: pytest.fail("it was kept"))
        assert prepare("a.jpg", PHOTO, tmp_path) == first
    spoilt = bytearray(kept.read_bytes())
    spoilt[-1] ^= 1
    kept.write_bytes(spoilt)
    assert prepare("a.jpg", PHOTO, tmp_path) == first
