"""What the pages say, added up again from the figures they print themselves or asked of the records."""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

import cn2an
import pytest

from cunwu.core.verifier import PUBLICATIONS
from cunwu.pages.parts.links import own_url
from cunwu.records.board import Outline, read_board, read_outline
from cunwu.records.source import FolderSource, blob_id
from cunwu.values.dates import chinese_date, with_chinese_days
from support.site_parts import DEMONSTRATION, FOLDERS, Element, Site, amount, parse_page

pytest_plugins = ["support.site_fixtures"]

MINUS = "−"
_FOOT = re.compile('<(?:p|details) class="made-from"')
Pages = Mapping[str, Element]


@pytest.fixture(scope="session")
def periods(shipped: Site, samples: Site) -> Pages:
    """Every page of a month's or quarter's money, and the one in the red."""
    found = {url: parse_page(shipped.read(url)) for url in shipped.pages(f"board/**/{FOLDERS['ledger']}/[!i]*.html")}
    red = f"board/xiahe/{FOLDERS['ledger']}/2026-03.html"
    return {**found, red: parse_page(samples.read(red))}


@pytest.fixture(scope="session")
def months(periods: Pages) -> Pages:
    """Those of which every amount is known, so that they add up."""
    return {url: page for url, page in periods.items() if not is_incomplete(page)}


@pytest.fixture(scope="session")
def places(shipped: Site) -> Outline:
    return read_outline(FolderSource(shipped.project))


def is_incomplete(page: Element) -> bool:
    """Whether a page says instead of a closing balance that there is none to be told."""
    return page.all("table", "sum")[0].all("td", "num")[3].text.startswith("不完整")


