"""Files to be attached: honest ones, and such as somebody means ill with; all are made here."""

from __future__ import annotations

import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageOps
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from cunwu.frame.rule_example import PICTURE, PICTURE_WITH_PLACE


def drawn(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """A picture with large and small forms, each seed another one."""
    field = (-2.2 + seed % 100 / 50, -1.2, 0.8, 1.2 + seed / 70)
    small = Image.effect_mandelbrot((160, 120), field, 60)  # every test process draws; a large one took half a second
    image = small.resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for step in range(24):
        left, top = (seed * 7919 + step * 104729) % width, (seed * 6101 + step * 15485863) % height
        side = 12 + (seed * 31 + step * 17) % (width // 4)
        shade = ((seed * 53 + step * 97) % 256, (seed * 29 + step * 61) % 256, (step * 41) % 256)
        pen.rectangle((left, top, left + side, top + side * 2 // 3), fill=shade)
    return image


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(*, day: str = "", place: bool = False, turned: int = 0) -> Image.Exif:
    notes = Image.Exif()
    if day:
        notes.get_ifd(0x8769)[36867] = day
    if turned:
        notes[0x0112] = turned
    notes[0x010F] = "演示相机"
    if place:
        notes.get_ifd(0x8825).update({1: "N", 2: (29.0, 30.0, 12.5), 3: "E", 4: (112.0, 1.0, 2.0)})
    return notes


def paper(text: str = "Road lamps 12, 64080 yuan", *, pages: int = 1, change: Any = None) -> bytes:
    """A PDF with a line of text on each page; `change` is given its writer."""
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Author": "Somebody Real"})
    if change is not None:
        change(writer)
    writer.write(out)
    return out.getvalue()


def _acting(action: Mapping[str, Any]) -> Any:
    made = DictionaryObject({NameObject(key): value for key, value in action.items()})
    return lambda writer: writer._root_object.update({NameObject("/OpenAction"): made})


def _noted(action: Mapping[str, Any]) -> Any:
    """An action behind a note on the page."""

    def change(writer: PdfWriter) -> None:
        made = DictionaryObject({NameObject(key): value for key, value in action.items()})
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
                NameObject("/A"): made,
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return change


def _zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


def _png(width: int, height: int) -> bytes:
    """A PNG that says to be so large, and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


_SCRIPT = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
_LAUNCH = {"/S": NameObject("/Launch"), "/F": TextStringObject("cmd.exe")}
_SUBMIT = {"/S": NameObject("/SubmitForm"), "/F": TextStringObject("https://example.com/")}
_ELSEWHERE = {"/S": NameObject("/GoToR"), "/F": TextStringObject("\\\\example.com\\a.pdf")}
PHOTO = saved(drawn())
REFUSED: Mapping[str, tuple[str, bytes]] = {
    "a picture called pdf": ("a.pdf", PHOTO),
    "a pdf called jpg": ("a.jpg", paper()),
    "a text called jpg": ("a.jpg", "照片".encode()),
    "a png called jpg": ("a.jpg", saved(drawn(), "PNG")),
    "nothing": ("a.jpg", b""),
    "zeros": ("a.txt", bytes(100)),
    "an archive": ("a.zip", _zipped("a.txt")),
    "an archive called jpg": ("a.jpg", _zipped("a.txt")),
    "an archive called csv": ("a.csv", _zipped("a.txt")),
    "a gzip": ("a.csv", gzip.compress(b"1,2\n")),
    "a rar": ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50)),
    "a 7z": ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50)),
    "a word document": ("a.docx", _zipped("word/document.xml")),
    "a workbook": ("a.xlsx", _zipped("xl/workbook.xml")),
    "a workbook with macros": ("a.csv", _zipped("xl/workbook.xml", "xl/vbaProject.bin")),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "a program": ("a.txt", b"MZ" + bytes(200)),
    "a shell script": ("a.txt", b"#!/bin/sh\nrm -rf /\n"),
    "an svg": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "an svg called png": ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "a web page": ("a.html", b"<!DOCTYPE html><script>alert(1)</script>"),
    "a web page called csv": ("a.csv", b"1,<script src=//example.com/x.js></script>\n"),
    "a shortcut": ("a.txt", b"[InternetShortcut]\nURL=https://example.com/\n"),
    "an lfs pointer": ("a.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n"),
    "a gif": ("a.gif", saved(drawn(40, 40), "GIF")),
    "a heic": ("a.jpg", b"\0\0\0\x18ftypheic" + bytes(100)),
    "a picture of 900 million dots": ("a.png", _png(30_000, 30_000)),
    "a picture of 81 million dots": ("a.png", _png(9_000, 9_000)),
    "half a picture": ("a.jpg", PHOTO[: len(PHOTO) // 2]),
    "a png that ends early": ("a.png", _png(400, 400)),
    "a dot": ("a.png", saved(drawn(4, 4), "PNG")),
    "nine million bytes": ("a.txt", b"1" * 9_000_000),
    "a pdf with a script": ("a.pdf", paper(change=_acting(_SCRIPT))),
    "a pdf that starts a program": ("a.pdf", paper(change=_acting(_LAUNCH))),
    "a pdf with a script behind a note": ("a.pdf", paper(change=_noted(_SCRIPT))),
    "a pdf that sends": ("a.pdf", paper(change=_noted(_SUBMIT))),
    "a pdf that opens another": ("a.pdf", paper(change=_noted(_ELSEWHERE))),
    "a pdf with a file in it": ("a.pdf", paper(change=lambda writer: writer.add_attachment("a.exe", b"MZ"))),
    "a pdf with a password": ("a.pdf", paper(change=lambda writer: writer.encrypt("1234"))),
    "a pdf of 61 pages": ("a.pdf", paper(pages=61)),
    "half a pdf": ("a.pdf", paper()[:200]),
    "junk before a pdf": ("a.pdf", b"\x00\x01junk" + paper()),
}
"""What it is → a name and bytes that are not published at all."""

REWRITTEN: Mapping[str, tuple[str, bytes]] = {
    "a photo that tells a place": ("a.jpg", PICTURE_WITH_PLACE),
    "a photo with a page behind it": ("a.jpg", PHOTO + b"<script>alert(1)</script>"),
    "a photo with an archive behind it": ("a.jpg", PHOTO + _zipped("a.exe")),
    "a pdf with an archive behind it": ("a.pdf", paper() + _zipped("a.exe")),
    "a table of formulas": ("a.csv", b'name,sum\n=cmd|"/c calc"!A1,1\n'),
    "a text that turns itself round": ("a.txt", "收入 \u202e0001\u202c 元\n".encode()),
}
"""What it is → a name and bytes that are published, but never as they came."""

_DAY = "2026:04:20 10:11:12"
HONEST: Mapping[str, tuple[str, bytes]] = {
    "a small photo": ("a.jpg", PICTURE),
    "a photo of a phone": (
        "a.jpg",
        saved(drawn(4000, 3000), exif=exif(day=_DAY, place=True, turned=6)),
    ),
    "noise": (
        "a.jpeg",
        saved(Image.effect_noise((2000, 1500), 90).convert("RGB"), exif=exif(day=_DAY)),
    ),
    "a png": ("a.png", saved(drawn(), "PNG", exif=exif(place=True))),
    "a png one can see through": ("a.png", saved(drawn().convert("RGBA").rotate(20), "PNG")),
    "a grey png of 16 bits": ("a.png", saved(Image.new("I;16", (300, 200), 30_000), "PNG")),
    "a webp": ("a.webp", saved(drawn(), "WEBP", exif=exif(place=True))),
    "a picture for printers": ("a.jpg", saved(drawn().convert("CMYK"))),
    "a pdf": ("a.pdf", paper(pages=2)),
    "a table of an old spreadsheet": ("a.csv", "名称,数量,金额\n路灯,12,64080.00\n退款,1,-20.00\n".encode("gb18030")),
    "a text": ("a.txt", "请三家商店报价，最低 64800 元。\n".encode()),
}
"""What it is → a name and bytes that are published."""


# --- pictures that come back ---


def pressed(image: Image.Image, quality: int = 45) -> Image.Image:
    """As a chat program does it."""
    return Image.open(BytesIO(saved(image, quality=quality))).convert("RGB")


def cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    return image.crop((width * 3 // 40, height // 10, width * 19 // 20, height * 9 // 10))


WAYS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "pressed harder": pressed,
    "mirrored": lambda image: pressed(ImageOps.mirror(image)),
    "cropped": lambda image: pressed(cropped(image)),
    "mirrored and cropped": lambda image: pressed(cropped(ImageOps.mirror(image))),
    "smaller": lambda image: image.resize((160, 120)),
    "lighter": lambda image: ImageEnhance.Brightness(image).enhance(1.2),
}
"""The ways in which a picture comes back that was shown before."""
