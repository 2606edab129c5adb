"""Pages name the laws they cite as people do; only the page of the sources has their keys."""

from __future__ import annotations

import pytest

from cunwu.core.paths import Project
from cunwu.frame.sources import named_sources, names_of, read_sources, sources_page
from support.site_parts import ROOT

SOURCES = {
    "law/disclosure": {"key": "law/disclosure", "title": "中华人民共和国村民委员会组织法", "article": "第三十五条"},
    "practice/masks": {"key": "practice/masks", "title": "姓名打码的习惯写法"},
}


@pytest.mark.parametrize(
    ("written", "page", "read"),
    [
        (
            "见（`law/disclosure`）。",
            "objecting.md",
            "见（[村民委员会组织法第三十五条](sources.md#law-disclosure)）。",
        ),
        ("| `practice/masks` |", "handbook/privacy.md", "| [姓名打码的习惯写法](../sources.md#practice-masks) |"),
        ("写在 `content/rules` 里", "objecting.md", "写在 `content/rules` 里"),
        ("```\nlaw/disclosure\n```", "objecting.md", "```\nlaw/disclosure\n```"),
    ],
)
def test_a_key_of_a_source_is_read_as_its_name_and_leads_to_it(written: str, page: str, read: str) -> None:
    assert named_sources(written, SOURCES, page) == read


def test_no_two_sources_have_one_name_and_the_page_begins_with_all_of_them() -> None:
    sources = read_sources(Project(ROOT))
    names = names_of(sources)
    assert len(set(names.values())) == len(sources) > 100
    assert names["villagers-committee-law/disclosure"] == "村民委员会组织法第三十条、第三十一条（2018 年文本）"
    assert names["chongqing-disclosure/duration"].endswith("（2013-09-25 修订）：张贴不少于十日")
    contents = sources_page(sources).partition("<a id=")[0]
    assert [line for line in contents.splitlines() if line.startswith("- [")] == [
        f"- [{name}](#{key.replace('/', '-')})" for key, name in names.items()
    ]
