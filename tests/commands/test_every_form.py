"""A clerk fills in a form: entry typed, saved, a branch appears, the check judges it; a wrong amount is answered."""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from support.clerk_repositories import git
from support.commands import run_here
from support.effort import BY_NIGHT, DRAWS_ANEW
from support.handbook import HANDBOOK
from support.march_records import LEDGER, MARCH
from support.proposals import march_published

pytestmark = pytest.mark.skipif(not BY_NIGHT, reason="fetches its scripts from npm; CUNWU_NIGHT=1 runs it")
ROOT = Path(__file__).resolve().parents[2]
BRANCH = "cms/ledger/2026-03"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A village whose March is published, and its forms beside it, with what they load."""
    root = march_published(tmp_path / "board")
    git(root, "checkout", "-q", "main")
    made = run_here(root, "forms", "shanghe", "--out", "../forms")
    assert made.returncode == 0, made.stderr
    if shutil.which("npm") is None:
        subprocess.run(("bash", ROOT / ".ci/packages", "npm"), check=True)
    subprocess.run(("bash", tmp_path / "forms/fetch"), check=True)
    return root


def free_port() -> int:
    """A port of which the next is free, too."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no two free ports side by side")


@pytest.fixture
def address(board: Path) -> Iterator[str]:
    port = free_port()
    command = ("bash", board.parent / "forms/serve", str(port))
    running = subprocess.Popen(command, cwd=board, start_new_session=True, stdout=subprocess.DEVNULL)
    for waited in (port, port + 1):
        for _ in range(200):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", waited)) == 0:
                    break
            time.sleep(0.1)
    yield f"http://localhost:{port}/"
    os.killpg(running.pid, signal.SIGTERM)
    running.wait()


def fill(page: Page, word: str, text: str) -> None:
    """Type into the last field of this word, as a clerk does: what stood there goes first."""
    labelled = page.locator(f"label[for^='{word}-field']").locator("visible=true").last
    field = page.locator(f"[id='{labelled.get_attribute('for')}']")
    field.press("Control+a")
    field.press("Delete")
    field.press_sequentially(text)


SHOWN = {
    "form-entry": ("编号", "在本记录内不重复；用过的编号不再给别的条目；如 001", "日期", "摘要", "如 路灯电费"),
    "form-wrong": ("支出", "“支出”不满足模式应为金额（元）（或 不详），如 1234.50", "如 320.00；单位：元"),
}
"""Picture of the handbook → what is to be read on it."""


def look(page: Page, name: str, first: str, last: str, width: int) -> None:
    """The fields as the handbook shows them: the words are those of the picture, which is drawn anew on demand."""
    top, bottom = (page.locator(f"label[for^='{word}-field']").locator("visible=true").last for word in (first, last))
    top.scroll_into_view_if_needed()
    for word in SHOWN[name]:
        expect(page.get_by_text(word).locator("visible=true").last).to_be_visible()
    start, end = top.bounding_box(), bottom.bounding_box()
    assert start is not None
    assert end is not None
    height = end["y"] - start["y"] + 125
    if DRAWS_ANEW:
        shot = page.screenshot(clip={"x": start["x"] - 20, "y": start["y"] - 12, "width": width, "height": height})
        Image.open(io.BytesIO(shot)).quantize(16).save(HANDBOOK / f"pictures/{name}.png", optimize=True)


ENTRY = {"编号": "002", "日期": "2026-03-20", "摘要": "打印纸", "科目": "管理费用", "支出": "12O.50", "账户": "现金"}
"""With a letter for a zero."""
WRITTEN = """\
  - 编号: 002
    日期: 2026-03-20
    摘要: 打印纸
    科目: 管理费用
    支出: 120.50
    账户: 现金
"""


def test_a_clerk_adds_an_entry_and_a_wrong_amount_is_answered(board: Path, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    page.on("dialog", lambda dialog: dialog.accept())  # "leave?": the page is left only when all is saved
    page.goto(address)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="收支", exact=True).click()
    page.get_by_role("link", name="2026-03").click()
    page.get_by_role("button", name="新增明细").click()
    for word, text in ENTRY.items():
        fill(page, word, text)
    look(page, "form-entry", "编号", "摘要", 440)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("应为金额（元）（或 不详），如 1234.50").first).to_be_visible(timeout=20_000)
    look(page, "form-wrong", "支出", "支出", 776)
    assert git(board, "branch", "--list", BRANCH) == ""

    fill(page, "支出", "120.50")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("修改已保存")).to_be_visible(timeout=20_000)
    context.close()
    assert git(board, "show", f"{BRANCH}:{LEDGER}") == (MARCH + WRITTEN).strip()
    assert git(board, "show", f"main:{LEDGER}") == MARCH.strip()
    assert {url for url in called if not url.startswith(("http://localhost:", "data:", "blob:"))} == set()

    judged = run_here(board, "check", "--base", "main", "--head", BRANCH)
    assert judged.returncode == 1
    assert "FIN003 「库存现金」期末余额应为 759.50 元，填写的是 880.00 元" in judged.stdout
