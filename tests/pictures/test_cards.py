"""The picture that a message shows of a page: small, the same every time, whatever stands on it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cunwu.core.assets import tokens_of
from cunwu.pages.parts.pictures import Card, card_of
from cunwu.pages.parts.view import SumLine, SumView
from cunwu.pictures import cards
from cunwu.pictures.cards import Hand, hand_of

THEME = Path(__file__).resolve().parents[2] / "theme"
MOST = 20_000
BAR, EDGE = 58, 28
FIGURES = (("上期结余", "999,999,999.99 元"), ("＋ 收入", "999,999,999.99 元"), ("－ 支出", "不详"))
LARGEST = Card(
    "a.png", "清河镇 · 上河村", "2026 年 10 月收支", (*FIGURES, ("＝ 本期结余", "−999,999,999.99 元")), "演示数据"
)
LONGEST = Card(
    "b.png",
    "某某自治州 · 某某各族自治县某某民族乡某某社区居民委员会",
    "2026 年第三季度收支（某某民族乡某某村股份经济合作联合社）",
    LARGEST.lines,
    "照公开文章录入的旧事",
)


@pytest.fixture(scope="module")
def hand() -> Hand:
    found = hand_of(THEME)
    assert found is not None
    return found


def seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("card", [LARGEST, LONGEST], ids=["large figures", "long names"])
def test_a_card_is_small_and_nothing_on_it_runs_over_its_edge(hand: Hand, card: Card) -> None:
    content = hand.draw(card)
    picture = seen(content).convert("RGB")
    assert picture.size == (600, 315)
    assert len(content) <= MOST
    for left, right in ((0, EDGE - 3), (600 - EDGE + 3, 600)):
        for top, bottom in ((0, BAR), (BAR, 315)):
            assert len(picture.crop((left, top, right, bottom)).getcolors() or ()) == 1
    assert len(picture.crop((0, 311, 600, 315)).getcolors() or ()) == 1


def test_the_same_card_has_the_same_bytes_and_another_has_others(hand: Hand) -> None:
    again = hand_of(THEME)
    assert again is not None
    assert again.draw(LARGEST) == hand.draw(LARGEST) != hand.draw(LONGEST)


def test_every_line_of_a_card_can_be_seen_on_it(hand: Hand) -> None:
    whole = hand.draw(LARGEST)
    for number, (label, figure) in enumerate(LARGEST.lines):
        for other in ((label, ""), ("", figure)):
            lines = (*LARGEST.lines[:number], other, *LARGEST.lines[number + 1 :])
            assert hand.draw(Card("a.png", LARGEST.place, LARGEST.title, lines, LARGEST.note)) != whole
    assert hand.draw(Card("a.png", LARGEST.place, LARGEST.title, LARGEST.lines, "")) != whole


def test_a_card_has_the_colours_of_the_theme(hand: Hand, tmp_path: Path) -> None:
    tokens = (THEME / "assets/tokens.css").read_text("utf-8")
    assert seen(hand.draw(LARGEST)).convert("RGB").getpixel((2, 2)) == tuple(
        bytes.fromhex(tokens_of(tokens)["--bar"].removeprefix("#"))
    )
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/tokens.css").write_text(tokens.replace("--bar: #8f1d18", "--bar: #123456"), "utf-8")
    other = hand_of(tmp_path)
    assert other is not None
    assert seen(other.draw(LARGEST)).convert("RGB").getpixel((2, 2)) == (0x12, 0x34, 0x56)
    assert other.key != hand.key


def test_the_words_of_a_card_can_be_put_otherwise(hand: Hand) -> None:
    assert hand.draw(LARGEST, lambda text: text.replace("余", "餘")) != hand.draw(LARGEST)


def test_a_machine_without_a_chinese_font_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "FONTS", ("不在这台机器上.ttf",))
    assert hand_of(THEME) is None


def test_the_name_of_a_card_changes_with_everything_that_is_on_it() -> None:
    view = SumView("", (SumLine("＝", "本期结余", "1.00", "", "元"),), "")
    more = SumView("", (SumLine("＝", "本期结余", "2.00", "", "元"),), "")
    made = [
        card_of("手", "a/2026-03.html", ("村", "三月"), view, ""),
        card_of("手", "a/2026-03.html", ("村", "三月"), more, ""),
        card_of("手", "a/2026-03.html", ("寨", "三月"), view, ""),
        card_of("手", "a/2026-03.html", ("村", "三月"), view, "演示"),
        card_of("另一只手", "a/2026-03.html", ("村", "三月"), view, ""),
    ]
    assert len({card.url for card in made}) == len(made)
    assert all(card.url.startswith("a/2026-03-") and card.url.endswith(".png") for card in made)
