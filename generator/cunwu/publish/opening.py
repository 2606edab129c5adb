"""How a workshop is opened: by a build, and by a worker process that was not forked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.originals import Originals
from cunwu.core.paths import Project
from cunwu.git.commit_source import CommitSource
from cunwu.history.entered import NEVER, Entered
from cunwu.history.store import history_of
from cunwu.pages.parts.site import Site
from cunwu.publish.address import address_of, form_of, new_file_of
from cunwu.publish.place_builder import Workshop
from cunwu.publish.showing import Showing
from cunwu.publish.staging import Staging
from cunwu.records.board import read_outline
from cunwu.records.places import Place, names_in
from cunwu.records.readings import Readings
from cunwu.records.source import FolderSource, PartSource
from cunwu.render import Renderer


class Opening(Frozen):
    """The input of a workshop; small, because it is sent to workers that are not forked."""

    project: Project
    head: str | None
    """The commit whose history is published; None if no history can be trusted."""
    from_commit: bool
    """Whether records are read from that commit; else from the files on disk."""
    as_of: date
    stylesheet: str
    script: str
    jobs: int = 1
    hant: bool = False
    entered: Entered = NEVER
    originals: Originals | None = None
    hand: str = ""
    """The key of what draws pictures of pages; empty where nothing can, or where the site has no address."""

    def open_source(self) -> PartSource:
        """The source of the records, with the cache of readings."""
        root, readings = self.project.root, Readings(self.project.cache)
        if self.from_commit and self.head:
            return CommitSource(root, self.head, memory=readings, originals=self.originals)
        return FolderSource(root, readings, self.originals)

    def open_shop(
        self, source: PartSource, staging: Staging, name_of: Callable[[str], str], places: Mapping[str, Place]
    ) -> Workshop:
        """Everything building a place needs; `places` holds those that are known at once, by path."""
        renderer = Renderer(self.project.theme)
        site = replace(self._site(name_of), hand=self.hand)
        shop = Workshop(self.project.root, source, site, renderer, staging, places)
        if self.hant:
            from cunwu.publish.traditional import open_traditional

            shop.rewrite = open_traditional()
        return shop

    def open_showing(self, source: PartSource, places: Mapping[str, Place]) -> Showing:
        """What seeing places needs, without making anything of a site."""
        return Showing(self.project.root, source, self._site(names_in(places)))

    def _site(self, name_of: Callable[[str], str]) -> Site:
        root, cache = self.project.root, self.project.cache
        about: dict[str, Any] = {"jobs": self.jobs, "as_of": self.as_of, "entered": self.entered}
        history = history_of(root, cache, self.head, **about) if self.head else None
        return Site(
            self.as_of,
            self.stylesheet,
            history,
            name_of,
            self.script,
            address=address_of(self.project),
            form=form_of(self.project),
            new_file=new_file_of(self.project),
        )

    def open_anew(self, staging: Staging) -> Workshop:
        """The workshop of a whole build, opened in a process that was not forked."""
        source = self.open_source()
        places = {place.path: place for place in read_outline(source).root.walk()}
        return self.open_shop(source, staging, names_in(places), places)
