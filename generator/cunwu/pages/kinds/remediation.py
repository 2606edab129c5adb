"""The page of a plan for a village: how many problems are solved, by class, and how near the label is to going."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cunwu.kinds.remediation import CLASSES, Remediation
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.progress_bar import ProgressBar, bar_of
from cunwu.values.dates import PartialDay, chinese_date
from cunwu.values.deadline import last_day_of


def tell_remediation(context: PlaceContext, url: str, plan: Remediation) -> Besides:
    """What is solved with something to show, what is overdue, how often they met, which conditions are met."""
    del url
    return Besides(sentences=tuple(_sentences(context, plan)), bars=tuple(_bars(plan)))


def _sentences(context: PlaceContext, plan: Remediation) -> Iterator[str]:
    if plan.issues:
        sorts = Counter(issue.issue_class for issue in plan.issues)
        told = "、".join(f"{sort} {sorts[sort]} 个" for sort in CLASSES if sorts[sort])
        open_ = [issue for issue in plan.issues if issue.solved is None]
        late = sum((last_day_of(issue.remedy_by) or date.max) < context.site.as_of for issue in open_)
        rest = f"，没有解决的 {len(open_)} 个" if open_ else ""
        yield f"一共 {len(plan.issues)} 个问题：{told}{rest}{f'，其中 {late} 个过了期限' if late else ''}。"
    if plan.touches:
        newest = max(plan.touches, key=lambda one: one.met_on.last)
        yield f"登记了 {len(plan.touches)} 次碰头会，最近一次是 {chinese_date(newest.met_on.last)}。"
    if isinstance(plan.lifted, PartialDay):
        yield f"{chinese_date(plan.lifted.last)}摘帽{f'（批准：{plan.lifted_by}）' if plan.lifted_by else ''}。"
    elif plan.lifting_conditions:
        met = sum(bool(one.met and one.met_shown_by) for one in plan.lifting_conditions)
        yield f"摘帽条件 {len(plan.lifting_conditions)} 条，有凭据达到的 {met} 条；还没有摘帽。"


def _bars(plan: Remediation) -> Iterator[ProgressBar]:
    if plan.issues:
        solved, whole = sum(issue.solved is not None for issue in plan.issues), len(plan.issues)
        bar = bar_of(f"问题：写明解决的 {solved} 个，一共 {whole} 个", Decimal(solved), Decimal(whole))
        yield from (bar,) if bar is not None else ()
