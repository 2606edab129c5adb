"""A publication is stamped by an authority of time, here a real one made with openssl; the token is a file."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cunwu.core.problem import CunwuError
from cunwu.core.verifier import LEDGER, canonical, digest_of
from cunwu.publish.stamps import read_stamp
from support.commands import run_here
from support.effort import effort
from support.ledgers import ledger_of

_CONFIG = """\
[ tsa ]
default_tsa = own
[ own ]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""
_EXTENSIONS = """\
[ root ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ stamper ]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def openssl(folder: Path, *words: str) -> str:
    done = subprocess.run(("openssl", *words), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def put_authority(folder: Path) -> Path:
    """A root and a stamper below it."""
    folder.mkdir()
    (folder / "extensions").write_text(_EXTENSIONS, "utf-8")
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder), "utf-8")
    (folder / "serial").write_text("01\n", "utf-8")
    for name in ("root", "stamper"):
        openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
        openssl(folder, "req", "-new", "-key", f"{name}.key", "-subj", f"/O=Time/CN={name}", "-out", f"{name}.csr")
    common = ("-days", "7000", "-extfile", "extensions")
    openssl(
        folder, "x509", "-req", "-in", "root.csr", "-signkey", "root.key", "-extensions", "root", *common,
        "-out", "root.pem",
    )  # fmt: skip
    openssl(
        folder, "x509", "-req", "-in", "stamper.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
        "-extensions", "stamper", *common, "-out", "stamper.pem",
    )  # fmt: skip
    return folder


def stamp(authority: Path, request: Path, token: Path) -> None:
    openssl(
        authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", str(request), "-signer", "stamper.pem",
        "-inkey", "stamper.key", "-out", str(token),
    )  # fmt: skip


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_authority(tmp_path_factory.mktemp("tsa") / "own")


def put_site(folder: Path, lines: list[bytes]) -> None:
    (folder / "site" / LEDGER).parent.mkdir(parents=True, exist_ok=True)
    (folder / "site" / LEDGER).write_bytes(b"".join(line + b"\n" for line in lines))


@pytest.fixture
def stamped(tmp_path: Path, authority: Path) -> Path:
    """A site of nine publications, the seventh of which was the last when it was stamped."""
    put_site(tmp_path, ledger_of(7))
    asked = run_here(tmp_path, "stamp", "site", "--out", "2026-11.tsq", "--month", "2026-11")
    assert asked.returncode == 0, asked.stderr
    assert "第 7 次公布" in asked.stdout
    stamp(authority, tmp_path / "2026-11.tsq", tmp_path / "2026-11.tsr")
    put_site(tmp_path, ledger_of(9))
    return tmp_path


def take(folder: Path, authority: Path) -> subprocess.CompletedProcess[str]:
    return run_here(folder, "stamp", "site", "--in", "2026-11.tsr", "--root", str(authority / "root.pem"))


def test_the_request_is_one_that_openssl_reads_and_its_imprint_is_the_check_code(stamped: Path) -> None:
    told = openssl(stamped, "ts", "-query", "-in", "2026-11.tsq", "-text")
    dump = "".join(word for word in told.lower() if word in "0123456789abcdef")
    assert digest_of(ledger_of(7)[-1])[:32] in dump
    assert "sha256" in told


def test_a_token_is_checked_told_and_kept_and_openssl_says_the_same(stamped: Path, authority: Path) -> None:
    done = take(stamped, authority)
    assert "第 7 次公布" in done.stdout
    assert "以前已经在了，CN=stamper,O=Time 盖的章" in done.stdout
    (kept,) = (stamped / "stamps").iterdir()
    assert kept.read_bytes() == (stamped / "2026-11.tsr").read_bytes()
    (stamped / "line").write_bytes(ledger_of(7)[-1])
    words = ("-data", "line", "-in", str(kept), "-CAfile", str(authority / "root.pem"))
    assert "OK" in openssl(stamped, "ts", "-verify", *words)


def test_a_clock_that_went_ahead_of_the_authority_is_told(stamped: Path, authority: Path) -> None:
    lines = ledger_of(1)
    lines[0] = canonical({**json.loads(lines[0]), "time": "2099-01-01T12:00:00+08:00"})
    put_site(stamped, lines)
    assert run_here(stamped, "stamp", "site", "--out", "x.tsq").returncode == 0
    stamp(authority, stamped / "x.tsq", stamped / "2026-11.tsr")
    done = take(stamped, authority)
    assert (done.returncode, "钟快了" in done.stdout) == (1, True)


def test_a_ledger_that_was_rewritten_has_no_publication_with_this_stamp(stamped: Path, authority: Path) -> None:
    put_site(stamped, ledger_of(9, "another"))
    done = take(stamped, authority)
    assert (done.returncode, "公布簿被改写过" in done.stderr) == (2, True)
    assert not (stamped / "stamps").exists()


def test_an_authority_below_another_root_is_refused(stamped: Path, tmp_path: Path) -> None:
    other = put_authority(tmp_path / "other")
    foreign = take(stamped, other)
    assert (foreign.returncode, "签名不成立" in foreign.stderr) == (2, True)


def test_a_changed_token_says_the_same_or_is_refused(stamped: Path, authority: Path) -> None:
    token, roots = (stamped / "2026-11.tsr").read_bytes(), (authority / "root.pem").read_bytes()
    lines = ledger_of(9)
    told, refused = read_stamp(token, roots, lines), 0
    for at in range(0, len(token), effort(11, 1)):
        changed = bytearray(token)
        changed[at] ^= 1
        try:
            assert read_stamp(bytes(changed), roots, lines) == told, at  # a byte that no signature covers
        except CunwuError:
            refused += 1
    assert refused > len(range(0, len(token), effort(11, 1))) * 0.9


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "要么 --out 写请求"),
        (("--in", "x.tsr"), "要么 --out 写请求"),
        (("--in", "none.tsr", "--root", "none.pem"), "读不了"),
        (("--out", "x.tsq", "--month", "2020-01"), "2020-01 没有公布过"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    put_site(tmp_path, ledger_of(2))
    done = run_here(tmp_path, "stamp", "site", *words)
    assert (done.returncode, sentence in done.stderr) == (2, True), done.stderr


def test_a_folder_without_a_ledger_is_told(tmp_path: Path) -> None:
    done = run_here(tmp_path, "stamp", "nowhere", "--out", "x.tsq")
    assert (done.returncode, "没有公布簿" in done.stderr) == (2, True)
