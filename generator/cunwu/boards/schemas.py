"""What editors are told of records: a schema for each kind, where its files lie, and how they are written."""

from __future__ import annotations

import json
from typing import Any

from cunwu.core.paths import RECORDS
from cunwu.kinds import KINDS
from cunwu.kinds.reading import json_schema_of
from cunwu.kinds.record import Kind, Record

FOLDER = ".vscode/schema"
"""Where boards keep their schemas."""


def schema_of(kind: Kind[Record]) -> dict[str, Any]:
    """The JSON Schema of one kind, with the Chinese words as its properties."""
    schema = json_schema_of(kind.record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.label}


def schema_files() -> dict[str, bytes]:
    """Path → content of the schemas and of the settings that lead an editor to them."""
    files = {
        f"{FOLDER}/{kind.name}.json": json.dumps(schema_of(kind), ensure_ascii=False, separators=(",", ":"))
        for kind in KINDS
    }
    files[".vscode/settings.json"] = _written(_settings())
    files[".vscode/extensions.json"] = _written({"recommendations": ["redhat.vscode-yaml"]})
    return {path: f"{text.rstrip()}\n".encode() for path, text in files.items()}


def modeline(kind: Kind[Record], path: str) -> str:
    """The comment with which other editors find the schema of a record at `path`, given from the top of the board."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{FOLDER}/{kind.name}.json\n"


def _written(settings: dict[str, Any]) -> str:
    return json.dumps(settings, ensure_ascii=False, indent=2)


def _settings() -> dict[str, Any]:
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
        "yaml.format.enable": False,
        "yaml.schemas": {f"./{FOLDER}/{kind.name}.json": f"{RECORDS}/**/{kind.files}" for kind in KINDS},
    }
