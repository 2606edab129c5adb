"""Time stamps by RFC 3161: an authority of time swears that a publication was there. The only door to rfc3161-client.

Nothing here calls out: the request and the token are files, which somebody carries there and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.core.verifier import digest_of
from cunwu.core.zone import BEIJING

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_SHA256 = "2.16.840.1.101.3.4.2.1"


class Stamp(Frozen):
    """What a token says."""

    number: int
    """Which publication it is about."""
    time: datetime
    authority: str


def request_for(line: bytes) -> bytes:
    """A request to stamp one line of the ledger, and with it all lines before: the file that is sent, usually .tsq."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    # Without a nonce the same line has the same request; the digest itself is never the same twice.
    builder = TimestampRequestBuilder().data(line).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=False)
    return builder.build().as_bytes()


def read_stamp(token: bytes, roots: bytes, lines: Sequence[bytes]) -> Stamp:
    """What a token, usually .tsr, says of a ledger. Raises CunwuError unless an authority below a root signed it."""
    from rfc3161_client import VerificationError

    try:
        return _read(token, _certificates(roots), lines)
    except VerificationError as error:
        message = f"时间戳的签名不成立：{error}"
        raise CunwuError(message, next_step="根证书要从时间戳服务的网站取，不要用别人给的") from None
    except ValueError as error:  # the library reads the parts of a token when they are asked for
        raise CunwuError(f"时间戳读不了：{error}", next_step="openssl ts -reply -in 文件 -text，看里面是什么") from None


def _read(token: bytes, roots: Sequence[Certificate], lines: Sequence[bytes]) -> Stamp:
    from rfc3161_client import VerifierBuilder, decode_timestamp_response

    answer = decode_timestamp_response(token)
    if answer.status not in (0, 1):  # granted, or granted with a word on what differs
        raise CunwuError("时间戳服务没有盖章", next_step="openssl ts -reply -in 文件 -text，看为什么")
    imprint = answer.tst_info.message_imprint
    found = imprint.message.hex() if imprint.hash_algorithm.dotted_string == _SHA256 else ""
    number = next((at for at, line in enumerate(lines, 1) if digest_of(line) == found), 0)
    if not number:
        message = "时间戳盖的不是这本公布簿里的任何一次公布：公布簿被改写过，或者拿错了文件"
        raise CunwuError(message, next_step="cunwu witness，和留下的树头比一比")
    VerifierBuilder(roots=list(roots)).build().verify_message(answer, lines[number - 1])
    return Stamp(number, answer.tst_info.gen_time.astimezone(BEIJING), _authority(answer.signed_data.certificates))


def _certificates(roots: bytes) -> Sequence[Certificate]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(roots)
    except ValueError as error:
        raise CunwuError(f"根证书读不了：{error}", next_step="要 PEM 的：openssl x509 -in 文件 -out ca.pem") from None


def _authority(certificates: set[bytes]) -> str:
    """The name of who signed, as the certificate in the token has it; empty if it brings none."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    for content in sorted(certificates):
        certificate = x509.load_der_x509_certificate(content)
        try:
            usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except x509.ExtensionNotFound:
            continue
        if ExtendedKeyUsageOID.TIME_STAMPING in usage:
            return certificate.subject.rfc4514_string()
    return ""
