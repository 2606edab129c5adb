"""The frame as a build sees it: MkDocs is started only when pages written by people would be others."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from cunwu.publish.stale import content_key


@dataclass(frozen=True)
class _Later:
    """A frame that is made into a temporary folder when it is asked for."""

    project: Project
    as_of: date
    folder: Path

    @cached_property
    def key(self) -> str:
        """Of everything it is made from; its site map names the day."""
        return f"{content_key(self.project)} {self.as_of.isoformat()}"

    def build(self) -> Path:
        """All its pages."""
        from cunwu.frame.plugin import build_frame

        build_frame(self.project, self.as_of, self.folder)
        return self.folder


@contextmanager
def _later(order: BuildOrder) -> Iterator[_Later]:
    with tempfile.TemporaryDirectory(prefix="cunwu-frame-") as folder:
        yield _Later(order.project, order.as_of, Path(folder))


def build_with_frame(order: BuildOrder) -> BuildResult:
    """The whole site: the board and the pages written by people, swapped in together."""
    with _later(order) as frame:
        return build_site(order, frame)