def printed_sum(page: Element) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Opening, income, expense and closing, as a page has them in large."""
    opening, income, expense, closing = (amount(cell.text) for cell in page.all("table", "sum")[0].all("td", "num"))
    return opening, income, expense, closing


def column(rows: list[Element], word: str) -> Decimal:
    """What a column of entries adds up to; empty cells say nothing."""
    texts = [
        cell.text for row in rows for cell in row.all("td") if cell.attributes.get("data-label") == word and cell.text
    ]
    return sum((Decimal(0) if text == "零" else amount(text) for text in texts), Decimal(0))


# --- money ------------------------------------------------------------------------------------------------------------


def test_there_are_months_to_add_up(months: Pages) -> None:
    assert len(months) > 30
    assert sum(len(page.all("tr", "struck")) for page in months.values()) > 0


def test_where_an_amount_is_not_known_no_closing_balance_is_made_up(periods: Pages, months: Pages) -> None:
    incomplete = [page for url, page in periods.items() if url not in months]
    assert incomplete
    for page in incomplete:
        assert "金额不详" in page.text
        assert not any("大写" in line.text for line in page.all("p", "capitals"))


def test_opening_and_income_less_expense_is_the_closing_on_every_month(months: Pages) -> None:
    for url, page in months.items():
        opening, income, expense, closing = printed_sum(page)
        assert opening + income - expense == closing, url


def test_the_entries_printed_add_up_to_the_totals_printed_without_the_struck_ones(months: Pages) -> None:
    for url, page in months.items():
        _, income, expense, _ = printed_sum(page)
        if not page.all("table", "entries"):
            assert income == expense == 0, url
            assert "本期没有收入和支出" in page.text, url
            continue
        table = page.one("table", "entries")
        counted = [row for row in table.one("tbody").all("tr") if "struck" not in row.classes]
        foot = table.one("tfoot")
        assert (column(counted, "收入"), column(counted, "支出")) == (income, expense), url
        assert (column([foot], "收入"), column([foot], "支出")) == (income, expense), url


def test_a_struck_entry_says_so_in_words(months: Pages) -> None:
    for url, page in months.items():
        for row in page.all("tr", "struck"):
            assert "撤销" in row.text, url


def stands_now(cell: Element) -> str:
    """What a cell says without what it said before it was corrected."""
    return "".join(child for child in cell.children if isinstance(child, str))


def test_the_accounts_add_up_line_by_line_and_to_the_same_totals(months: Pages) -> None:
    for url, page in months.items():
        table = next(table for table in page.all("table") if table.all("caption")[0].text == "各账户余额")
        rows = [[amount(stands_now(cell)) for cell in row.all("td", "num")] for row in table.one("tbody").all("tr")]
        foot = [amount(cell.text) for cell in table.one("tfoot").all("td", "num")]
        for opening, income, expense, moved, closing in rows:
            assert opening + income - expense + moved == closing, url
        assert [sum(amounts) for amounts in zip(*rows, strict=True)] == foot, url
        opening, income, expense, closing = printed_sum(page)
        assert foot == [opening, income, expense, 0, closing], url


def cn2an_is_right_about(figure: Decimal) -> bool:
    """It is not below one yuan, nor where a group of four zeros is passed over."""
    groups = f"{abs(int(figure)):016}"
    inner = [groups[start : start + 4] for start in (0, 4, 8, 12)]
    filled = [place for place, group in enumerate(inner) if group != "0000"]
    return not any(inner[place] == "0000" for place in range(filled[0], filled[-1])) if filled else False


def test_the_capitals_say_what_the_figure_says(months: Pages) -> None:
    agreed = 0
    for url, page in months.items():
        closing = printed_sum(page)[3]
        if cn2an_is_right_about(closing):
            agreed += 1
            assert page.one("p", "capitals").text == f"大写：{cn2an.an2cn(str(closing), 'rmb')}", url
    assert agreed > len(months) // 2


def test_one_month_opens_as_the_month_before_closed(months: Pages) -> None:
    followed = 0
    for url, page in months.items():
        earlier = [link for link in page.all("a") if link.attributes.get("rel") == "prev"]
        if earlier and url.startswith("board/" + DEMONSTRATION):
            before = months.get(f"{url.rpartition('/')[0]}/{earlier[0].attributes['href']}")
            assert before is None or printed_sum(before)[3] == printed_sum(page)[0], url
            followed += before is not None
    assert followed > 20


def test_the_board_of_a_village_shows_the_sum_of_its_newest_month(shipped: Site, months: Pages) -> None:
    compared = 0
    for url in shipped.pages(f"board/{DEMONSTRATION}/*/*/index.html"):
        page = parse_page(shipped.read(url))
        for book in page.all("section", "book"):
            href = book.one("a", "button").attributes["href"]
            assert printed_sum(book) == printed_sum(months[f"{url.rpartition('/')[0]}/{href}"]), url
            compared += 1
    assert compared > 2


def test_an_amount_is_red_exactly_when_it_is_below_nothing(shipped: Site, months: Pages) -> None:
    pages = dict(months)
    for pattern in ("board/**/index.html", f"board/**/{FOLDERS['project']}/*.html"):
        pages |= {url: parse_page(shipped.read(url)) for url in shipped.pages(pattern)}
    wrong, red = [], 0
    for url, page in pages.items():
        for cell in [*page.all("td", "num"), *page.all("dd")]:
            below = cell.text.startswith(MINUS)
            red += below
            if below != ("negative" in cell.classes):
                wrong.append((url, cell.text))
    assert wrong == []
    assert red > 0


_BARE = re.compile(r"(?<![0-9,.])[0-9]{5,}[.][0-9]{2}(?![0-9])")


def words_of(element: Element) -> Iterator[str]:
    """What stands on a page but paragraphs, which people wrote as they liked, and what is copied into programs."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in {"script", "style", "code"} and not {"text", "why"} & set(child.classes):
            yield from words_of(child)


def test_no_amount_of_five_digits_or_more_stands_without_commas(shipped: Site) -> None:
    pages = {url: shipped.read(url) for url in shipped.pages("board/**/*.html") if not url.endswith("/search.html")}
    suspect = {url: parse_page(text) for url, text in pages.items() if _BARE.search(text)}
    found = {url: _BARE.findall(" ".join(words_of(page))) for url, page in suspect.items()}
    assert {url: amounts for url, amounts in found.items() if amounts} == {}
    assert _BARE.findall("集体收入 203832.35 元、20,383.35 元")  # the board has none left to be found


# --- places -----------------------------------------------------------------------------------------------------------


def test_demonstration_is_said_on_every_page_of_it_and_on_no_other(shipped: Site) -> None:
    pages = {url: shipped.read(url) for url in shipped.pages("board/**/*.html")}
    named = {url: parse_page(text) for url, text in pages.items() if "演示数据" in text}
    said = {url for url, page in named.items() if "演示数据" in " ".join(p.text for p in page.all("p", "banner"))}
    assert said == {url for url in pages if url.startswith(f"board/{DEMONSTRATION}/")}


