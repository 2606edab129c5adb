"""One person in villages of two towns: told by the lowest region above both, however it is asked, at little cost."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import cunwu.commands.check
import cunwu.publish.claims
import cunwu.records.source
from cunwu.core.paths import Project
from cunwu.derive.doubles import Claim, claim_from
from cunwu.records.source import FolderSource
from support.effort import effort
from support.projects import AS_OF, TOWN, VILLAGE, commit_all, digests, git, make_project, run_cunwu, write
from support.two_villages import FILES, HEAD, HERE, LEFT, OTHER, REASON, THERE, build, checked, made, told_by

AWAY = "xiaxi/lianhua/postings/P01.yml"
TOWNS = {
    **FILES,
    "qinghe/lianhua/postings/P01.yml": OTHER,
    "xiaxi/region.yml": TOWN.replace("清河", "下溪"),
    "xiaxi/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
    "dongcun/village.yml": VILLAGE.replace("上河", "东"),
}
"""Two towns, and a village with no town between it and the county."""
TOLD = (
    "刘某（示例县水利局）同时派驻在清河镇上河村和下溪镇莲花村：从 2026 年 3 月 1 日到 2026 年 11 月 20 日，两个村重合"
    " 264 天；姓名没有写全，也可能是两个人"
)
ON_THE_COUNTY = [("villages/region.yml", TOLD)]


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def test_check_request_whole_build_and_part_build_tell_the_same(tmp_path: Path) -> None:
    root = made(tmp_path, **TOWNS)
    assert checked(root) == told_by(build(root)) == []
    git(root, "checkout", "-q", "-b", "request")
    write(root, {AWAY: THERE})
    commit_all(root, "2026-04-02")
    assert checked(root, "--base", "main") == ON_THE_COUNTY
    assert checked(root) == ON_THE_COUNTY
    part = build(root)
    assert part.kept
    whole = build(root, site=root / "whole", full=True)
    assert told_by(part) == told_by(whole) == ON_THE_COUNTY
    assert digests(root / "site") == digests(root / "whole")
    page = (root / "site/board/irregular.html").read_text("utf-8")
    assert "同时派驻在清河镇上河村和下溪镇莲花村" in page


def test_the_town_of_either_village_says_nothing_of_it(tmp_path: Path) -> None:
    root = made(tmp_path, **TOWNS, **{AWAY: THERE})
    assert not [page for page in (root / "site/board").glob("*/irregular.html") if "刘某" in page.read_text("utf-8")]


def test_it_goes_from_the_county_with_the_posting_that_ended(tmp_path: Path) -> None:
    root = made(tmp_path, **TOWNS, **{AWAY: THERE})
    page = root / "site/board/irregular.html"
    assert "同时派驻在" in page.read_text("utf-8")
    write(root, {AWAY: LEFT})
    commit_all(root, "2026-04-02")
    assert told_by(build(root)) == []
    assert "同时派驻在" not in (page.read_text("utf-8") if page.exists() else "")


def test_the_county_says_why_in_a_request_that_changes_no_posting(tmp_path: Path) -> None:
    root = made(tmp_path, **TOWNS, **{AWAY: THERE})
    git(root, "checkout", "-q", "-b", "request")
    write(root, {"region.yml": TOWNS["region.yml"] + REASON})
    commit_all(root, "2026-04-02")
    assert checked(root, "--base", "main") == ON_THE_COUNTY
    assert "REC042" not in run_cunwu("check", "--base", "main", "--as-of", AS_OF.isoformat(), cwd=root).stdout
    build(root)
    assert "人手不够，兼到年底（镇党委组织委员）" in (root / "site/board/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "typed", ["刘某", "刘 某", "刘　某", "刘*", "刘＊", "刘X", "刘某（队长）", '"刘某"', "主任刘某", "⼑某", "刘○"]
)
def test_a_request_finds_the_person_however_the_name_is_typed_elsewhere(tmp_path: Path, typed: str) -> None:
    own = "刀某" if typed[0] == "⼑" else "刘某"
    away = HERE.replace("刘某", typed)
    make_project(tmp_path, {**TOWNS, "qinghe/shanghe/postings/P02.yml": away})
    commit_all(tmp_path, "2026-04-01")
    git(tmp_path, "checkout", "-q", "-b", "request")
    write(tmp_path, {AWAY: THERE.replace("刘某", own)})
    commit_all(tmp_path, "2026-04-02")
    assert [file for file, _ in checked(tmp_path, "--base", "main")] == ["villages/region.yml"]
    assert checked(tmp_path, "--base", "main") == checked(tmp_path)


PLACES = ("qinghe/shanghe", "qinghe/lianhua", "xiaxi/lianhua", "dongcun")
TEXTS = (HERE, LEFT, OTHER, f"{HERE}性别: 女\n", f"{HERE}性别: 男\n", HERE.replace("示例县水利局", "示例县医院"), None)
STEPS = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(TEXTS), st.booleans()), min_size=1, max_size=6)


@given(STEPS)
@settings(max_examples=effort(4, 20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_postings_a_part_is_as_the_whole_and_as_the_check(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None, bool]]
) -> None:
    root = made(tmp_path_factory.mktemp("board"), **TOWNS)
    for number, (place, text, builds) in enumerate(steps):
        file = f"{place}/postings/P05.yml"
        if text is not None or (root / "villages" / file).exists():
            own = text and text.replace("编号: P02", "编号: P05").replace("编号: P01", "编号: P05")
            write(root, {file: own})
        if builds:
            commit_all(root, f"2026-05-{number + 1:02}")
            build(root)
    part, whole = build(root), build(root, site=root / "whole", full=True)
    assert told_by(part) == told_by(whole) == checked(root)
    assert digests(root / "site") == digests(root / "whole")


# --- how much work -------------------------------------------------------------------------------------------------


def many(villages: int) -> dict[str, str]:
    """A county of two towns; in each village the same cadre for a month, one after the other, and one of its own."""
    files = {"region.yml": FILES["region.yml"]}
    for number in range(villages):
        town = f"town{number % 2}"
        files[f"{town}/region.yml"] = TOWN
        files[f"{town}/village{number}/village.yml"] = VILLAGE.replace("上河", f"第{number}")
        files[f"{town}/village{number}/postings/P01.yml"] = HERE.replace("P02", "P01").replace("刘某", f"刘某{number}")
    return files


def claims_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many claims and record files a publication of one posting reads, after everything was made."""
    write(root, {"town1/village1/postings/P01.yml": HERE.replace("P02", "P01").replace("刘某", "刘某0")})
    commit_all(root, "2026-04-02")
    claims, files = list[Claim](), Counter[str]()

    class Watched(FolderSource):
        def read(self, path: str) -> bytes:
            files[path] += 1
            return super().read(path)

    def watched(plain: dict[str, Any]) -> Claim:
        claims.append(claim_from(plain))
        return claims[-1]

    with monkeypatch.context() as watching:
        watching.setattr(cunwu.publish.claims, "claim_from", watched)
        watching.setattr(cunwu.publish.opening, "FolderSource", Watched)
        assert len(told_by(build(root))) == 1
    return len(claims), files.total()


