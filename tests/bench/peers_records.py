"""What the peers make pages from: the same records, already converted, every sum and label already worked out.

None of it is timed. Each page is a plain dictionary, so that a peer's template only has to put words in their places.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import yaml
from bench_board import VILLAGES_OF, above, folder_of, places, records, regions

View = dict[str, Any]
"""A page: its kind, its address with and without ending, its title, the crumbs above it, and what stands on it."""

_STAGES = ("立项", "招标", "开工", "完工", "验收", "结算", "移交")
_DETAILS = ("科目", "账户", "凭证", "对方", "经手人", "证明人", "审批人")


def base_of(number: int) -> str:
    """Where the pages of a village are, from the site's root."""
    return folder_of(number).removeprefix("villages/")


def read(text: str) -> View:
    """A record with every scalar as it was typed."""
    found: View = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text, lists and maps
    return found


def yuan(amount: Decimal) -> str:
    """An amount as it is shown."""
    return f"{amount:,.2f}"


def month_title(period: str) -> str:
    """2026-03 → 2026 年 3 月."""
    year, _, month = period.partition("-")
    return f"{year} 年 {int(month)} 月"


def day_title(day: str) -> str:
    """2026-03-12 → 3 月 12 日."""
    _, month, number = day.split("-")
    return f"{int(month)} 月 {int(number)} 日"


def village_pages(number: int) -> list[View]:
    """The pages of a village: a home, one for each ledger and project, one for its cadre."""
    found = {PurePosixPath(name).relative_to(folder_of(number)): read(text) for name, text in records(number)}
    base = base_of(number)
    name, lineage = f"第{number}村", _lineage(number)
    crumbs = [*lineage, (name, base)]
    ledgers = _ledgers([one for path, one in found.items() if path.parts[0] == "finance"], crumbs, base)
    projects = [
        _project(one, crumbs, f"{base}/projects/{path.stem}")
        for path, one in found.items()
        if path.parts[0] == "projects"
    ]
    months = [one for path, one in found.items() if path.parts[0] == "attendance"]
    (posting,) = (one for path, one in found.items() if path.parts[0] == "postings")
    cadre = _cadre(posting, months, crumbs, base)
    home = _page("village", base, name, lineage) | {
        "months": [
            {key: one[key] for key in ("href", "month", "income", "expense", "closing")} for one in reversed(ledgers)
        ],
        **{key: ledgers[-1][key] for key in ("month", "sums", "reviewed")},
        "latest": ledgers[-1]["href"],
        "projects": [{key: one[key] for key in ("href", "title", "stages", "money", "scope")} for one in projects],
        "cadre": {key: cadre[key] for key in ("href", "title", "facts", "months")},
        "files": [str(path) for path in found],
    }
    return [home, *ledgers, *projects, cadre]


def region_pages(villages: int) -> Iterator[View]:
    """The pages of the places above the villages: each lists what lies below it."""
    below: dict[str, list[View]] = {place.path: [] for place in regions(villages)}
    crumbs: dict[str, list[tuple[str, str]]] = {}
    for number in range(0, villages, VILLAGES_OF["town"]):
        lineage = _lineage(number)
        crumbs |= {path: lineage[:depth] for depth, (_, path) in enumerate(lineage)}
    for place in regions(villages):
        if place.path:
            below[crumbs[place.path][-1][1]].append(_link((place.name, place.path)))
    for number in range(villages):
        below[above(number)[-1].path].append(_link((f"第{number}村", base_of(number))))
    for place in regions(villages):
        yield _page("region", place.path, place.name, crumbs[place.path]) | {"below": below[place.path]}


def _lineage(number: int) -> list[tuple[str, str]]:
    """Name and address of the places above a village, from the top."""
    return [(place.name, place.path) for place in above(number)]


def all_pages(villages: int) -> Iterator[View]:
    """Every page of a board."""
    yield from region_pages(villages)
    for number in range(villages):
        yield from village_pages(number)


def pages_of(villages: int) -> int:
    """How many pages that makes."""
    regions = sum(name.endswith("region.yml") for name, _ in places(villages))
    return regions + villages * len(village_pages(0))


def _page(kind: str, url: str, title: str, crumbs: list[tuple[str, str]]) -> View:
    is_place = kind in ("village", "region")
    href = _link((title, url))["href"] if is_place else f"/{url}.html"
    return {"kind": kind, "url": url, "href": href, "title": title, "crumbs": [_link(crumb) for crumb in crumbs]}


def _link(place: tuple[str, str]) -> View:
    name, url = place
    return {"title": name, "href": f"/{url}/index.html" if url else "/index.html"}


