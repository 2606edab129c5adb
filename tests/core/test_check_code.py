"""The check code that stands on sheets for the wall and on pages that are passed on."""

from __future__ import annotations

from hashlib import sha256

from cunwu.core.check_code import check_code, digest_of


def test_a_check_code_is_the_beginning_of_the_digest_in_groups_of_four() -> None:
    assert check_code("7f3a91c20b44e6a8" + "0" * 48) == "7F3A-91C2-0B44-E6A8"


def test_another_content_has_another_check_code() -> None:
    assert check_code(sha256(b"1200.00").hexdigest()) != check_code(sha256(b"1200.01").hexdigest())


def test_one_file_has_the_digest_of_its_content_and_several_have_one_whatever_their_order() -> None:
    march, april = ("finance/2026-03.yml", "aa"), ("finance/2026-04.yml", "bb")
    assert digest_of([march]) == "aa"
    assert digest_of([march, april]) == digest_of([april, march]) != digest_of([april])
