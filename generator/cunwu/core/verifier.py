"""Checks a published board with Python alone; the site offers this file for download as verify.py.

    python3 verify.py 文件夹 [核对码]      文件夹：下载来的网站，里面有 board/

Nothing here needs the program or a network: whoever distrusts the board need not trust its makers' libraries, either.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

PUBLICATIONS = "board/publications"
"""The folder of the site that tells of its publications; no listing holds it, because it names the listings."""
LEDGER = f"{PUBLICATIONS}/ledger.jsonl"
CHECKPOINT = f"{PUBLICATIONS}/checkpoint"
PUBLISHED = "board/published.json"
LISTING = "pages.sha256"
"""Files of a folder with their digests, in the form of `sha256sum`; a listing of a folder below is one of them."""
ALGORITHM = "sha256"
VERSION = 1
FEWEST_DIGITS = 8
"""A shorter code would be found by chance."""
_FIELDS = {
    "algorithm": str,
    "as_of": str,
    "changes": dict,
    "commit": str,
    "history": int,
    "made": dict,
    "n": int,
    "pages": dict,
    "previous": str,
    "program": str,
    "records": str,
    "site": str,
    "time": str,
    "version": int,
}
_LISTED = r"([0-9a-f]{64})  ([^\n]+)"
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00"
_PROOF = "c2sp.org/tlog-proof@v1"


class Mismatch(Exception):
    """What does not fit, as a sentence."""


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(fields: Mapping[str, Any]) -> bytes:
    """One line of JSON without blanks, keys in order: the same fields have the same bytes. No line end."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def check_code(digest: str) -> str:
    """The beginning of a digest as paper prints it: twelve digits in groups of four."""
    code = digest[:12].upper()
    return f"{code[:4]} {code[4:8]} {code[8:]}"


def lines_in(ledger: bytes) -> list[bytes]:
    """The lines of a ledger without their ends. Raises Mismatch if it was broken off."""
    if ledger and not ledger.endswith(b"\n"):
        raise Mismatch("公布簿断了：最后一行不完整")
    return ledger.split(b"\n")[:-1]


def entries_in(lines: Sequence[bytes]) -> list[dict[str, Any]]:
    """The entries of a ledger, each of which names the digest of the one before. Raises Mismatch with the number."""
    entries: list[dict[str, Any]] = []
    previous = ""
    for number, line in enumerate(lines, 1):
        entry = _entry(number, line)
        if entry["n"] != number:
            raise Mismatch(f"公布簿接不上：第 {number} 行写的是第 {entry['n']} 次")
        if entry["previous"] != previous:
            raise Mismatch(f"公布簿接不上：第 {number} 次写的上一次摘要，和第 {number - 1} 次算出来的不一样")
        previous = digest_of(line)
        entries.append(entry)
    return entries


