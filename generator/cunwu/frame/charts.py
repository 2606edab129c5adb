"""The reference page of both charts of accounts, made from the charts, with a warning about what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cunwu.kinds.charts import CHARTS, SORTS, Account, changed_codes, in_plain_words, moved_names
from cunwu.kinds.ledger import REGIMES

_LEAD = """\
# 会计科目表

收支里的「科目」写名称，不写号码；报表里的「科目代码」连同「制度」一起看。带「减」的是备抵科目：余额在贷方，合计里要减去。
第四栏是用大白话说的意思，不是制度的原文。

"""
_TRAP = """\
## 同一个号码，意思不同

这些号码在两套制度里不是一个科目。看到号码，先看是哪一套制度的；有的连收支都相反。

"""
_MOVED = """\
## 同一个科目，号码变了

"""
TableMaker = Callable[[tuple[str, ...], Sequence[tuple[str, ...]]], str]


def charts_page(table: TableMaker, source_anchor: Callable[[str], str]) -> str:
    """Returns Markdown: the changes between the charts, then both by class; all pages share the two functions."""
    parts = [_LEAD]
    trap = [(moved.code, _told(moved.old), _told(moved.new)) for moved in changed_codes()]
    parts.append(_TRAP + table(("号码", "旧制度 kj2004", "新制度 kj2023"), trap))
    moved = [(one.old.name, one.old.code, one.new.code) for one in moved_names()]
    parts.append(_MOVED + table(("科目", "旧制度 kj2004", "新制度 kj2023"), moved))
    for regime, chart in CHARTS.items():
        source = f"[{chart.source}](../sources.md#{source_anchor(chart.source)})"
        parts.append(f"## {REGIMES[regime]}（{regime}）\n\n共 {len(chart.accounts)} 个科目。依据：{source}\n")
        for sort in SORTS:
            rows = [_row(account) for account in chart.accounts if account.sort == sort]
            parts.append(f"### {sort}\n\n{table(('号码', '科目', '余额在', '大白话'), rows)}")
    return "\n".join(parts)


def _told(account: Account) -> str:
    return f"{account.name}（{account.sort}）"


def _row(account: Account) -> tuple[str, str, str, str]:
    side = "借方" if account.is_debit else "贷方"
    return (
        account.code,
        f"减：{account.name}" if account.is_contra else account.name,
        side,
        in_plain_words(account.name),
    )
