"""Addresses outside the site, as mkdocs.yml states them: where it stands, and where its platform takes what."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from urllib.parse import quote

from cunwu.core.frozen import Frozen
from cunwu.core.paths import Project
from cunwu.core.patterns import regex
from cunwu.pages.parts.new_file import NewFile

_STATED = regex(r"""^site_url:[ ]*["']?(https?://[^\s"'#]+)""", re.MULTILINE)
_NAME = regex(r"""^repo_name:[ ]*["']?([^\n"'#]+)""", re.MULTILINE)
_BRANCH = regex(r"""^edit_uri:[ ]*["']?/?(?:-/)?(?:_?edit|blob|src/branch)/([^\s/"'#]+)""", re.MULTILINE)
MADE_FOR = ".ci/board.json"
"""The note that `cunwu init` leaves of the board that it made."""
_REPOSITORY = regex(r"""^repo_url:[ ]*["']?(https?://[^\s"'#]+)""", re.MULTILINE)


def address_of(project: Project) -> str:
    """The site_url with a slash at its end; empty if the site does not say where it will stand."""
    stated = _stated(project, _STATED)
    return f"{stated}/" if stated else ""


def form_of(project: Project) -> str:
    """Where the platform of the repo_url opens the form of a question, up to its title; empty if none is stated."""
    stated = _stated(project, _REPOSITORY)
    return f"{stated}{_PLATFORMS[_platform_of(project, stated)].question}" if stated else ""


def new_file_of(project: Project) -> NewFile | None:
    """Where that platform opens the page of a new file; None if none is stated."""
    stated = _stated(project, _REPOSITORY)
    if not stated:
        return None
    platform = _PLATFORMS[_platform_of(project, stated)]
    branch = quote(_branch_of(project))
    address = f"{stated}{platform.new_file.format(branch=branch)}" if platform.new_file else ""
    return NewFile(platform.called, address, platform.text)


class _Platform(Frozen):
    """What a platform calls its pages."""

    called: str
    question: str
    new_file: str = ""
    text: str = ""


_GITLAB = "gitlab"
"""What every host is taken for that says nothing else: counties run it themselves."""
_PLATFORMS = {
    "github": _Platform("GitHub", "/issues/new?template=question.yml&title=", "/new/{branch}?filename=", "&value="),
    # Of its page for a new file no address is known that takes a name or a text.
    "gitee": _Platform("Gitee", "/issues/new?issue[title]="),
    "gitea": _Platform(
        "Gitea",
        "/issues/new?template=.github%2FISSUE_TEMPLATE%2Fquestion.yml&title=",
        "/_new/{branch}?filename=",
        "&value=",
    ),
    "forgejo": _Platform(
        "Forgejo",
        "/issues/new?template=.github%2FISSUE_TEMPLATE%2Fquestion.yml&title=",
        "/_new/{branch}?filename=",
        "&value=",
    ),
    # Its editor takes the name and leaves out the text: gitlab-org/gitlab, work item 594214.
    _GITLAB: _Platform(
        "GitLab", "/-/issues/new?issuable_template=%E7%96%91%E9%97%AE&issue[title]=", "/-/new/{branch}?file_name="
    ),
}


def _platform_of(project: Project, stated: str) -> str:
    """As repo_name calls it or its host is called; else what the board was made for (`cunwu init --platform`)."""
    host = stated.partition("://")[2].partition("/")[0]
    for said in (_stated(project, _NAME), host.replace("codeberg", "forgejo")):
        if found := next((name for name in _PLATFORMS if name in said.lower()), ""):
            return found
    with suppress(OSError, ValueError, KeyError, TypeError):
        noted = str(json.loads((project.root / MADE_FOR).read_bytes())["platform"])
        return noted if noted in _PLATFORMS else _GITLAB
    return _GITLAB


def _branch_of(project: Project) -> str:
    """The branch that edit_uri names, else the one with which `cunwu init` begins."""
    try:
        found = _BRANCH.search(project.config.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return "main"
    return found[1] if found else "main"


def _stated(project: Project, setting: re.Pattern[str]) -> str:
    """An address in mkdocs.yml without the slash at its end."""
    try:
        stated = setting.search(project.config.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):  # a board may be built without the frame
        return ""
    return stated[1].strip().rstrip("/") if stated else ""
