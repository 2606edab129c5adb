"""The file that anybody can check a board with: proofs in a QR, heads of transparency logs, codes on paper."""

from __future__ import annotations

import json
from base64 import b64encode
from random import Random

import pytest

from cunwu.core.verifier import (
    Mismatch,
    canonical,
    check_code,
    check_head,
    check_proof,
    check_ticket,
    checkpoint_of,
    digest_of,
    entries_in,
    files_in,
    lines_in,
    numbers_with,
    path_to,
    proof_of,
    read_checkpoint,
    ticket_of,
    tree_root,
)
from support.ledgers import ledger_of

EFFORT = 1000


def test_the_tree_is_that_of_rfc_6962() -> None:
    leaves = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]
    # The roots that Certificate Transparency publishes with its reference implementation.
    assert tree_root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree_root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree_root(leaves[:2]).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert tree_root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 235])
def test_every_publication_can_be_proven_without_the_ledger(count: int) -> None:
    lines = ledger_of(count)
    checkpoint = checkpoint_of("cunwu/test", lines)
    for number in range(1, count + 1):
        entry, held_by = check_proof(proof_of(lines, number, checkpoint))
        assert (entry["n"], held_by) == (number, checkpoint)
    assert all(len(path_to(lines, index)) <= 8 for index in range(count))


def test_a_thousand_honest_proofs_pass_and_a_thousand_that_were_tampered_with_do_not() -> None:
    random = Random(6962)  # noqa: S311 - the same cases each time
    ledgers = [ledger_of(size, str(size)) for size in (1, 2, 5, 12, 57)]
    for number in range(EFFORT):
        lines = random.choice(ledgers)
        checkpoint = checkpoint_of("cunwu/test", lines)
        proof = proof_of(lines, random.randrange(len(lines)) + 1, checkpoint)
        _, held_by = check_proof(proof)
        assert check_head(lines, held_by) == len(lines)
        with pytest.raises(Mismatch):
            tampered(random, number, lines, proof)


def tampered(random: Random, number: int, lines: list[bytes], proof: str) -> None:
    """Check a proof or a ledger of which a character was changed, or a proof against another ledger."""
    if number % 3 == 0:
        held_by = check_proof(proof)[1]
        check_head(ledger_of(len(lines), "another"), held_by)
    elif number % 3 == 1:
        ledger = bytearray(b"".join(line + b"\n" for line in lines))
        ledger[random.randrange(len(ledger))] ^= 1 << random.randrange(7)
        changed = lines_in(bytes(ledger))
        entries_in(changed)
        check_head(changed, check_proof(proof)[1])
    else:
        origin = len(proof) - len("cunwu/test\n") - len(proof.rpartition("cunwu/test\n")[2])
        at = random.choice([place for place in range(len(proof)) if not origin <= place < origin + 10])
        changed_proof = proof[:at] + chr(ord(proof[at]) ^ 1) + proof[at + 1 :]
        check_proof(changed_proof)


def test_a_head_that_was_kept_is_found_or_its_absence_is_proven() -> None:
    lines = ledger_of(20)
    assert check_head(lines, checkpoint_of("cunwu/test", lines[:7])) == 7
    with pytest.raises(Mismatch, match="后面的被拿掉了"):
        check_head(lines[:5], checkpoint_of("cunwu/test", lines[:7]))
    with pytest.raises(Mismatch, match="公布簿被改写"):
        check_head(ledger_of(20, "other"), checkpoint_of("cunwu/test", lines[:7]))


def test_a_head_may_carry_signatures_and_those_that_are_not_known_are_passed_over() -> None:
    lines = ledger_of(3)
    signed = f"{checkpoint_of('cunwu/test', lines)}\n— witness.example/w1 {b64encode(b'x' * 76).decode()}\n"
    assert check_head(lines, signed) == 3
    assert read_checkpoint(signed)[0] == "cunwu/test"


