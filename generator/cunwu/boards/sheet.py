"""A list that people keep in a table: the rows of a CSV file or of the first sheet of a workbook, as texts."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

from cunwu.core.problem import CunwuError

_WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods")


def read_sheet(path: Path) -> tuple[tuple[str, ...], ...]:
    """All rows, empty cells as empty texts. Raises CunwuError if the file is no such table."""
    if path.suffix.lower() in _WORKBOOKS:
        return _read_workbook(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CunwuError(f"读不了 {path}：{error.strerror}", next_step=f"ls -l {path}") from error
    except UnicodeDecodeError:
        next_step = "在表格软件里另存为“CSV UTF-8”，或者直接用 xlsx"
        raise CunwuError(f"{path} 不是 UTF-8 编码的文字", next_step=next_step) from None
    return tuple(tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text)))


def _read_workbook(path: Path) -> tuple[tuple[str, ...], ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise CunwuError(f"{path} 打不开：{error}", next_step="在表格软件里另存为 xlsx，再试一次") from error
    return tuple(tuple(map(_text, row)) for row in rows)


def _text(cell: object) -> str:
    """A cell as a clerk would type it: whole numbers without a point, days as days."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
