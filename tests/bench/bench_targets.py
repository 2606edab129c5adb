"""The targets P1 to P10: what was asked for, what was measured, whether it is reached, and what stands in the way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bench_cases import CASES, DASK, OURS
from bench_cost import Measured
from bench_findings import Findings
from bench_pages import BITS, LATENCY
from bench_search import told

HUGO, MKDOCS = "hugo", "mkdocs"
SMALL, USUAL, LARGE = 50, 2059, 20_000
GROWTH_FROM = 200
SEARCH = 30 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One target. `reached` is None where there was nothing to measure."""

    number: str
    what: str
    target: str
    measured: str
    reached: bool | None = None
    distance: str = ""
    """How far it is, and why."""


def rows(found: Findings) -> list[Row]:
    """Every target in order."""
    return [
        *_against_peers(found),
        *_one_change(found),
        _nothing(found),
        _memory(found),
        _growth(found),
        *_history(found),
        *_workers(found),
        *_page(found),
        *_ledger(found),
        *_reading(found),
        *_search(found),
    ]


def _against_peers(found: Findings) -> Iterator[Row]:
    villages = found.largest_common(HUGO)
    for number, what, case, maker, times in (
        ("P1", "从头全部生成", "cold", HUGO, 3),
        ("P1", "从头全部生成", "cold", MKDOCS, 40),
        ("P2", "模板改了，全部重做", "theme", HUGO, 4),
    ):
        target = f"比 {maker} 快 {times} 倍以上"
        size = villages or max(found.sizes(OURS, case), default=0)
        ours, theirs = found.best(OURS, case, size), found.expected(maker, size)
        if ours is None or theirs is None:
            yield Row(number, what, target, f"没有 {maker}：{found.missing.get(maker, '这次没有测')}")
            continue
        ratio = theirs[0] / ours.wall
        sign = "" if theirs[1] else "约 "
        note = "" if theirs[1] else "（由较小的板推算）"
        told = f"{size:,} 村：{sign}{theirs[0]:.1f} 秒{note} ÷ {ours.wall:.1f} 秒 = {ratio:.2f} 倍"
        if (measured := found.best(maker, "cold", size)) is not None:
            told += f"；处理器 {measured.cpu:.1f} ÷ {ours.cpu:.1f} 秒 = {measured.cpu / ours.cpu:.2f} 倍"
        yield Row(number, what, target, told, ratio >= times, _short_by(times, ratio, found, case))


def _one_change(found: Findings) -> Iterator[Row]:
    sizes = found.sizes(OURS, "publish")
    walls = {size: one.wall for size in sizes if (one := found.best(OURS, "publish", size))}
    largest = max((size for size in sizes if size <= USUAL), default=0)
    what = "公布一个村的一处更正"
    if not largest:
        yield Row("P3", what, "≤ 150 毫秒", "没有测")
        return
    told = _milliseconds(found.best(OURS, "publish", largest))
    distance = _short_by(walls[largest], 0.150, found, "publish")
    yield Row("P3", what, "≤ 150 毫秒", told, walls[largest] <= 0.150, distance)
    for size, limit in ((USUAL, 1.15), (LARGE, 1.25)):
        target = f"{size:,} 村比 {SMALL} 村 ≤ {limit} 倍"
        if SMALL in walls and size in walls:
            ratio = walls[size] / walls[SMALL]
            more = f"多用 {1000 * (walls[size] - walls[SMALL]):.0f} 毫秒"
            distance = "" if ratio <= limit else f"{more}：{_what_grew(found, walls, size)}"
            yield Row("P3", what, target, f"{ratio:.2f} 倍", ratio <= limit, distance)
        else:
            yield Row("P3", what, target, "这次没有测这两个大小")


def _what_grew(found: Findings, walls: dict[int, float], size: int) -> str:
    """The parts of a publication that take longer on a board of this size than on the small one."""
    before, after = found.publishing.get(str(SMALL), {}), found.publishing.get(str(size), {})
    more = {part: share * walls[size] - before.get(part, 0) * walls[SMALL] for part, share in after.items()}
    grown = sorted(((seconds, part) for part, seconds in more.items() if seconds > 0.005), reverse=True)
    return "、".join(f"{part}约 {1000 * seconds:.0f} 毫秒" for seconds, part in grown[:4]) or "没有测是哪些部分"


def _milliseconds(one: Measured | None) -> str:
    if one is None:
        return "没有测"
    return (
        f"{one.villages:,} 村：{1000 * one.wall:.0f} 毫秒（处理器 {1000 * one.cpu:.0f}，别人占用 {one.others:.1f} 个）"
    )


