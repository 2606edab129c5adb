"""The code of a page on paper, read back by a decoder."""

from __future__ import annotations

import re
from math import ceil

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from cunwu.pictures.qr import picture_of_code

SHORT = "https://a.cn/"
LONG = "https://gongkai.example.gov.cn/xian/board/yanshi/qinghe/shanghe/finance/2026-03-cunweihui.html"


def drawn(svg: str, across: int) -> Image.Image:
    """The picture as a printer sets it, so many dots across."""
    size = re.search(r'viewBox="0 0 ([0-9]+) ', svg)
    assert size is not None
    picture = Image.new("L", (across, across), 255)
    scale = across / int(size[1])
    for left, top, width in re.findall(r"M([0-9]+) ([0-9]+)\.5h([0-9]+)", svg):
        x, y, right = int(left) * scale, int(top) * scale, (int(left) + int(width)) * scale
        ImageDraw.Draw(picture).rectangle((round(x), round(y), ceil(right) - 1, round(y + scale) - 1), fill=0)
    return picture


@pytest.mark.parametrize("address", [SHORT, LONG, f"{LONG}/村", LONG * 3])
def test_the_code_of_an_address_leads_there(address: str) -> None:
    svg = picture_of_code(address).decode("ascii")
    assert [one.text for one in zxingcpp.read_barcodes(drawn(svg, 472))] == [address]  # 20 mm at 600 dots an inch


def test_the_code_of_a_page_is_light_and_the_same_every_time() -> None:
    assert len(picture_of_code(LONG)) < 6000
    assert picture_of_code(LONG) == picture_of_code(LONG)
