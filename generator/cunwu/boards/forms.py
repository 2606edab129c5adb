"""Forms in a browser for the records of one place: a page of Decap CMS and its settings, from the declarations."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item, Nature
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import PARAGRAPHS
from cunwu.kinds.record import Kind, Record

BACKENDS = ("none", "github", "gitlab", "gitea", "forgejo")
_TEXTS = Path(__file__).with_name("texts") / "forms"
_SERVER = "3.11.3"
_API_OF_GITHUB = "https://api.github.com"


class Library(Frozen):
    """A script that the page loads: fetched when forms are set up, and taken only if it has this digest."""

    package: str
    version: str
    file: str
    sha256: str

    @property
    def integrity(self) -> str:
        """The digest as a browser compares it."""
        return f"sha256-{base64.b64encode(bytes.fromhex(self.sha256)).decode()}"


LIBRARIES = (
    Library("js-yaml", "4.1.0", "js-yaml.min.js", "45dc3dd03dc07a06705a2c2989b8c7f709013f04bd5386e3279d4e447f07ebd7"),
    Library("decap-cms", "3.16.3", "decap-cms.js", "7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8"),
)
"""js-yaml reads every value as the text it is; Decap alone would make 12800.5 of 12800.50, and 1 of 001."""


class Forms(Frozen):
    """What the forms of one place depend on besides the program."""

    folder: str
    """The folder of the place from the top of the repository."""
    name: str
    own_file: str
    platform: str = "none"
    repository: str = ""
    """Group and repository on the platform."""
    address: str = ""
    """The platform: https://git.example.cn. Of GitHub the server that hands out its tokens."""
    application: str = ""
    """The number that the platform gave to these forms."""


def form_files(forms: Forms) -> dict[str, bytes]:
    """Path → content of the page, its settings and the scripts that fetch and serve it."""
    settings = json.dumps(settings_of(forms), ensure_ascii=False, separators=(",", ":"))
    page = _text("index.html").replace("{title}", escape(f"{forms.name} · 填记录"))
    libraries = (f'<script src="{one.file}" integrity="{one.integrity}"></script>' for one in LIBRARIES)
    scripts = ('<script src="config.js"></script>', *libraries, '<script src="forms.js"></script>')
    page = page.replace("{connect}", " ".join(_connections(forms))).replace("{scripts}", "\n".join(scripts))
    takes = "\n".join(f"take {one.package} {one.version} {one.file} {one.sha256}" for one in LIBRARIES)
    files = {
        "index.html": page,
        "config.js": f"window.CMS_MANUAL_INIT = true;\nwindow.FORMS = {settings};\n",
        "forms.js": _text("forms.js"),
        "fetch": _text("fetch").replace("{takes}", takes).replace("{server}", _SERVER),
        "serve": _text("serve"),
        ".gitignore": "*\n",
    }
    return {path: text.encode() for path, text in files.items()}


def _text(name: str) -> str:
    return (_TEXTS / name).read_text("utf-8")


def _connections(forms: Forms) -> Iterable[str]:
    """Where the page may call: the records' own platform, and nowhere else."""
    if forms.platform == "none":
        return ("http://localhost:*", "http://127.0.0.1:*")
    return (_API_OF_GITHUB,) if forms.platform == "github" else (forms.address,)


def settings_of(forms: Forms) -> dict[str, Any]:
    """The settings of Decap CMS: every change is a request, nothing is written to the published branch."""
    return {
        "backend": _backend(forms),
        **({"local_backend": True} if forms.platform == "none" else {}),
        "publish_mode": "editorial_workflow",
        "locale": "zh_Hans",
        "media_folder": f"{forms.folder}/attachments",
        "show_preview_links": False,
        "slug": {"encoding": "unicode", "clean_accents": False},
        "collections": [
            *(_collection(kind, forms.folder) for kind in KINDS if kind.folder),
            *(_own_file(kind, forms) for kind in KINDS if forms.own_file.endswith(f"/{kind.files}")),
        ],
    }


def _backend(forms: Forms) -> dict[str, Any]:
    _demand_whole(forms)
    common = {"branch": "main", "commit_messages": {"create": "新增 {{path}}", "update": "修改 {{path}}"}}
    match forms.platform:
        case "none":
            return {"name": "git-gateway", **common}
        case "github":  # its tokens are handed out by a server of one's own, for it hands none to a page
            return {"name": "github", "repo": forms.repository, "base_url": forms.address, **common}
        case "gitlab":
            place = {"base_url": forms.address, "api_root": f"{forms.address}/api/v4"}
            return {"name": "gitlab", "repo": forms.repository, **place, **_by_code(forms), **common}
        case _:  # both speak the same; what is named for Gitea writes to the published branch, without a request
            place = {"base_url": forms.address, "api_root": f"{forms.address}/api/v1"}
            return {"name": "forgejo", "repo": forms.repository, **place, **_by_code(forms), **common}


