"""How a project grew: what its record said at each stage, derived from what it says in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from demo_days import LAST_DAY, Place, Plain, Shipped, day_of, days_mentioned

from cunwu.kinds.project import STAGES

_BY_STAGE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "招标": (
        ("采购",),
        ("招标",),
        ("施工单位",),
        ("监理单位",),
        ("金额", "控制价"),
        ("金额", "中标"),
        ("金额", "合同"),
    ),
    "完工": (("投工",), ("管护",), ("管护安排",)),
    "结算": (("金额", "审定"), ("金额", "质保金"), ("金额", "结余"), ("反常说明",)),
    "移交": (("备注",), ("资产",)),
}
"""Stage → what a project's record says from then on."""
_STATES = {stage: {"开工": "在建"}.get(stage, stage) for stage in STAGES}


def project_parts(record: Shipped, entries: Mapping[str, date]) -> Iterator[tuple[Place, date]]:
    """Parts of a project with the days on which they join it; `entries`: since when ledger entries are public."""
    plain, done = record.plain, stages_of(record.plain)
    for stage, paths in _BY_STAGE.items():
        reached = done.get(stage) or _reached_otherwise(stage, plain)
        yield from ((path, reached) for path in paths if reached and _has(plain, path))
    for place, milestone in enumerate(plain.get("节点", ())):
        if "实际" in milestone and "计划" not in milestone:  # nothing would be left to say of it
            yield ("节点", place), day_of(milestone["实际"])
        if "实际" in milestone and "文件" in milestone:
            yield ("节点", place, "文件"), day_of(milestone["实际"])
    for items, word in (("已付", "日期"), ("劳务报酬", "发放日期")):
        for place, payment in enumerate(plain.get(items, ())):
            yield (items, place), entries.get(f"{record.village} {payment.get('流水')}", day_of(payment[word]))
    yield from _explained(plain, entries, record.village)
    for place, _ in enumerate(plain.get("附件", ())):
        yield ("附件", place), done["完工"]
    yield from _told_later(record)


def _explained(plain: Plain, entries: Mapping[str, date], village: str) -> Iterator[tuple[Place, date]]:
    """Why wages came late is said when they have come."""
    known = {one["编号"]: one for one in plain.get("劳务报酬", ())}
    for place, note in enumerate(plain.get("反常说明", ())):
        if wage := known.get(note.get("条目")):
            yield ("反常说明", place), entries[f"{village} {wage['流水']}"]


def _told_later(record: Shipped) -> Iterator[tuple[Place, date]]:
    """What was said of a part when more was known of it: objections, money that arrived, faults put right."""
    plain = record.plain
    for place, notice in enumerate(plain.get("公示", ())):
        if "异议" in notice:
            yield ("公示", place, "异议"), day_of(notice["止"])
    for place, source in enumerate(plain.get("资金来源", ())):
        for day in days_mentioned(source.get("说明", ""), record.published):
            if day <= LAST_DAY:
                yield ("资金来源", place, "说明"), day
    if "问题" in plain.get("验收", {}):
        for day in days_mentioned(plain["验收"]["问题"], day_of(plain["验收"]["日期"])):
            yield ("验收", "问题"), day


def _reached_otherwise(stage: str, plain: Plain) -> date | None:
    """When a project that does not name a stage came to it, judged by what it does name; None where it did not."""
    done, on = stages_of(plain), plain.get("采购", {}).get("日期")
    match stage:
        case "招标":
            return day_of(on) if on else None
        case "结算":
            return done.get("验收")
        case "移交" if "结算" in done or "完工" in done:
            return done.get("结算") or done["完工"]
        case _:
            return max((day_of(note["日期"]) for note in plain.get("进展", ())), default=None)


def _has(plain: Any, path: tuple[str, ...]) -> bool:
    for word in path:
        if word not in plain:
            return False
        plain = plain[word]
    return True


def stages_of(plain: Plain) -> Mapping[str, date]:
    """Stage → the day on which it was reached, as far as it was."""
    return {one["节点"]: day_of(one["实际"]) for one in plain.get("节点", ()) if "实际" in one}


def state_of(shown: Plain, shipped: Plain) -> str:
    """What a project is called that has come as far as `shown`: by the last stage reached, 计划 before the first."""
    if shipped["状态"] == "停工" and any("停工" in note["情况"] for note in shown.get("进展", ())):
        return "停工"
    reached = stages_of(shown)
    return next((_STATES[stage] for stage in reversed(_STATES) if stage in reached), "计划")
