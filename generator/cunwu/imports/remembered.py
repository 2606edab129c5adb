"""What a village's own sheets mean, remembered in a small file: settings, and which heading is which field.

What an accountant's program calls a 科目 or an account of money is remembered for each village without being asked to,
in `imports/` beside `villages/`: it is said once and holds for every month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.imports.foreign import SheetRead
from cunwu.imports.headings import SYNONYMS, UNREAD
from cunwu.imports.joined import ROWS
from cunwu.imports.ledgers import SETTINGS
from cunwu.imports.plain import Texts
from cunwu.kinds.charts import CHARTS, main_title
from cunwu.yaml.reader import read_plain
from cunwu.yaml.writer import new_text

COLUMNS, TITLES, ACCOUNTS, VOUCHERS = "列", "科目", "账户", "凭证"
_PROGRAM = {TITLES: "科目对照", ACCOUNTS: "账户对照"}
"""What is said of an accountant's program with --set → the part of the file that remembers it."""


class Meaning(Frozen):
    """Settings by word, and fields by heading; for vouchers, what the program calls things, and answers."""

    settings: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    titles: Mapping[str, str] = {}
    """科目 of the program → 科目 of the record."""
    accounts: Mapping[str, str] = {}
    """Account of money in the program → number of the account on the board."""
    vouchers: Mapping[str, str] = {}
    """Voucher → the accounts of its lines; an answer for once, never remembered."""
    rows: Mapping[str, str] = {}
    """Row of a ledger → the voucher that it is; also for once."""


def program_file(place: str) -> str:
    """Where it is remembered what the program of a village calls things."""
    return f"imports/{place.strip('/').removeprefix('villages/')}.yml"


def read_meaning(contents: Iterable[tuple[str, bytes]], said: Iterable[str]) -> Meaning:
    """What the files remember, by name and bytes, and over it what was said with --set.

    Raises CunwuError for words that mean nothing.
    """
    settings: dict[str, str] = {}
    columns: dict[str, str] = {}
    parts: dict[str, dict[str, str]] = {TITLES: {}, ACCOUNTS: {}, VOUCHERS: {}, ROWS: {}}
    for name, content in contents:
        kept = _remembered(content, name)
        settings |= kept.settings
        columns |= kept.columns
        parts[TITLES] |= kept.titles
        parts[ACCOUNTS] |= kept.accounts
    for one in said:
        word, equals, value = one.partition("=")
        if not equals or not value.strip():
            raise CunwuError(f"--set 要写成 栏目=值，写的是「{one}」", next_step="例如 --set 账户=现金")
        part, colon, called = word.replace("：", ":").partition(":")
        if colon and part in parts and called.strip():
            parts[part][called.strip()] = value.strip()
        elif word in SETTINGS:
            settings[word] = value.strip()
        else:
            columns[word] = value.strip()
    for heading, field in columns.items():
        if field not in SYNONYMS and field != UNREAD:
            known = "、".join((*SYNONYMS, UNREAD))
            raise CunwuError(
                f"「{heading}」不能读作「{field}」", next_step=f"只有：{known}；设定只有 {'、'.join(SETTINGS)}"
            )
    _demand_titles(parts[TITLES], settings.get("制度", ""))
    return Meaning(settings, columns, *parts.values())


def _demand_titles(titles: Mapping[str, str], regime: str) -> None:
    """Whether every 科目 that something is called stands in a chart; of 简易 books any word does."""
    charts = [CHARTS[regime]] if regime in CHARTS else list(CHARTS.values())
    for called, title in titles.items():
        if regime != "简易" and not any(main_title(title) in chart for chart in charts):
            known = "、".join(charts[0].by_name)
            raise CunwuError(f"「{called}」不能记作「{title}」：科目表里没有这个科目", next_step=f"写其中一个：{known}")


def _remembered(content: bytes, name: str) -> Meaning:
    plain, problems = read_plain(content, name)
    if not isinstance(plain, dict):
        told = problems[0] if problems else None
        raise CunwuError(f"{name} 读不了：{told.message if told else ''}", next_step=f"删去 {name}，再导入一次重新记")
    tables = (COLUMNS, *_PROGRAM.values())
    unknown = [word for word in plain if word not in (*SETTINGS, *tables)]
    unknown += [word for word in tables if not _is_table(plain.get(word, {}))]
    unknown += [word for word in SETTINGS if not isinstance(plain.get(word, ""), str)]
    if unknown:
        next_step = f"只有 {'、'.join((*SETTINGS, *tables))}；{'、'.join(tables)} 下面一行一个，写成 叫法: 意思"
        raise CunwuError(f"{name} 里不认识「{unknown[0]}」，或者它写得不对", next_step=next_step)
    texts = {word: text for word, text in plain.items() if isinstance(text, str)}
    return Meaning(texts, *(_table(plain.get(word)) for word in tables))


def _table(value: object) -> dict[str, str]:
    return {str(word): str(text) for word, text in value.items()} if isinstance(value, dict) else {}


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) and text for text in value.values())


def meaning_text(meaning: Meaning, sheets: Iterable[SheetRead]) -> str:
    """The file that remembers how these sheets were understood."""
    columns = {
        title: sheet.head.fields.get(place, UNREAD) for sheet in sheets for place, title in sheet.head.titles.items()
    }
    return new_text({**meaning.settings, COLUMNS: {**columns, **meaning.columns}, **_of_program(meaning)})


def program_text(meaning: Meaning) -> str:
    """The file that remembers what the program of a village calls things; empty if nothing was said."""
    said = _of_program(meaning)
    return new_text(said) if said else ""


def _of_program(meaning: Meaning) -> Texts:
    parts = {_PROGRAM[TITLES]: meaning.titles, _PROGRAM[ACCOUNTS]: meaning.accounts}
    return {word: dict(sorted(part.items())) for word, part in parts.items() if part}
