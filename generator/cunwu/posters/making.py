"""Places → one document with all their sheets."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from cunwu.core.assets import style_of_sheets
from cunwu.core.check_code import check_code, digest_of
from cunwu.core.frozen import Frozen
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.core.progress import progress
from cunwu.pages.parts.context import PlaceContext
from cunwu.pictures.qr import qr_code
from cunwu.posters.paper import PAPERS, Paper
from cunwu.posters.proof import Proof, proof_in
from cunwu.posters.sheet import DocumentView, Poster, Sheet, SheetFoot
from cunwu.posters.split import Frame, split
from cunwu.posters.town import plan_town_poster
from cunwu.posters.village import plan_village_posters
from cunwu.posters.wall import hotline
from cunwu.publish.opening import Opening
from cunwu.publish.showing import Seen, Showing
from cunwu.publish.stale import head_of
from cunwu.records.board import Board, read_outline
from cunwu.records.places import Place
from cunwu.records.source import refuse_foreign
from cunwu.render import Renderer
from cunwu.values.dates import chinese_date
from cunwu.values.period import Period

_NOT_YET = "这里有还没有公布的改动，网上还看不到。"
_NO_HISTORY = "未核对历史：没有提交历史，说不出哪些改过。"


class PosterOrder(Frozen):
    """Which sheets to make."""

    project: Project
    place: str
    """Path of a place; of a region the sheets of all its villages, and its own."""
    period: Period | None
    """None for the newest of each village."""
    paper: str
    as_of: date
    ledger: Path | None = None
    """The ledger of the published site; its last publication is printed with a proof, if it is of these records."""


class PostersMade(Frozen):
    """All sheets of an order in one HTML document."""

    name: str
    """A name for the file, without ending."""
    html: str
    places: int
    sheets: int
    bare: tuple[str, ...]
    """Places with nothing to hang up."""
    errors: int
    """Errors in the records; the sheets show what was last right."""


def make_posters(order: PosterOrder) -> PostersMade:
    """Plan, split and fill the sheets. Raises CunwuError if there is no such place, or nothing to hang up."""
    project = order.project
    refuse_foreign(project.root)
    head = head_of(project.root, "")
    opening = Opening(
        project, head if isinstance(head, str) else None, from_commit=False, as_of=order.as_of, stylesheet="", script=""
    )
    source = opening.open_source()
    outline = read_outline(source)
    root = outline.demand(order.place)
    showing = opening.open_showing(source, {place.path: place for place in outline.root.walk()})
    paper = PAPERS[order.paper]
    sheets: list[Sheet] = []
    proof = proof_in(order.ledger, head) if order.ledger else None
    bare: list[str] = []
    errors = places = 0
    boards: list[Board] = []
    for region, villages in _towns(root):
        seen = [showing.see(village) for village in progress(villages, region.name)]
        errors += sum(problem.is_error for one in seen for problem in one.verdict.problems)
        boards += (one.verdict.board for one in seen)
        own = [_sheets(one.context, plan_village_posters(one.context, order.period), paper, proof) for one in seen]
        bare += [one.place.name for one, made in zip(seen, own, strict=True) if not made]
        sheets += _of_region(showing, region, seen, order, proof)
        sheets += (sheet for made in own for sheet in made)
        places += sum(map(bool, own))
    if not sheets:
        raise _nothing_to_hang(root, order, boards, errors)
    html = _fill(project, root, order, sheets)
    return PostersMade(_name(order, root), html, places, len(sheets), tuple(bare), errors)


def _nothing_to_hang(root: Place, order: PosterOrder, boards: Sequence[Board], errors: int) -> CunwuError:
    """Why there is no sheet, as it is: no village, no record, none without errors, none of the period."""
    if not boards:
        return CunwuError(
            f"{root.name}没有可以贴的：下面一个村也没有", next_step="每个村建一个文件夹，写 village.yml；再 cunwu check"
        )
    written = [file for board in boards for file in board.files if file.kind is not None and file.kind.folder]
    first = boards[0].place.folder
    if not written:
        return CunwuError(f"{root.name}没有可以贴的：还没有写过一份记录", next_step=f"cunwu new 收支 {first}")
    if errors:
        return CunwuError(
            f"{root.name}没有可以贴的：记录里有 {errors} 处错误，没有错误的版本里也没有", next_step="cunwu check"
        )
    if order.period is not None:
        return CunwuError(
            f"{root.name}没有可以贴的：{order.period.label}没有记录",
            next_step="换一个期间；不写 --period 就是最近的一期",
        )
    return CunwuError(
        f"{root.name}没有可以贴的：有 {len(written)} 份记录，没有一份是要上墙的",
        next_step=f"cunwu new 收支 {first}",
    )


def _towns(root: Place) -> Iterator[tuple[Place, list[Place]]]:
    """Each region that has villages of its own, with these; a village alone with itself."""
    if root.is_village:
        yield root, [root]
        return
    for place in root.walk():
        villages = [below for below in place.children if below.is_village]
        if villages:
            yield place, villages


def _of_region(
    showing: Showing, region: Place, seen: Sequence[Seen], order: PosterOrder, proof: Proof | None
) -> tuple[Sheet, ...]:
    if region.is_village:
        return ()
    context = showing.see(region, None).context
    poster = plan_town_poster(context, [one.context for one in seen], order.period)
    return _sheets(context, [poster] if poster is not None else [], PAPERS[order.paper], proof)


def _sheets(
    context: PlaceContext, posters: Iterator[Poster] | Sequence[Poster], paper: Paper, proof: Proof | None
) -> tuple[Sheet, ...]:
    return tuple(sheet for poster in posters for sheet in split(poster, _frame(context, poster, proof), paper))


def _frame(context: PlaceContext, poster: Poster, proof: Proof | None) -> Frame:
    shell = context.shell(poster.url, poster.title, poster.files)
    banners = ["演示数据：地名、人物和账目都是虚构的。"] if shell.demonstration else []
    banners += [shell.held] if shell.held else []
    if any(not source.commit for source in shell.sources):
        banners.append(_NOT_YET if shell.history_known else _NO_HISTORY)
    address = shell.address
    code = check_code(digest_of([(file.path, file.blob) for file in (*poster.files, *poster.below)]))
    foot = SheetFoot(
        code=qr_code(address) if address else None,
        address=f"扫码看这一页：{address}" if address else "没有二维码：公开栏的网址还没有定下来。",
        hotline=hotline(context),
        check=f"核对码：{code}",
        number="",
        proof=proof.code if proof is not None else None,
        published=proof.told if proof is not None else "",
    )
    return Frame(f"{context.place.name}村务公开", tuple(banners), foot)


def _fill(project: Project, root: Place, order: PosterOrder, sheets: Sequence[Sheet]) -> str:
    style = style_of_sheets(project.theme)
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    title = f"{root.name}村务公开，{order.period.label if order.period else chinese_date(order.as_of)}"
    view = DocumentView(title, order.paper, style, digest, tuple(sheets))
    return Renderer(project.theme).fill("poster/document.html", view)


def _name(order: PosterOrder, root: Place) -> str:
    place = root.path.rpartition("/")[2] or "poster"
    return f"{place}-{order.period.text.replace('..', '_')}" if order.period is not None else place
