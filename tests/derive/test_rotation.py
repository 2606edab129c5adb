"""Time in one village over all postings of the same person, and people in two villages at once."""

from __future__ import annotations

from datetime import date

import pytest

from cunwu.core.frozen import replace
from cunwu.derive.doubles import Claim, doubles_in
from cunwu.derive.rotation import length_of
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.records.board import read_board, read_outline
from cunwu.render import Renderer
from support.cadres import laid_down
from support.disclosure_boards import AS_OF, COUNTY, OWN, Texts, board_of
from support.money_boards import COUNTY as PLAIN_COUNTY, ROOT, text_of, village
from support.rules_in_village import codes, messages


def posted(number: str, since: str, until: str = "", unit: str = "示例县水利局", name: str = "刘某") -> dict[str, str]:
    """A posting of somebody with a name."""
    end = f"止: {until}\n交接:\n  - {{编号: 交1, 清单: 资料, 内容: 账本, 日期: {until}}}\n" if until else ""
    head = f"编号: {number}\n姓名: {name}\n派出单位:\n  - {unit}\n职务: 队员\n"
    return {f"postings/{number}.yml": f"{head}起: {since}\n{end}"}


@pytest.mark.parametrize(("days", "told"), [(12, "12 天"), (31, "1 个月"), (366, "1 年"), (1200, "3 年 3 个月")])
def test_a_length_is_told_in_years_and_months(days: int, told: str) -> None:
    assert length_of(days) == told


@pytest.mark.parametrize(
    ("again", "found"),
    [
        (posted("P03", "2025-06-01"), ["CAD040"]),  # two years, a break, a year and a half
        (posted("P03", "2026-06-01"), []),
        (posted("P03", "2025-06-01", name="刘某某"), []),
        (posted("P03", "2025-06-01", unit="示例县医院"), []),
        (posted("P03", "2024-06-01"), ["CAD056"]),  # half a year of it twice: two and a half, and a half more
    ],
)
def test_postings_of_one_person_are_added_and_a_break_is_not(again: dict[str, str], found: list[str]) -> None:
    if "2024" in str(again):
        again = posted("P03", "2024-06-01", "2025-06-01")
    assert codes({**laid_down("  任期上限: 3\n"), **posted("P02", "2022-12-31", "2024-12-31"), **again}) == found


def test_the_sentence_tells_how_often_and_how_long_together() -> None:
    files = {**laid_down("  任期上限: 3\n"), **posted("P02", "2022-12-31", "2024-12-31"), **posted("P03", "2025-06-01")}
    (told,) = messages(files)
    assert told.endswith(
        "CAD040 在本村从 2025 年 6 月 1 日到 2026 年 11 月 20 日，前后 2 次合计 3 年 5 个月，超过规定的 3 年"
    )


def test_the_page_of_the_person_tells_the_time_in_the_village() -> None:
    files = {**posted("P02", "2022-12-31", "2024-12-31"), **posted("P03", "2025-06-01")}
    limit = f"{PLAIN_COUNTY}公开设置:\n  任期上限: 3\n"
    page = village(files, county=limit).pages()["postings/P03.html"]
    assert "在本村一共 3 年 5 个月（2 次派驻）；这里规定最多 3 年，已经超过。" in page
    assert "在本村一共 2 年；这里规定最多 3 年。" in village(files, county=limit).pages()["postings/P02.html"]
    assert "在本村一共" not in village(posted("P02", "2026-01-05")).pages()["postings/P02.html"]


# --- in two villages at once ------------------------------------------------------------------------------------------


def summary(path: str, files: dict[str, str]) -> Summary:
    made = derive_summary(board_of(files), AS_OF, held=False)
    return replace(from_plain(to_plain(made, whole=True)), path=path, name=f"{path}村")


def in_two(jia: dict[str, str], yi: dict[str, str]) -> list[tuple[str, str, tuple[str, str], date, date]]:
    """Who is in two villages at once, by what the summaries of the two tell."""
    below = [summary("jia", jia), summary("yi", yi)]
    claims = [
        Claim(("", one.path), ("镇", one.name), who.number, who.name, who.units, who.traits, who.since, who.until)
        for one in below
        for who in one.posted
        if who.name
    ]
    return [(one.name, one.unit, one.villages, one.since, one.until) for one in doubles_in(claims)]


def town_page(jia: dict[str, str], yi: dict[str, str]) -> str:
    source = Texts({"region.yml": COUNTY, "jia/village.yml": OWN, "yi/village.yml": OWN})
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), read_board(source, read_outline(source).root))
    below = {"jia": summary("jia", jia), "yi": summary("yi", yi)}
    whole = roll_up(derive_summary(context.board, AS_OF, held=False), tuple(below.values()))
    assert whole.posted == ()
    return text_of(Renderer(ROOT / "theme").render(plan_region(context, {"": whole, **below})).decode())


def test_one_person_in_two_villages_for_over_a_month_is_found() -> None:
    found = in_two(posted("P01", "2026-01-05"), posted("P01", "2026-03-01", "2026-06-30"))
    assert found == [("刘某", "示例县水利局", ("jia村", "yi村"), date(2026, 3, 1), date(2026, 6, 30))]


@pytest.mark.parametrize(
    "other",
    [
        posted("P01", "2026-03-01", "2026-04-01"),  # a relief of a month
        posted("P01", "2026-03-01", unit="示例县医院"),
        posted("P01", "2026-03-01", name="胡某"),
        {"postings/P01.yml": "编号: P01\n派出单位:\n  - 示例县水利局\n职务: 队员\n起: 2026-03-01\n"},
    ],
)
def test_a_relief_another_unit_another_name_and_nobody_in_particular_are_not(other: dict[str, str]) -> None:
    assert in_two(posted("P01", "2026-01-05"), other) == []


def test_the_table_of_the_town_has_the_longest_and_how_many_are_too_long() -> None:
    made = replace(derive_summary(board_of(posted("P01", "2022-01-05")), AS_OF, held=False))
    assert (made.tally.longest, made.tally.over_long) == ((AS_OF - date(2022, 1, 5)).days, 0)
    assert "4 年 10 个月" in town_page(posted("P01", "2022-01-05"), {})
    limited = {**laid_down("  任期上限: 3\n"), **posted("P02", "2022-01-05")}
    assert "CAD040" in codes(limited)


def test_no_name_leaves_the_site_in_a_summary() -> None:
    made = derive_summary(board_of(posted("P01", "2026-01-05")), AS_OF, held=False)
    assert [one.name for one in made.posted] == ["刘某"]
    assert "刘某" not in str(to_plain(made))
