"""Records → site: stale pages are made, all others stay, and the new version replaces the old in one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cunwu.core import verifier
from cunwu.core.assets import ASSETS, OF_SHEETS, OF_TABS, asset_of, icon_of, read_asset
from cunwu.core.database import Fault, SpoiltError, writable
from cunwu.core.frozen import replace
from cunwu.core.paths import BOARD, Project
from cunwu.core.problem import CunwuError, Problem
from cunwu.git.trouble import NoHistoryError
from cunwu.pages.parts.head import ICON
from cunwu.publish.address import address_of, form_of, new_file_of
from cunwu.publish.beside import lay_out, lay_out_pages, pages_of
from cunwu.publish.intact import state_of
from cunwu.publish.manifest import Base, Manifest, PlaceRow, open_manifest
from cunwu.publish.order import BuildOrder, BuildResult, Cluster, Frame
from cunwu.publish.publication_ledger import (
    Chain,
    Publishing,
    Said,
    chain_of,
    demand_descent,
    enter,
    write_chain,
)
from cunwu.publish.stale import changed_since, edits_on_disk, head_of, program_key
from cunwu.records.source import refuse_foreign
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.search.simplified import SIMPLIFIED, simplified_files

if TYPE_CHECKING:
    from cunwu.publish.opening import Opening
    from cunwu.publish.place_builder import Workshop
    from cunwu.publish.staging import Staging
    from cunwu.records.board import Outline

CHECKER = f"{BOARD}/assets/verify.py"
"""Where the site offers the checker that needs Python alone."""
__all__ = ["BuildOrder", "BuildResult", "Cluster", "build_site"]


def build_site(order: BuildOrder, frame: Frame | None = None) -> BuildResult:
    """Build the board and the pages of `frame`, and publish both together; only stale pages if those are known."""
    _demand_replaceable(order.site, order.project)
    head = head_of(order.project.root, order.commit)
    if isinstance(head, NoHistoryError) and (order.demands_history or order.commit):
        raise _without_history(head)
    if order.strict:
        _demand_same_history(order, head)
    if not order.commit or isinstance(head, NoHistoryError):
        refuse_foreign(order.project.root)
        return _build(order, frame, head)
    with TemporaryDirectory(prefix="cunwu-beside-") as folder:
        return _build(replace(order, project=lay_out(order.project, head, Path(folder))), frame, head)


def _build(order: BuildOrder, frame: Frame | None, head: str | NoHistoryError) -> BuildResult:
    with open_manifest(writable(order.project.cache), order.site) as manifest:
        ground, base = _Ground(order, head, frame), None
        try:
            base = manifest.base()
            if base is not None and base.site == _inode(order.site) and not _is_as_left(order.site, base):
                base, ground.meddled = None, True
            changed = ground.changed_since(base) if base is not None else None
            if base is not None and changed is not None:
                return _build_part(ground, manifest, base, changed)
        except (Fault, SpoiltError):
            base = None  # the manifest cannot be trusted
        return _build_whole(ground, manifest, base)


class _Ground:
    """The inputs of a build, determined once."""

    def __init__(self, order: BuildOrder, head: str | NoHistoryError, frame: Frame | None) -> None:
        self.order = order
        self.head = head if isinstance(head, str) else None
        self.no_history = head if isinstance(head, NoHistoryError) else None
        self.frame = frame
        self.frame_key = frame.key_of(order.project, pages_of(order.project, self.head or "")) if frame else ""
        """Made before the build reads anything else: a page that changes meanwhile is made by the next one."""
        self.meddled = False
        """Whether somebody changed files of the site since the last build."""
        self.program = (
            program_key(order.project)
            + ("+gz" if order.precompress else "")
            + ("+hant" if order.hant else "")
            + address_of(order.project)
            + form_of(order.project)
            + repr(new_file_of(order.project))
        )
        self.chain = Chain()
        """The publications so far, known once no other build can add one."""
        self.no_pictures = ""
        """Why no page has a picture, if any could have one."""
        self.edited = edits_on_disk(order.project.root, order.commit) if self.head is not None else None

    def continue_chain(self) -> None:
        """Read the ledger of publications. Raises CunwuError if this build may not be entered into it."""
        self.chain = chain_of(self.order)
        if self.order.strict and self.head is not None:
            demand_descent(self.order, self.chain.commit, self.head)

    def hand(self) -> str:
        """The key of what draws pictures of pages; if nothing does, the result says so."""
        if not address_of(self.order.project):
            return ""
        from cunwu.pictures.cards import NO_FONT, hand_of

        hand = hand_of(self.order.project.theme)
        self.no_pictures = NO_FONT if hand is None else ""
        return f"{hand.key}{'+hant' * self.order.hant}" if hand is not None else ""

    def enter(self, shop: Workshop) -> None:
        """Complete the new version, with a line in the ledger if it is a publication."""
        staging, history = shop.staging, shop.site.history
        site = staging.complete()
        chain, frame = self.chain, staging.has("index.html")
        if self.order.strict and self.head is not None and history is not None and not self.edited:
            build = Publishing(self.order, self.head, self.program, frame, site)
            chain = enter(chain, build, staging, history)
        write_chain(chain, shop, self.head or "", site)

    def changed_since(self, base: Base) -> frozenset[str] | None:
        """Record files that changed since the last build; None if everything has to be made."""
        order = self.order
        same = (
            not order.full
            and base.program == self.program
            and base.as_of == order.as_of.isoformat()
            and base.site == _inode(order.site)
            and base.frame == self.frame_key
            and (not base.edited or not order.commit)
        )
        if not same or self.head is None or self.edited is None:
            return None
        return changed_since(order.project.root, base, self.head, self.edited)

    def base(self, frame_urls: Sequence[str], files: int, places: int) -> Base | None:
        """The base of the next build; None if that build cannot know what changed."""
        if self.head is None or self.edited is None:
            return None
        return Base(
            program=self.program,
            as_of=self.order.as_of.isoformat(),
            commit=self.head,
            edited=self.edited,
            site=_inode(self.order.site),
            frame=self.frame_key,
            frame_urls=tuple(frame_urls),
            files=files,
            places=places,
            state=state_of(self.order.site, files),
        )


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _is_as_left(site: Path, base: Base) -> bool:
    """Whether the last build left the site as it is now."""
    return Said.of(site).commit == base.commit and base.state == state_of(site, base.files)


def _build_part(ground: _Ground, manifest: Manifest, base: Base, changed: frozenset[str]) -> BuildResult:
    """Make only the places whose records changed, and the regions above them."""
    order = ground.order
    retried = {row.path for row in manifest.faulty() if order.originals is not None and _missing_in(row)}
    if not (changed or retried) and base.commit == ground.head and (not order.strict or Said.of(order.site).entered):
        report = _report(order, manifest.faulty(), base.places)
        if order.strict and report.errors:
            return _refused(order, report)
        return _result(ground, report, manifest, (0, 0, base.files))
    from cunwu.publish.part import Part
    from cunwu.publish.staging import Staging

    staging = Staging(order.site, whole=False, precompress=order.precompress)
    staging.keeps = True
    try:
        ground.continue_chain()
        manifest.begin(whole=False)
        names: dict[str, str] = {}
        known = cache(manifest.name_of)

        def name_of(path: str) -> str:
            return names.get(path) or known(path)

        opening = _opening(ground, staging)
        source = opening.open_source()
        shop = opening.open_shop(source, staging, name_of, {})
        part = Part(shop, source, manifest, names)
        part.make(part.touched_by(changed) | retried)
        report = _report(order, manifest.faulty(), base.places)
        if order.strict and report.errors:
            staging.close()
            manifest.forget(base)
            return _refused(order, report)
        ground.enter(shop)
        staging.publish()
        files = base.files + staging.growth
        manifest.save(ground.base(base.frame_urls, files, base.places))
        return _result(ground, report, manifest, (shop.renderer.rendered, staging.written, files - staging.written))
    except BaseException:
        staging.close()
        raise


def _build_whole(ground: _Ground, manifest: Manifest, base: Base | None) -> BuildResult:
    """Make everything from nothing; pages written by people stay if `base`, the last build, had the same sources."""
    from cunwu.publish.engine import engine_of
    from cunwu.publish.staging import Staging
    from cunwu.publish.whole import make_places, make_regions
    from cunwu.records.board import read_outline
    from cunwu.records.places import names_in
    from cunwu.rules.checker import check_outline

    order = ground.order
    staging = Staging(order.site, precompress=order.precompress, afresh=ground.meddled)
    staging.keeps = base is not None and base.site == _inode(order.site) and not order.full
    try:
        ground.continue_chain()
        manifest.begin(whole=True)
        opening = _opening(ground, staging)
        source = opening.open_source()
        outline = read_outline(source)
        _refuse_practice(outline)
        places = {place.path: place for place in outline.root.walk()}
        for place in places.values():
            if place.is_village:
                place.let_go()
        shop = opening.open_shop(source, staging, names_in(places), places)
        frame_urls = _place_frame(ground, staging, base)
        make_places(shop, outline, engine_of(order, opening), manifest)
        make_regions(shop, outline, manifest)
        _invite(shop, [path for path, place in places.items() if not place.is_village], frame_urls)
        strays = check_outline(outline)
        report = _report(order, manifest.faulty(), len(places), strays)
        if order.strict and report.errors:
            staging.close()
            return _refused(order, report)
        ground.enter(shop)
        staging.publish()
        files = staging.written + staging.kept
        with suppress(Fault):  # the site is published; the next build makes everything
            manifest.save(ground.base(frame_urls, files, len(places)) if not strays else None)
        counts = (shop.renderer.rendered, staging.written, staging.kept)
        why = ground.no_history
        told = f"{why.message}；{why.next_step}" if why else ""
        return replace(_result(ground, report, manifest, counts), no_history=told)
    except Fault as error:
        staging.close()
        cache = order.project.cache
        raise CunwuError(f"写不了 {cache}：{error}，原来的网站没有动", next_step=f"df -h {cache.parent}") from error
    except BaseException:
        staging.close()
        raise


def _result(ground: _Ground, report: Report, manifest: Manifest, counts: tuple[int, int, int]) -> BuildResult:
    """The result of a build on top of the last one; `counts` are pages, files written, files kept."""
    pages, written, kept = counts
    return BuildResult(
        report=report,
        site=ground.order.site,
        pages=pages,
        written=written,
        kept=kept,
        published=True,
        no_pictures=ground.no_pictures,
        held=sum(any(problem.is_error for problem in row.problems) for row in manifest.faulty()),
        missing=sum(map(_missing_in, manifest.faulty())),
        uncommitted=manifest.count_uncommitted(),
    )


def _missing_in(row: PlaceRow) -> int:
    """How many records of a place have attachments that were not at hand."""
    return len({problem.file for problem in row.problems if problem.code == "ATT010"})


def _opening(ground: _Ground, staging: Staging) -> Opening:
    """The input of a workshop; also writes the files that all pages load into the new version."""
    from cunwu.publish.opening import Opening

    order = ground.order
    styles, script = (_write_asset(order.project, staging, name) for name in ASSETS)
    staging.write(ICON, icon_of(order.project.theme))
    staging.write(CHECKER, Path(verifier.__file__).read_bytes())
    for url, content in simplified_files(read_asset(order.project.theme, SIMPLIFIED).decode()):
        staging.write(url, content)
    entered = ground.chain.entered(order)
    return Opening(
        order.project,
        ground.head,
        bool(order.commit),
        order.as_of,
        styles,
        script,
        order.jobs,
        hant=order.hant,
        entered=entered,
        originals=order.originals,
        hand=ground.hand(),
    )


def _report(order: BuildOrder, faulty: Iterable[PlaceRow], places: int, strays: Sequence[Problem] = ()) -> Report:
    found = [PlaceProblems(" · ".join(row.full_name), row.problems) for row in faulty]
    return Report((PlaceProblems("不属于任何地方的文件", tuple(strays)), *found), places, order.as_of)


def _refused(order: BuildOrder, report: Report) -> BuildResult:
    return BuildResult(report, order.site, 0, 0, 0, published=False)


def _refuse_practice(outline: Outline) -> None:
    if outline.root.is_practice:
        raise CunwuError("这里是练习，从不做成网站", next_step="看做得怎么样：cunwu practice --check")


def _demand_replaceable(site: Path, project: Project) -> None:
    """Refuse a folder that no build of ours made, because its files would be lost."""
    target = site.resolve()
    ours = not target.exists() or any((target / BOARD / "assets").glob("board-*.css"))
    is_empty = target.is_dir() and not any(target.iterdir())
    kept = (project.records, project.content, project.theme)
    if not (ours or is_empty) or any(target.is_relative_to(folder.resolve()) for folder in kept):
        next_step = "换一个文件夹，例如 cunwu build --site-dir site"
        raise CunwuError(f"{site} 不是以前生成的网站，不会用新网站替换它", next_step=next_step)


def _without_history(why: NoHistoryError) -> NoHistoryError:
    """The reason for which nothing was published, and how to do without a history."""
    message = f"{why.message}。没有历史，说不出哪些改过，所以没有生成网站"
    return NoHistoryError(message, next_step=f"{why.next_step}；只想看看样子：cunwu build --no-history")


def _demand_same_history(order: BuildOrder, head: str | NoHistoryError) -> None:
    """Refuse to publish over a site whose commit is missing in this history: somebody rewrote the history."""
    last = Said.of(order.site).commit
    if isinstance(head, NoHistoryError):
        if last:
            raise CunwuError(f"{head.message}，不能接着上次公布", next_step=head.next_step)
        return
    demand_descent(order, last, head)


def _write_asset(project: Project, staging: Staging, name: str) -> str:
    content = asset_of(project.theme, name)
    stem, _, ending = name.rpartition(".")
    url = f"{BOARD}/assets/{stem}-{sha256(content).hexdigest()[:8]}.{ending}"
    staging.write(url, content)
    return url


def _invite(shop: Workshop, regions: Sequence[str], frame_urls: Sequence[str]) -> None:
    """Write what search engines ask for; a board that says it in pages of its own is not contradicted."""
    from cunwu.publish.sitemap import INDEX, ROBOTS, index_of, robots_of

    address = shop.site.address
    for url, content in ((ROBOTS, robots_of(address)), (INDEX, index_of(address, regions) if address else b"")):
        if content and url not in frame_urls:
            shop.staging.write(url, content)


def _place_frame(ground: _Ground, staging: Staging, base: Base | None) -> tuple[str, ...]:
    """Put the pages written by people into the new version; those of the last build stay if they would be the same."""
    frame = ground.frame
    if frame is None:
        return ()
    key = ground.frame_key
    if base is not None and key and base.frame == key and base.site == _inode(ground.order.site):
        staging.keep(base.frame_urls)
        return base.frame_urls
    mark = staging.mark()
    lay_out_pages(ground.order.project, ground.head or "")
    folder = frame.build(ground.order.project)
    for path in sorted(folder.rglob("*")):
        url = path.relative_to(folder).as_posix()
        if path.is_file() and url not in {f"assets/{name}" for name in (*ASSETS, OF_SHEETS, OF_TABS, SIMPLIFIED)}:
            staging.write(url, path.read_bytes())
    return staging.since(mark)
