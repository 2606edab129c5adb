"""The rooms of the program, lowest first, and the syntax trees of its modules."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "generator" / "cunwu"

LAYERS = (
    "core",  # what everybody may use: values that never change, problems, paths, small stores, processes
    "values",  # text in, value out
    "yaml",  # bytes → tree, tree → canonical bytes
    "git",  # every question put to git
    "kinds",  # what a record may say
    "records",  # files → places → boards
    "history",  # what was published, and what became of it
    "derive",  # what is computed, never typed
    "rules",  # board → problems
    "reports",  # problems and differences told
    "changes",  # a proposed change, judged and mended
    "exports",  # records for other programs
    "pages",  # boards → pages
    "search",  # what may be looked for on a board
    "render",  # page → HTML
    "publish",  # what is stale → rendered → verified → swapped
    "frame",  # pages written by people
    "commands",  # one module a command: its arguments and its run together
    "cli",  # arguments → a command; the only clock and environment
)
"""Modules and packages of cunwu, lowest first: each imports only what stands above it in this list."""


@cache
def trees() -> Mapping[str, ast.Module]:
    """Module name below cunwu (`pages.view`; `pages` for a package's own file) → its syntax tree."""
    found = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        name = ".".join(path.relative_to(PROGRAM).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found[name] = ast.parse(path.read_text("utf-8"))
    return found
