"""What a sheet carries of the ledger: which publication it is of, and a code that proves it without a network."""

from __future__ import annotations

from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.core.verifier import Mismatch, checkpoint_of, digest_of, entries_in, lines_in, ticket_of, told_of
from cunwu.git.trouble import NoHistoryError
from cunwu.pictures.qr import Code, proof_code


class Proof(Frozen):
    """The last publication, as it is printed."""

    code: Code
    told: str


def proof_in(ledger: Path, head: str | NoHistoryError) -> Proof:
    """The proof of the last publication. Raises CunwuError if a sheet of other records would carry it."""
    try:
        lines = lines_in(ledger.read_bytes())
        entries = entries_in(lines)
    except OSError as error:
        raise CunwuError(f"公布簿 {ledger} 读不了：{reason_of(error)}", next_step=f"ls -l {ledger}") from None
    except Mismatch as wrong:
        raise CunwuError(str(wrong), next_step="cunwu verify") from None
    if not entries or entries[-1]["commit"] != head:
        message = "公布簿最后一次公布的，不是现在的提交：印上去的证明就对不上纸上的数"
        raise CunwuError(message, next_step="先公布：cunwu build --strict --commit HEAD，再做公开表")
    checkpoint = checkpoint_of(f"cunwu/{digest_of(lines[0])[:16]}", lines)
    publication = told_of(entries[-1], lines[-1]).replace("核对码", "公布簿核对码")
    told = f"{publication}。右边的码是证明，怎样核对看网站上“核对这块公开栏”。"
    return Proof(proof_code(ticket_of(lines, len(lines), checkpoint)), told)
