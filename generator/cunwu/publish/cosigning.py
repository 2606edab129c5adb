"""Heads of a ledger signed by neighbours, in the public format C2SP tlog-cosignature: Ed25519, with the time.

The checker that needs Python alone reads signed heads and compares them with a ledger, but leaves signatures to this:
a key has to come from the witness anyway, and forty lines of curve arithmetic would be nobody's to read.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.core.verifier import Mismatch, read_checkpoint
from cunwu.core.zone import BEIJING, moment_at

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_TIMED = b"\x04"
"""The kind of an Ed25519 key whose signatures state a time."""
_NAME = regex(r"[!-*,-~]{1,100}")
_SIGNATURE = regex(r"— ([!-~]+) ([A-Za-z0-9+/]+={0,2})")


def new_key() -> bytes:
    """A private key, as PEM."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def verifying_key(name: str, private: bytes) -> str:
    """What a witness gives to others, in one line: its name, the number of its key, the key."""
    if not _NAME.fullmatch(name):
        raise CunwuError(f"「{name}」不能作见证的名字", next_step="写像网址的名字，例如 --name linzhen.example.cn/w1")
    public = _public(private)
    return f"{name}+{_key_id(name, public).hex()}+{b64encode(_TIMED + public).decode()}"


def _public(private: bytes) -> bytes:
    return _load(private).public_key().public_bytes_raw()


def _load(private: bytes) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey as Key
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(private, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Key):
        raise CunwuError("见证的钥匙读不了", next_step="cunwu witness --new-key 文件 --name 名字")
    return key


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _TIMED + public).digest()[:4]


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def cosign(checkpoint: str, name: str, private: bytes, moment: datetime) -> str:
    """The checkpoint with one more signature."""
    text, gap, signatures = checkpoint.partition("\n\n")
    text = f"{text}\n" if gap else text
    seconds = int(moment.timestamp())
    signature = _load(private).sign(_message(text, seconds))
    content = _key_id(name, _public(private)) + seconds.to_bytes(8, "big") + signature
    return f"{text}\n{signatures}— {name} {b64encode(content).decode()}\n"


def check_cosigned(checkpoint: str, witness: str) -> datetime:
    """When a witness signed a checkpoint, in Beijing. Raises Mismatch if it did not."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, number, public = _key_in(witness)
    read_checkpoint(checkpoint)
    text, _, signatures = checkpoint.partition("\n\n")
    for line in signatures.splitlines():
        found = _SIGNATURE.fullmatch(line)
        if found is None:
            raise Mismatch("树头上的签名写法不对")
        content = _bytes_of(found[2])
        if found[1] != name or content[:4] != number or len(content) != 76:
            continue  # of another witness
        seconds = int.from_bytes(content[4:12], "big")
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(content[12:], _message(f"{text}\n", seconds))
            return moment_at(seconds).astimezone(BEIJING)
        except (InvalidSignature, OverflowError):
            raise Mismatch(f"{name} 的签名不成立") from None
    raise Mismatch(f"树头上没有 {name} 的签名")


def _bytes_of(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""


def _key_in(witness: str) -> tuple[str, bytes, bytes]:
    name, *rest = witness.strip().split("+", 2)
    content = _bytes_of(rest[-1]) if rest else b""
    public = content[1:]
    if len(rest) != 2 or content[:1] != _TIMED or len(public) != 32 or rest[0] != _key_id(name, public).hex():
        message = f"「{witness[:60]}」不是见证的公钥"
        raise CunwuError(message, next_step="向作见证的那一家要整整一行：名字+号码+公钥")
    return name, bytes.fromhex(rest[0]), public
