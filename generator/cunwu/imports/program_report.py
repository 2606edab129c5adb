"""What an import tells of an accountant's vouchers: what was booked, what was not and why, and the proof."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.imports.foreign import Named, cells_named
from cunwu.imports.program import Proof, Understood, unbooked_of
from cunwu.imports.report import cell_lines, reread_lines, shown
from cunwu.imports.trial_balance import TrialBalance
from cunwu.imports.vouchers import Voucher, VoucherSheet


def voucher_lines(sheet: VoucherSheet) -> Iterator[str]:
    """What was read of one sheet of vouchers."""
    lines = sum(len(voucher.lines) for voucher in sheet.vouchers)
    yield f"「{shown(sheet.name)}」记账凭证：{len(sheet.vouchers)} 张，{lines} 行；栏目名在第 {sheet.top + 1} 行"
    yield from _named_lines(sheet.named)
    yield from (f"  {line}" for line in reread_lines(sheet.rereads))
    yield from cell_lines(sheet.problems)


def balance_lines(sheet: TrialBalance) -> Iterator[str]:
    """What was read of a 科目余额表."""
    yield f"「{shown(sheet.name)}」科目余额表：{len(sheet.balances)} 个科目，只用现金和银行的，核对凭证"
    yield from _named_lines(sheet.named)
    yield from cell_lines(sheet.problems)


def _named_lines(named: tuple[Named, ...]) -> Iterator[str]:
    for one in named:
        if one.why not in ("栏目名", "标题"):
            yield f"  没有放进记录：{shown(one.why)}：{cells_named(one.cells)}"


def understood_lines(understood: Understood) -> Iterator[str]:
    """What the vouchers come to."""
    projected = understood.projected
    entries, transfers = (sum(len(getattr(one, name)) for one in projected) for name in ("entries", "transfers"))
    booked = sum(bool(one.entries or one.transfers) for one in projected)
    yield f"{len(projected)} 张凭证里 {booked} 张动了钱：明细 {entries} 笔、划转 {transfers} 笔"
    reasons: dict[str, list[Voucher]] = {}
    for one in unbooked_of(projected):
        reasons.setdefault(one.why, []).append(one.voucher)
    for why, vouchers in reasons.items():
        yield f"  不记进收支，{why}：{'、'.join(map(_named, vouchers))}"
    for said, number in understood.accounts:
        yield f"  「{shown(said)}」是账户 {shown(number)}"
    for said, title in understood.titles:
        if title:
            yield f"  科目「{shown(said)}」记作 {shown(title)}"
    yield from map(_proof_line, understood.proofs)
    yield from cell_lines(understood.problems)


def _named(voucher: Voucher) -> str:
    summary = next((line.summary for line in voucher.lines if line.summary), "")
    return shown(f"{voucher.name} {summary}（{len(voucher.lines)} 行）")


def _proof_line(proof: Proof) -> str:
    moved = f"收 {proof.income:.2f} - 支 {proof.expense:.2f}"
    if proof.opening is None or proof.closing is None:
        return f"  「{shown(proof.name)}」{moved}；没有同期的科目余额表，期初照上一份收支"
    sums = f"期初 {proof.opening:.2f} + {moved} = 期末 {proof.closing:.2f}"
    if proof.stated is None:
        return f"  「{shown(proof.name)}」{sums}"
    same = "和科目余额表一样" if proof.stated == proof.closing else f"科目余额表是 {proof.stated:.2f}，对不上"
    return f"  「{shown(proof.name)}」{sums}，{same}"
