"""MkDocs plugin: the pages people write, and the board built inside `mkdocs build` and `mkdocs serve`."""

from __future__ import annotations

import os
import re
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.commands.build import build as build_pages
from mkdocs.commands.serve import serve as serve_pages
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from cunwu.core.assets import asset_of
from cunwu.core.clock import today
from cunwu.core.page_style import PageStyle
from cunwu.core.paths import PAGES, Project
from cunwu.core.problem import CunwuError
from cunwu.core.shipped import shipped
from cunwu.core.utf8 import demand_utf8_names
from cunwu.frame.brought import bring_pages, fill_in
from cunwu.frame.pages import generated_pages
from cunwu.frame.sources import Source, named_sources, read_sources
from cunwu.publish.site import BuildOrder, build_site
from cunwu.records.source import refuse_foreign
from cunwu.reports.text import report_text
from cunwu.values.dates import parse_day

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


_SOURCES = "sources.md"
_NOT_PUBLISHED = ("board/", "macros/", "sitemap.xml")
"""What themes hold of templates besides pages of the frame."""


class CunwuConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    as_of = config_options.Optional(config_options.Type(str))
    no_history = config_options.Type(bool, default=False)


class CunwuPlugin(BasePlugin[CunwuConfig]):
    """Adds the generated reference pages, a content security policy, and the board."""

    def __init__(self) -> None:
        super().__init__()
        self.frame_only = False
        """True if our own command builds the frame; then it builds the board, too."""
        self._serves = False
        self._brings = False
        self._sources: Mapping[str, Source] = {}
        self._target: Path | None = None
        self._staging: tempfile.TemporaryDirectory[str] | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether MkDocs serves: then MkDocs prints the address to open."""
        del dirty
        if not self.frame_only:
            demand_utf8_names(os.environ)
        self._serves = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let MkDocs write into a temporary folder: it empties its folder first, and a killed run would leave none."""
        project = _project_of(config)
        try:
            refuse_foreign(project.root)  # MkDocs would follow links
        except CunwuError as error:
            raise PluginError(f"{error.message}。下一步：{error.next_step}") from error
        self._brings = fill_in(config, project)
        # Else right-aligned columns would get style attributes, which the policy forbids.
        config.mdx_configs.setdefault("tables", {})["use_align_attribute"] = True
        # It would name only the pages of the frame, a twentieth of the site; the board makes one of its own.
        config.theme.static_templates.discard("sitemap.xml")
        if not self.frame_only:
            self._target = Path(config.site_dir).absolute()
            self._staging = tempfile.TemporaryDirectory(prefix="cunwu-frame-")
            config.site_dir = self._staging.name
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of the program, then those made from the registries (kinds, rules) over what people wrote.

        Templates of the board, which lie in the theme too, are taken out.
        """
        if self._brings:
            bring_pages(files, config)
        excluded = config.exclude_docs.match_file if config.exclude_docs else lambda _: False
        project = _project_of(config)
        self._sources = read_sources(project)
        for path, text in generated_pages(project, excluded):
            if (written := files.get_file_from_path(path)) is not None:
                files.remove(written)
            files.append(File.generated(config, path, content=text))
        for file in tuple(files):
            if not file.src_uri.startswith(_NOT_PUBLISHED):
                continue
            if file.src_dir == config.docs_dir:
                raise PluginError(f"content/{file.src_uri} 的网址是公开栏的。下一步：放进别的文件夹")
            files.remove(file)  # MkDocs would publish templates that it does not know
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Name the laws that a page cites by key; the page that lists them keeps the keys."""
        del config
        uri = page.file.src_uri
        if uri == _SOURCES or files.get_file_from_path(_SOURCES) is None:
            return markdown
        return named_sources(markdown, self._sources, uri)

    @property
    def _as_of(self) -> date:
        return parse_day(self.config.as_of) if self.config.as_of else today()

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Add the policy to a page: it may load nothing from other sites."""
        del page
        return with_policy(_with_style_of_board(output, _project_of(config)))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Add the policy to pages that are not made from Markdown, such as 404."""
        del config
        return with_policy(output_content) if template_name.endswith(".html") else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the board and publish it with the frame, in one swap."""
        if self._target is None or self._staging is None:
            return
        demanding = not (self._serves or self.config.no_history)
        project, processors = _project_of(config), os.cpu_count() or 1
        order = BuildOrder(project, self._target, self._as_of, processors, demands_history=demanding)
        try:
            result = build_site(order, _Built(Path(self._staging.name)))
        except CunwuError as error:
            raise PluginError(f"{error.message}。下一步：{error.next_step}") from error
        finally:
            self._staging.cleanup()
            config.site_dir = str(self._target)
            self._target = self._staging = None
        if result.report.errors:
            print(report_text(result.report))
        print(result.counts if self._serves else result.summary)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch records and board templates, too, and serve pages without their policy."""
        del builder
        project = _project_of(config)
        for folder in (project.records, project.theme):
            server.watch(str(folder))
        server.set_app(without_policy(server.serve_request))
        return server


