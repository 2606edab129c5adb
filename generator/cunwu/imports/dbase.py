"""Bytes of a dBASE table (DBF), as 金蝶 and older programs export vouchers → its rows; the only door to dbfread."""

from __future__ import annotations

import struct
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from dbfread import DBF, DBFNotFound, FieldParser

from cunwu.core.problem import CunwuError

_CODEC = "gb18030"
_MOST_ROWS = 200_000


class _Fields(FieldParser):  # type: ignore[misc]
    """Numbers exactly as they are written, and texts whose last character the width of the field cut in half."""

    def parseN(self, field: Any, data: bytes) -> Decimal | None:  # noqa: N802 - dbfread finds it by this name
        del field
        text = data.strip(b" \0*").replace(b",", b".").decode("ascii", "replace")
        try:
            return Decimal(text) if text else None
        except InvalidOperation:
            raise ValueError(f"「{text}」不是数") from None

    parseF = parseN  # noqa: N815 - dbfread finds it by this name

    def parseC(self, field: Any, data: bytes) -> str:  # noqa: N802 - dbfread finds it by this name
        del field
        bare = data.rstrip(b"\0 ")
        try:
            return bare.decode(_CODEC)
        except UnicodeDecodeError:
            return bare[:-1].decode(_CODEC)


def looks_like_dbase(content: bytes, name: str) -> bool:
    """Whether a file calls itself a DBF table and begins as one."""
    return name.lower().endswith(".dbf") and content[:1] in (b"\x03", b"\x30", b"\x31", b"\x83", b"\x8b", b"\xf5")


def read_dbase(content: bytes, name: str) -> list[list[Any]]:
    """The names of the fields, then every row that is not struck out. Raises CunwuError if the file is torn."""
    with tempfile.TemporaryDirectory() as folder:  # the library reads files, not bytes
        path = Path(folder, "table.dbf")
        path.write_bytes(content)
        try:
            table = DBF(
                path,
                encoding=_CODEC,
                parserclass=_Fields,
                ignore_missing_memofile=True,
                ignorecase=False,
                recfactory=list,
            )
            if table.header.numrecords > _MOST_ROWS:
                raise CunwuError(f"{name} 有 {table.header.numrecords:,} 行，太多", next_step="按月导出，再导入")
            if len(content) < table.header.headerlen + table.header.numrecords * table.header.recordlen:
                raise _torn(name, ValueError(f"应有 {table.header.numrecords} 行，后面的没有了"))
            return [list(table.field_names), *([value for _, value in row] for row in table.records)]
        except (DBFNotFound, ValueError, ArithmeticError, LookupError, TypeError, OSError, struct.error) as error:
            raise _torn(name, error) from None


def _torn(name: str, error: Exception) -> CunwuError:
    return CunwuError(f"{name} 打不开，可能坏了：{error}", next_step="从记账软件重新导出，或者另存为 xlsx")
