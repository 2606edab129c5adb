"""Tables as those who listen to a page meet them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import CDPSession

_CELLS = frozenset({"cell", "gridcell", "rowheader"})


def cells_without_headings(session: CDPSession) -> list[str]:
    """Rows of the accessibility tree that have more or fewer cells than their table has headings.

    axe looks at the document; what a phone's layout takes out of the tree it does not see.
    """
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    found = []
    for table in (node for node in nodes.values() if _role(node) == "table"):
        rows = [row for row in _within(nodes, table) if _role(row) == "row"]
        cells = [[one for one in _within(nodes, row) if _role(one) in {*_CELLS, "columnheader"}] for row in rows]
        headings = [len(row) for row in cells if row and all(_role(one) == "columnheader" for one in row)]
        if not headings:
            continue  # a sum has headings of rows only
        wrong = [row for row in cells if len(row) not in (headings[0], 1)]  # a note goes over the whole row
        found += [f"{_name(table)}: {[_name(cell) for cell in row]}, headings: {headings[0]}" for row in wrong]
    return found


def _within(nodes: dict[str, dict[str, Any]], node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in (nodes[name] for name in node.get("childIds", ()) if name in nodes):
        yield child
        if _role(child) not in _CELLS:
            yield from _within(nodes, child)


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))
