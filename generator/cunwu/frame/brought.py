"""What the program brings into the frame of a board that has nothing of its own there: theme, pages, navigation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import PathSpec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.yaml import yaml_load

from cunwu.core.paths import CONFIG, PAGES, Project
from cunwu.core.shipped import shipped

_NO_PAGE = frozenset({"sources.yml"})


def fill_in(config: MkDocsConfig, project: Project) -> bool:
    """Give a configuration the theme of the program, and its navigation; whether its pages are to be brought, too.

    A navigation that boards carried along would name pages that a newer program no longer has. A board that says itself
    which pages it has, or leaves some out, has no others.
    """
    theme = str(project.theme.resolve())
    if theme not in (str(Path(folder).resolve()) for folder in config.theme.dirs):
        config.theme.dirs.insert(0, theme)
    if config.nav is not None or config.exclude_docs:
        return False
    with shipped(CONFIG).open(encoding="utf-8") as file:
        ours = yaml_load(file)
    named = set(_pages_in(ours["nav"]))
    config.nav = [*ours["nav"], *(page for page in _own_pages(config) if page not in named)]
    for name in ("not_in_nav", "exclude_docs"):
        setattr(config, name, PathSpec().validate(ours[name]))
    return True


def _pages_in(nav: Any) -> Iterator[str]:
    """The pages that a navigation leads to."""
    match nav:
        case str():
            yield nav
        case dict():
            for part in nav.values():
                yield from _pages_in(part)
        case list():
            for part in nav:
                yield from _pages_in(part)


def _own_pages(config: MkDocsConfig) -> Iterator[str]:
    """Pages that people wrote for this board, save those about rules and kinds, which lists lead to."""
    folder = Path(config.docs_dir)
    pages = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md")))
    yield from (page for page in pages if not page.startswith(("rules/", "kinds/")))


def bring_pages(files: Files, config: MkDocsConfig) -> None:
    """Add the pages of the program that a board has not written anew."""
    folder = shipped(PAGES)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in _NO_PAGE and files.get_file_from_path(name) is None:
            files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))