def _ledgers(found: list[View], crumbs: list[tuple[str, str]], base: str) -> list[View]:
    pages = [_ledger(one, crumbs, f"{base}/finance/{one['期间']}") for one in found]
    for before, after in pairwise(pages):
        before["later"] = {"href": after["href"], "title": after["month"]}
        after["earlier"] = {"href": before["href"], "title": before["month"]}
    return pages


def _ledger(record: View, crumbs: list[tuple[str, str]], url: str) -> View:
    (account,) = record["账户"]
    opening = Decimal(account["期初"])
    income = sum((Decimal(entry.get("收入", 0)) for entry in record["明细"]), Decimal())
    expense = sum((Decimal(entry.get("支出", 0)) for entry in record["明细"]), Decimal())
    closing = opening + income - expense
    (review,) = record["审核"]
    month = month_title(record["期间"])
    return _page("ledger", url, f"{crumbs[-1][0]} {month}收支", crumbs) | {
        "month": month,
        "income": yuan(income),
        "expense": yuan(expense),
        "closing": yuan(closing),
        "sums": [
            {"sign": sign, "label": label, "amount": yuan(amount)}
            for sign, label, amount in (
                ("", "上期结余", opening),
                ("＋", "收入", income),
                ("－", "支出", expense),
                ("＝", "本期结余", closing),
            )
        ],
        "reviewed": f"{review['角色']}{review['姓名']}（{day_title(review['日期'])}）：{review['意见']}",
        "shares": [
            {"caption": f"{word}按科目", "rows": _shares(record["明细"], word, total)}
            for word, total in (("收入", income), ("支出", expense))
        ],
        "entries": [_entry(one) for one in record["明细"]],
        "account": [account["名称"], yuan(opening), yuan(income), yuan(expense), "0.00", yuan(closing)],
        "files": [f"finance/{record['期间']}.yml"],
        "earlier": None,
        "later": None,
    }


def _entry(entry: View) -> View:
    return {
        "number": entry["编号"],
        "day": day_title(entry["日期"]),
        "say": entry["摘要"],
        "details": [f"{word} {entry[word]}" for word in _DETAILS],
        "income": yuan(Decimal(entry["收入"])) if "收入" in entry else "",
        "expense": yuan(Decimal(entry["支出"])) if "支出" in entry else "",
    }


def _shares(entries: list[View], word: str, total: Decimal) -> list[View]:
    sums: dict[str, Decimal] = {}
    for entry in entries:
        if word in entry:
            sums[entry["科目"]] = sums.get(entry["科目"], Decimal()) + Decimal(entry[word])
    largest = max(sums.values())
    return [
        {
            "name": name,
            "amount": yuan(amount),
            "width": f"{600 * amount / largest:.1f}",
            "share": f"{100 * amount / total:.1f}%",
        }
        for name, amount in sorted(sums.items(), key=lambda pair: -pair[1])
    ]


def _project(record: View, crumbs: list[tuple[str, str]], url: str) -> View:
    done = {one["节点"]: one["实际"] for one in record["节点"]}
    paid = sum((Decimal(one["金额"]) for one in record["已付"]), Decimal())
    money = {**record["金额"], "已付": str(paid)}
    facts = ("编号", "地点", "目的", "实施单位", "施工单位")
    return _page("project", url, record["名称"], crumbs) | {
        "status": record["状态"],
        "stages": [{"title": stage, "day": done.get(stage, "")} for stage in _STAGES],
        "money": [{"title": name, "text": f"{yuan(Decimal(amount))} 元"} for name, amount in money.items()],
        "facts": [{"title": name, "text": record[name]} for name in facts],
        "scope": [{"title": one["内容"], "text": one["数量"]} for one in record["建设内容"]],
        "payments": [[one["编号"], one["日期"], yuan(Decimal(one["金额"])), one["说明"]] for one in record["已付"]],
        "funding": [[one["编号"], one["来源"], yuan(Decimal(one["金额"]))] for one in record["资金来源"]],
        "files": [f"projects/{PurePosixPath(url).name}.yml"],
    }


def _cadre(posting: View, months: list[View], crumbs: list[tuple[str, str]], base: str) -> View:
    facts = ("编号", "层级", "职务", "起", "派驻方式", "坐班时间")
    return _page("cadre", f"{base}/cadre", f"{posting['姓名']}（{posting['职务']}）", crumbs) | {
        "facts": [
            {"title": "派出单位", "text": "、".join(posting["派出单位"])},
            *({"title": name, "text": posting[name]} for name in facts),
        ],
        "months": [
            [month_title(one["月份"]), f"{day['驻村天数']} 天", f"{day['住村夜数']} 夜"]
            for one in months
            for day in one["人员"]
        ],
        "files": ["postings/P01.yml", *(f"attendance/{one['月份']}.yml" for one in months)],
    }
