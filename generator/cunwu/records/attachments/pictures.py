"""Pictures: decoded within bounds, turned upright, written anew without what a camera wrote into them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from datetime import date
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.records.attachments.sorts import UnfitError

MOST_PIXELS = 50_000_000
"""What is decoded at all: twice what phones take, 150 MB in memory."""
WIDE, SMALL = 1600, 480
"""The longest side of a picture as it is published, and of the smaller one that pages show."""
SMALL_BYTES = 30_000
_WIDE_BYTES = 400_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_EXIF, _GPS, _TAKEN, _CHANGED = 0x8769, 0x8825, 36867, 306
_DAY = regex(r"([12][0-9]{3}):([01][0-9]):([0-3][0-9]) .*")
_PLACE_IN_TEXT = (b"GPSLatitude", b"exif:GPS", b"LocationShown", b"LocationCreated")
"""How a place stands in XMP, which is text inside the file."""
_LOW, _HIGH, _STEP = 30, 82, 8


Box = tuple[int, int, int, int]
"""Left, top, right and low edge, in ten-thousandths of an upright picture."""
Cover = tuple[int, int, int, int]
"""Left, top, width and height in hundredths, as people type them."""
_LEGIBLE, _KEPT_WIDE = 1600, 2400
"""The longest side of a picture that is read is at least the one, and of one that is kept at most the other."""


class Camera(Frozen):
    """What a camera wrote into a picture: the day, and where it was; empty and None where it did not."""

    day: str = ""
    spot: tuple[float, float] | None = None
    has_place: bool = False
    """Whether any place stands in it, also one that cannot be read."""


class Shot(Frozen):
    """A picture as it is published, and the smaller one for pages; nothing of the camera is in either."""

    whole: bytes
    small: bytes
    size: tuple[int, int]
    small_size: tuple[int, int]
    grey: bytes
    """64 × 64 grey values, by which the same picture is found again (likeness.py)."""


def camera_of(content: bytes) -> Camera:
    """What the camera wrote. Raises UnfitError if it is no picture."""
    with _opened(content) as image:
        return _camera(image, content)


def develop(content: bytes) -> tuple[Shot, Camera]:
    """The picture written anew, and what the camera wrote into the old one. Raises UnfitError if it is none."""
    with _opened(content) as image:
        camera = _camera(image, content)
        image.draft("RGB", (WIDE, WIDE))
        upright = _decoded(image)
    upright.thumbnail((WIDE, WIDE), Image.Resampling.LANCZOS)
    whole, whole_size = _within(upright, _WIDE_BYTES)
    little = upright.copy()
    little.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    small, small_size = _within(little, SMALL_BYTES)
    return Shot(whole, small, whole_size, small_size, grey_of(upright)), camera


def grey_of(image: Image.Image, side: int = 64) -> bytes:
    """A square of grey values, `side` wide."""
    return image.convert("L").resize((side, side), Image.Resampling.BOX).tobytes()


def stripped(content: bytes, covers: tuple[Cover, ...] = (), boxes: tuple[Box, ...] = ()) -> bytes:
    """A picture to be kept in a repository: upright, at most 2400 wide, covered where asked, nothing of the camera.

    Covers are left, top, width and height in hundredths of the upright picture. Raises UnfitError.
    """
    with _opened(content) as image:
        upright = _decoded(image)
    asked = ((left * 100, top * 100, (left + width) * 100, (top + height) * 100) for left, top, width, height in covers)
    for left, top, right, low in (*asked, *boxes):
        box = (left * upright.width // 10_000, top * upright.height // 10_000)
        upright.paste(0, (*box, -(-right * upright.width // 10_000), -(-low * upright.height // 10_000)))
    upright.thumbnail((_KEPT_WIDE, _KEPT_WIDE), Image.Resampling.LANCZOS)
    return _written(upright, 88)


def legible(content: bytes) -> bytes:
    """A picture for a program that reads: upright, small ones made larger, large ones smaller. Raises UnfitError."""
    with _opened(content) as image:
        upright = _decoded(image)
    longest = max(upright.size)
    scale = min(max(longest, _LEGIBLE), _KEPT_WIDE) / longest
    if scale != 1:
        size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    upright.save(out, "BMP")
    return out.getvalue()


def as_paper(pages: Iterable[tuple[Image.Image, Iterable[tuple[int, ...]]]], as_of: date) -> bytes:
    """A PDF of pictures, one a page, each black in its boxes: left, top, right and low edge in dots."""
    sheets = []
    for picture, boxes in pages:
        sheet = _on_white(picture)
        for left, top, right, low in boxes:
            sheet.paste(0, (left, top, right + 1, low + 1))
        sheets.append(sheet)
    out, day = BytesIO(), as_of.timetuple()
    told = {"title": "", "creationDate": day, "modDate": day}
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=144, quality=80, **told)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # one switch for a whole process, and WeasyPrint turns it on
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a large picture; its size is compared below, before it is decoded
            image = Image.open(BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _too_many("很多") from None
    except Exception:  # noqa: BLE001 - a damaged file fails in its own way
        raise _damaged() from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_many(f"{width}×{height}")
    if min(width, height) < 16:
        raise UnfitError(f"只有 {width}×{height} 个点，看不出什么", "换一张看得清的")
    return image


def _decoded(image: Image.Image) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
            upright = ImageOps.exif_transpose(image)
            return _on_white(upright)
    except Exception:  # noqa: BLE001
        raise _damaged() from None


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, which the other formats show as black."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layers = image.convert("RGBA")
    ground = Image.new("RGB", image.size, (255, 255, 255))
    ground.paste(layers, mask=layers.getchannel("A"))
    return ground


def _within(image: Image.Image, most: int) -> tuple[bytes, tuple[int, int]]:
    """The picture in at most so many bytes: less fine first, then smaller."""
    while True:
        for quality in range(_HIGH, _LOW, -_STEP):
            content = _written(image, quality)
            if len(content) <= most:
                return content, image.size
        image = image.resize((max(1, image.width * 4 // 5), max(1, image.height * 4 // 5)), Image.Resampling.LANCZOS)


def _written(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    bare = Image.frombytes("RGB", image.size, image.tobytes())  # without `info`, from which writers take what they find
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _camera(image: Image.Image, content: bytes) -> Camera:
    try:
        exif = image.getexif()
        taken = str(exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_CHANGED) or "")
        place = dict(exif.get_ifd(_GPS))
    except Exception:  # noqa: BLE001 - what cannot be read may still tell a place
        return Camera(has_place=True)
    day = _DAY.fullmatch(taken)
    has_place = bool(place) or any(mark in content for mark in _PLACE_IN_TEXT)
    return Camera("-".join(day.groups()) if day else "", _spot(place), has_place)


def _spot(place: dict[int, object]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees."""
    try:
        north, east = (_degrees(place[2]), _degrees(place[4]))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return north * (-1 if place.get(1) == "S" else 1), east * (-1 if place.get(3) == "W" else 1)


def _degrees(parts: object) -> float:
    if not isinstance(parts, tuple):
        raise TypeError
    whole, minutes, seconds = (float(part) for part in parts)
    return whole + minutes / 60 + seconds / 3600


def _too_many(size: str) -> UnfitError:
    return UnfitError(f"有 {size} 个点，太大，没有打开", f"先缩小，最多 {MOST_PIXELS // 1_000_000} 百万个点")


def _damaged() -> UnfitError:
    return UnfitError("坏了，打不开，或者不完整", "从手机或相机里重新拷一份")
