"""The sites under test, built once for all test processes; a browser and a server for each process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cunwu.core.paths import Project
from cunwu.core.verifier import LISTING
from cunwu.publish.order import BuildOrder
from cunwu.publish.site import build_site
from cunwu.publish.stale import content_key
from support.ports import free_port, nginx_serving
from support.site_parts import AS_OF, Server, Site, build, commit_all, copy_project, once, sample_files, write_files


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all test processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def shipped(shared_folder: Path) -> Site:
    """Everything we ship, committed once, frame and all."""

    def make(folder: Path) -> None:
        project = copy_project(folder / "project")
        commit_all(project)
        (folder / "said").write_text(build(project, folder / "site"), "utf-8")

    folder = once(shared_folder, "shipped", make)
    return Site(folder / "project", folder / "site")


@dataclass(frozen=True)
class _Taken:
    """The frame of another site around the same content: MkDocs takes as long as all the rest."""

    site: Path
    folder: Path

    def key_of(self, project: Project, pages: Mapping[str, str]) -> str:
        return content_key(project, pages)

    def build(self, project: Project) -> Path:  # noqa: ARG002
        return Path(shutil.copytree(self.site, self.folder, ignore=shutil.ignore_patterns("board", LISTING)))


@pytest.fixture(scope="session")
def samples(shared_folder: Path, shipped: Site) -> Site:
    """The samples as a board without git: one village in the red, one that has never been without errors."""

    def make(folder: Path) -> None:
        project = copy_project(folder / "project", records=False)
        write_files(project, sample_files())
        with TemporaryDirectory() as taken:
            frame = _Taken(shipped.folder, Path(taken) / "frame")
            build_site(BuildOrder(Project(project), folder / "site", AS_OF), frame)

    folder = once(shared_folder, "samples", make)
    return Site(folder / "project", folder / "site")


_NGINX = """\
daemon off;
master_process off;
pid {own}/nginx.pid;
error_log {own}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {own}/body;
  proxy_temp_path {own}/proxy;
  fastcgi_temp_path {own}/fastcgi;
  uwsgi_temp_path {own}/uwsgi;
  scgi_temp_path {own}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location /gongkai/ {{ alias {shipped}/; error_page 404 /gongkai/404.html; }}
    location /yangli/ {{ alias {samples}/; error_page 404 /yangli/404.html; }}
  }}
}}
"""


@pytest.fixture(scope="session")
def server(shipped: Site, samples: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """nginx with a configuration of its own; ended with the session."""
    own, port = tmp_path_factory.mktemp("nginx"), free_port()
    config = own / "nginx.conf"
    config.write_text(_NGINX.format(own=own, port=port, shipped=shipped.folder, samples=samples.folder), "utf-8")
    with nginx_serving(own, port):
        yield Server(port)
