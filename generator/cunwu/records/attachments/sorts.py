"""What a file is by its content, and why it can be no attachment."""

from __future__ import annotations

import re
from enum import StrEnum

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex


class Sort(StrEnum):
    """What an attachment can be; the word is for readers."""

    PICTURE = "图片"
    PAPER = "PDF"
    TABLE = "表格"
    TEXT = "文字"


class UnfitError(Exception):
    """A file cannot be an attachment: why, and what to do instead."""

    def __init__(self, why: str, how: str) -> None:
        super().__init__(why)
        self.why, self.how = why, how


class Judged(Frozen):
    """A file that may be an attachment so far: its sort, and the endings that its name may have."""

    sort: Sort
    endings: tuple[str, ...]


MOST_BYTES = 8_000_000
"""A photo of a phone has 3 to 6 million bytes, a scanned contract of 20 pages about as many."""
LARGEST_TAKEN = 40_000_000
"""Of a photo that is made smaller before it is kept."""
_POINTER = b"version https://git-lfs"
_PICTURES = (
    (b"\xff\xd8\xff", (".jpg", ".jpeg")),
    (b"\x89PNG\r\n\x1a\n", (".png",)),
)
_AS_JPEG = "在手机或电脑上另存为 JPEG（.jpg），或者截一张图"
_AS_PDF = "用 Word、WPS 另存为 PDF（.pdf），再放进来"
_AS_CSV = "数字要公布的用 cunwu import 变成记录；要附原表的另存为 csv"
_UNPACKED = "解开，把里面要公布的文件一个一个放进来"
_NOT_THAT = "这种文件不公布；要给人看的内容，另存为 PDF、照片或者 csv"
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!", "压缩包", _UNPACKED),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", _UNPACKED),
    (b"\x1f\x8b", "压缩包", _UNPACKED),
    (b"BZh", "压缩包", _UNPACKED),
    (b"\xfd7zXZ", "压缩包", _UNPACKED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word、Excel 的旧格式，可能带宏", f"文字的：{_AS_PDF}；表格的：{_AS_CSV}"),
    (b"{\\rtf", "文字处理文件", _AS_PDF),
    (b"GIF8", "GIF 图片", _AS_JPEG),
    (b"BM", "BMP 图片", _AS_JPEG),
    (b"II*\0", "TIFF 图片", _AS_JPEG),
    (b"MM\0*", "TIFF 图片", _AS_JPEG),
    (b"MZ", "程序", _NOT_THAT),
    (b"\x7fELF", "程序", _NOT_THAT),
    (b"#!", "程序", _NOT_THAT),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式", "快捷方式只在自己的电脑上有用；把它指着的那个文件放进来"),
    (b"SQLite format 3", "数据库", _AS_CSV),
    (b"OFD", "OFD 文件", _AS_PDF),
)
"""How files begin that are none of the four sorts, what they are, and what to do."""
_ZIPPED = ((b"word/", "Word 文件", _AS_PDF), (b"xl/", "Excel 表格", _AS_CSV), (b"ppt/", "演示文稿", _AS_PDF))
"""What shows in a zip that it is a document of an office program."""
_PHONE_PICTURES = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1", b"ftypavi")
_MARKUP = regex(
    r"<(?:!doctype|\?xml|html|svg|script|iframe|object|embed|body|head|img|form|link|meta)\b", re.IGNORECASE
)
_SHORTCUT = "[InternetShortcut]"
_STRANGE = regex("[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def judge(name: str, content: bytes, text: str | None, most: int = MOST_BYTES) -> Judged:
    """The sort of a file by its content. `text` is its content as text, None if it is none. Raises UnfitError.

    A picture may have `most` bytes.
    """
    picture = _picture(content)
    _demand_size(content, most if picture else MOST_BYTES)
    found = picture or _paper(content)
    if found is None:
        _demand_no_other(content)
        found = _text(name, text)
    lower = name.lower()
    right = found.endings[0]
    if not lower.endswith(found.endings):
        ending = lower.rpartition("/")[2].rpartition(".")[1:]
        called = "".join(ending) if ending[0] else "没有结尾"
        better = f"{name.rpartition('.')[0] or name}{right}"
        raise UnfitError(f"的名字写的是 {called}，里面是 {right} 的内容", f"改名为 {better}，记录里的「文件」跟着改")
    return found


def _demand_size(content: bytes, most: int) -> None:
    if not content.strip(b"\0 \t\r\n"):
        raise UnfitError("是空的", "把有内容的文件放进来")
    if content.startswith(_POINTER):
        raise UnfitError("只是 Git LFS 的一张领取单，文件本身不在仓库里", "不用 LFS：git lfs untrack，再提交文件本身")
    if len(content) > most:
        how = "照片用 cunwu attach 放进来会缩小；PDF 分成几份，或者扫描时选低一点的清晰度"
        raise UnfitError(f"有 {len(content) / 1_000_000:.1f} MB，最多 {most // 1_000_000} MB", how)


def _picture(content: bytes) -> Judged | None:
    for start, endings in _PICTURES:
        if content.startswith(start):
            return Judged(Sort.PICTURE, endings)
    return Judged(Sort.PICTURE, (".webp",)) if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _paper(content: bytes) -> Judged | None:
    return Judged(Sort.PAPER, (".pdf",)) if content.startswith(b"%PDF-") else None


def _demand_no_other(content: bytes) -> None:
    if content.startswith(b"PK"):
        called, how = next(((called, how) for mark, called, how in _ZIPPED if mark in content), ("压缩包", _UNPACKED))
        macros = "，带着宏" if b"vbaProject" in content else ""
        raise UnfitError(f"是{called}{macros}", how)
    if content[4:12].startswith(_PHONE_PICTURES):
        raise UnfitError("是手机的 HEIC 图片，很多人打不开", _AS_JPEG)
    for start, called, how in _OTHERS:
        if content.startswith(start):
            raise UnfitError(f"是{called}", how)


def _text(name: str, text: str | None) -> Judged:
    if text is None or len(_STRANGE.findall(text)) > 0.002 * len(text):
        raise UnfitError("不是照片、PDF、csv 表格，也不是文字，认不出是什么", _NOT_THAT)
    if _MARKUP.search(text):
        raise UnfitError("里面是网页或者矢量图的代码", "要给人看的样子，另存为 PDF 或者截一张图")
    if _SHORTCUT in text:
        raise UnfitError("是网页的快捷方式", "网址写进「来源」的「网址」；网页要留底的，打印成 PDF")
    is_table = name.lower().endswith((".csv", ".tsv"))
    return Judged(Sort.TABLE, (".csv", ".tsv")) if is_table else Judged(Sort.TEXT, (".txt", ".md"))
