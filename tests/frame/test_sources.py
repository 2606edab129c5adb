"""Pages name the laws they cite as people do; only the page of the sources has their keys."""

from __future__ import annotations

import pytest

from cunwu.frame.sources import named_sources

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
