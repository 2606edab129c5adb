"""owed: who owes what, and by when: for the one in a township who reminds the villages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, add_as_of, as_of, demand_format, project_of
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.values.dates import chinese_date

if TYPE_CHECKING:
    from cunwu.derive.owed import Owed
    from cunwu.publish.owing import OwedFound

_EXAMPLE = "cunwu owed town --ahead 5"
_AHEAD = 7
_TITLES = ("地方", "欠什么", "期限", "情况", "说明")


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("place", nargs="?", default="", metavar="地方", help="例如 town；连同下面各级，不写就是全部")
    parser.add_argument(
        "--ahead",
        type=int,
        default=_AHEAD,
        metavar="天数",
        help=f"再过几天到期的也列出来，默认 {_AHEAD}；0 只列今天和晚了的",
    )
    parser.add_argument(
        "--format", default="表", metavar="格式", help="表（默认）、群（发到群里的话）、csv（表格软件打开）"
    )
    parser.add_argument("--out", type=Path, default=None, metavar="文件", help="写到文件里；不写就显示出来")
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Print or write the list, and how many are late."""
    from cunwu.publish.owing import OwedOrder, find_owed

    demand_format(options.format, _FORMATS, _EXAMPLE)
    if options.ahead < 0:
        raise CunwuError(f"--ahead 是今后的天数，不能是 {options.ahead}", next_step=_EXAMPLE)
    day = as_of(options, surroundings)
    place = str(options.place).strip("/").removeprefix("villages").strip("/")
    found = find_owed(OwedOrder(project_of(options, surroundings), place, day, options.ahead))
    text = _FORMATS[options.format](found, day)
    if options.out is None:
        print(text, end="")
    else:
        _write(surroundings.here / options.out, text, marked=options.format == "csv")
    if options.format != "群" or options.out is not None:
        print(_verdict(found, day, options.ahead))
    return CLEAN


def _verdict(found: OwedFound, day: date, ahead: int) -> str:
    late = [one for one in found.owed if one.days_late(day) > 0]
    places = len({one.place.path for one in late})
    said = f"{found.place.name} {found.villages} 个村，{chinese_date(day)}：晚了的 {len(late)} 项（{places} 个地方）"
    said += (
        f"，今天起 {ahead} 天内到期的 {len(found.owed) - len(late)} 项"
        if ahead
        else f"，今天到期的 {len(found.owed) - len(late)} 项"
    )
    if found.untimed:
        said += f"；{'、'.join(found.untimed)}没有写加入日期，不知道欠什么"
    if found.errors:
        said += f"；记录里有 {found.errors} 处错误，照以前没有错误的版本算；运行 cunwu check 看在哪里"
    return said if found.has_history else f"{said}；没有提交历史，写好的都算公开了"


def _rows(found: OwedFound, day: date) -> Iterator[tuple[str, ...]]:
    for one in found.owed:
        yield _name_of(one, found), one.what, one.due.isoformat(), _standing(one, day), one.note


def _name_of(one: Owed, found: OwedFound) -> str:
    """The place by its name; below several towns with that of its town."""
    between = one.place.lineage[len(found.place.lineage) : -1]
    return "".join(place.name for place in (*between, one.place))


def _standing(one: Owed, day: date) -> str:
    late = one.days_late(day)
    return f"晚了 {late} 天" if late > 0 else f"还有 {-late} 天" if late else "今天到期"


def _table(found: OwedFound, day: date) -> str:
    from cunwu.reports.text import columns

    rows = [_TITLES, *_rows(found, day)]
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines) if found.owed else ""


def _message(found: OwedFound, day: date) -> str:
    """A few lines to paste into a chat group: late ones first, a line a place."""
    late = [one for one in found.owed if one.days_late(day) > 0]
    soon = [one for one in found.owed if one.days_late(day) <= 0]
    lines = [f"【村务公开提醒】{found.place.name}，{chinese_date(day)}"]
    for heading, part in (("已经晚了：", late), ("快到期了：", soon)):
        if part:
            lines += [heading, *_line_each(part, found, day)]
    if not found.owed:
        lines.append("现在没有晚了的，也没有快到期的。")
    return "".join(f"{line}\n" for line in lines)


def _line_each(part: list[Owed], found: OwedFound, day: date) -> Iterator[str]:
    by_place: dict[str, list[str]] = {}
    for one in part:
        by_place.setdefault(_name_of(one, found), []).append(
            f"{one.what}（{one.due.month} 月 {one.due.day} 日到期，{_standing(one, day)}）"
        )
    return (f"{name}：{'；'.join(told)}" for name, told in by_place.items())


def _csv(found: OwedFound, day: date) -> str:
    from cunwu.exports.texts import csv_rows

    return csv_rows([_TITLES, *_rows(found, day)])


_FORMATS: Mapping[str, Callable[[OwedFound, date], str]] = {"表": _table, "群": _message, "csv": _csv}


def _write(path: Path, text: str, *, marked: bool) -> None:
    try:
        path.write_bytes(text.encode("utf-8-sig" if marked else "utf-8", "replace"))
    except OSError as error:
        raise CunwuError(f"写不了 {path}：{reason_of(error)}", next_step="换一个 --out") from None