def _nothing(found: Findings) -> Row:
    size = max((size for size in found.sizes(OURS, "nothing") if size <= USUAL), default=0)
    measured = found.best(OURS, "nothing", size)
    if measured is None:
        return Row("P4", "什么都没有变", "≤ 100 毫秒", "没有测")
    distance = _short_by(measured.wall, 0.100, found, "nothing")
    return Row("P4", "什么都没有变", "≤ 100 毫秒", _milliseconds(measured), measured.wall <= 0.100, distance)


def _memory(found: Findings) -> Row:
    peaks: dict[int, Measured] = {}
    for one in found.measured:
        if one.maker == OURS and (one.villages not in peaks or peaks[one.villages].together < one.together):
            peaks[one.villages] = one
    told = "；".join(f"{size:,} 村 {peak.together:.0f} MB" for size, peak in sorted(peaks.items()))
    worst = max((peak.together for peak in peaks.values()), default=0.0)
    distance = "" if worst <= 200 else f"超出 {worst - 200:.0f} MB：{_what_takes_memory(found, worst)}"
    return Row("P5", "内存（全部进程合计）", "≤ 200 MB", told or "没有测", worst <= 200 if peaks else None, distance)


def _what_takes_memory(found: Findings, worst: float) -> str:
    """Which case it is, and what each village adds to it."""
    one = next(one for one in found.measured if one.maker == OURS and one.together == worst)
    small = found.best(OURS, one.name, SMALL)
    told = (
        f"{one.villages:,} 村、{one.workers} 个进程，{CASES[one.name]}，连同 git；最大的一个进程 {one.largest:.0f} MB"
    )
    if small is None or one.villages == SMALL:
        return told
    each = 1024 * (worst - small.together) / (one.villages - SMALL)
    return f"{told}；比 {SMALL} 村每村多 {each:.1f} KB"


def _growth(found: Findings) -> Row:
    what, target = "用时随村数增长的幂次，一个进程", f"{GROWTH_FROM} 到 {LARGE:,} 村 ≤ 1.1"
    alone = [one for one in found.find(OURS, "cold") if one.workers == 1 and one.villages >= GROWTH_FROM]
    if len(alone) < 2:
        return Row("P6", what, target, f"这次没有测两个 {GROWTH_FROM} 村以上的板")
    small, large = alone[0], alone[-1]
    power = math.log(large.wall / small.wall) / math.log(large.villages / small.villages)
    told = f"{small.villages:,} 到 {large.villages:,} 村：{power:.2f}"
    return Row("P6", what, target, told, power <= 1.1, "" if power <= 1.1 else "有一部分工作比村数增长得快")


def _history(found: Findings) -> Iterator[Row]:
    cost = found.history
    if cost is None:
        yield Row("P7", "历史：5,000 次公布", "≤ 2 秒", "这次没有测")
        return
    what = f"历史：{cost.commits:,} 次公布、{cost.villages:,} 村"
    told = f"{cost.cold:.2f} 秒（到查明每一处改动，不含做成页面）"
    parts = "、".join(f"{part} {share:.0%}" for part, share in list(cost.shares.items())[:4])
    distance = "" if cost.cold <= 2 else f"差 {cost.cold - 2:.2f} 秒；两个进程，时间用在{parts}"
    yield Row("P7", what, "从头 ≤ 2 秒", told, cost.cold <= 2, distance)
    more = cost.one_more - cost.warm
    distance = "" if more <= 0.050 else f"差 {1000 * (more - 0.050):.0f} 毫秒"
    yield Row("P7", what, "每多一次公布 ≤ 50 毫秒", f"{1000 * more:.0f} 毫秒", more <= 0.050, distance)


def _workers(found: Findings) -> Iterator[Row]:
    what, target = "两个进程比一个", "≥ 1.7 倍"
    pairs: dict[int, dict[int, Measured]] = {}
    for one in found.find(OURS, "cold"):
        pairs.setdefault(one.villages, {})[one.workers] = one
    size = max((villages for villages, by_workers in pairs.items() if {1, 2} <= set(by_workers)), default=0)
    by_workers = pairs.get(size, {})
    if not {1, 2} <= set(by_workers):
        yield Row("P8", what, target, "没有测")
    else:
        ratio = by_workers[1].wall / by_workers[2].wall
        busy = by_workers[2].others
        told = f"{size:,} 村：{ratio:.2f} 倍"
        distance = f"不能分开做的部分和机器上别的程序（占 {busy:.1f} 个处理器）合计相当于 {2 / ratio - 1:.0%}"
        yield Row("P8", what, target, told, ratio >= 1.7, "" if ratio >= 1.7 else distance)
    yield _dask(found)


