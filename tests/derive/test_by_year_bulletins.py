"""Bulletins: single issues are counted by level and year, beside the number that a paper states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, build_site
from support.projects import AS_OF, COUNTY, TOWN, commit_all, make_project

STATED = "编号: 2026-简报\n标题: 驻村工作简报\n时间: 2025\n期数合计:\n"
ISSUE = "编号: {0}\n标题: 清河镇简报\n期号: 第 {0} 期\n时间: {1}\n"


@pytest.mark.parametrize(
    ("level", "stated", "told"),
    [
        ("层级: 镇, ", "2 期", "镇 2 期 2 期（2025 年） 没有 ✓"),
        ("层级: 镇, ", "75 期", "镇 75 期 2 期（2025 年） 73 期"),
        ("层级: 县, ", "9 期", "县 9 期 0 期（2025 年） 9 期"),
        ("", "3 期", "3 期 2 期（2025 年） 1 期"),
        ("层级: 镇, ", "70多 期", "镇 70多 期 2 期（2025 年） 是约数，不比"),
    ],
)
def test_a_stated_total_stands_beside_the_issues_of_its_level(
    tmp_path: Path, level: str, stated: str, told: str
) -> None:
    make_project(
        tmp_path,
        {
            "region.yml": COUNTY,
            "bulletins/1.yml": f"{STATED}  - {{编号: 期1, {level}期数: {stated}}}\n",
            "qinghe/region.yml": TOWN,
            "qinghe/bulletins/1.yml": ISSUE.format(1, "2025-03"),
            "qinghe/bulletins/2.yml": ISSUE.format(2, "2025-06-01"),
            "qinghe/bulletins/3.yml": ISSUE.format(3, "2026-02"),
        },
    )
    commit_all(tmp_path, "2026-04-01")
    assert not build_site(BuildOrder(Project(tmp_path), tmp_path / "site", AS_OF)).report.errors
    html = (tmp_path / "site/board/index.html").read_text("utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))
    assert told in text.partition("简报，文件写的期数")[2]
    assert "简报（历年，登记了的） 3 期" in text
