"""Slips of typing that can mean only one thing, mended in the file: signs and spelling, never a value."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import Problem
from cunwu.kinds.forms import Form
from cunwu.kinds.parts import spec_at
from cunwu.kinds.reading import Misfit, misfits_in_context, read_item
from cunwu.kinds.record import Kind, Record
from cunwu.yaml.mending import mended_signs
from cunwu.yaml.reader import Mapping, read_yaml, spot_at, to_plain

_GROUPED = regex(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_AMOUNT = regex(r"[¥￥]?(-?[0-9]+(?:\.[0-9]+)?)元?(?:整)?")
_DAY = regex(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?)?月?")
_SIGNS = ("YML003", "YML004")
"""Tabs and special blanks, full-width colons."""


class Mended(Frozen):
    """A text without its sure slips, and each line that changed: number, before, after."""

    text: str
    lines: tuple[tuple[int, str, str], ...]


def mend_surely(text: str, path: str, kind: Kind[Record]) -> Mended:
    """The text with what is sure put right; the same text if that leaves it as unreadable as it was."""
    before = text.split("\n")
    lines = _with_signs(before, path)
    tree, _ = read_yaml("\n".join(lines).encode(), path)
    if tree is None:
        return Mended(text, ())
    for misfit in _misfits(kind, tree):
        _put_right(lines, tree, kind, misfit)
    changed = tuple((n, old, new) for n, (old, new) in enumerate(zip(before, lines, strict=True), 1) if old != new)
    return Mended("\n".join(lines), changed)


def _with_signs(before: list[str], path: str) -> list[str]:
    """The lines with tabs, blanks and colons as YAML wants them; a round shows what the last one hid."""
    lines = list(before)
    for _ in range(len(lines)):
        _, problems = read_yaml("\n".join(lines).encode(), path)
        slips: list[Problem] = [problem for problem in problems if problem.code in _SIGNS]
        mended = mended_signs(lines, slips)
        if mended == lines:
            break
        lines = mended
    return lines


def _misfits(kind: Kind[Record], tree: Mapping) -> Iterator[Misfit]:
    plain = to_plain(tree)
    record, misfits = read_item(kind.record, plain)
    if record is None:
        yield from (one for one in misfits_in_context(kind.record, plain, misfits) if one.code == "REC003")


def _put_right(lines: list[str], tree: Mapping, kind: Kind[Record], misfit: Misfit) -> None:
    spec, found = spec_at(kind.record, misfit.path), misfit.found
    if spec is None or spec.form is None or not isinstance(found, str):
        return
    right = next((one for one in _spelt_anew(found) if _reads(spec.form, one)), found)
    spot = spot_at(tree, misfit.path)
    line, start = lines[spot.line - 1], spot.column - 1
    if line[start:].startswith(found):  # what was put in quotes or wrapped is for people to look at
        lines[spot.line - 1] = line[:start] + right + line[start + len(found) :]


def _reads(form: Form, text: str) -> bool:
    try:
        form.parse(text)
    except ValueError:
        return False
    return True


def _spelt_anew(found: str) -> Iterator[str]:
    """The same day, amount or number as it is to be typed; which of them it is, the form of the field says."""
    folded = "".join(normalize("NFKC", found).split())
    if day := _DAY.fullmatch(folded):
        yield "-".join((day[1], *(part.zfill(2) for part in (day[2], day[3]) if part is not None)))
    bare = folded.replace(",", "") if _GROUPED.fullmatch(folded.strip("¥元整")) else folded
    if amount := _AMOUNT.fullmatch(bare):
        yield amount[1]
