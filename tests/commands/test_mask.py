"""cunwu mask: what is masked in a table, a text and a photo, and what is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

from cunwu.imports.cells import read_sheets
from support.attached import drawn, exif, paper, saved
from support.commands import run_here

NUMBER = "13900138000"


def book(path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "名单"
    sheet.append(["姓名", "电话", "金额", "日期"])
    sheet.append(["张某", int(NUMBER), 320.5, date(2026, 3, 2)])
    sheet.append(["李某", f"电话{NUMBER}", "=1+1", None])
    sheet.append(["王某", 110101199003071234, "6222021234567890123", None])
    sheet["A2"].comment = openpyxl.comments.Comment(NUMBER, "某人")  # type: ignore[attr-defined]
    hidden = made.create_sheet("底稿")
    hidden.append([NUMBER])
    hidden.sheet_state = "hidden"
    made.save(path)


def test_a_workbook_is_written_anew_without_what_it_hides(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx")
    done = run_here(tmp_path, "mask", "a.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "遮住了15 位以上的长号码 2 个、手机号 2 个，写进 a-遮.xlsx" in done.stdout
    content = (tmp_path / "a-遮.xlsx").read_bytes()
    (grid,) = read_sheets(content, "a.xlsx")
    assert grid.rows[1][0] == "张某"
    assert grid.rows[1][2:] == (Decimal("320.5"), date(2026, 3, 2))
    assert not any(number in str(grid.rows) for number in (NUMBER, "1101011990", "6222021234"))
    names = openpyxl.load_workbook(BytesIO(content)).sheetnames
    assert names == ["名单"]
    assert "有 1 格的公式读不出数" in done.stdout


def test_nothing_is_left_of_what_a_workbook_holds_out_of_sight(tmp_path: Path) -> None:
    """Hidden rows and columns, names, comments, links, properties, headers, lists to choose from, number formats."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["名单", None, "旧", 1], ["张某", "甲", "旧", 2], ["藏起来的", "乙", "旧", 3], ["李某", "丙", "旧", 4]):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B3:B4")
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
    sheet["A2"].comment = openpyxl.comments.Comment(NUMBER, NUMBER)  # type: ignore[attr-defined]
    sheet["A4"].hyperlink = f"https://example.com/{NUMBER}"
    sheet["D4"].number_format = f'"{NUMBER}"0'
    sheet.oddHeader.center.text = NUMBER  # type: ignore[union-attr]
    listed = DataValidation(type="list", formula1=f'"{NUMBER},b"', prompt=NUMBER)
    listed.add("D2")
    sheet.add_data_validation(listed)
    made.defined_names["X"] = DefinedName("X", attr_text=f'"{NUMBER}"')
    made.properties.creator = made.properties.title = made.properties.lastModifiedBy = NUMBER
    made.create_sheet(NUMBER).sheet_state = "veryHidden"
    made.save(tmp_path / "a.xlsx")
    assert parts_with(tmp_path / "a.xlsx", NUMBER, "藏起来的", "旧") > 5
    done = run_here(tmp_path, "mask", "a.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "隐藏的表和行列" in done.stdout
    assert parts_with(tmp_path / "a-遮.xlsx", NUMBER, "藏起来的", "旧") == 0
    (grid,) = read_sheets((tmp_path / "a-遮.xlsx").read_bytes(), "a.xlsx")
    assert grid.rows == (("名单", None, None), ("张某", "甲", 2), ("李某", "乙", 4))
    assert [area.name for area in grid.merged] == ["A1:C1"]


def parts_with(path: Path, *words: str) -> int:
    with zipfile.ZipFile(path) as packed:
        return sum(any(word.encode() in packed.read(name) for word in words) for name in packed.namelist())


@pytest.mark.parametrize(("name", "bytes_"), [("a.csv", "gb18030"), ("a.txt", "utf-8")])
def test_numbers_in_a_table_and_a_text_are_starred_out(tmp_path: Path, name: str, bytes_: str) -> None:
    (tmp_path / name).write_bytes(f"姓名,电话\n张某,{NUMBER}\n".encode(bytes_))
    assert run_here(tmp_path, "mask", name, "--out", f"b{name[1:]}").returncode == 0
    text = (tmp_path / f"b{name[1:]}").read_text("utf-8-sig")
    assert NUMBER not in text
    assert text.startswith("姓名,电话\n张某,13")


@pytest.mark.parametrize("turned", [0, 90])
def test_nothing_is_below_the_black_of_a_masked_paper(tmp_path: Path, turned: int) -> None:
    """The number below a black box that somebody drew, and the one that is seen, on a page that is turned or not."""

    def boxed(writer: PdfWriter) -> None:
        page = writer.pages[0]
        writer.pages[1].rotate(turned)
        box = DecodedStreamObject()
        box.set_data(b"0 g 40 690 300 25 re f")
        page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(box)])
        note = FreeText(text=NUMBER, rect=(50, 500, 300, 540))
        writer.add_annotation(0, note)

    content = paper(f"Zhang {NUMBER} 320.50 yuan", pages=2, change=boxed)
    (tmp_path / "a.pdf").write_bytes(content)
    assert NUMBER in "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    done = run_here(tmp_path, "mask", "a.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert "遮住了手机号 2 个，写进 a-遮.pdf" in done.stdout
    masked = (tmp_path / "a-遮.pdf").read_bytes()
    reader = PdfReader(BytesIO(masked))
    assert [page.extract_text() for page in reader.pages] == ["", ""]
    assert not reader.metadata
    assert NUMBER.encode() not in masked
    assert not any("/Annots" in page for page in reader.pages)
    before, after = (pypdfium2.PdfDocument(one)[1].render(scale=1).to_pil().convert("L") for one in (content, masked))
    text = signs_of(content)
    place = text.index(NUMBER)
    assert black_in(after, box_of(content, place)) > 0.95
    assert black_in(before, box_of(content, place)) < 0.6
    beside = box_of(content, text.index("320"))
    assert abs(black_in(after, beside) - black_in(before, beside)) < 0.25