def _by_code(forms: Forms) -> dict[str, str]:
    return {"auth_type": "pkce", "app_id": forms.application}


def _demand_whole(forms: Forms) -> None:
    """Raises CunwuError if what the platform needs is not told."""
    if forms.platform == "none":
        return
    needed = {"--repo 组/仓库": forms.repository, "--address https://平台的网址": forms.address}
    if forms.platform != "github":
        needed["--app 应用编号"] = forms.application
    lacking = [option for option, value in needed.items() if not value]
    if lacking:
        raise CunwuError(f"在 {forms.platform} 上用，还要 {'、'.join(lacking)}", next_step="cunwu forms --help")
    told = urlsplit(forms.address)
    if (
        told.scheme != "https"
        or not told.hostname
        or told.path
        or told.query
        or any(one in forms.address for one in " ;,'\"<>")
    ):
        raise CunwuError(
            f"--address 应为平台的网址，如 https://git.example.cn，填写的是「{forms.address}」",
            next_step="cunwu forms --help",
        )


def _collection(kind: Kind[Record], folder: str) -> dict[str, Any]:
    model = kind.record
    title = _title(model)
    return {
        "name": kind.name,
        "label": kind.label,
        "folder": f"{folder}/{kind.folder}",
        "create": True,
        "delete": False,
        "extension": "yml",
        "format": f"record-{kind.name}",
        "identifier_field": title,
        "summary": f"{{{{{title}}}}}",
        "slug": _file_name(model),
        "editor": {"preview": False},
        "fields": _fields(model),
    }


def _own_file(kind: Kind[Record], forms: Forms) -> dict[str, Any]:
    one = {"name": kind.name, "label": forms.name, "file": forms.own_file, "fields": _fields(kind.record)}
    return {
        "name": kind.name,
        "label": f"本{kind.label}",
        "format": f"record-{kind.name}",
        "editor": {"preview": False},
        "files": [one],
    }


def _title(model: type[Record]) -> str:
    fields = fields_of(model)
    return next((spec.word for spec in fields if spec.name == model.heading and spec.model is None), fields[0].word)


def _file_name(model: type[Record]) -> str:
    """As `cunwu new` names it: by its number, else by its period or day, and by the cadre it is of."""
    names = ("number",) if "number" in model.declared else (model.dated_by, "posting")
    words = [word_of(model, name) for name in names if name in model.declared]
    return "-".join(f"{{{{{word}}}}}" for word in words)


def _fields(model: type[Item], *, demanded: bool = True) -> list[dict[str, Any]]:
    return [_field(spec, demanded=demanded) for spec in fields_of(model)]


def _field(spec: FieldSpec, *, demanded: bool) -> dict[str, Any]:
    """One field as a form shows it. In a group that may be left out nothing is demanded: the check knows when."""
    required = spec.required and demanded
    told: dict[str, Any] = {"name": spec.word, "label": spec.word, "required": required}
    if hint := _hint(spec):
        told["hint"] = hint
    if spec.nature is Nature.ITEMS or spec.many:
        told |= {"widget": "list", "collapsed": True, "minimize_collapsed": True, "label_singular": spec.word}
        if spec.model is None:
            return {**told, "field": {"name": "item", "label": spec.word, **_single(spec)}}
        return {**told, "summary": _row(spec.model), "fields": _fields(spec.model)}
    if spec.model is not None:
        demanded = demanded and spec.required
        return {**told, "widget": "object", "collapsed": True, "fields": _fields(spec.model, demanded=demanded)}
    return {**told, **_single(spec)}


def _row(model: type[Item]) -> str:
    """What a row says while it is folded: its first three single values."""
    singles = [spec.word for spec in fields_of(model) if spec.model is None and not spec.many][:3]
    return " ".join(f"{{{{fields.{word}}}}}" for word in singles)


def _hint(spec: FieldSpec) -> str:
    example = f"如 {spec.example_text}" if spec.example_text and spec.model is None else ""
    usual = f"常用：{'、'.join(spec.form.usual)}" if spec.form is not None and spec.form.usual else ""
    unit = f"单位：{spec.unit}" if spec.unit else ""
    return "；".join(part for part in (spec.help, usual or example, unit) if part)


def _single(spec: FieldSpec) -> dict[str, Any]:
    """A single value: chosen from a list, or text; an amount is text, too, for 12.50 is not 12.5 to its readers."""
    form = spec.form
    if form is None:
        raise ValueError(f"{spec.word} has no form")
    if form.choices:
        return {"widget": "select", "options": list(form.choices)}
    if form is PARAGRAPHS:
        return {"widget": "text"}
    told: dict[str, Any] = {"widget": "string"}
    if form.pattern:
        told["pattern"] = [form.pattern, f"应为{form.name}，如 {form.example}"]
    return told