def _dask(found: Findings) -> Row:
    what, target = "Dask 比本机进程（字节相同，由测试保证）", "≥ 0.9 倍"
    size = max(found.sizes(DASK, "cold"), default=0)
    theirs = found.best(DASK, "cold", size)
    ours = next((one for one in found.find(OURS, "cold") if theirs and _alike(one, theirs)), None)
    if ours is None or theirs is None:
        return Row("P8", what, target, "这次没有测")
    ratio = ours.wall / theirs.wall
    told = f"{size:,} 村、{theirs.workers} 个进程：{ours.wall:.1f} 秒 ÷ {theirs.wall:.1f} 秒 = {ratio:.2f} 倍"
    distance = "" if ratio >= 0.9 else f"多用 {theirs.wall - ours.wall:.1f} 秒：启动调度器和工作进程、打包传送文件"
    return Row("P8", what, target, told, ratio >= 0.9, distance)


def _alike(one: Measured, other: Measured) -> bool:
    return (one.villages, one.workers) == (other.villages, other.workers)


def _page(found: Findings) -> Iterator[Row]:
    cost = next((page for page in found.pages if page.maker == OURS), None)
    if cost is None:
        yield Row("P9", "一个月的收支页", "≤ 15 KB；≤ 0.9 秒", found.missing.get("pages", "这次没有测"))
        return
    weight = (cost.html + cost.styles) / 1024
    told = f"{weight:.1f} KB（页面 {cost.html / 1024:.1f}，样式 {cost.styles / 1024:.1f}）"
    yield Row("P9", "一个月的收支页，压缩后", "≤ 15 KB", told, weight <= 15, "")
    line = cost.received * 8 / BITS
    rest = cost.paint - line - 2 * LATENCY / 1000
    told, reached = f"{cost.paint:.2f} 秒", cost.paint <= 0.9
    distance = (
        f"差 {cost.paint - 0.9:.2f} 秒：页面和样式表先后两次往返 {2 * LATENCY / 1000:.1f} 秒，"
        f"传输 {line:.2f} 秒，其余 {rest:.2f} 秒是慢六倍的处理器和浏览器"
    )
    yield Row("P9", "同一页，第一次看见", "≤ 0.9 秒", told, reached, "" if reached else distance)


def _ledger(found: Findings) -> Iterator[Row]:
    cost = found.ledger
    if cost is None:
        yield Row("–", "一个月一万笔流水", "检查 ≤ 1 秒，每页 ≤ 15 KB", "这次没有测")
        return
    what = f"一个月 {cost.entries:,} 笔（{cost.content / 1e6:.1f} MB）"
    distance = "" if cost.check <= 1 else f"差 {cost.check - 1:.2f} 秒"
    yield Row("–", f"{what}，检查", "≤ 1 秒", f"{cost.check:.2f} 秒", cost.check <= 1, distance)
    weight = cost.heaviest / 1024
    yield Row("–", "它最重的一页，压缩后", "≤ 15 KB", f"{weight:.1f} KB", weight <= 15)


def _reading(found: Findings) -> Iterator[Row]:
    cost = found.reading
    if cost is None:
        return
    what = f"读一个月的收支（{cost.content / 1000:.1f} KB）：别的写法，以前读过的"
    limit = 2 * cost.canonical
    told = f"{cost.known:.2f} 毫秒（统一写法 {cost.canonical:.2f}，别的写法第一次 {cost.other:.2f}）"
    yield Row("–", what, "≤ 统一写法的 2 倍", told, cost.known <= limit)


def _search(found: Findings) -> Iterator[Row]:
    cost = found.search
    if cost is None:
        reason = found.missing.get("search", "这次没有测")
        yield Row("P10", "搜索", "首次查询 ≤ 30 KB，全部查得到", reason)
        return
    weight, recall = told(cost)
    distance = "" if cost.heaviest <= SEARCH else f"超出 {(cost.heaviest - SEARCH) / 1024:.1f} KB：{cost.what}"
    yield Row("P10", "搜索，第一次查询要传的", "≤ 30 KB", weight, cost.heaviest <= SEARCH, distance)
    yield Row("P10", "搜索，查得到", "全部", recall, cost.found == cost.asked)


def _short_by(wanted: float, had: float, found: Findings, case: str) -> str:
    """How many times short, and where the time goes; nothing where the target is reached."""
    if had >= wanted:
        return ""
    parts = [f"{part} {share:.0%}" for part, share in list(found.shares.get(case, {}).items())[:5]]
    where = f"；时间用在{'、'.join(parts)}" if parts else ""
    return f"还差 {wanted / had:.1f} 倍{where}"
