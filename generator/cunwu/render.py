"""Page → HTML: the only door to Jinja. Record text is data: escaped everywhere, never a template."""

from __future__ import annotations

import os
import re
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin

import jinja2
import markupsafe
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame

from cunwu.core.assets import asset_of
from cunwu.core.page_style import PageStyle
from cunwu.core.patterns import regex
from cunwu.pages.parts.context import Page

_ANCHOR = regex(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_HREF = regex(r' href="([^"]*)"')
_WAYS = regex(r'<(p|span|nav|a) class="(?:(?:[a-z]+ )?ways?|find)".*?</\1>', re.DOTALL)
"""Ways to other pages and nothing else; the templates mark them."""
_TO_COPY = regex(r'<a class="button"[^>]* download>.*?</a>', re.DOTALL)
_PICTURE = regex(r'<img\b[^>]* src="((?!data:)[^"]*)"[^>]*>')
_SIZE = regex(r' (?:width|height)="[0-9]+"')
_ELSEWHERE = regex(r'<(?:link rel="alternate"|meta property=)[^>]*>\n?')
"""What only programs read that know the page by its address."""
_ICON = regex(r'<link rel="icon"[^>]*>')
ANYWHERE = ("#", "https:", "http:", "tel:", "mailto:")
"""How links begin that a page on its own can follow."""
ENTRIES = frozenset({"ledger.html", "region.html", "search.html", "village.html"})
"""Templates of the pages that people open first: with their style inside, an old phone shows them a request earlier."""
_LINK_TO_STYLE = '<link rel="stylesheet"'


class Renderer:
    """Templates of one theme folder, compiled once."""

    def __init__(self, theme: Path, compiled: Path = Path(__file__).with_name("__pycache__")) -> None:  # noqa: B008
        self.theme = theme
        self._compiled = compiled
        self.rendered = 0
        """How many pages were rendered so far, for the result of a build."""

    @cached_property
    def _environment(self) -> Environment:
        environment = (_Quicker if jinja2.__version__ == _MADE_FOR else Environment)(
            loader=FileSystemLoader(self.theme),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=CompiledTemplates(self._compiled),
        )
        environment.globals.clear()  # templates use only their view, and Jinja copies the globals for each page
        return environment

    def render(self, page: Page) -> bytes:
        """The page as UTF-8."""
        self.rendered += 1
        html = self.fill(f"board/{page.template}", page.view)
        if page.template.endswith(".txt"):
            return unescape(html).encode("utf-8", "replace")  # nothing in a text file is markup
        return (self._with_style_inside(html) if page.template in ENTRIES else html).encode("utf-8", "replace")

    def fill(self, template: str, view: object) -> str:
        """Any template of the theme with its view."""
        return self._environment.get_template(template).render(view=view)

    def copy_of(self, page: Page, rendered: bytes, address: str, read: Callable[[str], bytes] | None = None) -> bytes:
        """A rendered page as a file that needs no other: its style inside, without links that would lead nowhere.

        With the `address` of the site, its links lead there. With `read`, which knows the files of the site, it holds
        its pictures, each once.
        """
        html = rendered.decode("utf-8")
        if page.template not in ENTRIES:
            html = self._with_style_inside(html)
        here = address + page.url
        html = _ICON.sub('<link rel="icon" href="data:,">', html)  # a browser would ask for one
        html = _ELSEWHERE.sub("", _TO_COPY.sub(f'<a href="{escape(here)}">网上的这一页</a>' if address else "", html))
        html = _PICTURE.sub(_held(page.url, read), html)  # a page on its own opens without the files beside it
        if not address:
            html = _WAYS.sub("", html)

        def lead(href: str) -> str:
            return href if href.startswith(ANYWHERE) else urljoin(here, href) if address else ""

        return lead_links(html, lead).encode("utf-8")

    def _with_style_inside(self, html: str) -> str:
        """The page with its style in place of a link to it; the policy allows that style by its digest."""
        style, digest = self._style.of(html)
        head, found, rest = html.partition(_LINK_TO_STYLE)
        if not found:
            return html  # a theme of one's own
        head = head.replace("style-src 'self'", f"style-src 'sha256-{digest}'", 1)
        return f"{head}<style>{style}</style>{rest.partition('>')[2]}"

    @cached_property
    def _style(self) -> PageStyle:
        return PageStyle(asset_of(self.theme, "board.css").decode("utf-8"))


def _held(url: str, read: Callable[[str], bytes] | None) -> Callable[[re.Match[str]], str]:
    """What stands in a copy for each picture: itself at its first place, if the copy is to hold pictures."""
    seen: set[str] = set()

    def hold(picture: re.Match[str]) -> str:
        src = unescape(picture[1])
        if read is None or src in seen:
            return ""
        seen.add(src)
        content = b64encode(read(urljoin(url, src))).decode("ascii")
        natural = _SIZE.sub("", picture[0])  # there is no larger one to open
        return natural.replace(f'src="{picture[1]}"', f'src="data:image/jpeg;base64,{content}"')

    return hold


def lead_links(html: str, lead: Callable[[str], str]) -> str:
    """A page whose links go where `lead` says for each href; where it says nothing, the words stay without a link."""

    def led(link: re.Match[str]) -> str:
        href = _HREF.search(link[1])
        if href is None:
            return link[0]
        target = lead(unescape(href[1]))
        return link[0].replace(href[0], f' href="{escape(target)}"', 1) if target else f"<span>{link[2]}</span>"

    return _ANCHOR.sub(led, html)


class CompiledTemplates(BytecodeCache):
    """Templates compiled by an earlier run; a damaged file is ignored, and its template compiled again.

    They lie beside the compiled modules of the program: whoever can write there can change the program itself.
    Jinja defines the methods and their names.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiler = f"{jinja2.__version__} {sys.version} {sha256(Path(__file__).read_bytes()).hexdigest()}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """The same key in every theme, so that there are never more files than templates."""
        return f"template-{name.replace('/', '-')}"

    def get_source_checksum(self, source: str) -> str:
        """A digest of the text of a template and of its compiler."""
        return sha256(f"{self._compiler} {source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code into the bucket if it was compiled from this text."""
        with suppress(OSError):
            stored = self._file(bucket).read_bytes()
            digest, compiled = stored[:_DIGEST], stored[_DIGEST:]
            if sha256(bucket.checksum.encode() + compiled).digest() == digest:
                bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the code of the bucket; a failure is ignored."""
        if sys.dont_write_bytecode:
            return
        compiled = bucket.bytecode_to_string()
        draft = self._file(bucket).with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # without the file the template is compiled again
            draft.parent.mkdir(exist_ok=True)
            draft.write_bytes(sha256(bucket.checksum.encode() + compiled).digest() + compiled)
            draft.replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}"


_DIGEST = 32
"""Bytes of the digest at the beginning of a compiled template, by which a damaged file is recognized."""
_MADE_FOR = "3.1.6"
"""The version of Jinja that `_PlainCode` is made for: it overrides methods that are not public.

With another version Jinja compiles the templates itself: the pages are the same, only slower.
"""
# MarkupSafe's `escape` wraps every text in a Markup object, which takes twice as long as escaping; the output of a page
# does not need that. If a later version lacks `_escape_inner`, the pages are the same, only slower.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def _shown(value: object) -> str:
    """A value as escaped HTML; only Markup, which templates make themselves, is left as it is."""
    return _escape_text(value) if type(value) is str else str(markupsafe.escape(value))


class _PlainCode(CodeGenerator):
    """Compiles templates to plain Python, without Jinja's general cases, which take longer than the page itself.

    Jinja defines the methods and their names.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Compile an attribute to an attribute: a view has no keys, and a missing attribute is our mistake."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Compile a call to a call: templates call only macros, which need neither context nor loop."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            self.fail("give macros their arguments in order", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, *_: object) -> None:
        """Escape every value by `_shown`, even in a template that switches escaping off."""
        self.write("shown(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class _Quicker(Environment):
    code_generator_class = _PlainCode
    shown = staticmethod(_shown)
