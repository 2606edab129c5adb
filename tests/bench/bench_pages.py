"""What one page costs a reader on a slow line and a slow phone: its bytes as a server sends them, and its first paint.

nginx compresses as on a real server; Chromium waits for a line of 400 kbit/s with 400 ms to the server and back, and
computes six times slower. Chromium adds the 400 ms to every request, not to the handshake before it.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from chromium import CHROMIUM_FLAGS, find_chromium

BITS, LATENCY, SLOWER = 400_000, 400, 6
REPEATS = 5
_SCREEN = {"width": 360, "height": 740}
_STYLES = re.compile(rb'<link rel="stylesheet" href="([^"]+)"')
_PAINTS = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)"
_NGINX = """\
daemon off;
master_process off;
pid {own}/nginx.pid;
error_log {own}/error.log;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  gzip on;
  gzip_comp_level 6;
  gzip_types text/css application/javascript application/json;
  client_body_temp_path {own}/body;
  proxy_temp_path {own}/proxy;
  fastcgi_temp_path {own}/fastcgi;
  uwsgi_temp_path {own}/uwsgi;
  scgi_temp_path {own}/scgi;
  server {{ listen 127.0.0.1:{port}; root {site}; }}
}}
"""


@dataclass(frozen=True, slots=True)
class PageCost:
    """What the first visit to one page costs."""

    maker: str
    html: int
    """Bytes of the page, compressed."""
    styles: int
    """Bytes of the style sheets it asks for, compressed."""
    received: int
    """Bytes that came over the line in all."""
    paint: float
    """Seconds until something can be read."""


class NoBrowserError(Exception):
    """What is needed to look at pages is not here."""


def measure_pages(pages: dict[str, tuple[Path, str]], own: Path) -> list[PageCost]:
    """The cost of a page for each maker: from its site and the page's address there."""
    chromium = find_chromium()
    if chromium is None:
        raise NoBrowserError("没有 chromium")
    found = []
    for maker, (site, url) in pages.items():
        html, styles = page_weight(site, url)
        with served(site, own) as address:
            visits = [_visit(chromium, f"{address}/{url}") for _ in range(REPEATS + 1)][1:]  # the first warms up
        received = round(statistics.median(received for received, _ in visits))
        found.append(PageCost(maker, html, styles, received, statistics.median(paint for _, paint in visits)))
    return found


def page_weight(site: Path, url: str) -> tuple[int, int]:
    """Bytes of a page and of its style sheets, each as gzip -6 leaves it."""
    page = (site / url).read_bytes()
    sheets = {
        urljoin(f"/{url}", href.decode()).lstrip("/") for href in _STYLES.findall(page) if not href.startswith(b"http")
    }
    return _compressed(page), sum(_compressed((site / sheet).read_bytes()) for sheet in sheets)


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6, mtime=0))


def _visit(chromium: str, address: str) -> tuple[float, float]:
    """Bytes received and seconds until the first paint of a browser that has never been there."""
    from playwright.sync_api import sync_playwright

    received = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        page = browser.new_page(viewport=_SCREEN)  # type: ignore[arg-type]
        session = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        session.send("Network.enable")
        line = {"latency": LATENCY, "downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8, "offline": False}
        session.send("Network.emulateNetworkConditions", line)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="load", timeout=120_000)
        while not (paints := page.evaluate(_PAINTS)):  # our policy forbids a page to wait for us by itself
            page.wait_for_timeout(50)
        browser.close()
    return sum(received), float(paints[0]) / 1000


@contextmanager
def served(site: Path, own: Path) -> Iterator[str]:
    """A site behind nginx; answers its address."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        raise NoBrowserError("没有 nginx")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    own.mkdir(parents=True, exist_ok=True)
    config = own / "nginx.conf"
    config.write_text(_NGINX.format(own=own, port=port, site=site), "utf-8")
    running = subprocess.Popen((nginx, "-p", str(own), "-c", str(config), "-e", str(own / "error.log")))
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)
