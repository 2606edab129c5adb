"""The laws, standards and practice that rules and pages cite: content/sources.yml, and the page that lists them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from cunwu.core.paths import Project
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.yaml.reader import read_yaml, to_plain

_READ = {"full": "读过全文", "second-hand": "转引", "unverified": "未核实"}
_LEAD = """\
# 依据

规则和说明引用的法律、制度和惯例。「读过全文」是照原文写的；「转引」是从别的公开资料看来的；「未核实」没有找到可靠出处，只作参考。
条文会修改，请以现行有效的文本为准。
"""
_LABELS = (
    ("version", "版本"),
    ("article", "条文"),
    ("in_force_from", "起效"),
    ("in_force_to", "失效"),
    ("successor", "现在看"),
    ("note", "说明"),
)
_HEAD = """\
<a id="{anchor}"></a>

## {title}

`{key}` · {read}

"""

_CITED = regex(r"`([a-z0-9-]+/[a-z0-9-]+)`")

Source = Mapping[str, str]
"""A source as written: field → text."""


def read_sources(project: Project) -> Mapping[str, Source]:
    """Key → source, in the order of the file; empty if there is no file. Raises CunwuError if it is unreadable."""
    path = project.page("sources.yml")
    if not path.is_file():
        return {}
    node, problems = read_yaml(b"list:\n" + _indented(path.read_bytes()), "content/sources.yml")
    if node is None:
        raise CunwuError(f"content/sources.yml 读不了：{problems[0].message}", next_step="改好这个文件再生成")
    plain = to_plain(node)
    entries = plain["list"] if isinstance(plain, dict) else []
    rows = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return {str(entry["key"]): {key: str(value) for key, value in entry.items()} for entry in rows}


def _indented(content: bytes) -> bytes:
    return b"\n".join(b"  " + line if line.strip() else b"" for line in content.splitlines()) + b"\n"


def sources_page(sources: Mapping[str, Source]) -> str:
    """Every source, and how thoroughly it was read."""
    names = names_of(sources)
    contents = (f"- [{name}](#{source_anchor(key)})" for key, name in names.items())
    return "\n".join((_LEAD, *contents, "", *(_entry(source, names[key]) for key, source in sources.items())))


def names_of(sources: Mapping[str, Source]) -> Mapping[str, str]:
    """Key → a name that no other source has: law, article and text, and what it says where these are the same."""
    names = {key: _name(source) for key, source in sources.items()}
    shared = Counter(names.values())
    return {key: name if shared[name] == 1 else f"{name}：{_begin(sources[key])}" for key, name in names.items()}


def source_anchor(key: str) -> str:
    """The id of a source on the sources page."""
    return re.sub(r"[/.]", "-", key)


def named_sources(markdown: str, sources: Mapping[str, Source], page: str) -> str:
    """The text of a page with the name and article of a source, leading to its entry, for each key in backticks.

    A key is English, and as long as a phone is wide. `page` is the address of the page in the docs.
    """
    up = "../" * page.count("/")

    def named(cited: re.Match[str]) -> str:
        source = sources.get(cited[1])
        if source is None:
            return cited[0]
        return f"[{_name_in_text(source)}]({up}sources.md#{source_anchor(source['key'])})"

    return _CITED.sub(named, markdown)


def _name_in_text(source: Source) -> str:
    return source["title"].replace("中华人民共和国", "") + source.get("article", "")


def _name(source: Source) -> str:
    return _name_in_text(source) + (f"（{source['version']}）" if source.get("version") else "")


def _begin(source: Source) -> str:
    return re.split("[，；。]", source.get("note", source["key"]))[0]


def _entry(source: Source, name: str) -> str:
    # Slugs of Chinese headings are empty, so each source gets an explicit anchor.
    head = _HEAD.format(
        anchor=source_anchor(source["key"]),
        title=name,
        key=source["key"],
        read=_READ[source["read"]],
    )
    return head + "".join(f"- {label}：{source[name]}\n" for name, label in _LABELS if source.get(name))
