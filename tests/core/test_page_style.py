"""A page carries the rules it can use, in their order, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cunwu.core.assets import asset_of
from cunwu.core.page_style import PageStyle

ROOT = Path(__file__).resolve().parents[2]

PAGE = '<body class="board wide"><p class="late">逾期</p><table class="months"><td></td></table></body>'


def style_of(style: str, page: str = PAGE) -> str:
    return PageStyle(style).of(page)[0]


@pytest.mark.parametrize(
    "rule",
    [
        "*{margin:0}",
        ".late{color:red}",
        ".wide .late{color:red}",
        ".board.wide>.late::before{content:'{'}".replace("{'", "('"),
        ":is(.entries,.months) td{padding:0}",
        ":where(.entries,.months) td{padding:0}",
        ".months:has(.early,.late){padding:0}",
        "table.months td{padding:0}",
        "table:has(td.one,p){padding:0}",
        ".months:has(>:is(.early,.late)){padding:0}",
        ".months:not(:is(.one,.two)) td{padding:0}",
        "td:not(:nth-child(2),.one){padding:0}",
        ".months:not(.one) td{padding:0}",
        ".late:is(:nth-child(2),:nth-child(3))::before{order:1}",
        "@media print{.late{color:black}}",
        "@container (max-width:17.6em){.late{color:red}}",
        "@media print{@page{size:A4;@bottom-right{content:counter(page)}}}",
    ],
)
def test_a_rule_that_may_touch_the_page_stays_as_it_is(rule: str) -> None:
    assert style_of(rule) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".early{color:red}",
        ".late .early{color:red}",
        ":is(.entries,.table) td{padding:0}",
        ".months:has(.early,.soon){padding:0}",
        ".early:not(:is(.one,.two)){padding:0}",
        ".months.late td{padding:0}",
        "h3{padding:0}",
        ".months h3::before,figure.late{padding:0}",
        ".months:has(figure){padding:0}",
        "@media print{.early{color:black}}",
        "@media print{.late .early,.early .late{color:black}}",
    ],
)
def test_a_rule_for_what_is_not_on_the_page_is_left_out(rule: str) -> None:
    assert style_of(rule) == ""


def test_of_a_list_of_selectors_those_stay_that_may_touch_the_page() -> None:
    assert style_of(".early,.late,.late td:is(.bad,.wide){color:red}") == ".late,.late td:is(.bad,.wide){color:red}"


def test_a_colour_that_no_rule_takes_is_left_out_and_the_others_have_short_names() -> None:
    style = ":root{--red:#f00;--blue:#00f}.late{color:var(--red)}.early{color:var(--blue)}"
    assert style_of(style) == ":root{--a:#f00;}.late{color:var(--a)}"


def test_every_colour_keeps_a_name_of_its_own() -> None:
    names = [f"--tone-{number}" for number in range(60)]
    style = "".join(f".late{{color:var({name})}}" for name in names)
    assert len(set(re.findall(r"--[a-z0-9]+", style_of(style)))) == len(names)


def test_what_a_page_says_in_its_text_is_no_class() -> None:
    assert style_of(".early{color:red}", '<p>class=&#34;early&#34; class="</p>') == ""


def test_pages_with_the_same_classes_have_the_same_style() -> None:
    sheet = PageStyle(".late{color:red}.early{color:blue}")
    assert sheet.of(PAGE) is sheet.of(f"<!doctype html>{PAGE}")


def test_classes_that_a_script_gives_count_as_well() -> None:
    style = PageStyle(".hits{color:red}.other{color:blue}")
    assert style.of('<div data-classes="lines hits"></div>')[0] == ".hits{color:red}"


def test_a_script_may_make_any_element() -> None:
    assert style_of(".hits mark{color:red}", '<div data-classes="hits"></div>') == ".hits mark{color:red}"


def test_the_page_of_the_search_names_every_class_that_its_script_gives() -> None:
    script = (ROOT / "theme/assets/search.js").read_text("utf-8")
    texts = [text for line in re.findall(r"className = [^;]+;", script) for text in re.findall(r'"([^"]*)"', line)]
    given = {name for text in texts for name in text.split()}
    named = re.search(r'data-classes="([^"]+)"', (ROOT / "theme/board/search.html").read_text("utf-8"))
    assert named is not None
    assert given == set(named[1].split())
    assert "classList" not in script


def test_what_holds_on_the_narrowest_screens_holds_for_enlarged_text(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "tokens.css").write_text(":root { --base: 125%; }\n", "utf-8")
    narrow = "@media screen and (max-width: 22em) {\n  .a { color: red; }\n  .b td { margin: 0; }\n}\n"
    (folder / "board.css").write_text(narrow, "utf-8")
    style = asset_of(tmp_path, "board.css").decode()
    rules = "{.a{color:red}.b td{margin:0}}"
    assert style.endswith(f"@media screen and (max-width:22em){rules}@container (max-width:17.6em){rules}")
