"""Printed tables of invented numbers, and photographs of them: at a slant, out of focus, in bad light, in a hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from cunwu.records.printed import Line, Printed

_FONTS = tuple(
    Path("/usr/share/fonts/opentype/noto", name)
    for name in ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
)
_SURNAMES, _FOR = "演示样例假设虚", ("低保金", "临时救助", "残疾补贴", "高龄津贴", "务工补助", "护林员补贴")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_COLUMNS = (("序号", 70), ("姓名", 110), ("身份证号", 330), ("事由", 170), ("卡号", 430), ("电话", 210), ("金额", 130))
_WIDE = 1500


@dataclass(frozen=True)
class Sheet:
    """A printed table: its picture, and the numbers on it that belong to a person."""

    image: Image.Image
    numbers: tuple[tuple[str, str], ...]
    """The column and the number."""


def citizen_id(random: Random) -> str:
    """An invented number whose check digit fits; no place has the divisions it begins with."""
    born = f"{random.randint(1940, 2015)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    front = f"{random.choice(('119999', '439999', '519999'))}{born}{random.randint(1, 999):03}"
    return front + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(front, _WEIGHTS, strict=True)) % 11]


def bank_card(random: Random) -> str:
    """An invented card of 16 or 19 digits that fits Luhn."""
    front = "62" + "".join(str(random.randint(0, 9)) for _ in range(random.choice((13, 16))))
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(front))]
    return front + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def mobile(random: Random) -> str:
    """An invented mobile."""
    return f"1{random.randint(3, 9)}{random.randint(0, 10**9 - 1):09}"


def sheet(seed: int, rows: int = 8) -> Sheet:
    """A table as a village prints it, each seed another one."""
    random = Random(seed)  # noqa: S311 - the same table again and again
    without = {1: "卡号", 2: "身份证号"}.get(seed % 4)
    columns = [one for one in _COLUMNS if one[0] != without]
    width = sum(size for _, size in columns) + 80
    font = _font(seed % 3, 26 + seed % 3 * 2)
    step = 50
    image = Image.new("RGB", (width, 150 + (rows + 1) * step), "white")
    pen = ImageDraw.Draw(image)
    pen.text((width // 3, 30), "演示村 2026 年补助发放花名册（示例）", font=_font(2, 34), fill="black")
    numbers: list[tuple[str, str]] = []
    for row in range(rows + 1):
        left, top = 40, 100 + row * step
        for title, size in columns:
            pen.rectangle((left, top, left + size, top + step), outline=(60, 60, 60), width=2)
            text = title if row == 0 else _cell(title, row, random)
            if row and title in ("身份证号", "卡号", "电话"):
                numbers.append((title, text))
                if title == "卡号" and seed % 5 == 0:
                    text = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
            pen.text((left + 10, top + 8), text, font=font, fill=(20, 20, 20))
            left += size
    return Sheet(image, tuple(numbers))


def _cell(title: str, row: int, random: Random) -> str:
    if title == "序号":
        return str(row)
    numbers = {"身份证号": citizen_id, "卡号": bank_card, "电话": mobile}
    if title in numbers:
        return numbers[title](random)
    if title == "姓名":
        return f"{random.choice(_SURNAMES)}某{random.choice('甲乙丙丁')}"
    return random.choice(_FOR) if title == "事由" else f"{random.randint(100, 3000)}.00"


@cache
def _font(which: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS[which]), size)


def photographed(one: Sheet, seed: int, wide: int = _WIDE) -> bytes:
    """The sheet on a table as a phone takes it: perspective, blur, noise, shadow, and what JPEG does to it."""
    random = Random(seed * 31 + 7)  # noqa: S311
    paper, edge = one.image, 60
    scene = Image.new("RGB", (paper.width + 2 * edge, paper.height + 2 * edge), (96, 78, 60))
    scene.paste(paper, (edge, edge))
    width, height = scene.size
    slant = [random.uniform(0, 0.035) for _ in range(8)]
    corners = (
        (-slant[0] * width, -slant[1] * height),
        (-slant[2] * width, height * (1 + slant[3])),
        (width * (1 + slant[4]), height * (1 + slant[5])),
        (width * (1 + slant[6]), -slant[7] * height),
    )
    flat = tuple(value for corner in corners for value in corner)
    ground = (80, 66, 52)
    shot = scene.transform((width, height), Image.Transform.QUAD, flat, Image.Resampling.BICUBIC, fillcolor=ground)
    shot = shot.rotate(random.uniform(-3, 3), Image.Resampling.BICUBIC, expand=True, fillcolor=ground)
    shot = shot.resize((wide, shot.height * wide // shot.width), Image.Resampling.LANCZOS)
    shot = shot.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.0)))
    dark = Image.linear_gradient("L").rotate(random.choice((0, 90, 180, 270))).resize(shot.size)
    shadow = ImageEnhance.Brightness(shot).enhance(random.uniform(0.35, 0.6))
    shot = Image.composite(shot, shadow, dark)
    noise = Image.effect_noise(shot.size, random.uniform(10, 30)).convert("RGB")
    shot = Image.blend(shot, noise, random.uniform(0.03, 0.1))
    out = BytesIO()
    shot.save(out, "JPEG", quality=random.randint(55, 85))
    return out.getvalue()


def found_of(one: Sheet, lines: Sequence[Line], numbers: Sequence[Printed]) -> dict[str, list[bool]]:
    """Column → of each of its numbers whether it was read in a line, all of whose digits would be covered."""
    black = [box for number in numbers for box in number.boxes]
    covered = [
        "".join(sign for sign, box in zip(line.text, line.boxes, strict=True) if _is_under(box, black))
        for line in lines
    ]
    bare = ["".join(filter(str.isalnum, text)) for text in covered]
    found: dict[str, list[bool]] = {}
    for title, number in one.numbers:
        found.setdefault(title, []).append(any(number in text for text in bare))
    return found


def _is_under(box: tuple[int, ...], black: Iterable[tuple[int, ...]]) -> bool:
    middle = (box[0] + box[2]) // 2
    return any(left <= middle <= right and top <= box[1] and box[3] <= low for left, top, right, low in black)
