"""The page of one month's (or quarter's) money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunwu.core.frozen import Frozen, replace
from cunwu.core.glossary import TERMS
from cunwu.derive.balances import Flow, derive_flows, derive_moved
from cunwu.derive.comparison import Flows, compare
from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.ledger import LEDGER, Ledger, MoneyAccount
from cunwu.pages.parts.asked import records_asking
from cunwu.pages.parts.broadcast import broadcast_of, plan_broadcast
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.downloads import link_to_entries
from cunwu.pages.parts.entries import days_table, entry_rows, plan_entries
from cunwu.pages.parts.flags import merged, sum_flags
from cunwu.pages.parts.folding import fold_named
from cunwu.pages.parts.glance import compared_sentences, glance, spread_sentence
from cunwu.pages.parts.life import view_life
from cunwu.pages.parts.links import broadcast_url, copy_url, item_anchor, picture_copy_url, record_url, relative
from cunwu.pages.parts.money import (
    BiggestLine,
    PlanLine,
    amount_cells,
    amount_columns,
    biggest_lines,
    book_name,
    figures_of,
    flagged,
    known_sum,
    ledger_heading,
    link_to_year,
    month_card,
    plan_line,
    reviewed_sentence,
    title_bars,
    told_of,
    view_sum,
)
from cunwu.pages.parts.paging import parts_of_entries
from cunwu.pages.parts.papers import with_picture_copy
from cunwu.pages.parts.posts import officers_named
from cunwu.pages.parts.record import closing_sections, crumb_to_list
from cunwu.pages.parts.sections import UNKNOWN_SUM, corrected_of, paragraphs_of, remarks_of, was_of
from cunwu.pages.parts.view import BarChart, Cell, EntryRow, Fact, LifeLine, Link, Row, Section, Shell, SumView, Table
from cunwu.records.record_file import RecordFile
from cunwu.rules.supervision import SUSPICIONS
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money


class LedgerView(Frozen):
    """A month's money: the sum, where it went, every entry."""

    shell: Shell
    kind: str
    heading: str
    life: LifeLine
    corrected: tuple[Fact, ...]
    """What was corrected and stands on the page without its old value: signatures, the posting, names of accounts."""
    book: str
    sum: SumView
    paragraphs: tuple[str, ...]
    reviewed: str
    posted: str
    broadcast: tuple[str, ...]
    """What is read out over the loudspeaker."""
    script: str
    """The same as a text file."""
    accounts: tuple[Section, ...]
    """How every account stands: one section."""
    sentences: tuple[str, ...]
    compared: Table | None
    biggest: tuple[BiggestLine, ...]
    income: BarChart | None
    expense: BarChart | None
    entries: tuple[EntryRow, ...]
    no_entries: str
    """What is said where there is no entry."""
    came_in: Cell
    went_out: Cell
    """The sums of the entries."""
    days: Table | None
    """In place of the entries where they are very many."""
    second_looks: tuple[str, ...]
    terms: tuple[Fact, ...]
    year: Link | None
    plan: PlanLine | None
    table: Link | None
    """The entries for a spreadsheet."""
    sections: tuple[Section, ...]
    earlier: Link | None
    later: Link | None


_BIGGEST = 3
_FEW = 12
"""So many entries are seen at once; of more, the largest are named first."""
_COMPARED_LABELS = ("期间", "收入（元）", "支出（元）", "收支相抵（元）")
NO_ENTRIES = {False: "本期没有收入和支出。", True: "没有写明细；有的余额不详，这一期有没有收支，账上看不出来。"}
"""By whether an amount is not known: then nobody can say that nothing came in."""
_SHOWN_ABOVE = frozenset({"accounts", "entries", "reviews", "posted"})
_READ_LAST = frozenset({"reconciliations"})
_SHOWN_OTHERWISE = _SHOWN_ABOVE - {"entries"} | {"book", "period", "regime"}
_SHOWS_WAS = frozenset({"accounts.opening", "accounts.closing"})


def plan_ledger(context: PlaceContext, file: RecordFile) -> Iterator[Page]:
    """The page of the ledger in `file`, then those of its entries where they are very many."""
    yield _plan_month(context, file)
    yield plan_broadcast(context, file)
    yield from plan_entries(context, file)


