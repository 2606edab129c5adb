"""Page → HTML: the only door to Jinja. Record text is data: escaped everywhere, never a template."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cunwu.pages.context import Page


class Renderer:
    """Templates of one theme folder, compiled once."""

    def __init__(self, theme: Path) -> None:
        self.theme = theme
        self.rendered = 0
        """How many pages were rendered so far; what the tests count."""

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(self.theme),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def render(self, page: Page) -> bytes:
        """The page as UTF-8."""
        self.rendered += 1
        template = self._environment.get_template(f"board/{page.template}")
        return template.render(view=page.view).encode("utf-8", "replace")