def test_a_town_lists_every_village_and_every_item_of_the_catalogue(shipped: Site, places: Outline) -> None:
    compared = 0
    for town in places.root.walk():
        villages = [child for child in town.children if child.is_village]
        items = {item.item for village in villages for item in village.catalogue}
        if f"board/{town.path}/disclosure.html" not in shipped.pages("board/**/*.html") or not villages:
            continue
        page = parse_page(shipped.read(f"board/{town.path}/disclosure.html"))
        told: dict[str, set[str]] = {}
        for table in page.all("table", "matrix"):
            labels = [cell.text for cell in table.one("thead").all("th")]
            for row in table.one("tbody").all("tr"):
                name, *cells = [cell.text for cell in row.all("td")]
                told.setdefault(name, set()).update(labels[1:])
                assert len(cells) == len(labels) - 1
                assert all(cells)
        apart = {line.text.partition("：")[0] for line in page.one("main").all("li")}
        assert set(told) == {village.name for village in villages}
        assert all(found | apart == items and not found & apart for found in told.values())
        compared += 1
    assert compared > 0


def test_every_sign_in_a_matrix_has_its_word(shipped: Site, places: Outline) -> None:
    for town in places.root.walk():
        if town.is_village:
            continue
        url = f"board/{town.path}/disclosure.html"
        if url not in shipped.pages("board/**/*.html"):
            continue
        page = parse_page(shipped.read(url))
        for cell in (cell for table in page.all("table", "matrix") for cell in table.one("tbody").all("td")):
            sign, _, word = cell.text.partition(" ")
            assert cell.attributes["data-label"] == "村" or (sign in "✓!✕·" and word), cell.text
            assert ("bad" in cell.classes) == (sign == "✕"), cell.text


def indicator_rows(shipped: Site, place: str) -> dict[str, Element]:
    """The rows of the figures a place states, by what they are called."""
    page = parse_page(shipped.read(f"board/{place}/index.html"))
    rows = (row for row in page.all("tr") if row.all("td"))
    notes = ("n-更", "n-撤")  # they name the same figures
    return {row.all("td")[0].text: row for row in rows if not row.attributes.get("id", "").startswith(notes)}


def test_the_stated_and_the_derived_figure_both_stand_on_the_page(shipped: Site) -> None:
    cells = indicator_rows(shipped, "meizhou")["驻村干部"].all("td")
    assert [cell.text for cell in cells[1:3]] == ["5109 人", "5109 人 ✓"]


@pytest.mark.parametrize(("name", "stated"), [("工作队超额", "9 个"), ("人员超额", "51 人")])
def test_a_withdrawn_figure_stays_struck_through_and_accuses_nobody(shipped: Site, name: str, stated: str) -> None:
    row = indicator_rows(shipped, "meizhou")[name]
    assert row.all("td")[1].text == stated
    assert "struck" in row.classes
    assert "相差" not in row.text


def test_no_place_we_ship_is_held_back(shipped: Site) -> None:
    assert "错误" not in (shipped.project.parent / "said").read_text("utf-8")
    assert not [url for url in shipped.pages("board/**/*.html") if "暂不更新" in shipped.read(url)]


def test_every_place_can_be_reached_from_the_root(shipped: Site, places: Outline) -> None:
    for place in places.root.walk():
        page = parse_page(shipped.read("/".join(part for part in ("board", place.path, "index.html") if part)))
        below = {link.attributes["href"] for link in page.one("main").all("a")}
        for child in place.children:
            assert f"{child.slug}/index.html" in below, (place.path, child.slug)


# --- what a page was made from ----------------------------------------------------------------------------------------


def foot_of(text: str) -> Element:
    """What a page says of its files, without the rest of it: to take a whole page apart takes ten times as long."""
    found = _FOOT.search(text)
    assert found
    return parse_page(text[found.start() :])


@cache
def _files_page(site: Site, url: str) -> Element:
    return parse_page(site.read(url))


def sources_of(page: Element) -> list[tuple[str, ...]]:
    """The codes in each line: file, content, and commit where there is one."""
    return [
        tuple(code.text for code in line.all("code"))
        for block in page.all("details", "made-from")
        for line in block.all("li")
    ]