def _plan_month(context: PlaceContext, file: RecordFile) -> Page:
    ledger = file.record
    if not isinstance(ledger, Ledger):
        raise TypeError(f"{file.path} is no ledger")
    url = record_url(context.place, file)
    heading = ledger_heading(context, ledger)
    entries = ledger.entries
    compared = compare(ledger, context.books[ledger.book], context.sum_of)
    is_long = len(parts_of_entries(ledger)) > 1
    earlier, later = _neighbours(context, url, ledger)
    found, total = context.sum_of(ledger), view_sum(context, url, ledger)
    told = f"{context.place.name} {heading}：{figures_of(total)}"
    card = month_card(context, ledger)
    named = officers_named(context, () if is_long else written(ledger.entries))
    files = [file, *map(context.board.file_of, (*records_asking(context, ledger), *named))]
    came_in, went_out = amount_cells(told_of(found)[1:3], ("收入", "支出"))
    crumbs = [crumb_to_list(context, url, LEDGER)]
    shell = context.shell(url, heading, files, crumbs=crumbs, has_copy=True, told=told, card=card)
    shell = with_picture_copy(context, url, ledger, shell)
    return Page(
        url,
        "ledger.html",
        LedgerView(
            shell=shell,
            kind=LEDGER.label,
            life=view_life(context, url, file),
            corrected=corrected_of(context, url, ledger, _SHOWN_OTHERWISE, _SHOWS_WAS),
            heading=heading,
            book=book_name(context, ledger.book),
            sum=total,
            paragraphs=paragraphs_of(ledger.explanation),
            reviewed=reviewed_sentence(ledger),
            posted=_posted_sentence(ledger),
            broadcast=broadcast_of(context, ledger),
            script=relative(url, broadcast_url(context.place, file)),
            accounts=fold_named((_accounts(context, url, ledger),), {_ACCOUNTS}),
            sentences=tuple(filter(None, _sentences(context, ledger, compared))),
            compared=_compared_table(context, url, compared),
            biggest=biggest_lines(context, url, [ledger], _BIGGEST) if len(entries) > _FEW else (),
            income=title_bars(context, url, [ledger], "income", whole=found.income is not None),
            expense=title_bars(context, url, [ledger], "expense", whole=found.expense is not None),
            entries=entry_rows(context, url, ledger, written(ledger.entries)) if not is_long else (),
            no_entries=NO_ENTRIES[found.closing is None],
            came_in=came_in,
            went_out=went_out,
            days=days_table(context, url, file, ledger) if is_long else None,
            second_looks=_second_looks(context, file),
            terms=_terms(ledger),
            year=link_to_year(context, url, ledger),
            plan=plan_line(context, url, ledger.book, ledger.period),
            table=link_to_entries(context, url, ledger),
            sections=fold_named(closing_sections(context, url, ledger, _SHOWN_ABOVE), _READ_LAST),
            earlier=earlier,
            later=later,
        ),
        copy_url(url),
        picture_copy_url(url) if shell.passed_on is not None and shell.passed_on.with_pictures else "",
        card,
    )


def _sentences(context: PlaceContext, ledger: Ledger, compared: Sequence[Flows]) -> Iterator[str]:
    found = context.sum_of(ledger)
    yield glance(found)
    yield from compared_sentences(compared)
    yield spread_sentence(context, found)


_OF_ACCOUNT = {spec.name: spec for spec in fields_of(MoneyAccount)}
_ACCOUNTS, _BALANCES = "accounts", "各账户余额"
_ACCOUNT_LABELS = ("账户", "期初（元）", "收入（元）", "支出（元）", "划转（元）", "期末（元）")


def _posted_sentence(ledger: Ledger) -> str:
    posted = ledger.posted
    if posted is None:
        return ""
    until = f"，到 {chinese_date(posted.until)}" if posted.until else ""
    return f"{chinese_date(posted.on)}上墙，{posted.where}{until}"


