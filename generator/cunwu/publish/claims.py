"""Who claims whom, looked up by person: kept with the manifest, so that one village is compared with no other files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from cunwu.core.database import Connection, SpoiltError, digest_of
from cunwu.derive.doubles import Claim, Double, claim_from, double_from, double_of, doubles_in, plain_of

T = TypeVar("T")

TABLES = """
CREATE TABLE IF NOT EXISTS claim (who BLOB, village BLOB, body TEXT, digest BLOB);
CREATE INDEX IF NOT EXISTS claimed ON claim (who);
CREATE INDEX IF NOT EXISTS claiming ON claim (village);
CREATE TABLE IF NOT EXISTS double (region BLOB, one BLOB, other BLOB, body TEXT, digest BLOB);
CREATE INDEX IF NOT EXISTS told ON double (region);
CREATE INDEX IF NOT EXISTS first_village ON double (one);
CREATE INDEX IF NOT EXISTS second_village ON double (other);
"""
"""Whom villages claim, a row for each sending unit of a person; and those whom two villages claim at once."""

_SEVERAL = "who IN (SELECT who FROM claim GROUP BY who HAVING count(DISTINCT village) > 1)"
"""Of these people more than one village says that they were there."""


@dataclass(frozen=True)
class Claims:
    """The claims of all villages of a site, and what follows from them."""

    store: Connection

    def put(self, claims: Iterable[Claim]) -> None:
        """Add the claims of a village that has none here."""
        for claim in claims:
            body = _text_of(claim)
            for who in claim.who:
                values = (_bytes(who), _bytes(claim.path), body)
                self.store.execute("INSERT INTO claim VALUES (?, ?, ?, ?)", (*values, digest_of(*values)))

    def compare_all(self) -> None:
        """Find everybody whom two villages claim at once, after the claims of all villages were put."""
        self.store.execute("DELETE FROM double")
        rows = self._rows("claim", f"{_SEVERAL} ORDER BY who, village", (), claim_from)
        same = groupby(rows, key=lambda row: row[0])
        found = {double for _, those in same for double in doubles_in(claim for _, claim in those)}
        self._add(found)

    def exchange(self, village: str, claims: Sequence[Claim]) -> frozenset[str]:
        """Put other claims in place of those of a village; returns the regions whose doubles are not what they were."""
        key = _bytes(village)
        before = {double for _, double in self._rows("double", "one = ? OR other = ?", (key, key), double_from)}
        self.store.execute("DELETE FROM double WHERE one = ? OR other = ?", (key, key))
        self.store.execute("DELETE FROM claim WHERE village = ?", (key,))
        pairs = ((claim, other) for claim in claims for who in claim.who for other in self._claims_of(who))
        after = {double for claim, other in pairs if (double := double_of(claim, other)) is not None}
        self.put(claims)
        self._add(after)
        return frozenset(double.region for double in before ^ after)

    def doubles_at(self, region: str) -> tuple[Double, ...]:
        """Those whom a region tells of. Raises SpoiltError."""
        return tuple(double for _, double in self._rows("double", "region = ?", (_bytes(region),), double_from))

    def _claims_of(self, who: str) -> Iterator[Claim]:
        return (claim for _, claim in self._rows("claim", "who = ?", (_bytes(who),), claim_from))

    def _add(self, doubles: Iterable[Double]) -> None:
        for double in doubles:
            values = (*map(_bytes, (double.region, *double.paths)), _text_of(double))
            self.store.execute("INSERT INTO double VALUES (?, ?, ?, ?, ?)", (*values, digest_of(*values)))

    def _rows(
        self, table: str, condition: str, values: Sequence[object], read: Callable[[dict[str, Any]], T]
    ) -> Iterator[tuple[object, T]]:
        """The first column and the value of these rows; all are read at once, because callers write in between."""
        for *row, digest in self.store.execute(f"SELECT * FROM {table} WHERE {condition}", values).fetchall():  # noqa: S608
            if digest != digest_of(*row):
                raise SpoiltError
            try:
                yield row[0], read(json.loads(row[-1]))
            except (ValueError, TypeError, KeyError) as error:
                raise SpoiltError from error


def _text_of(one: Claim | Double) -> str:
    return json.dumps(plain_of(one), separators=(",", ":"))


def _bytes(text: str) -> bytes:
    """As the database compares it: the names of folders may have any encoding."""
    return text.encode("utf-8", "surrogateescape")