def _entry(number: int, line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
        is_canonical = canonical(entry) == line
    except (ValueError, RecursionError):
        raise Mismatch(f"公布簿第 {number} 行读不了") from None
    if not isinstance(entry, dict) or not is_canonical:
        raise Mismatch(f"公布簿第 {number} 行不是规定的写法，被改过")
    is_whole = entry.keys() == _FIELDS.keys() and all(type(entry[name]) is kind for name, kind in _FIELDS.items())
    if not is_whole or not re.fullmatch(_TIME, entry["time"]) or not re.fullmatch("[0-9a-f]{40,64}", entry["commit"]):
        raise Mismatch(f"公布簿第 {number} 行缺项、多项，或者有一项写法不对")
    if (entry["algorithm"], entry["version"]) != (ALGORITHM, VERSION):
        raise Mismatch(f"公布簿第 {number} 行用的是这个核对程序不认识的算法：{entry['algorithm']}")
    return entry


def numbers_with(lines: Sequence[bytes], code: str) -> list[int]:
    """The publications whose digest begins with a code; blanks, hyphens and case do not count."""
    return [number for number, line in enumerate(lines, 1) if digest_of(line).startswith(plain_code(code))]


def plain_code(code: str) -> str:
    """A code as digests are written. Raises Mismatch if it is none."""
    plain = re.sub(r"[\s\-－—]", "", code).lower()
    if len(plain) < FEWEST_DIGITS or not re.fullmatch("[0-9a-f]{1,64}", plain):
        raise Mismatch(f"核对码「{code}」不对：只有数字和 A 到 F，最少 {FEWEST_DIGITS} 位")
    return plain


def pages_with(site: Path, code: str) -> Iterator[str]:
    """The pages that print a code at their foot now: it is that of the record each was made from."""
    printed = f"核对码：{'-'.join(re.findall('.{1,4}', plain_code(code)[:16].upper()))}".encode()
    pages = (path for path in sorted((site / "board").rglob("*.html")) if path.parent.name != "copies")
    yield from (path.relative_to(site).as_posix() for path in pages if printed in path.read_bytes())


# --- the tree of transparency logs: RFC 6962, C2SP tlog-checkpoint and tlog-proof ---


def _leaf(line: bytes) -> bytes:
    return hashlib.sha256(b"\0" + line).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def tree_root(lines: Sequence[bytes]) -> bytes:
    """The root over all lines."""
    if len(lines) < 2:
        return _leaf(lines[0]) if lines else hashlib.sha256().digest()
    at = _split(len(lines))
    return _node(tree_root(lines[:at]), tree_root(lines[at:]))


def path_to(lines: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from a line, counted from 0, to the root; the neighbour of the leaf first."""
    if len(lines) < 2:
        return []
    at = _split(len(lines))
    if index < at:
        return [*path_to(lines[:at], index), tree_root(lines[at:])]
    return [*path_to(lines[at:], index - at), tree_root(lines[:at])]


def _root_by(path: Sequence[bytes], leaf: bytes, index: int, size: int) -> bytes:
    if size < 2:
        if path:
            raise Mismatch("证明里的摘要多了")
        return leaf
    if not path:
        raise Mismatch("证明里的摘要少了")
    at = _split(size)
    if index < at:
        return _node(_root_by(path[:-1], leaf, index, at), path[-1])
    return _node(path[-1], _root_by(path[:-1], leaf, index - at, size - at))


def checkpoint_of(origin: str, lines: Sequence[bytes]) -> str:
    """The note text of a checkpoint: whose log, how many lines, which root. Signatures follow after an empty line."""
    return f"{origin}\n{len(lines)}\n{b64encode(tree_root(lines)).decode()}\n"


def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint, signed or not. Raises Mismatch."""
    found = re.match(r"([^\n]+)\n(0|[1-9][0-9]{0,9})\n([A-Za-z0-9+/]{43}=)\n(?:\n|\Z)", text)
    if found is None:
        raise Mismatch("树头的写法不对")
    return found[1], int(found[2]), _hash(found[3])


def _hash(text: str) -> bytes:
    try:
        content = b64decode(text, validate=True)
    except ValueError:
        content = b""
    # A last digit can be written in several ways; only one is allowed, else a changed text would pass.
    if len(content) != 32 or b64encode(content).decode() != text:
        raise Mismatch("摘要的写法不对")
    return content


def check_head(lines: Sequence[bytes], checkpoint: str) -> int:
    """The size of a head that was kept; raises Mismatch unless the ledger holds exactly those lines at its start."""
    _, size, root = read_checkpoint(checkpoint)
    if size > len(lines):
        raise Mismatch(f"以前见过 {size} 次公布，现在的公布簿只有 {len(lines)} 次：后面的被拿掉了")
    if tree_root(lines[:size]) != root:
        raise Mismatch(f"前 {size} 次公布和以前见过的不一样：公布簿被改写，或者给不同的人看的不一样")
    return size


def proof_of(lines: Sequence[bytes], number: int, checkpoint: str) -> str:
    """A proof, small enough for a QR, that a publication stands in the ledger with this head."""
    return _proof(lines, number, checkpoint, lines[number - 1])


def ticket_of(lines: Sequence[bytes], number: int, checkpoint: str) -> str:
    """As `proof_of`, with the digest of the line in its place: small enough for paper, whatever the line holds."""
    return _proof(lines, number, checkpoint, bytes.fromhex(digest_of(lines[number - 1])))


def _proof(lines: Sequence[bytes], number: int, checkpoint: str, extra: bytes) -> str:
    _, size, _ = read_checkpoint(checkpoint)
    path = "".join(f"{b64encode(one).decode()}\n" for one in path_to(lines[:size], number - 1))
    return f"{_PROOF}\nextra {b64encode(extra).decode()}\nindex {number - 1}\n{path}\n{checkpoint}"


def check_proof(proof: str) -> tuple[dict[str, Any], str]:
    """The entry that a proof carries and the checkpoint that holds it, without any other file. Raises Mismatch."""
    line, index, path, checkpoint = _parts(proof)
    _demand_in_tree(line, index, path, checkpoint)
    entry = _entry(index + 1, line)
    if entry["n"] != index + 1:
        raise Mismatch("证明不成立：次数和位置不一样")
    return entry, checkpoint


def check_ticket(ticket: str, lines: Sequence[bytes]) -> int:
    """The number of the publication that a ticket is about, in a ledger that still holds it. Raises Mismatch."""
    digest, index, path, checkpoint = _parts(ticket)
    if check_head(lines, checkpoint) <= index or digest_of(lines[index]) != digest.hex():
        raise Mismatch("证明不成立：纸上那一次公布，和公布簿里的不是同一次")
    _demand_in_tree(lines[index], index, path, checkpoint)
    return index + 1


def _parts(proof: str) -> tuple[bytes, int, list[bytes], str]:
    """What follows `extra`, the place counted from 0, the hashes and the checkpoint."""
    head, gap, checkpoint = proof.partition("\n\n")
    rows = head.split("\n")
    if not gap or len(rows) < 3 or rows[0] != _PROOF or not re.fullmatch(r"index (0|[1-9][0-9]{0,9})", rows[2]):
        raise Mismatch("证明的写法不对")
    try:
        line = b64decode(rows[1].removeprefix("extra "), validate=True)
    except ValueError:
        raise Mismatch("证明的写法不对") from None
    if f"extra {b64encode(line).decode()}" != rows[1]:
        raise Mismatch("证明的写法不对")
    return line, int(rows[2].removeprefix("index ")), [_hash(row) for row in rows[3:]], checkpoint


def _demand_in_tree(line: bytes, index: int, path: Sequence[bytes], checkpoint: str) -> None:
    _, size, root = read_checkpoint(checkpoint)
    if index >= size or _root_by(path, _leaf(line), index, size) != root:
        raise Mismatch("证明不成立：这次公布不在这本公布簿里，或者证明被改过")


# --- the pages of a site ---


def files_in(listing: bytes, name: str) -> dict[str, str]:
    """Path relative to its folder → digest, as a listing says. Raises Mismatch if it is malformed."""
    rows = [re.fullmatch(_LISTED, row) for row in listing.decode("utf-8", "surrogateescape").split("\n")[:-1]]
    listed = {row[2]: row[1] for row in rows if row is not None}
    # A listing that names itself, or what lies above it, would be read for ever.
    strange = any(path == LISTING or not {"", ".", ".."}.isdisjoint(path.split("/")) for path in listed)
    if None in rows or strange or len(listed) != len(rows) or (listing and not listing.endswith(b"\n")):
        raise Mismatch(f"清单 {name} 的写法不对，被改过")
    return listed


def wrong_pages(site: Path, expected: str) -> Iterator[str]:
    """A sentence for each page of a site that differs from what its publication listed; `expected` is its `site`."""
    known = {PUBLISHED, LISTING}
    yield from _wrong_below(site, "", expected, known)
    for path in sorted(site.rglob("*")):
        inside = path.relative_to(site).as_posix()
        hidden = any(part.startswith(".") for part in inside.split("/"))
        if path.is_file() and inside not in known and not hidden and not inside.startswith(f"{PUBLICATIONS}/"):
            yield f"{inside} 多出来了：哪一份清单里都没有它"


def _wrong_below(site: Path, folder: str, expected: str, known: set[str]) -> Iterator[str]:
    name = f"{folder}/{LISTING}".lstrip("/")
    try:
        listing = (site / name).read_bytes()
        listed = files_in(listing, name)
    except OSError:
        yield f"清单 {name} 不见了，这个文件夹没有核对"
        return
    except Mismatch as wrong:
        yield str(wrong)
        return
    if digest_of(listing) != expected:
        yield f"清单 {name} 和公布时不一样"
    for path, digest in listed.items():
        inside = f"{folder}/{path}".lstrip("/")
        known.add(inside)
        if path.rpartition("/")[2] == LISTING:
            yield from _wrong_below(site, inside.rpartition("/")[0], digest, known)
            continue
        try:
            content = (site / inside).read_bytes()
        except OSError:
            yield f"{inside} 不见了"
            continue
        if digest_of(content) != digest:
            yield f"{inside} 和公布时不一样"


def wrong_about_head(site: Path, lines: Sequence[bytes]) -> Iterator[str]:
    """A sentence for each file beside the ledger that does not fit it."""
    try:
        told = json.loads((site / PUBLISHED).read_bytes())
        head = told["ledger"]
        is_entered = told["entered"] is True and "commit" in told
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{PUBLISHED} 读不了，不知道网站认的是哪一次公布"
        return
    if not lines or head != digest_of(lines[-1]):
        yield f"{PUBLISHED} 说的最后一次公布，和公布簿的最后一行不一样：公布簿少了，或者被换过"
    elif not is_entered:
        yield "网站是预览，没有记进公布簿"
    elif told["commit"] != entries_in(lines)[-1]["commit"]:
        yield f"{PUBLISHED} 说的提交，不是最后一次公布的提交"
    try:
        if check_head(lines, (site / CHECKPOINT).read_text("utf-8")) != len(lines):
            yield f"{CHECKPOINT} 不是最后一次公布的树头"
    except (OSError, ValueError):
        yield f"{CHECKPOINT} 读不了"
    except Mismatch as wrong:
        yield f"{CHECKPOINT}：{wrong}"


def told_of(entry: Mapping[str, Any], line: bytes) -> str:
    """A publication in a few words: number, time, code."""
    return f"第 {entry['n']} 次公布，{entry['time'][:16].replace('T', ' ')}，核对码 {check_code(digest_of(line))}"


def check_folder(
    site: Path, codes: Iterable[str] = (), elsewhere: Callable[[str], list[str]] = lambda _: []
) -> tuple[list[str], list[str]]:
    """What is proven of a downloaded site and what does not fit, as sentences; `elsewhere` knows more codes."""
    try:
        lines = lines_in((site / LEDGER).read_bytes())
        entries = entries_in(lines)
    except OSError:
        return [], [f"没有公布簿 {LEDGER}：什么也证明不了"]
    except Mismatch as fault:
        return [], [str(fault)]
    if not entries:
        return [], ["公布簿是空的"]
    proven = [f"公布簿接得上：{len(entries)} 次公布，一次接一次。最后是{told_of(entries[-1], lines[-1])}"]
    wrong = [*wrong_about_head(site, lines), *wrong_pages(site, entries[-1]["site"])]
    if not wrong:
        proven.append("网站上每一个文件，都和最后一次公布时一个字节不差")
    for code in codes:
        try:
            if code.startswith(_PROOF):  # what the square on paper holds
                number = check_ticket(code, lines)
                proven.append(f"纸上的证明成立：{told_of(entries[number - 1], lines[number - 1])}，还在公布簿里")
                continue
            numbers = numbers_with(lines, code)
        except Mismatch as fault:
            wrong.append(str(fault))
            continue
        found = [f"核对码 {code} 找到了：{told_of(entries[one - 1], lines[one - 1])}" for one in numbers]
        found = found or [f"核对码 {code} 找到了：{page}，和纸上是同一份" for page in pages_with(site, code)]
        proven += found or (found := elsewhere(plain_code(code)))
        if not found:
            wrong.append(f"核对码 {code} 不在公布簿里，网页上也没有：纸上那一次公布或者那一份记录，从公开栏上消失了")
    return proven, wrong


def main(arguments: Sequence[str]) -> int:
    """Check the folder that is named, and print what is proven and what is not."""
    if not arguments or arguments[0].startswith("-"):
        print("用法：python3 verify.py 文件夹 [核对码，或者存着扫码结果的文件]")
        return 2
    codes = [Path(one).read_text("utf-8") if Path(one).is_file() else one for one in arguments[1:]]
    proven, wrong = check_folder(Path(arguments[0]), codes)
    for sentence in (*(f"✓ {one}" for one in proven), *(f"✕ {one}" for one in wrong)):
        print(sentence)
    print("没有证明：账目本身真不真；别人看到的是不是同一本公布簿（拿纸上的核对码、邻镇或者报社留的树头来比）")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
