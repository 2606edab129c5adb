"""Records of any place above that name a village or a town stand on its pages, whole build and part build alike."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from support.projects import AS_OF, COUNTY, SMALL, commit_all, digests, make_project, run_cunwu, write

NAMED = {
    "facility.at_villages": ("facilities", "编号: 1\n名称: 打印机\n种类: 设备\n哪些村: {}\n"),
    "team.villages": ("teams", "编号: 1\n名称: 水利工作队\n种类: 工作队\n负责:\n  - {}\n"),
    "linkage.whom": (
        "linkages",
        "编号: 1\n名称: 领导挂钩\n期间: 2026\n联系:\n  - 编号: 联1\n    联系人: 县委常委\n    联系对象: {}\n",
    ),
    "selection.sent_to": (
        "selections",
        "编号: 1\n名称: 指导员竞聘\n方式: 竞争上岗\n报名的人:\n  - 编号: 报1\n    派往: {}\n",
    ),
}
TITLES = {"facilities": "打印机", "teams": "水利工作队", "linkages": "领导挂钩", "selections": "指导员竞聘"}


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def build(root: Path, **changes: object) -> BuildResult:
    order = {"project": Project(root), "site": root / "site", "as_of": AS_OF, **changes}
    return build_site(BuildOrder(**order))  # type: ignore[arg-type]


def made(root: Path, files: dict[str, str]) -> Path:
    make_project(root, {**SMALL, **files})
    (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n/whole/\n/.whole*\n", "utf-8")
    commit_all(root, "2026-04-01")
    assert not build(root).report.errors
    return root


def rooms(root: Path, village: str) -> str:
    return "".join(one.read_text("utf-8") for one in (root / "site/board/qinghe" / village / "rooms").glob("*.html"))


def fields_that_name_places() -> set[str]:
    found: set[str] = set()

    def look(kind: str, model: type[Item]) -> None:
        for spec in fields_of(model):
            if spec.places:
                found.add(f"{kind}.{spec.name}")
            if spec.model is not None:
                look(kind, spec.model)

    for kind in KINDS:
        look(kind.name, kind.record)
    return found


def test_every_field_that_names_places_is_tried_here() -> None:
    assert fields_that_name_places() == NAMED.keys()


@pytest.mark.parametrize("called", ["上河村", "shanghe", "清河镇上河村"])
def test_what_the_county_records_of_a_village_stands_on_its_pages_at_any_depth(tmp_path: Path, called: str) -> None:
    records = {f"{folder}/2026-1.yml": text.format(called) for folder, text in NAMED.values()}
    root = made(tmp_path, records)
    page = rooms(root, "shanghe")
    for folder, title in TITLES.items():
        assert f'<a href="../../../{folder}/2026-1.html">{title}</a>' in page, folder
        assert title not in rooms(root, "lianhua")
    assert "示例县的记录" in page
    assert "上级记着：打印机" in (root / "site/board/qinghe/shanghe/index.html").read_text("utf-8")


def test_a_changed_name_moves_the_line_from_one_village_to_the_other_in_a_build_of_a_part(tmp_path: Path) -> None:
    thing = NAMED["facility.at_villages"][1]
    root = made(tmp_path, {"facilities/2026-1.yml": thing.format("上河村")})
    write(root, {"facilities/2026-1.yml": thing.format("莲花村")})
    assert build(root).kept
    assert "打印机" in rooms(root, "lianhua")
    assert "打印机" not in rooms(root, "shanghe")
    build(root, site=root / "whole", full=True)
    assert digests(root / "site") == digests(root / "whole")


def test_a_name_that_two_villages_have_is_nobodys_until_the_town_is_said(tmp_path: Path) -> None:
    twin = {"shuangxi/region.yml": "名称: 双溪镇\n级别: 镇\n", "shuangxi/shanghe/village.yml": "名称: 上河村\n"}
    thing = NAMED["facility.at_villages"][1]
    root = made(tmp_path, {**twin, "region.yml": COUNTY, "facilities/2026-1.yml": thing.format("上河村")})
    assert "打印机" not in rooms(root, "shanghe")
    write(root, {"facilities/2026-1.yml": thing.format("清河镇上河村")})
    build(root)
    assert "打印机" in rooms(root, "shanghe")


def test_a_county_is_told_of_a_village_that_is_spelt_otherwise(tmp_path: Path) -> None:
    make_project(tmp_path, {**SMALL, "facilities/2026-1.yml": NAMED["facility.at_villages"][1].format("上和村")})
    said = run_cunwu("check", "--as-of", AS_OF.isoformat(), cwd=tmp_path).stdout
    assert "下面没有「上和村」，相近的有：上河村" in said


def town(root: Path) -> str:
    return (root / "site/board/qinghe/index.html").read_text("utf-8")


@pytest.mark.parametrize("called", ["清河镇", "qinghe"])
def test_what_the_county_records_of_a_town_stands_on_the_page_of_the_town(tmp_path: Path, called: str) -> None:
    root = made(tmp_path, {f"{folder}/2026-1.yml": text.format(called) for folder, text in NAMED.values()})
    assert "示例县的记录里写到的" in town(root)
    for folder, title in TITLES.items():
        assert f'<a href="../{folder}/2026-1.html">{title}</a>' in town(root), folder
        assert title not in rooms(root, "shanghe")


def test_a_town_has_what_names_it_in_a_build_of_a_part_as_well(tmp_path: Path) -> None:
    thing = NAMED["facility.at_villages"][1]
    root = made(tmp_path, {"facilities/2026-1.yml": thing.format("清河镇")})
    assert "打印机" in town(root)
    write(root, {"facilities/2026-1.yml": thing.format("清河镇").replace("打印机", "复印机")})
    assert build(root).kept
    assert "复印机" in town(root)
    write(root, {"facilities/2026-1.yml": thing.format("莲花村")})
    assert build(root).kept
    assert "复印机" not in town(root)
    build(root, site=root / "whole", full=True)
    assert digests(root / "site") == digests(root / "whole")
