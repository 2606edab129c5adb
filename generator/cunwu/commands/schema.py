"""schema: the JSON Schema of one kind, for editors."""

from __future__ import annotations

import json
import sys

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings
from cunwu.core.problem import CunwuError


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("kind", metavar="种类", help="例如 ledger 或 收支")


def run(options: Options, _surroundings: Surroundings) -> int:
    """Print the schema."""
    sys.stdout.write(schema_of(options.kind))
    return CLEAN


def schema_of(name: str) -> str:
    """The JSON Schema of one kind, with the Chinese words as its properties."""
    from cunwu.boards.schemas import schema_of as schema_in
    from cunwu.kinds import KINDS

    kind = next((kind for kind in KINDS if name in (kind.name, kind.label)), None)
    if kind is None:
        known = "、".join(kind.name for kind in KINDS)
        raise CunwuError(f"没有「{name}」这种记录，只有 {known}", next_step="cunwu schema ledger")
    return json.dumps(schema_in(kind), ensure_ascii=False, indent=2) + "\n"
