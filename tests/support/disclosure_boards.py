"""What the tests of disclosure share: boards made from YAML in memory, and histories made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cunwu.derive.disclosure import Disclosure, Line, derive_disclosures, first_published_in
from cunwu.history.change import Change, ChangeKind
from cunwu.history.publications import PlaceHistory, Publication, Published
from cunwu.records.board import Board, Outline, read_board, read_outline

VILLAGE = "shanghe"
AS_OF = date(2026, 11, 20)

COUNTY = """\
名称: 示例县
级别: 县
演示: 是
公开设置:
  截止日: 15
  公开目录:
    - 编号: 一
      事项: 收支
      周期: 月
    - 编号: 二
      事项: 走访
      周期: 月
    - 编号: 三
      事项: 会议
      周期: 季
    - 编号: 四
      事项: 项目
      周期: 随时
"""
JOINED = "加入日期: 2026-01-01\n"
PERSONS = """\
法人:
  - 编号: 村委会
    名称: 上河村村民委员会
    种类: 村民委员会
    并入: 合作社
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
"""
OWN = f"名称: 上河村\n{JOINED}{PERSONS}"


def ledger(period: str, book: str = "合作社", *more: str) -> str:
    """A ledger with one movement; `more` are lines to append."""
    return (
        f"账套: {book}\n期间: {period}\n制度: 简易\n账户:\n  - 编号: 现金\n    名称: 库存现金\n    类别: 库存现金\n"
        f"    期初: 0.00\n    期末: 5.00\n明细:\n  - 编号: 001\n    日期: 2026-03-03\n    摘要: 租金\n"
        "    科目: 其他收入\n    收入: 5.00\n    账户: 现金\n" + "".join(f"{line}\n" for line in more)
    )


def zero(item: str, period: str, number: str = "零1") -> str:
    """A zero report."""
    return f"编号: {number}\n标题: 没有\n种类: 零申报\n起: 2026-04-01\n零申报事项: {item}\n零申报期间: {period}\n"


def meeting(day: str) -> str:
    return f"编号: {day}\n种类: 村民代表会议\n议题: 讨论\n召开日期: {day}\n"


@dataclass(frozen=True)
class Texts:
    """Record files in memory, by path below villages/."""

    memory = None
    texts: Mapping[str, str]

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(f"villages/{path}" for path in self.texts))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self.texts[path.removeprefix("villages/")].encode()


def outline_of(files: Mapping[str, str]) -> Outline:
    """The tree of places of these files below villages/."""
    return read_outline(Texts(files))


def board_of(records: Mapping[str, str], *, own: str = OWN, county: str = COUNTY) -> Board:
    """The board of one village with these records, by path in its folder."""
    files = {"region.yml": county, f"{VILLAGE}/village.yml": own}
    files |= {f"{VILLAGE}/{path}": text for path, text in records.items()}
    place = outline_of(files).find(VILLAGE)
    assert place is not None
    board = read_board(Texts(files), place)
    assert board.problems == (), [problem.message for problem in board.problems]
    return board


def moment_of(text: str) -> datetime:
    """A day, then at nine in China; or a day and time of UTC: 2026-04-15 23:30."""
    if len(text) == len("2026-04-15"):
        return datetime.fromisoformat(text).replace(tzinfo=UTC) + timedelta(hours=1)
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def publication(position: int, when: str) -> Publication:
    return Publication(position, f"{position:040x}", moment_of(when))


def history_of(first: Mapping[tuple[str, str], str], *changed: Published, place: str = VILLAGE) -> PlaceHistory:
    """A history in which these records, by kind and reference, were first published then; `changed` comes after."""
    added = [
        Published(publication(position, when), Change(place, *key, item="", field="", kind=ChangeKind.ADDED))
        for position, (key, when) in enumerate(sorted(first.items(), key=lambda pair: moment_of(pair[1])))
    ]
    return PlaceHistory((*added, *changed))


def due_day_moved(when: str, before: str, after: str, *, place: str, kind: str) -> Published:
    """The publication of another 截止日, with the texts as a page shows them."""
    change = Change(
        place, kind, "", item="", field="公开设置.截止日", kind=ChangeKind.PROGRESS, before=before, after=after
    )
    return Published(publication(99, when), change)


def measured(board: Board, first: Mapping[tuple[str, str], str], as_of: date = AS_OF) -> Mapping[str, Disclosure]:
    """Item → what is measured of it, by a history in which these records were first published then."""
    history = history_of(first)
    found = derive_disclosures(board, as_of, first_published_in(history, VILLAGE))
    return {disclosure.item: disclosure for disclosure in found}


def line_of(disclosure: Disclosure, period: str) -> Line:
    """The line of the period typed so."""
    (line,) = [line for line in disclosure.lines if line.period.text == period]
    return line
