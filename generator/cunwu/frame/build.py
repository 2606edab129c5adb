"""The frame of a build: MkDocs is started only if the pages written by people would change."""

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
    """A frame that is made in a temporary folder only when it is needed."""

    project: Project
    as_of: date
    folder: Path

    @cached_property
    def key(self) -> str:
        """Depends on all its sources; the day stands on none of its pages."""
        return content_key(self.project)

    def build(self) -> Path:
        """Run MkDocs; returns the folder of the pages."""
        from cunwu.frame.plugin import build_frame

        build_frame(self.project, self.as_of, self.folder)
        return self.folder


@contextmanager
def _later(order: BuildOrder) -> Iterator[_Later]:
    with tempfile.TemporaryDirectory(prefix="cunwu-frame-") as folder:
        yield _Later(order.project, order.as_of, Path(folder))


def build_with_frame(order: BuildOrder) -> BuildResult:
    """Build the board and the pages written by people, and publish both in one step."""
    with _later(order) as frame:
        return build_site(order, frame)
