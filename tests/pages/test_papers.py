"""Attachments on the page of their record: a small picture, a table, the way to the file, or why there is none."""

from __future__ import annotations

import re
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest

from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.papers import attached_files
from cunwu.pages.parts.site import Site
from cunwu.pages.plan import plan_records
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from support.answers import make_village
from support.attached import PHOTO, paper
from support.march_records import MARCH
from support.money_boards import ROOT, text_of
from support.projects import AS_OF

SEEN = ", 同意公开: 没有人, 已看过: 是, 看过的人: 李某"
CSV = "名称,数量\n路灯,12\n".encode()
NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
NOTE += "附件:\n  - {{编号: 附1, 文件: attachments/{}, 校验值: {}, 说明: 证明{}{}}}\n"


def shown(
    root: Path, name: str, content: bytes, more: str = "", *, lost: bool = False, ending: str = ""
) -> tuple[str, dict[str, bytes]]:
    """The page of a notice with one attachment, and the files that are published beside it."""
    make_village(root, {"notices/n.yml": NOTE.format(name, sha256(content).hexdigest(), more, ending)})
    if not lost:
        (root / "villages/qinghe/shanghe/attachments").mkdir()
        (root / "villages/qinghe/shanghe/attachments" / name).write_bytes(content)
    source = FolderSource(root)
    place = read_outline(source).demand("qinghe/shanghe")
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), read_board(source, place))
    page = next(page for page in plan_records(context) if page.url.endswith("notices/n.html"))
    return Renderer(ROOT / "theme").render(page).decode(), dict(attached_files(context))


def test_a_photo_is_a_small_picture_that_leads_to_the_large_one(tmp_path: Path) -> None:
    html, files = shown(tmp_path, "a.jpg", PHOTO, SEEN)
    small, whole = sorted(files, key=lambda url: len(files[url]))
    assert small == whole.replace(".jpg", "-s.jpg")
    start = "../attachments/" + whole.rpartition("/")[2]
    assert f'<a href="{start}"><img src="{start.replace(".jpg", "-s.jpg")}" width="480" height="360" alt="证明"' in html
    assert "图片 640×480，" in text_of(html)
    assert "看过的人 李某" in text_of(html)
    assert 'loading="lazy"' in html


def test_what_the_row_of_a_file_says_stands_with_its_picture_and_once(tmp_path: Path) -> None:
    html, _ = shown(tmp_path, "a.jpg", PHOTO, SEEN)
    paper = html.partition(f'<li id="{item_anchor("附1")}">')[2].partition("</li>")[0]
    told = " ".join(text_of(f"<main>{paper}</main>").split())
    assert f"文件 attachments/a.jpg 校验值 {sha256(PHOTO).hexdigest()}" in told
    assert html.count(sha256(PHOTO).hexdigest()) == html.count("attachments/a.jpg") == 1
    assert "已看过" not in html, "who looked at it says so"


def test_a_withdrawn_photo_that_may_not_be_named_keeps_its_place_beside_another_file(tmp_path: Path) -> None:
    other = "}\n  - {编号: 附2, 文件: attachments/b.csv, 校验值: " + "0" * 64 + "}\n撤销:\n"
    other += "  - {编号: 撤1, 条目: 附1, 原因: 贴错了, 批准: 监委会, 日期: 2026-03-08"
    html, _ = shown(tmp_path, "a.jpg", PHOTO, lost=True, ending=other)
    assert "a.jpg" not in html
    first, second = (html.partition(f'<li id="{item_anchor(one)}">')[2].partition("</li>")[0] for one in ("附1", "附2"))
    assert "已撤销" in first
    assert "attachments/b.csv" in second


def test_a_copy_of_the_page_in_one_file_asks_for_no_picture_beside_it(tmp_path: Path) -> None:
    html, _ = shown(tmp_path, "a.jpg", PHOTO, SEEN)
    make = Renderer(ROOT / "theme")
    page = type("Page", (), {"template": "ledger.html", "url": "board/qinghe/shanghe/notices/n.html"})()
    assert "<img" not in make.copy_of(page, html.encode(), "").decode()


