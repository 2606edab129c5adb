"""`cunwu poster` from YAML to paper: what is printed is read back from the PDF itself, its code by a decoder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser

from cunwu.posters.paper import PAPERS
from support.commands import run_here
from support.effort import BY_NIGHT
from support.money_boards import VILLAGE, entry, ledger
from support.site_parts import ROOT, write_files

SITE = "https://gongkai.example/xian/"
TOWN = "名称: 清河镇\n级别: 镇\n公开设置:\n  监督电话: 12345\n  答复天数: 3\n  签字要求:\n    - 负责人\n"
INCOMES = [10_000 + 137 * number for number in range(1, 14)]
EXPENSES = [5_000 + 211 * number for number in range(1, 14)]
CLOSING = 1_000_000 + sum(INCOMES) - sum(EXPENSES)
AMOUNT = r"-?[0-9,]+\.[0-9]{2}"


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def told(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02}"


def entries() -> Iterator[str]:
    """Twenty-six entries: an income and an expense a day."""
    people = ("对方: 镇农商银行", "经手人: 李某", "审批人: 王某")
    for day, (income, expense) in enumerate(zip(INCOMES, EXPENSES, strict=True), 1):
        on = f"2026-10-{day:02}"
        yield entry(f"{2 * day - 1:03}", on, "收入", yuan(income), *people, summary="收厂房租金")
        yield entry(f"{2 * day:03}", on, "支出", yuan(expense), *people, summary="付路灯电费")


REVIEWED = """\
审核:
  - 编号: 审1
    角色: 负责人
    姓名: 王某
    日期: 2026-11-04
    意见: 同意公布
公布:
  日期: 2026-11-05
  地点: 村口公开栏