def test_a_code_is_found_however_it_was_written_down() -> None:
    lines = ledger_of(9)
    code = check_code(digest_of(lines[4]))
    for written in (code, code.lower(), code.replace(" ", "-"), code.replace(" ", ""), digest_of(lines[4])):
        assert numbers_with(lines, written) == [5]
    assert numbers_with(ledger_of(9, "other"), code) == []
    with pytest.raises(Mismatch, match="最少 8 位"):
        numbers_with(lines, code[:4])


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (lambda: [ledger_of(3)[0], ledger_of(3)[2]], "第 2 行写的是第 3 次"),
        (lambda: [ledger_of(3)[0], ledger_of(3, "other")[1]], "接不上"),
        (lambda: [ledger_of(1)[0].replace(b":", b": ", 1)], "不是规定的写法"),
        (lambda: [ledger_of(1)[0].replace(b"sha256", b"sha512")], "不认识的算法"),
        (lambda: [b"[" * 100_000], "读不了"),
        (lambda: [b'{"n":1}'], "缺项"),
    ],
)
def test_a_ledger_that_does_not_hold_together_is_refused_with_its_line(lines: object, sentence: str) -> None:
    assert callable(lines)
    with pytest.raises(Mismatch, match=sentence):
        entries_in(lines())


@pytest.mark.parametrize("path", ["../other.html", "pages.sha256", "/etc/passwd", "a//b", "./a"])
def test_a_listing_cannot_lead_out_of_its_folder_or_to_itself(path: str) -> None:
    with pytest.raises(Mismatch, match="写法不对"):
        files_in(f"{'0' * 64}  {path}\n".encode(), "pages.sha256")


def test_a_ticket_on_paper_is_small_and_finds_its_publication_in_every_later_ledger() -> None:
    lines = ledger_of(235)
    ticket = ticket_of(lines, 200, checkpoint_of("cunwu/0123456789abcdef", lines[:210]))
    assert len(ticket) < 600
    assert check_ticket(ticket, lines) == check_ticket(ticket, lines[:210]) == 200
    with pytest.raises(Mismatch, match="后面的被拿掉了"):
        check_ticket(ticket, lines[:209])


def test_a_thousand_honest_tickets_fit_their_site_and_a_thousand_that_were_tampered_with_do_not() -> None:
    random = Random(9162)  # noqa: S311 - the same cases each time
    ledgers = [ledger_of(size, str(size)) for size in (1, 2, 5, 12, 57)]
    for number in range(EFFORT):
        lines = random.choice(ledgers)
        publication = random.randrange(len(lines)) + 1
        size = random.randrange(publication, len(lines) + 1)  # paper is older than the ledger that is read
        ticket = ticket_of(lines, publication, checkpoint_of("cunwu/test", lines[:size]))
        assert check_ticket(ticket, lines) == publication
        with pytest.raises(Mismatch):
            tampered_ticket(random, number, lines, ticket)


def tampered_ticket(random: Random, number: int, lines: list[bytes], ticket: str) -> None:
    """Check a ticket of which a character was changed, or an honest one against another ledger."""
    if number % 3 == 0:
        check_ticket(ticket, ledger_of(len(lines), "another"))
    elif number % 3 == 1:
        changed = [bytearray(line) for line in lines]
        line = changed[random.randrange(read_checkpoint(ticket.partition("\n\n")[2])[1])]
        line[random.randrange(len(line))] ^= 1 << random.randrange(7)
        check_ticket(ticket, list(map(bytes, changed)))
    else:
        origin = ticket.index("cunwu/test\n")  # a name that no proof rests on
        at = random.choice([place for place in range(len(ticket)) if not origin <= place < origin + 10])
        check_ticket(ticket[:at] + chr(ord(ticket[at]) ^ 1) + ticket[at + 1 :], lines)


@pytest.mark.parametrize("change", [{"time": "\x1b[2J6-11-20T12:00:00+08:00"}, {"commit": "HEAD"}, {"n": True}])
def test_a_line_that_would_say_something_else_on_a_terminal_is_refused(change: dict[str, object]) -> None:
    line = canonical({**json.loads(ledger_of(1)[0]), **change})
    with pytest.raises(Mismatch, match="写法不对"):
        entries_in([line])