def listed_files(site: Site, url: str, page: Element) -> list[tuple[str, ...]]:
    """The same of a page that leads to a list of its files."""
    links = [link for block in page.all("p", "made-from") for link in block.all("a")]
    if not links:
        return []
    (link,) = links
    files = _files_page(site, posixpath.normpath(posixpath.join(posixpath.dirname(url), link.attributes["href"])))
    folder = next(code.text for block in files.all("p", "text") for code in block.all("code"))  # said once
    lines = (line for group in files.all("ul", "files") for line in group.all("li"))
    rows = [[code.text for code in line.all("code")] for line in lines]
    return [(posixpath.join(folder, path), *rest) for path, *rest in rows]


def test_every_page_names_its_files_their_content_and_their_commit(shipped: Site) -> None:
    head = subprocess.check_output(("git", "-C", str(shipped.project), "rev-parse", "HEAD"), text=True)
    for url in shipped.pages("board/**/*.html"):
        if url.startswith(PUBLICATIONS):  # made of the ledger, and of no record
            continue
        page = foot_of(shipped.read(url))
        lines = [*sources_of(page), *listed_files(shipped, url, page)]
        assert lines, url
        for path, blob, commit in lines:
            assert blob == blob_id((shipped.project / path).read_bytes())[:12], url
            assert commit == head[:12], url
        assert "2026 年 11 月 19 日提交" in page.one("details", "made-from").text, url


def test_a_record_is_made_from_its_own_file_before_all_others_of_its_place(shipped: Site, places: Outline) -> None:
    for place in places.root.walk():
        for path in place.files:
            folder = path.removeprefix(place.own_file.rpartition("/")[0]).lstrip("/").rpartition("/")[0]
            if folder in FOLDERS.values():
                page = foot_of(shipped.read(path.replace("villages/", "board/", 1).removesuffix(".yml") + ".html"))
                own, *beside = [line[0] for line in sources_of(page)]
                assert own == path
                assert set(beside) <= {*place.files} - {path}, path  # a plan is shown beside the months it is held to


def test_a_list_is_made_from_every_file_it_lists(shipped: Site, places: Outline) -> None:
    for place in places.root.walk():
        gone = {file.path for file in read_board(FolderSource(shipped.project), place).withdrawn}
        for folder in FOLDERS.values():
            files = [path for path in place.files if f"/{folder}/" in path and path not in gone]
            if files:
                page = parse_page(shipped.read(f"board/{place.path}/{folder}/index.html"))
                assert [line[0] for line in sources_of(page)] == files
                rows = [row for body in page.one("main").all("tbody") for row in body.all("tr")]
                by_cadre = folder in ("attendance", "visits")  # has rows of cadres, too
                assert len(rows) == len(files) or (by_cadre and len(rows) > len(files))


def test_without_git_a_page_says_that_its_history_was_not_looked_at(samples: Site) -> None:
    for url in samples.pages("board/shanghe/**/*.html"):
        page = parse_page(samples.read(url))
        assert "未核对历史" in page.one("details", "made-from").text, url
        assert all(len(line) == 2 for line in sources_of(page)), url
        assert "最近的变动" not in page.text


def test_a_held_village_says_so_and_names_the_faulty_file(samples: Site) -> None:
    page = parse_page(samples.read("board/zhonghe/index.html"))
    assert "没有通过检查，改好以前不公布" in page.text
    assert "收支 2026 年 2 月" in page.text.partition("等着改正的记录")[2]
    assert not samples.pages("board/zhonghe/finance/2026-02.html")
    assert "中河村" in page.one("h1").text
    town = parse_page(samples.read("board/index.html"))
    assert "1 份记录有错误，等着改正" in town.text


def test_beside_a_corrected_value_stands_what_was_published_and_why_it_changed(shipped: Site, places: Outline) -> None:
    told = 0
    for place in places.root.walk():
        board = read_board(FolderSource(shipped.project), place)
        for file in board.files:
            for correction in file.record.corrections if file.record is not None else ():
                own = file.path == place.own_file
                url = own_url(place) if own else f"board/{place.path}/{file.path.split('/')[-2]}/{file.stem}.html"
                page = shipped.read(url)
                told += 1
                approved = with_chinese_days(correction.approved)
                assert f"{chinese_date(correction.on)}更正：{correction.reason}（{approved}）</span>" in page
                assert "<s>" in page
    assert told >= 4