"""
OCTOBER = ledger("2026-10", "10000.00", yuan(CLOSING), "".join(entries())) + REVIEWED


def files_of(records: dict[str, str]) -> dict[str, str]:
    return {
        "mkdocs.yml": f"site_name: 公开板\nsite_url: {SITE}\n",
        "villages/region.yml": "名称: 示例县\n级别: 县\n",
        "villages/town/region.yml": TOWN,
        "villages/town/shanghe/village.yml": VILLAGE,
        **{f"villages/town/{path}": text for path, text in records.items()},
    }


def project_with(folder: Path, records: dict[str, str]) -> Path:
    (folder / "theme").symlink_to(ROOT / "theme")
    write_files(folder, files_of(records))
    return folder


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_with(tmp_path_factory.mktemp("wall"), {"shanghe/finance/2026-10.yml": OCTOBER})


@pytest.fixture(scope="module")
def october(village: Path) -> Path:
    """The sheets of the month, made once: setting them takes longer than all that is asked of them."""
    poster(village, "--out", "out.pdf")
    return village / "out.pdf"


def poster(root: Path, *options: str, place: str = "town/shanghe") -> str:
    """What the command said; it is as of 20 November 2026 and fails the test if anything is wrong."""
    done = run_here(root, "poster", place, "--as-of", "2026-11-20", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pages_of(pdf: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(pdf).pages]


def codes_on(pdf: Path) -> list[str]:
    """What a decoder reads on each sheet, at the resolution of a cheap telephone."""
    return [zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].text for page in pypdfium2.PdfDocument(pdf)]


def row_of(page: str, word: str) -> list[str]:
    """The amounts behind a word of the table; none where the sheet has no such row."""
    found = re.search(rf"^{word}\s+({AMOUNT})\s+({AMOUNT})", page, re.MULTILINE)
    return list(found.groups()) if found else []


# --- a month's money ---


def test_the_sums_of_a_ledger_on_three_sheets_add_up_on_each_and_carry_over(october: Path) -> None:
    pages = pages_of(october)
    rows = {
        f"{number:03}": amount
        for number, amount in enumerate((one for pair in zip(INCOMES, EXPENSES, strict=True) for one in pair), 1)
    }
    assert len(pages) >= 3
    before = [0, 0]
    seen: list[str] = []
    for number, page in enumerate(pages):
        numbers = re.findall(r"^([0-9]{3})\s+10\.", page, re.MULTILINE)
        here = [sum(rows[one] for one in numbers if int(one) % 2 == side) for side in (1, 0)]
        together = [one + other for one, other in zip(before, here, strict=True)]
        if numbers:
            assert row_of(page, "本页小计") == [told(one) for one in here]
            assert row_of(page, "承前页") == ([told(one) for one in before] if number else [])
            assert (row_of(page, "过次页") or row_of(page, "合计")) == [told(one) for one in together]
        before, seen = together, seen + numbers
    assert seen == list(rows)
    assert before == [sum(INCOMES), sum(EXPENSES)]
    assert sum(bool(row_of(page, "合计")) for page in pages) == 1


def test_every_sheet_says_whose_it_is_for_when_whom_to_call_and_which_it_is(october: Path) -> None:
    pages = pages_of(october)
    for number, page in enumerate(pages, 1):
        for word in (
            "上河村村务公开",
            "2026 年 10 月",
            "上河村股份经济合作社财务收支",
            "12345",
            "3 天内答复",
            "核对码：",
        ):
            assert word in page
        assert f"第 {number} 张，共 {len(pages)} 张" in page


def test_a_decoder_reads_the_page_of_the_month_on_every_sheet(october: Path) -> None:
    url = f"{SITE}board/town/shanghe/finance/2026-10.html"
    assert codes_on(october) == [url] * len(pages_of(october))


def test_the_sheet_says_what_villages_know_from_their_walls(october: Path) -> None:
    text = "".join(pages_of(october))
    for words in (
        "人民币（大写）",
        "公示：2026 年 11 月 5 日到 2026 年 11 月 19 日（至少贴 15 天）",
        "请在 2026 年 11 月 19 日以前提出",
        "负责人：王某　同意公布　2026 年 11 月 4 日",
        "（盖章）",
        "对方 镇农商银行　经手人 李某　审批人 王某",
    ):
        assert words in text.replace("\n", "")


def test_what_nobody_has_written_yet_is_left_blank_for_a_pen(tmp_path: Path) -> None:
    bare = ledger("2026-10", "100.00", "100.00")
    poster(project_with(tmp_path, {"shanghe/finance/2026-10.yml": bare}), "--out", "out.pdf")
    text = "\n".join(pages_of(tmp_path / "out.pdf"))
    assert "公示：＿＿＿＿ 年 ＿＿ 月 ＿＿ 日到" in text
    assert "本期没有收入和支出" in text


def test_a_withdrawn_entry_is_struck_and_no_sum_counts_it(tmp_path: Path) -> None:
    rows = entry("001", "2026-10-02", "支出", "30.00") + entry("002", "2026-10-03", "支出", "10.00")
    withdrawn = (
        "撤销:\n  - 编号: 撤1\n    条目: '002'\n    原因: 重复记账\n    批准: 2026-11-02 监委会\n    日期: 2026-11-02\n"
    )
    text = ledger("2026-10", "100.00", "70.00", rows) + withdrawn
    poster(project_with(tmp_path, {"shanghe/finance/2026-10.yml": text}), "--out", "out.pdf")
    page = "\n".join(pages_of(tmp_path / "out.pdf"))
    assert row_of(page, "合计") == ["0.00", "30.00"]
    assert "已撤销，不计入合计" in page.replace("\n", "")
    assert "撤销：编号 002 作废，不计入合计。原因：重复记账" in page.replace("\n", "")


# --- the file ---


def test_without_an_address_the_sheet_says_why_it_has_no_code(village: Path) -> None:
    (village / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    poster(village, "--out", "out.pdf")
    assert all("没有二维码" in page for page in pages_of(village / "out.pdf"))


def test_the_same_records_give_the_same_bytes_whatever_the_machine_does(october: Path) -> None:
    surroundings = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}
    command = (sys.executable, "-m", "cunwu.cli", "poster", "town/shanghe", "--as-of", "2026-11-20", "--out", "2.pdf")
    subprocess.run(command, cwd=october.parent, check=True, env=surroundings, capture_output=True)
    assert (october.parent / "2.pdf").read_bytes() == october.read_bytes()


def test_without_the_extra_it_says_how_to_do_without_and_the_page_to_print_is_the_same(village: Path) -> None:
    code = "import sys; sys.modules['weasyprint'] = None; from cunwu.cli import main; sys.exit(main(sys.argv[1:]))"
    command = (sys.executable, "-c", code, "poster", "town/shanghe", "--as-of", "2026-11-20", "--out")
    refused = subprocess.run((*command, "a.pdf"), cwd=village, check=False, capture_output=True, text=True)
    assert refused.returncode == 2
    assert "cunwu[poster]" in refused.stderr
    assert "上墙.html" in refused.stderr
    subprocess.run((*command, "a.html"), cwd=village, check=True, capture_output=True)
    poster(village, "--out", "b.html")
    assert (village / "a.html").read_bytes() == (village / "b.html").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--paper", "A5"), "没有「A5」这种纸"),
        (("--period", "十月"), "--period"),
        (("--period", "2020-01"), "没有可以贴的"),
        (("--out", "a.doc"), "文件名要以 .pdf 或 .html 结尾"),
        (("--out", "nowhere/a.html"), "写不了"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_next_step(village: Path, options: tuple[str, ...], said: str) -> None:
    done = run_here(village, "poster", "town/shanghe", "--as-of", "2026-11-20", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert "下一步" in done.stderr


NOTICE = "编号: 2026-01\n标题: 停水\n种类: 通知\n起: 2026-10-02\n止: 2026-10-03\n正文: 停水一天。\n"


@pytest.mark.parametrize(
    ("records", "said", "next_step"),
    [
        ({}, "清河镇没有可以贴的：下面一个村也没有", "每个村建一个文件夹"),
        ({"he/village.yml": VILLAGE}, "还没有写过一份记录", "cunwu new 收支 villages/he"),
        ({"he/village.yml": VILLAGE, "he/finance/2026-10.yml": "期间: 十月\n"}, "处错误", "cunwu check"),
        (
            {"he/village.yml": VILLAGE, "he/notices/1.yml": NOTICE},
            "有 1 份记录，没有一份是要上墙的",
            "cunwu new 收支 villages/he",
        ),
    ],
)
def test_a_board_without_anything_to_hang_up_says_why(
    tmp_path: Path, records: dict[str, str], said: str, next_step: str
) -> None:
    write_files(tmp_path, {f"villages/{path}": text for path, text in {"region.yml": TOWN, **records}.items()})
    (tmp_path / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    done = run_here(tmp_path, "poster", "--as-of", "2026-11-20", "--out", "a.html")
    assert done.returncode == 2
    assert said in done.stderr
    assert f"下一步：{next_step}" in done.stderr


# --- on every paper, nothing runs over an edge ---

_OVER = """sheets => sheets.map(sheet => {
    const foot = sheet.querySelector('footer').getBoundingClientRect();
    const above = [...sheet.children].filter(one => one.tagName != 'FOOTER');
    const ends = above.map(one => one.getBoundingClientRect().bottom);
    const wide = [...sheet.querySelectorAll('*')].some(one => one.scrollWidth > sheet.clientWidth + 1);
    return [Math.max(...ends) <= foot.top + 1, foot.height < sheet.clientHeight / 3, !wide];
})"""
_LONG = "付村口到小学门前三百二十米水泥路面破损处（含路肩、排水沟）修补的材料款、运费和人工，分两次付的第一次"
FAT = "".join(
    entry(
        f"{number:03}",
        "2026-10-12",
        "支出",
        "12345678.90",
        f"对方: {_LONG}",
        f"经手人: {'李某、' * 9}王某",
        summary=_LONG,
    )
    for number in range(1, 9)
)


@pytest.mark.parametrize("paper", PAPERS)
def test_long_texts_and_great_sums_stay_on_their_sheets(tmp_path: Path, browser: Browser, paper: str) -> None:
    text = ledger("2026-10", "98765431.20", "0.00", FAT) + f"说明: |\n  {_LONG * 9}\n"
    root = project_with(tmp_path, {"shanghe/finance/2026-10.yml": text})
    poster(root, "--paper", paper, "--out", "out.html")
    width, height = (round((side - 24) / 25.4 * 96) for side in (PAPERS[paper].width, PAPERS[paper].height))
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto((root / "out.html").as_uri())
    page.emulate_media(media="print")
    fits = page.locator(".sheet").evaluate_all(_OVER)
    page.close()
    assert [one for one in fits if not all(one)] == []
    if paper == "A4" or BY_NIGHT:
        poster(root, "--paper", paper, "--out", "out.pdf")
        assert len(fits) == len(pages_of(root / "out.pdf"))
