"""The small picture of a page for messages: a few lines of large type, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from hashlib import sha256
from io import BytesIO
from os import walk
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.core.assets import tokens_of
from cunwu.pages.parts.pictures import Card

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FONTS = (
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf", "NotoSansSC-Regular.ttf"),
    *("SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc"),
    *("PingFang.ttc", "msyh.ttc", "simhei.ttf"),
)
"""Files of fonts with the characters of villages, the best first."""
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts")
NO_FONT = "没有找到汉字字体，发到群里的网址没有小图；装上再生成：apt-get install fonts-noto-cjk"

_WIDTH, _HEIGHT, _BAR, _EDGE = 600, 315, 58, 28
"""Pixels: the shape in which messages show a picture, and as little as they take for a large one."""
_PLACE, _NOTE, _TITLE, _LINE, _RESULT = 26, 20, 38, 27, 32
"""Sizes of letters."""
_TONES = 8
"""From paper to ink; as many again on the bar: both fit into four bits."""


class Hand:
    """What draws cards: a font and the colours of a theme."""

    def __init__(self, font: Path, tokens: bytes) -> None:
        self._font = font
        self._tokens = tokens
        self.key = sha256(Path(__file__).read_bytes() + font.name.encode() + tokens).hexdigest()
        """Changes when the same card would look otherwise."""

    def draw(self, card: Card, words: Callable[[str], str] = str) -> bytes:
        """The card as PNG, its texts as `words` puts them; the same bytes for the same card."""
        bar, body = self._bar(words(card.place), words(card.note)), self._body(card, words)
        picture = _sheet("P", _HEIGHT)
        picture.putpalette(self._palette)
        picture.paste(body.point(_in_tones(0), "L"), (0, _BAR))
        picture.paste(bar.point(_in_tones(_TONES), "L"))
        content = BytesIO()
        # Runs of one tone are all there is to compress: a third of the time for a tenth more bytes.
        picture.save(content, "PNG", bits=4, compress_type=3)
        return content.getvalue()

    def _bar(self, place: str, note: str) -> Image:
        drawn = _sheet("L", _BAR)
        room = _WIDTH - 2 * _EDGE
        if note:
            self._write(drawn, note, _NOTE, _BAR // 2, room=room // 2, anchor="rm")
            room //= 2
        self._write(drawn, place, _PLACE, _BAR // 2, room=room)
        return drawn

    def _body(self, card: Card, words: Callable[[str], str]) -> Image:
        from PIL import ImageDraw

        drawn, room = _sheet("L", _HEIGHT - _BAR), _WIDTH - 2 * _EDGE
        self._write(drawn, words(card.title), _TITLE, 36, room=room)
        at, step = 88, 40
        for number, (label, figure) in enumerate(card.lines, 1):
            size = _RESULT if number == len(card.lines) else _LINE
            if size == _RESULT:
                at += 10
                for line in (at - 29, at - 25):
                    ImageDraw.Draw(drawn).line((_EDGE, line, _WIDTH - _EDGE, line), fill=255, width=2)
            self._write(drawn, words(figure), size, at, room=room * 2 // 3, anchor="rm")
            self._write(drawn, words(label), size, at, room=room * 2 // 5)
            at += step
        return drawn

    def _write(self, sheet: Image, text: str, size: int, middle: int, *, room: int, anchor: str = "lm") -> None:
        """One line of text from the left edge, or to the right one; it gets smaller before it is cut."""
        from PIL import ImageDraw

        font = next((one for one in self._fonts(size) if one.getlength(text) <= room), None)
        if font is None:
            font = self._of_size(_NOTE)
            while font.getlength(f"{text}…") > room:
                text = text[:-1]
            text = f"{text}…"
        left = _EDGE if anchor == "lm" else _WIDTH - _EDGE
        ImageDraw.Draw(sheet).text((left, middle), text, font=font, fill=255, anchor=anchor)

    def _fonts(self, size: int) -> Iterator[FreeTypeFont]:
        for smaller in range(size, _NOTE - 1, -3):
            yield self._of_size(smaller)

    def _of_size(self, size: int) -> FreeTypeFont:
        return _font(self._font, size)

    @cached_property
    def _palette(self) -> list[int]:
        """From paper to ink, then from the bar to what stands on it."""
        from PIL.ImageColor import getrgb

        tokens = tokens_of(self._tokens.decode("utf-8"))
        colours = [getrgb(tokens[name]) for name in ("--paper", "--ink", "--bar", "--on-bar")]
        return [
            round(low + (high - low) * tone / (_TONES - 1))
            for below, above in (colours[:2], colours[2:])
            for tone in range(_TONES)
            for low, high in zip(below[:3], above[:3], strict=True)
        ]


def hand_of(theme: Path) -> Hand | None:
    """What draws cards in the colours of a theme; None if no font of this machine has Chinese characters."""
    font = _found()
    return Hand(font, (theme / "assets" / "tokens.css").read_bytes()) if font is not None else None


def _found() -> Path | None:
    """The best font; the drawing library is not loaded for it, because most builds draw nothing new."""
    there = {name: Path(folder, name) for top in _FOLDERS for folder, _, names in walk(top) for name in names}
    return next((there[name] for name in FONTS if name in there), None)


@cache
def _font(path: Path, size: int) -> FreeTypeFont:
    from PIL.ImageFont import Layout, truetype

    def face(index: int) -> FreeTypeFont:
        return truetype(str(path), size, index=index, layout_engine=Layout.BASIC)

    index = 0
    while path.suffix == ".ttc" and not (face(index).getname()[0] or "").endswith(" SC"):
        index += 1  # a collection has a face for each country, and the first is that of Japan
        try:
            face(index)
        except OSError:
            return face(0)
    return face(index)


@cache
def _in_tones(first: int) -> list[int]:
    return [first + round(value * (_TONES - 1) / 255) for value in range(256)]


def _sheet(mode: str, height: int) -> Image:
    from PIL import Image

    return Image.new(mode, (_WIDTH, height))
