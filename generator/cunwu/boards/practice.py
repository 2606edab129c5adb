"""A village to practise in: its files, and what its README asks. No site is ever made of it (REC055)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cunwu.boards.practice_tasks import PHOTO, WORKBOOK

SHEET = "村委会三月现金账"
ROWS: Sequence[tuple[date | str, ...]] = (
    ("", "", "上月结余", "", "", "", "600.00"),
    (date(2026, 3, 4), "记-1", "镇里拨办公费", "补助收入", "1000.00", "", "1600.00"),
    (date(2026, 3, 9), "记-2", "付桌椅修理", "管理费用", "", "240.00", "1360.00"),
    (date(2026, 3, 22), "记-3", "付打印纸", "管理费用", "", "75.50", "1284.50"),
    (date(2026, 3, 28), "记-4", "付广播维修", "公益支出", "", "180.00", "1104.50"),
)
HEADS = ("日期", "凭证号", "摘要", "科目", "收入", "支出", "余额")
"""The workbook that is imported, below its headings."""
_TEXTS = Path(__file__).with_name("texts") / "practice"


def practice_files(workbook: bytes) -> dict[str, bytes]:
    """Path → content of every file of a village to practise in; `workbook` is the one made of ROWS."""
    records = {
        path.relative_to(_TEXTS).as_posix(): path.read_bytes() for path in sorted((_TEXTS / "villages").rglob("*.yml"))
    }
    return {
        "README.md": (_TEXTS / "README.md").read_bytes(),
        "mkdocs.yml": "site_name: 练习\n".encode(),
        ".gitignore": b".cunwu/\n",
        PHOTO: (_TEXTS / "papers" / "invoice.jpg").read_bytes(),
        WORKBOOK: workbook,
        **records,
    }
