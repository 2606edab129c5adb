"""The frame of a build: MkDocs is started only if the pages written by people would change."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cunwu.core.paths import CONFIG, Project
from cunwu.core.problem import CunwuError
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from cunwu.publish.stale import content_key


@dataclass(frozen=True)
class _Later:
    """A frame that is made in a temporary folder only when it is needed."""

    as_of: date
    folder: Path

    def key_of(self, project: Project, pages: Mapping[str, str]) -> str:
        """Depends on all its sources; the day stands on none of its pages."""
        if not project.config.is_file():
            next_step = "把它也提交：git add mkdocs.yml；或者不要说明页：cunwu build --no-frame"
            raise CunwuError(f"这个提交里没有 {CONFIG}，做不了说明页", next_step=next_step)
        return content_key(project, pages)

    def build(self, project: Project) -> Path:
        """Run MkDocs; returns the folder of the pages."""
        from cunwu.frame.plugin import build_frame

        build_frame(project, self.as_of, self.folder)
        return self.folder


@contextmanager
def _later(order: BuildOrder) -> Iterator[_Later]:
    with tempfile.TemporaryDirectory(prefix="cunwu-frame-") as folder:
        yield _Later(order.as_of, Path(folder))


def build_with_frame(order: BuildOrder) -> BuildResult:
    """Build the board and the pages written by people, and publish both in one step."""
    with _later(order) as frame:
        return build_site(order, frame)