def test_a_posting_is_compared_with_those_of_its_name_however_many_others_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = {}
    for count in (6, 60):
        root = make_project(tmp_path / f"of-{count}", many(count)).root
        (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n", "utf-8")
        commit_all(root, "2026-04-01")
        build(root)
        work[count] = claims_read(root, monkeypatch)
    assert work[6] == work[60]
    assert work[60][0] == 1


def test_a_check_of_everything_reads_a_posting_as_often_below_three_regions_as_below_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Counter[str]()

    class Watched(FolderSource):
        def read(self, path: str) -> bytes:
            read[path.rpartition("/")[2]] += 1
            return super().read(path)

    monkeypatch.setattr(cunwu.records.source, "FolderSource", Watched)
    for root, above in ((tmp_path / "flat", ""), (tmp_path / "deep", "qinghe/xia/")):
        folders = [above[: end + 1] for end, sign in enumerate(above) if sign == "/"]
        regions = {f"{folder}region.yml": TOWN for folder in folders}
        village = {f"{above}cun/village.yml": VILLAGE, f"{above}cun/postings/{root.name}.yml": HERE}
        project: Project = make_project(root, {"region.yml": FILES["region.yml"], **regions, **village})
        cunwu.commands.check.check_records(project, (), AS_OF, root)
    assert read["flat.yml"] == read["deep.yml"]


def test_people_of_one_name_one_after_the_other_are_not_all_compared_with_each_other(tmp_path: Path) -> None:
    months = [f"{HEAD}起: 2026-{month:02}-02\n止: 2026-{month:02}-28\n" for month in range(1, 11)]
    moved = {f"town/v{number}/postings/P01.yml": f"编号: P01\n{text}" for number, text in enumerate(months)}
    places = {f"town/v{number}/village.yml": VILLAGE.replace("上河", f"第{number}") for number in range(len(months))}
    make_project(tmp_path, {"region.yml": FILES["region.yml"], "town/region.yml": TOWN, **places, **moved})
    assert checked(tmp_path) == []
