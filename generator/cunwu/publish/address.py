"""The address of a site, as mkdocs.yml states it: what leaves the site, such as feeds, needs whole addresses."""

from __future__ import annotations

import re

from cunwu.core.paths import Project
from cunwu.core.patterns import regex

_STATED = regex(r"""^site_url:[ ]*["']?(https?://[^\s"'#]+)""", re.MULTILINE)
_REPOSITORY = regex(r"""^repo_url:[ ]*["']?(https?://[^\s"'#]+)""", re.MULTILINE)


def address_of(project: Project) -> str:
    """The site_url with a slash at its end; empty if the site does not say where it will stand."""
    stated = _stated(project, _STATED)
    return f"{stated}/" if stated else ""


def form_of(project: Project) -> str:
    """Where the platform of the repo_url opens the form of a question, up to its title; empty if none is stated."""
    stated = _stated(project, _REPOSITORY)
    if not stated:
        return ""
    host = stated.partition("://")[2].partition("/")[0]
    of_host = (form for name, form in _FORMS.items() if name in host)
    return stated + next(of_host, "/-/issues/new?issuable_template=%E7%96%91%E9%97%AE&issue[title]=")


_FORMS = {"github": "/issues/new?template=question.yml&title=", "gitee": "/issues/new?issue[title]="}
"""Part of a host's name → its form; every other is taken for a GitLab, which counties run themselves."""


def _stated(project: Project, setting: re.Pattern[str]) -> str:
    """An address in mkdocs.yml without the slash at its end."""
    try:
        stated = setting.search(project.config.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):  # a board may be built without the frame
        return ""
    return stated[1].rstrip("/") if stated else ""
