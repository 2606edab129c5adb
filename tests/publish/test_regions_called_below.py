"""Records of places above that name cadres of villages: shown by name, told where wrong, listed on the cadre's page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from support.projects import AS_OF, COUNTY, TOWN, VILLAGE, commit_all, digests, make_project, verdicts_of, write

POSTING = "编号: P03\n姓名: 刘某\n派出单位:\n  - 示例县水利局\n职务: 第一书记\n起: 2026-01-05\n"
FILES = {
    "region.yml": COUNTY,
    "qinghe/region.yml": TOWN,
    "qinghe/shanghe/village.yml": VILLAGE,
    "qinghe/shanghe/postings/P03.yml": POSTING,
    "qinghe/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
    "qinghe/lianhua/postings/P01.yml": POSTING.replace("P03", "P01").replace("刘某", "胡某"),
}
COURSE = "编号: 2026-1\n名称: 岗前培训\n参加的驻村干部:\n"
TRAINING = "qinghe/trainings/2026-1.yml"


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def course(*who: str) -> dict[str, str]:
    return {TRAINING: COURSE + "".join(f"  - {one}\n" for one in who)}


def build(root: Path, **changes: object) -> BuildResult:
    order = {"project": Project(root), "site": root / "site", "as_of": AS_OF, **changes}
    return build_site(BuildOrder(**order))  # type: ignore[arg-type]


def made(root: Path, files: dict[str, str]) -> Path:
    """A committed board that was built once."""
    make_project(root, {**FILES, **files})
    (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n/whole/\n/.whole*\n", "utf-8")
    commit_all(root, "2026-04-01")
    assert not build(root).report.errors
    return root


def page(root: Path, name: str) -> str:
    return (root / "site/board/qinghe" / name).read_text("utf-8")


RECORDS = {
    "trainings": COURSE + "  - 上河村 P03\n",
    "conduct": "期间: 2026\n明细:\n  - 编号: 奖1\n    种类: 评优\n    谁: 上河村 P03\n    原因: 修通机耕路\n",
    "pledges": (
        "编号: 2026-1\n名称: 公开承诺\n种类: 公开承诺\n签订:\n  - 编号: 签1\n    谁: 上河村 P03\n    日期: 2026-01-10\n"
    ),
    "selections": "编号: 2026-1\n名称: 竞聘\n方式: 竞争上岗\n报名的人:\n  - 编号: 报1\n    派往: 上河村 P03\n",
    "selections/2026-2": (
        "编号: 2026-2\n名称: 双选\n方式: 双向选择\n双向选择:\n  - 编号: 选1\n    谁: 片区领导\n    派往: 上河村 P03\n"
    ),
    "goals": "编号: 2026-1\n名称: 目标\n目标:\n  - 编号: 目1\n    目标: 集体收入\n    对象: 上河村 P03\n",
    "linkages": (
        "编号: 2026-1\n名称: 挂钩联系\n期间: 2026\n联系:\n  - 编号: 联1\n    联系人: 上河村 P03\n    联系对象: 困难户\n"
    ),
}


def test_every_such_record_shows_the_name_with_its_page_and_stands_on_the_page_of_the_person(tmp_path: Path) -> None:
    names = {"conduct": "conduct/2026"}
    names |= {name: name if "/" in name else f"{name}/2026-1" for name in RECORDS if name not in names}
    root = made(tmp_path, {f"qinghe/{names[folder]}.yml": text for folder, text in RECORDS.items()})
    own = page(root, "shanghe/postings/P03.html")
    assert "清河镇的记录里写到的" in own
    for name in names.values():
        assert '<a href="../shanghe/postings/P03.html">上河村刘某（第一书记）</a>' in page(root, f"{name}.html")
        assert f'href="../../{name}.html"' in own
    assert "清河镇的记录里写到的" not in page(root, "lianhua/postings/P01.html")


def test_several_are_named_each_with_a_page(tmp_path: Path) -> None:
    shown = page(made(tmp_path, course("上河村 P03", "莲花村P01", "镇农经站")), "trainings/2026-1.html")
    assert (
        '<a href="../shanghe/postings/P03.html">上河村刘某（第一书记）</a>、'
        '<a href="../lianhua/postings/P01.html">莲花村胡某（第一书记）</a>、镇农经站'
    ) in shown


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("上和村 P03", "「上和村 P03」下面没有「上和村」，相近的有：上河村"),
        ("上河村 P09", "「上河村 P09」没有这条派驻，上河村有：P03"),
        ("东山村 P01", "「东山村 P01」下面没有「东山村」"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(tmp_path: Path, who: str, told: str) -> None:
    make_project(tmp_path, {**FILES, **course(who)})
    assert [one.message for one in verdicts_of(tmp_path)["qinghe"].problems] == [told]


def test_two_villages_of_one_name_are_told_with_what_tells_them_apart(tmp_path: Path) -> None:
    twin = {"qinghe/lianhua/village.yml": VILLAGE, **course("上河村 P03", "shanghe P03")}
    make_project(tmp_path, {**FILES, **twin})
    told = [one.message for one in verdicts_of(tmp_path)["qinghe"].problems if one.code == "CAD051"]
    assert told == [
        "「上河村 P03」分不清是哪一个，下面有 2 个「上河村」：改用文件夹的名字，写 lianhua P03、shanghe P03 中的一个"
    ]


def test_a_village_may_be_called_by_its_folder(tmp_path: Path) -> None:
    twin = {"qinghe/lianhua/village.yml": VILLAGE, **course("shanghe P03")}
    assert '<a href="../shanghe/postings/P03.html">上河村刘某（第一书记）</a>' in page(
        made(tmp_path, twin), "trainings/2026-1.html"
    )


def test_a_team_and_an_office_are_no_cadres_of_a_village(tmp_path: Path) -> None:
    make_project(tmp_path, {**FILES, **course("工作队 T01", "镇农经站")})
    assert verdicts_of(tmp_path)["qinghe"].problems == ()


@pytest.mark.parametrize(
    "change",
    [
        {TRAINING: COURSE + "  - 莲花村 P01\n"},
        {TRAINING: COURSE + "  - 上河村 P09\n"},
        {TRAINING: COURSE + "  - 上河村 P03\n", "qinghe/shanghe/postings/P03.yml": POSTING.replace("刘某", "王某")},
        {"qinghe/shanghe/postings/P03.yml": POSTING.replace("刘某", "王某")},
        {TRAINING: None},
    ],
    ids=["another", "nobody", "both", "renamed", "gone"],
)
def test_a_part_build_is_the_whole_build_whatever_names_whom(tmp_path: Path, change: dict[str, str | None]) -> None:
    root = made(tmp_path, course("上河村 P03"))
    write(root, change)
    commit_all(root, "2026-04-02")
    assert build(root).kept
    build(root, site=root / "whole", full=True)
    assert digests(root / "site") == digests(root / "whole")


# --- deeper down: a county, and a city above it, name cadres of villages in towns -------------------------------------

HIGHER = "trainings/2026-1.yml"


def higher(*who: str) -> dict[str, str]:
    return {HIGHER: course(*who)[TRAINING]}


@pytest.mark.parametrize("who", ["清河镇上河村 P03", "上河村 P03", "shanghe P03"])
def test_a_county_names_a_cadre_of_a_village_in_a_town(tmp_path: Path, who: str) -> None:
    root = made(tmp_path, {**higher(who), **course("上河村 P03")})
    shown = (root / "site/board/trainings/2026-1.html").read_text("utf-8")
    assert '<a href="../qinghe/shanghe/postings/P03.html">上河村刘某（第一书记）</a>' in shown
    own = page(root, "shanghe/postings/P03.html")
    assert "清河镇的记录里写到的" in own
    assert "示例县的记录里写到的" in own
    assert 'href="../../../trainings/2026-1.html"' in own
    assert "示例县的记录里写到的" not in page(root, "lianhua/postings/P01.html")


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("上和村 P03", "「上和村 P03」下面没有「上和村」，相近的有：上河村"),
        ("清河镇上河村 P09", "「清河镇上河村 P09」没有这条派驻，上河村有：P03"),
        (
            "莲花村 P01",
            (
                "「莲花村 P01」分不清是哪一个，下面有 2 个「莲花村」："
                "前面写上镇名，写 清河镇莲花村 P01、双溪镇莲花村 P01 中的一个"
            ),
        ),
        ("双溪镇莲花村 P01", "「双溪镇莲花村 P01」没有这条派驻，莲花村还没有派驻"),
    ],
)
def test_a_county_is_told_whom_nobody_knows(tmp_path: Path, who: str, told: str) -> None:
    twin = {
        "shuangxi/region.yml": TOWN.replace("清河", "双溪"),
        "shuangxi/lianhua/village.yml": FILES["qinghe/lianhua/village.yml"],
    }
    make_project(tmp_path, {**FILES, **twin, **higher(who)})
    assert [one.message for one in verdicts_of(tmp_path)[""].problems if one.code == "CAD051"] == [told]


@pytest.mark.parametrize(
    "change",
    [
        {HIGHER: COURSE + "  - 清河镇莲花村 P01\n"},
        {HIGHER: COURSE + "  - 清河镇上河村 P09\n"},
        {"qinghe/shanghe/postings/P03.yml": POSTING.replace("刘某", "王某")},
        {"qinghe/shanghe/postings/P04.yml": POSTING.replace("P03", "P04").replace("刘某", "王某")},
        {HIGHER: None},
    ],
    ids=["another", "nobody", "renamed", "one more", "gone"],
)
def test_a_part_build_is_the_whole_build_when_a_county_names_them(
    tmp_path: Path, change: dict[str, str | None]
) -> None:
    root = made(tmp_path, higher("清河镇上河村 P03"))
    write(root, change)
    commit_all(root, "2026-04-02")
    assert build(root).kept
    build(root, site=root / "whole", full=True)
    assert digests(root / "site") == digests(root / "whole")
