"""The check code that stands on sheets and on pages that are passed on."""

from __future__ import annotations

from hashlib import sha256

from cunwu.core.check_code import check_code


def test_a_check_code_is_the_first_twelve_digits_of_the_digest_in_groups_of_four() -> None:
    assert check_code("7f3a91c20b44" + "0" * 52) == "7F3A-91C2-0B44"


def test_another_content_has_another_check_code() -> None:
    assert check_code(sha256(b"1200.00").hexdigest()) != check_code(sha256(b"1200.01").hexdigest())
