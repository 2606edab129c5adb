"""The built site behind a real nginx below a sub-path, and the same folder copied elsewhere and opened as it is."""

from __future__ import annotations

import http.client
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from cunwu.pages.parts.head import ICON
from support.site_parts import DEMONSTRATION, Server, Site, build

pytest_plugins = ["support.site_fixtures"]

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "application/javascript",
    ".json": "application/json",
    ".xml": "text/xml",
    ".png": "image/png",
    ".gz": "application/octet-stream",
}


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, str, bytes]:
    """Status, content type and body of one answer."""
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.getheader("Content-Type", ""), answer.read()


@pytest.fixture
def connection(server: Server) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)


def test_every_file_is_served_as_what_it_is(connection: http.client.HTTPConnection, shipped: Site) -> None:
    wrong = []
    for path in sorted(path for path in shipped.folder.rglob("*") if path.is_file()):
        url = path.relative_to(shipped.folder).as_posix()
        status, kind, body = ask(connection, f"/gongkai/{quote(url)}")
        expected = TYPES.get(path.suffix)
        if status != 200 or (expected and kind.partition(";")[0] != expected) or body != path.read_bytes():
            wrong.append((url, status, kind))
    connection.close()
    assert wrong == []


def test_a_folder_is_served_as_its_index(connection: http.client.HTTPConnection, shipped: Site) -> None:
    for folder in ("", "board/", f"board/{DEMONSTRATION}/", "rules/"):
        assert ask(connection, f"/gongkai/{folder}")[2] == (shipped.folder / folder / "index.html").read_bytes()
    connection.close()


@pytest.mark.parametrize(
    "path", ["nothing.html", "board/nowhere/index.html", "board/a/b/c/d/e.html", "rules/ABC999.html"]
)
def test_what_is_missing_is_said_to_be_missing(
    connection: http.client.HTTPConnection, shipped: Site, path: str
) -> None:
    status, kind, body = ask(connection, f"/gongkai/{path}")
    connection.close()
    assert (status, kind.partition(";")[0]) == (404, "text/html")
    assert body == (shipped.folder / "404.html").read_bytes()


def test_the_missing_page_looks_right_however_deep_it_is_shown(browser: Browser, server: Server) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{server.address}/gongkai/board/a/b/c/d/e.html")
        assert page.inner_text("h1") == "没有这一页"
        assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(143, 29, 24)"
        assert [request for request in requests if not request.startswith("data:")] == requests[:1]


def test_a_copied_folder_opens_as_it_is(browser: Browser, shipped: Site, tmp_path: Path) -> None:
    copy = tmp_path / "优盘 (1)" / "村务公开 #1"
    shutil.copytree(shipped.folder, copy)
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        failed: list[str] = []
        icon = (copy / ICON).as_uri()  # its loading is broken off when the next page is opened
        page.on("requestfailed", lambda request: failed.append(request.url) if request.url != icon else None)
        page.goto((copy / "index.html").as_uri())
        page.click("text=查看各村公开栏")
        for step in ("演示县", "清河镇", "上河村"):
            page.click(f"main a:text-is('{step}')")
            assert page.inner_text("h1") == step
        page.click("text=看这一期每一笔")
        assert "收支" in page.inner_text("h1")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 241)"
        page.click(".crumbs a:text-is('收支')")
        assert "收支" in page.inner_text("h1")
        page.click("footer a:text-is('首页')")
        assert page.inner_text("h1") == "村务公开板"
        assert failed == []


def test_a_second_build_of_the_same_commit_leaves_every_file_alone(shipped: Site) -> None:
    before = {path: path.stat().st_mtime_ns for path in shipped.folder.rglob("*") if path.is_file()}
    assert "0 个文件有变化" in build(shipped.project, shipped.folder)
    after = {path: path.stat().st_mtime_ns for path in shipped.folder.rglob("*") if path.is_file()}
    assert after == before
