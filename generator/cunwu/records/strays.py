"""Files in a village's folder that are no records: what each is, and what to do with it."""

from __future__ import annotations

from cunwu.core.paths import RECORDS
from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem
from cunwu.core.refusal import Refusal
from cunwu.kinds import KINDS
from cunwu.values.wording import nearest

STRAY_REFUSALS = (
    Refusal(
        "REC005",
        "file_out_of_place",
        "「{name}」不是任何一种记录的文件",
        "{how}",
    ),
    Refusal(
        "REC026",
        "file_of_another_program",
        "「{name}」是{sort}，这里不读，里面的内容没有公布",
        "{how}",
    ),
)
_BY_CODE = {refusal.code: refusal for refusal in STRAY_REFUSALS}
_SHEETS = "电子表格（Excel、WPS）"
_SORTS = {
    _SHEETS: ("xlsx", "xls", "xlsm", "et", "ods", "csv", "dbf", "numbers"),
    "文字处理文件（Word、WPS）": ("docx", "doc", "wps", "odt", "rtf"),
    "PDF 文件": ("pdf",),
    "图片": ("jpg", "jpeg", "png", "bmp", "gif", "webp", "heic", "tif", "tiff"),
}
_SORT_OF = {ending: sort for sort, endings in _SORTS.items() for ending in endings}
_MISNAMED = regex(r"(.+?)\.(?:ya?ml|YA?ML|Ya?ml)(?:\.(?:txt|TXT))?")
"""Records whose name has another ending: Notepad adds one of its own, and systems hide it."""
_OPENED = ("~$", ".~")
"""How the names of files begin that an office program keeps while another file is open."""


def stray_problem(path: str, folder: str) -> Problem:
    """The problem of a file that is no record, in one of the folders of kinds or, if that is empty, beside them."""
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    if name.startswith(_OPENED):
        how = "关上打开着的文件，再删去它"
        return _BY_CODE["REC026"].problem(path, FILE_START, name=name, sort="办公软件打开文件时留下的临时文件", how=how)
    if sort := _SORT_OF.get(ending.lower()):
        made = _imported(path, folder) if sort == _SHEETS else _rewritten(stem, folder)
        how = f"{made}；原件要随记录公布的，移到 attachments/，在记录的「附件」里写上"
        return _BY_CODE["REC026"].problem(path, FILE_START, name=name, sort=sort, how=how)
    return _BY_CODE["REC005"].problem(path, FILE_START, name=name, how=_moved(name, folder))


def _imported(path: str, folder: str) -> str:
    place = path.removeprefix(f"{RECORDS}/").rpartition("/")[0].removesuffix(folder).strip("/")
    return f"变成记录：cunwu import {path} --place {place}，再删去它"


def _rewritten(stem: str, folder: str) -> str:
    kind = next((kind for kind in KINDS if kind.folder == folder), None) if folder else None
    if kind is None:
        return "照里面的内容写成记录（.yml 文件），放进那种记录的文件夹"
    fields = f"「{kind.label}」有哪些栏目，用 cunwu schema {kind.name} 看"
    return f"照里面的内容写成 {folder}/{stem}.yml，表里一行写一条；{fields}"


def _moved(name: str, folder: str) -> str:
    misnamed = _MISNAMED.fullmatch(name)
    right = f"{misnamed[1]}.yml" if misnamed else name
    if folder and right != name:
        return f"改名为 {right}（不要 .yaml、.txt 结尾，字母小写）"
    near = "、".join(nearest(folder or name.partition(".")[0], {kind.folder for kind in KINDS if kind.folder}))
    rest = "文件名以 .yml 结尾" if right == name else f"改名为 {right}"
    return f"放进那种记录的文件夹{f'（{near}）' if near else ''}，{rest}；不是记录的文件请放进 attachments/"