def _accounts(context: PlaceContext, url: str, ledger: Ledger) -> Section:
    first, *others = _ACCOUNT_LABELS
    flows, moved = derive_flows(ledger), derive_moved(ledger)
    rows = []
    for account in ledger.accounts:
        flow = flows.get(account.number, Flow())
        income, expense = (known_sum(flow.told(side)) for side in ("income", "expense"))
        amounts = (account.opening, income, expense, moved[account.number], account.closing)
        opening, *between, closing = amount_cells(amounts, others)
        if context.board.is_corrected(account):
            opening = replace(opening, was=was_of(context, account, _OF_ACCOUNT["opening"]))
            closing = replace(closing, was=was_of(context, account, _OF_ACCOUNT["closing"]))
        if context.is_remarked(account):
            opening = replace(opening, remarks=remarks_of(context, account, _OF_ACCOUNT["opening"]))
            closing = replace(closing, remarks=remarks_of(context, account, _OF_ACCOUNT["closing"]))
        rows.append(Row((Cell(account.name, first), opening, *between, closing), item_anchor(account.number)))
    found = context.sum_of(ledger)
    *before, last = told_of(found)
    own = sum_flags(context, url, [ledger])
    foot = flagged(amount_cells((*before, Money(0), last), others), (*own[:3], (), own[3]))
    foot = (Cell("合计", first), *foot)
    table = Table(_BALANCES, amount_columns(_ACCOUNT_LABELS), tuple(rows), foot, layout="table months")
    return Section(_BALANCES, _ACCOUNTS, tables=(table,))


def _compared_table(context: PlaceContext, url: str, compared: Sequence[Flows]) -> Table | None:
    if len(compared) < 2:
        return None
    first, *others = _COMPARED_LABELS
    rows = []
    for flows in compared:
        linked = flows.ledger is not None and flows is not compared[0]
        href = context.href_of(url, flows.ledger) if linked and flows.ledger is not None else ""
        more = flows.income - flows.expense if flows.income is not None and flows.expense is not None else None
        amounts = [UNKNOWN_SUM if amount is None else amount for amount in (flows.income, flows.expense, more)]
        cells = amount_cells(amounts, others)
        if flows.ledger is not None:
            _, income, expense, _ = sum_flags(context, url, [flows.ledger])
            cells = flagged(cells, (income, expense, merged((*income, *expense))))
        rows.append(Row((Cell(f"{flows.name}（{flows.period.label}）", first, href=href), *cells)))
    return Table("和以前比", amount_columns(_COMPARED_LABELS), tuple(rows), layout="table months")


def _second_looks(context: PlaceContext, file: RecordFile) -> tuple[str, ...]:
    """What the supervision committee is asked to look at in this ledger, where the place shows it to everybody."""
    if not context.place.settings.public_suspicions:
        return ()
    own = (notice for notice in context.notices if notice.file == file.path and not notice.is_error)
    return tuple(f"{notice.message}。" for notice in own if notice.code.startswith("SUP") or notice.code in SUSPICIONS)


def _terms(ledger: Ledger) -> tuple[Fact, ...]:
    """The words on this page that a villager may not know, with what they mean here."""
    words = ["科目", "账户", "期初、期末"]
    if any(entry.voucher for entry in ledger.entries):
        words.append("凭证")
    if any((entry.fen < 0 and entry.income) or (entry.fen > 0 and entry.expense) for entry in ledger.entries):
        words.append("红字")
    if any(reconciliation.outstanding for reconciliation in ledger.reconciliations):
        words.append("未达账项")
    if ledger.corrections:
        words.append("更正")
    if ledger.withdrawals:
        words.append("撤销")
    if ledger.late_entries:
        words.append("补录")
    return tuple(Fact(term.word, term.meaning) for term in TERMS if term.word in words)


def _neighbours(context: PlaceContext, url: str, ledger: Ledger) -> tuple[Link | None, Link | None]:
    same = context.books[ledger.book]
    position = next(index for index, other in enumerate(same) if other is ledger)
    before = same[position - 1] if position > 0 else None
    after = same[position + 1] if position + 1 < len(same) else None
    return _link(context, url, before), _link(context, url, after)


def _link(context: PlaceContext, url: str, ledger: Ledger | None) -> Link | None:
    return Link(ledger.period.label, context.href_of(url, ledger)) if ledger is not None else None
