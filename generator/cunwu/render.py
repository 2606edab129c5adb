"""Page → HTML: the only door to Jinja. Record text is data: escaped everywhere, never a template."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import jinja2
import markupsafe
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame

from cunwu.pages.parts.context import Page


class Renderer:
    """Templates of one theme folder, compiled once."""

    def __init__(self, theme: Path, compiled: Path = Path(__file__).with_name("__pycache__")) -> None:  # noqa: B008
        self.theme = theme
        self._compiled = compiled
        self.rendered = 0
        """How many pages were rendered so far; what the tests count."""

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
        environment.globals.clear()  # templates have their view; what they all share, Jinja goes through for each page
        return environment

    def render(self, page: Page) -> bytes:
        """The page as UTF-8."""
        self.rendered += 1
        template = self._environment.get_template(f"board/{page.template}")
        return template.render(view=page.view).encode("utf-8", "replace")


class CompiledTemplates(BytecodeCache):
    """Templates compiled by an earlier run; one that is not as it was written is compiled anew.

    They lie beside the compiled modules of the program: whoever can write there can change the program itself.
    Its methods and their names are Jinja's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiler = f"{jinja2.__version__} {sys.version} {sha256(Path(__file__).read_bytes()).hexdigest()}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """The same for every theme: no more files than templates."""
        return f"template-{name.replace('/', '-')}"

    def get_source_checksum(self, source: str) -> str:
        """Differs when the text of a template does, or what compiles it."""
        return sha256(f"{self._compiler} {source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what was compiled of this very text, if it is there."""
        with suppress(OSError):
            stored = self._file(bucket).read_bytes()
            digest, compiled = stored[:_DIGEST], stored[_DIGEST:]
            if sha256(bucket.checksum.encode() + compiled).digest() == digest:
                bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if sys.dont_write_bytecode:
            return
        compiled = bucket.bytecode_to_string()
        draft = self._file(bucket).with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # what cannot be kept is compiled again
            draft.parent.mkdir(exist_ok=True)
            draft.write_bytes(sha256(bucket.checksum.encode() + compiled).digest() + compiled)
            draft.replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}"


_DIGEST = 32
"""Bytes of what tells a compiled template from a spoilt one."""
_MADE_FOR = "3.1.6"
"""The Jinja that `_PlainCode` was made for: it replaces methods that Jinja promises to nobody.

Any other version compiles templates its own way: the same pages, only slower.
"""
# MarkupSafe's `escape` wraps every text it has escaped, which takes twice as long as escaping it; what is written next
# to other text needs no wrapping. Should a later version have no such function, pages are the same, only slower.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def _shown(value: object) -> str:
    """A value as HTML; only what templates made themselves stays as it is."""
    return _escape_text(value) if type(value) is str else str(markupsafe.escape(value))


class _PlainCode(CodeGenerator):
    """Compiles templates to the plain Python that they mean; what Jinja is ready for besides takes longer than a page.

    Its methods and their names are Jinja's.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute is an attribute: a view has no keys, and what it lacks is our mistake."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call is a call: templates call nothing but macros, which want neither context nor loop."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            self.fail("give macros their arguments in order", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, *_: object) -> None:
        """Every value is escaped by `_shown`, whatever a template says of escaping."""
        self.write("shown(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class _Quicker(Environment):
    code_generator_class = _PlainCode
    shown = staticmethod(_shown)
