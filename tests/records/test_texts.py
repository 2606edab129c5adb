"""Bytes of files that are no records: every text is read, and what is none is told."""

from __future__ import annotations

import os

import pytest

from cunwu.records import texts
from cunwu.records.privacy import Leak, find_leaks
from cunwu.records.texts import decoded, look_through
from support.gate import problems_of

LIST = "序号,姓名,电话\r\n1,张某,13900138000\r\n2,李某,无\r\n"


def leaks(content: bytes) -> list[Leak]:
    return [hit.leak for hit in find_leaks(decoded(content) or "")]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_is_read_in_every_code_that_spreadsheets_write(code: str) -> None:
    assert decoded(LIST.encode(code)) == LIST.replace("\r\n", "\n")
    assert look_through("a.csv", lambda _: LIST.encode(code)).unread == ""


def test_a_long_text_of_few_ascii_signs_is_read_in_utf_16_as_well() -> None:
    text = "村务公开的正文，" * 400 + "13900138000"
    for code in ("utf-16-le", "utf-16-be"):
        assert decoded(text.encode(code)) == text


@pytest.mark.parametrize("content", ["电话\0 13900138000，", "电话 139\x000013\x008000", "\0\0" + LIST])
@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_a_zero_in_a_text_hides_nothing_of_it(content: str, code: str) -> None:
    more = "村里的一份通知，请大家互相转告。" * 20
    assert leaks((content + more).encode(code)) == [Leak.MOBILE]


def test_a_text_that_is_cut_off_within_a_sign_keeps_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (30, 31, 32):
        monkeypatch.setattr(texts, "_MOST", most)
        assert (decoded(("电话13900138000" + "村" * 20).encode()) or "").startswith("电话13900138000村")


def test_what_lies_behind_the_first_megabytes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_MOST", 2_000_000)
    looked = look_through("a.csv", lambda _: b"1\n" * 1_500_000)
    assert looked.unread == "太大，只看了前面 2 MB"
    assert len(looked.text) == 2_000_000


@pytest.mark.parametrize("name", ["a.xlsx", "a.XLS", "a.docx", "a.doc", "a.pdf", "a.wps", "a.et", "a.zip", "b/a.ods"])
def test_what_other_programs_open_is_told_once_for_each_file(name: str) -> None:
    (problem,) = problems_of({f"attachments/{name}": "PK", "attachments/a.csv": "序号\n"})
    assert (problem.code, problem.is_error) == ("PRV015", False)
    assert problem.file.endswith(name)


def test_what_is_no_text_is_told_and_a_picture_is_not() -> None:
    noise = bytes(range(256)) * 40
    assert look_through("a.dat", lambda _: noise).unread
    assert look_through("a", lambda _: os.urandom(5000)).unread
    assert problems_of({"attachments/a.jpg": "JFIF"}) == ()
