"""Who the cadres in post are: told in groups of five and more, and nobody can work out the rest."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cunwu.core.frozen import replace
from cunwu.derive.composition import FEWEST, Composition, large_groups
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.kinds.fields import fields_of
from cunwu.kinds.posting import Posting
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.records.board import read_board, read_outline
from cunwu.render import Renderer
from support.disclosure_boards import AS_OF, COUNTY, OWN, Texts, board_of
from support.money_boards import ROOT, text_of


def posting(number: int, more: str, role: str = "队员") -> str:
    return f"编号: P{number:02}\n派出单位:\n  - 县供电公司\n职务: {role}\n起: 2026-01-05\n{more}"


def summary(groups: Mapping[str, int], *more: str) -> Summary:
    """A village with so many cadres of each sort; `more` are whole postings."""
    texts = [said for said, count in groups.items() for _ in range(count)]
    files = [posting(number, said) for number, said in enumerate(texts)] + list(more)
    return derive_summary(board_of({f"postings/{n}.yml": text for n, text in enumerate(files)}), AS_OF, held=False)


def region_page(villages: Summary) -> str:
    source = Texts({"region.yml": COUNTY, "shanghe/village.yml": OWN})
    place = read_outline(source).root
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), read_board(source, place))
    own = derive_summary(context.board, AS_OF, held=False)
    whole = roll_up(own, [villages])
    page = plan_region(context, {"": whole, "shanghe": replace(villages, path="shanghe")})
    return text_of(Renderer(ROOT / "theme").render(page).decode())


def test_the_page_of_a_region_tells_what_its_cadres_are() -> None:
    page = region_page(summary({"性别: 男\n学历: 本科\n": 14, "性别: 女\n政治面貌: 中共党员\n": 6}))
    assert "干部性别 男 14 人、女 6 人" in page
    assert "干部学历 本科 14 人（20 人里其余 6 人不分开列）" in page
    assert "干部政治面貌 中共党员 6 人（20 人里其余 14 人不分开列）" in page


def test_a_group_of_four_is_told_nowhere_and_cannot_be_worked_out() -> None:
    few = summary({"性别: 男\n": 16, "性别: 女\n": 4})
    assert "干部性别" not in region_page(few)
    assert "女" not in str(to_plain(few))
    assert "性别" not in str(to_plain(few))


def test_small_groups_of_many_villages_add_up() -> None:
    village = summary({"性别: 女\n": 2, "性别: 男\n": 4})
    county = roll_up(derive_summary(board_of({}), AS_OF, held=False), [from_plain(to_plain(village, whole=True))] * 3)
    assert large_groups(county.tally.people, county.tally.composition) == (("性别", (("男", 12), ("女", 6))),)


def test_former_cadres_and_teams_posted_as_a_whole_are_not_counted() -> None:
    gone = posting(90, "止: 2026-02-01\n性别: 女\n")
    assert summary({"性别: 男\n": 5}, gone, posting(91, "性别: 女\n", "工作队")).tally.people == 5


def test_every_field_that_is_for_totals_only_is_counted() -> None:
    specs = [spec for spec in fields_of(Posting) if spec.totals_only]
    said = "".join(f"{spec.word}: {spec.form.choices[0]}\n" for spec in specs if spec.form is not None)
    tally = summary({said: FEWEST}).tally
    assert [word for word, _ in large_groups(tally.people, tally.composition)] == [spec.word for spec in specs]


@pytest.mark.parametrize("sizes", [(5, 5, 4), (9, 1), (5, 4, 4, 1), (6, 5), (30, 5, 2, 2), (4, 4, 4)])
def test_who_is_left_over_are_none_or_enough(sizes: tuple[int, ...]) -> None:
    words = ("初中及以下", "高中中专", "大专", "本科")
    people: Composition = tuple(("学历", words[n], size) for n, size in enumerate(sizes))
    for _, groups in large_groups(sum(sizes), people):
        rest = sum(sizes) - sum(size for _, size in groups)
        assert all(size >= FEWEST for _, size in groups)
        assert rest == 0 or rest >= FEWEST