def signs_of(content: bytes) -> str:
    return str(pypdfium2.PdfDocument(content)[1].get_textpage().get_text_range())


def box_of(content: bytes, place: int) -> tuple[int, int, int, int]:
    """Where a sign stands in a picture of the second page, however it is turned."""
    page = pypdfium2.PdfDocument(content)[1]
    left, low, right, high = page.get_textpage().get_charbox(place)
    where = page.render(scale=1).get_posconv(page)
    (x, y), (z, w) = where.to_bitmap(left, low), where.to_bitmap(right, high)
    return min(x, z), min(y, w), max(x, z), max(y, w)


def black_in(picture: Image.Image, box: tuple[int, int, int, int]) -> float:
    dots = picture.crop(box).tobytes()
    return sum(dot < 100 for dot in dots) / len(dots)


def test_a_photo_is_covered_and_loses_what_the_camera_wrote(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn(400, 300), exif=exif(day="2026:03:02 10:11:12", place=True)))
    assert run_here(tmp_path, "mask", "a.jpg", "--cover", "0,0,50,50").returncode == 0
    with Image.open(tmp_path / "a-遮.jpg") as image:
        assert not image.getexif()
        corner = image.convert("L").crop((0, 0, 190, 140))
        assert max(corner.tobytes()) < 20


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a.jpg",), "--cover"),
        (("a.pdf",), "扫描的页"),
        (("a.txt", "--cover", "0,0,50,50"), "不是图片"),
        (("a.txt", "--out", "a.pdf"), "--out a.txt"),
        (("a.txt", "--out", "a.txt"), "已经有 a.txt"),
        (("没有.txt",), "读不了"),
    ],
)
def test_what_cannot_be_masked_is_refused_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn(40, 30)))
    (tmp_path / "a.pdf").write_bytes(paper(""))
    (tmp_path / "a.txt").write_text(NUMBER, "utf-8")
    stood = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    refused = run_here(tmp_path, "mask", *words)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == stood
