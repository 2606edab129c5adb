"""The address of a site, as mkdocs.yml states it: what leaves the site, such as feeds, needs whole addresses."""

from __future__ import annotations

import re

from cunwu.core.paths import Project
from cunwu.core.patterns import regex

_STATED = regex(r"""^site_url:[ ]*["']?(https?://[^\s"'#]+)""", re.MULTILINE)


def address_of(project: Project) -> str:
    """The site_url with a slash at its end; empty if the site does not say where it will stand."""
    try:
        stated = _STATED.search(project.config.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):  # a board may be built without the frame
        return ""
    return f"{stated[1].rstrip('/')}/" if stated else ""