def _project_of(config: MkDocsConfig) -> Project:
    if config.config_file_path is None:
        raise PluginError("没有 mkdocs.yml")
    return Project(Path(config.config_file_path).parent.absolute())


@dataclass(frozen=True)
class _Built:
    """A frame that MkDocs has just made."""

    folder: Path

    def key_of(self, project: Project, pages: Mapping[str, str]) -> str:
        """Nothing: MkDocs makes its pages each time."""
        del project, pages
        return ""

    def build(self, project: Project) -> Path:
        """Returns the folder; it is made already."""
        del project
        return self.folder


def build_frame(project: Project, as_of: date, folder: Path) -> None:
    """Build all pages of the frame into a folder. Raises CunwuError if MkDocs fails."""
    own = {} if project.content.is_dir() else {"docs_dir": str(shipped(PAGES))}
    try:
        config = load_config(str(project.config), site_dir=str(folder), **own)
        plugin = config.plugins.get("cunwu")
        if not isinstance(plugin, CunwuPlugin):
            raise CunwuError("mkdocs.yml 没有启用 cunwu 插件", next_step="在 mkdocs.yml 的 plugins 里加一行 - cunwu")
        plugin.frame_only = True
        plugin.config.as_of = as_of.isoformat()
        config.plugins.on_startup(command="build", dirty=False)
        build_pages(config)
    except (MkDocsException, Abort) as error:
        raise CunwuError(f"说明页没有生成：{error}", next_step="mkdocs build，看是哪一页") from error


def serve_site(project: Project, address: str) -> None:
    """Run `mkdocs serve`: frame and board on this machine, rebuilt when a file changes."""
    serve_pages(config_file=str(project.config), dev_addr=address)


_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def with_policy(html: str) -> str:
    """The page in zh-CN, with a policy that lists its inline scripts by digest and allows nothing from other sites."""
    scripts = [_digest(body) for attributes, body in _SCRIPT.findall(html) if "application/json" not in attributes]
    styles = [_digest(body) for body in _STYLE.findall(html)]
    policy = "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *dict.fromkeys(scripts))),
            " ".join(("style-src 'self'", *dict.fromkeys(styles))),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        ),
    )
    # Material writes zh; the board has zh-CN, with which browsers choose the right shapes of characters.
    html = html.replace('<html lang="zh"', '<html lang="zh-CN"', 1)
    return html.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


_STYLE_OF_BOARD = "<style>/* board.css */</style>"


def _with_style_of_board(html: str, project: Project) -> str:
    """A page in the shell of the board carries what it can use of the board's own style."""
    if _STYLE_OF_BOARD not in html:
        return html
    style, _ = PageStyle(asset_of(project.theme, "board.css").decode("utf-8")).of(html)
    return html.replace(_STYLE_OF_BOARD, f"<style>{style}</style>", 1)


_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


def without_policy(serve: WSGIApplication) -> WSGIApplication:
    """Serve pages without their policy, which forbids the inline script that MkDocs adds to reload a preview."""

    def served(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = b"".join(serve(environ, start_response))
        # Replaced by blanks, because Content-Length has already been sent.
        return [_POLICY.sub(lambda policy: b" " * len(policy[0]), page, count=1)]

    return served


def _digest(body: str) -> str:
    return f"'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'"
