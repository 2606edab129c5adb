"""Heads signed by neighbours, and one ledger for one reader, another for another."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cunwu.core.problem import CunwuError
from cunwu.core.verifier import Mismatch, check_head, checkpoint_of
from cunwu.core.zone import BEIJING
from cunwu.publish.cosigning import check_cosigned, cosign, new_key, verifying_key
from support.commands import run_here
from support.ledgers import ledger_of

NAME, MOMENT = "linzhen.example/w1", datetime(2026, 4, 30, 8, tzinfo=BEIJING)
KEY, OTHER = new_key(), new_key()
HEAD = checkpoint_of("cunwu/0123456789abcdef", ledger_of(5))
SIGNED = cosign(HEAD, NAME, KEY, MOMENT)
PUBLIC = verifying_key(NAME, KEY)


def test_a_signed_head_is_a_head_and_says_who_saw_it_when() -> None:
    assert check_head(ledger_of(9), SIGNED) == 5
    assert check_cosigned(SIGNED, PUBLIC) == MOMENT
    both = cosign(SIGNED, "baoshe.example/w2", OTHER, MOMENT)
    assert check_cosigned(both, PUBLIC) == check_cosigned(both, verifying_key("baoshe.example/w2", OTHER)) == MOMENT


def test_the_bytes_are_those_of_the_public_format() -> None:
    """C2SP tlog-cosignature, put together by hand."""
    name, number, key = PUBLIC.split("+", 2)
    kind, public = b64decode(key)[:1], b64decode(key)[1:]
    assert kind == b"\x04"
    assert sha256(name.encode() + b"\n\x04" + public).digest()[:4].hex() == number
    line = SIGNED.splitlines()[-1]
    assert line.startswith(f"— {NAME} ")
    content = b64decode(line.rpartition(" ")[2])
    seconds = int(MOMENT.timestamp())
    assert (content[:4].hex(), int.from_bytes(content[4:12], "big"), len(content)) == (number, seconds, 76)
    Ed25519PublicKey.from_public_bytes(public).verify(content[12:], f"cosignature/v1\ntime {seconds}\n{HEAD}".encode())


@pytest.mark.parametrize(
    "harm",
    [
        lambda signed: signed.replace("\n5\n", "\n4\n"),
        lambda signed: signed.replace("cunwu/0", "cunwu/1"),
        lambda signed: signed[:-10] + ("A" if signed[-10] != "A" else "B") + signed[-9:],
        lambda signed: signed.partition("\n\n")[0] + "\n",
        lambda signed: signed.replace(NAME, "other.example/w1"),
        lambda signed: signed.replace("— ", "- "),
    ],
    ids=["size", "origin", "signature", "unsigned", "name", "form"],
)
def test_what_was_changed_is_not_what_was_signed(harm: Callable[[str], str]) -> None:
    with pytest.raises(Mismatch):
        check_cosigned(harm(SIGNED), PUBLIC)


def test_another_key_of_the_same_name_does_not_do() -> None:
    with pytest.raises(Mismatch, match="没有"):
        check_cosigned(SIGNED, verifying_key(NAME, OTHER))


@pytest.mark.parametrize(
    "key", ["", "a+b", PUBLIC[:-2], PUBLIC.replace("linzhen", "xianzhen")], ids=["", "a", "cut", "name"]
)
def test_what_is_no_key_is_told(key: str) -> None:
    with pytest.raises(CunwuError, match="不是见证的公钥"):
        check_cosigned(SIGNED, key)


def witness(folder: Path, reader: str) -> tuple[int, str]:
    words = ("--heads", "heads", "--key", "key.pem", "--name", NAME)
    done = run_here(folder, "witness", reader, *words)
    return done.returncode, done.stdout + done.stderr


def test_a_split_view_shown_to_two_readers_is_seen_by_one_witness_who_never_signs_both(tmp_path: Path) -> None:
    made = run_here(tmp_path, "witness", "--new-key", "key.pem", "--name", NAME)
    assert made.returncode == 0, made.stderr
    public = made.stdout.splitlines()[-1]
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    for reader, lines in {"one": ledger_of(6), "other": ledger_of(6, forked=5)}.items():
        (tmp_path / reader).write_bytes(b"".join(line + b"\n" for line in lines))
    assert witness(tmp_path, "one")[0] == 0
    status, told = witness(tmp_path, "other")
    assert status == 1
    assert "给不同的人看的不一样" in told
    signed = {}
    for head in (tmp_path / "heads").iterdir():
        try:
            check_cosigned(head.read_text("utf-8"), public)
        except Mismatch:
            signed[head.name] = False
        else:
            signed[head.name] = True
    assert sorted(signed.values()) == [False, True], "both are kept as evidence, one is signed"
    assert witness(tmp_path, "one")[0] == 1, "from now on the witness knows, whatever it is shown"


@pytest.mark.parametrize(
    "words",
    [(), ("x",), ("x", "--heads", "h", "--key", "k"), ("x", "--heads", "h", "--name", "n")],
)
def test_a_witness_that_lacks_a_word_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run_here(tmp_path, "witness", *words)
    assert (done.returncode, "下一步" in done.stderr) == (2, True)


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(KEY)
    done = run_here(tmp_path, "witness", "--new-key", "key.pem", "--name", NAME)
    assert (done.returncode, "不会换掉" in done.stderr) == (2, True)
    assert (tmp_path / "key.pem").read_bytes() == KEY