def test_a_small_picture_stands_beside_the_amount_it_proves_and_in_a_copy_that_holds_pictures(tmp_path: Path) -> None:
    more = f"附件:\n  - {{编号: 附1, 文件: attachments/a.jpg, 校验值: {sha256(PHOTO).hexdigest()}, 说明: 发票{SEEN}}}\n"
    make_village(tmp_path, {"finance/2026-03.yml": f"{MARCH}    附件: 附1\n{more}"})
    (tmp_path / "villages/qinghe/shanghe/attachments").mkdir()
    (tmp_path / "villages/qinghe/shanghe/attachments/a.jpg").write_bytes(PHOTO)
    source = FolderSource(tmp_path)
    board = read_board(source, read_outline(source).demand("qinghe/shanghe"))
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), board)
    page = next(page for page in plan_records(context) if page.url.endswith("finance/2026-03.html"))
    make, files = Renderer(ROOT / "theme"), dict(attached_files(context))
    rendered = make.render(page)
    row = rendered.decode().partition(f'id="{item_anchor("001")}"')[2].partition("</tr>")[0]
    small = next(url for url in files if url.endswith("-s.jpg"))
    assert f'<img class="thumb" src="../attachments/{small.rpartition("/")[2]}" width="128" height="96" alt=""' in row
    assert f"连图片一起存（1 张，多 {-(-len(files[small]) * 4 // 3 // 1024)} KB）" in text_of(rendered.decode())

    assert page.picture_copy == "board/qinghe/shanghe/finance/copies/2026-03-pictures.html"
    held = make.copy_of(page, rendered, "", files.__getitem__).decode()
    (picture,) = re.findall(r'<img[^>]* src="data:image/jpeg;base64,([^"]*)"', held)
    assert b64decode(picture) == files[small]
    assert held.count("<img") == 1
    assert len(held) - len(make.copy_of(page, rendered, "")) < len(files[small]) * 4 / 3 + 1000


def test_a_copy_has_no_words_that_were_only_ways_to_other_pages() -> None:
    ways = (
        '<main><p>公开板<a class="find" href="s.html">搜索</a></p><p>改过 <a class="way" href="l.html">看经过</a></p>'
    )
    ways += '<p class="hint way"><a href="y.html">看全年</a></p><p>见<a href="m.html">会议</a></p></main>'
    page = type("Page", (), {"template": "ledger.html", "url": "board/qinghe/shanghe/finance/n.html"})()
    copy = Renderer(ROOT / "theme").copy_of(page, ways.encode(), "").decode()
    assert text_of(copy).split() == ["公开板", "改过", "见", "会议"]
    assert 'href="https://x.cn/board/qinghe/shanghe/finance/l.html"' in (
        Renderer(ROOT / "theme").copy_of(page, ways.encode(), "https://x.cn/").decode()
    )


def test_a_table_is_shown_and_can_be_taken_along(tmp_path: Path) -> None:
    html, files = shown(tmp_path, "a.csv", CSV)
    assert "证明（1 行）" in text_of(html)
    assert "路灯" in html
    assert [url.rpartition(".")[2] for url in files] == ["csv"]


def test_a_pdf_says_how_long_and_how_large_it_is(tmp_path: Path) -> None:
    html, files = shown(tmp_path, "a.pdf", paper(pages=2))
    assert "PDF，2 页，" in text_of(html)
    (content,) = files.values()
    assert b"Somebody" not in content


@pytest.mark.parametrize(
    ("name", "content", "more", "why"),
    [
        ("a.jpg", PHOTO, "", "没有写照片上的人同意公开"),
        ("a.jpg", PHOTO, ", 同意公开: 没有人", "还没有人看过"),
        ("a.pdf", paper(""), "", "还没有人看过"),
        ("a.txt", b"<html>", "", "不能公布"),
    ],
)
def test_what_may_not_be_shown_is_not_published_and_the_page_says_why(
    tmp_path: Path, name: str, content: bytes, more: str, why: str
) -> None:
    html, files = shown(tmp_path, name, content, more)
    assert why in text_of(html)
    assert files == {}
    assert "<img" not in html


def test_a_file_that_is_not_there_is_told_on_the_page(tmp_path: Path) -> None:
    html, files = shown(tmp_path, "a.jpg", PHOTO, SEEN, lost=True)
    assert "这个文件没有随网站公布" in text_of(html)
    assert files == {}


@pytest.mark.parametrize("lost", [True, False])
def test_a_file_that_was_taken_down_leaves_its_row_with_who_when_and_why(tmp_path: Path, lost: bool) -> None:
    down = "}\n屏蔽:\n  - {编号: 屏1, 条目: 附1, 字段: 文件, 原因: 本人要求, 批准: 监委会, 日期: 2026-03-08"
    html, files = shown(tmp_path, "a.jpg", PHOTO, SEEN, lost=lost, ending=down)
    assert files == {}
    assert "依法撤下了，这一条和它证明的数没有动：本人要求（监委会，2026-03-08）。" in text_of(html)
    assert "证明" in text_of(html)
