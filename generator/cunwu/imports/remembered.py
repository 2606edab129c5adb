"""What a village's own sheets mean, remembered in a small file: settings, and which heading is which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.imports.foreign import SheetRead
from cunwu.imports.headings import SYNONYMS, UNREAD
from cunwu.imports.ledgers import SETTINGS
from cunwu.yaml.reader import read_plain
from cunwu.yaml.writer import new_text

COLUMNS = "列"


class Meaning(Frozen):
    """Settings by word, and fields by heading."""

    settings: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}


def read_meaning(content: bytes | None, name: str, said: Iterable[str]) -> Meaning:
    """What the file remembers, and over it what was said with --set. Raises CunwuError for words that mean nothing."""
    settings, columns = _remembered(content, name) if content is not None else ({}, {})
    for one in said:
        word, equals, value = one.partition("=")
        if not equals or not value.strip():
            raise CunwuError(f"--set 要写成 栏目=值，写的是「{one}」", next_step="例如 --set 账户=现金")
        if word in SETTINGS:
            settings[word] = value.strip()
        else:
            columns[word] = value.strip()
    for heading, field in columns.items():
        if field not in SYNONYMS and field != UNREAD:
            known = "、".join((*SYNONYMS, UNREAD))
            raise CunwuError(
                f"「{heading}」不能读作「{field}」", next_step=f"只有：{known}；设定只有 {'、'.join(SETTINGS)}"
            )
    return Meaning(settings, columns)


def _remembered(content: bytes, name: str) -> tuple[dict[str, str], dict[str, str]]:
    plain, problems = read_plain(content, name)
    if not isinstance(plain, dict):
        told = problems[0] if problems else None
        raise CunwuError(f"{name} 读不了：{told.message if told else ''}", next_step=f"删去 {name}，再导入一次重新记")
    columns = plain.get(COLUMNS, {})
    unknown = [word for word in plain if word not in (*SETTINGS, COLUMNS)]
    if unknown or not isinstance(columns, dict):
        raise CunwuError(
            f"{name} 里不认识「{unknown[0] if unknown else COLUMNS}」",
            next_step=f"只有 {'、'.join((*SETTINGS, COLUMNS))}",
        )
    texts = {word: text for word, text in plain.items() if isinstance(text, str)}
    return texts, {word: field for word, field in columns.items() if isinstance(field, str)}


def meaning_text(meaning: Meaning, sheets: Iterable[SheetRead]) -> str:
    """The file that remembers how these sheets were understood."""
    columns = {
        title: sheet.head.fields.get(place, UNREAD) for sheet in sheets for place, title in sheet.head.titles.items()
    }
    return new_text({**meaning.settings, COLUMNS: {**columns, **meaning.columns}})
