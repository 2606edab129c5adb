"""The tree of places: inherited settings, missing levels, neighbours that do not disturb each other, files refused."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.publish.site import BuildOrder, build_site
from cunwu.records.board import Outline, read_board, read_outline
from cunwu.records.places import NATIONAL_DEFAULTS, Place
from cunwu.records.source import FolderSource
from cunwu.rules.checker import check_outline
from support.projects import (
    AS_OF,
    COUNTY,
    DEED,
    SMALL,
    TOWN,
    VILLAGE,
    codes_of,
    commit_all,
    make_project,
    run_cunwu,
    verdicts_of,
    write,
)


def outline_of(root: Path, files: Mapping[str, str | bytes | None]) -> Outline:
    make_project(root, files)
    return read_outline(FolderSource(root))


def place_at(outline: Outline, path: str) -> Place:
    place = outline.find(path)
    assert place is not None, path
    return place


# --- settings ------------------------------------------------------------------------------------------------------

SETTLED = {
    "region.yml": f"{COUNTY}公开设置:\n  周期: 月\n  截止日: 10\n  监督电话: 12345\n  驻村天数下限: 20\n",
    "a/region.yml": f"{TOWN}公开设置:\n  截止日: 20\n  签字要求:\n    - 负责人\n",
    "a/one/village.yml": f"{VILLAGE}公开设置:\n  驻村天数下限: 22\n  签字要求:\n    - 出纳\n    - 主管会计\n",
    "a/two/village.yml": VILLAGE,
    "b/region.yml": TOWN,
    "b/three/village.yml": VILLAGE,
}


def test_each_setting_comes_from_the_nearest_place_that_states_it(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, SETTLED)
    told = {
        path: (
            place_at(outline, path).settings.rhythm,
            place_at(outline, path).settings.due_day,
            place_at(outline, path).settings.hotline,
            place_at(outline, path).settings.days_floor,
            place_at(outline, path).settings.signatures,
        )
        for path in ("", "a", "a/one", "a/two", "b", "b/three")
    }
    assert told == {
        "": ("月", 10, "12345", 20, ()),
        "a": ("月", 20, "12345", 20, ("负责人",)),
        "a/one": ("月", 20, "12345", 22, ("出纳", "主管会计")),
        "a/two": ("月", 20, "12345", 20, ("负责人",)),
        "b": ("月", 10, "12345", 20, ()),
        "b/three": ("月", 10, "12345", 20, ()),
    }


def test_what_nobody_states_is_the_national_rule(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, {"region.yml": COUNTY, "a/village.yml": VILLAGE})
    assert place_at(outline, "a").settings == NATIONAL_DEFAULTS
    assert [item.item for item in place_at(outline, "a").catalogue] == ["收支"]


def test_a_demonstration_is_one_down_to_its_last_village(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        {
            "region.yml": "名称: 全国\n级别: 全国\n",
            "show/region.yml": COUNTY,
            "show/a/village.yml": VILLAGE,
            "real/village.yml": VILLAGE,
        },
    )
    told = {place.path: place.is_demonstration for place in outline.root.walk()}
    assert told == {"": False, "real": False, "show": True, "show/a": True}


def test_an_unreadable_region_leaves_its_villages_the_settings_from_further_up(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, {**SETTLED, "a/region.yml": "名称：清河镇\n"})
    assert place_at(outline, "a").name == "a"
    assert place_at(outline, "a/two").settings.due_day == 10


# --- levels --------------------------------------------------------------------------------------------------------


def test_levels_may_be_missing_and_of_any_depth(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        {
            "region.yml": COUNTY,
            "direct/village.yml": VILLAGE,
            "x/y/z/deep/village.yml": VILLAGE,
            "x/y/region.yml": TOWN,
        },
    )
    assert [place.path for place in outline.root.walk()] == ["", "direct", "x/y", "x/y/z/deep"]
    deep = place_at(outline, "x/y/z/deep")
    assert [place.path for place in deep.lineage] == ["", "x/y", "x/y/z/deep"]
    assert deep.full_name == ("清河镇", "上河村")
    build_site(BuildOrder(Project(tmp_path), tmp_path / "site", AS_OF))
    assert (tmp_path / "site/board/x/y/z/deep/index.html").is_file()


def test_a_board_of_one_village_needs_one_region_above_it(tmp_path: Path) -> None:
    make_project(tmp_path, {"a/village.yml": VILLAGE})
    with pytest.raises(CunwuError, match=r"没有找到 villages/region\.yml"):
        read_outline(FolderSource(tmp_path))


def test_each_file_belongs_to_the_nearest_place_above_it(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        {
            "region.yml": COUNTY,
            "meetings/1.yml": "x",
            "a/village.yml": VILLAGE,
            "a/deeds/1.yml": DEED,
            "a/b/c/x.yml": "x",
        },
    )
    assert place_at(outline, "").files == ("villages/meetings/1.yml", "villages/region.yml")
    assert place_at(outline, "a").files == ("villages/a/b/c/x.yml", "villages/a/deeds/1.yml", "villages/a/village.yml")


# --- side by side --------------------------------------------------------------------------------------------------


def test_a_village_is_judged_by_its_own_files_alone(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    before = verdicts_of(tmp_path)["qinghe/lianhua"]
    write(tmp_path, {"qinghe/shanghe/village.yml": "名称：坏\n", "qinghe/shanghe/finance/2026-03.yml": b"\xff\xfe"})
    after = verdicts_of(tmp_path)
    assert after["qinghe/lianhua"].problems == before.problems == ()
    assert codes_of(after["qinghe/shanghe"]) == ["YML001", "YML004"]


def test_a_place_whose_own_file_cannot_be_read_still_stands_under_its_folder(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, {**SMALL, "qinghe/shanghe/village.yml": b"\xc4\xe3\xba\xc3"})
    place = place_at(outline, "qinghe/shanghe")
    assert (place.name, place.record, place.is_village, place.level) == ("shanghe", None, True, "村")
    board = read_board(FolderSource(tmp_path), place)
    assert [file.path.rpartition("/")[2] for file in board.files if file.record is not None] == [
        "2026-03.yml",
        "2026-03.yml",
        "2026-04.yml",
    ]
    result = build_site(BuildOrder(Project(tmp_path), tmp_path / "site", AS_OF))
    assert result.published
    assert "<h1>shanghe</h1>" in (tmp_path / "site/board/qinghe/shanghe/index.html").read_text("utf-8")
    assert (tmp_path / "site/board/qinghe/lianhua/deeds/2026-03.html").is_file()


def test_a_place_inside_a_village_is_told_and_the_village_stays_as_it_was(tmp_path: Path) -> None:
    make_project(tmp_path, {"region.yml": COUNTY, "a/village.yml": VILLAGE})
    commit_all(tmp_path)
    assert run_cunwu("build", "--no-frame", cwd=tmp_path).returncode == 0
    write(tmp_path, {"a/b/village.yml": VILLAGE, "a/b/deeds/1.yml": "编号: 1\n", "a/c/d/region.yml": TOWN})
    verdicts = verdicts_of(tmp_path)
    assert verdicts.keys() == {"", "a"}
    told = [(problem.code, problem.file) for problem in verdicts["a"].problems]
    assert told == [("REC020", "villages/a/b/village.yml"), ("REC020", "villages/a/c/d/region.yml")]
    done = run_cunwu("build", "--no-frame", cwd=tmp_path)
    assert done.returncode == 1
    assert "「d」移到镇的文件夹里" in done.stderr
    assert (tmp_path / "site/board/a/index.html").is_file()
    assert not (tmp_path / "site/board/a/b/index.html").exists()


def test_a_folder_cannot_be_a_village_and_a_region_at_once(tmp_path: Path) -> None:
    make_project(tmp_path, {"region.yml": COUNTY, "a/village.yml": VILLAGE, "a/region.yml": TOWN})
    verdict = verdicts_of(tmp_path)["a"]
    assert [(problem.code, problem.file) for problem in verdict.problems] == [("REC005", "villages/a/region.yml")]


# --- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slug",
    [
        "上河",
        "Shanghe",
        "shang he",
        "shang_he",
        "-shanghe",
        "shanghe.bak",
        "a" * 61,
        "shanghe\n",
        "ｓｈａｎｇｈｅ",
        "٣",
    ],
)
def test_a_folder_name_that_makes_no_address_is_refused(tmp_path: Path, slug: str) -> None:
    make_project(tmp_path, {"region.yml": COUNTY, f"{slug}/village.yml": VILLAGE, "b/village.yml": VILLAGE})
    verdicts = verdicts_of(tmp_path)
    assert codes_of(verdicts[slug]) == ["REC008"]
    assert codes_of(verdicts["b"]) == []
    assert build_site(BuildOrder(Project(tmp_path), tmp_path / "site", AS_OF)).published


@pytest.mark.parametrize("slug", ["shanghe", "shang-he-2", "3", "a" * 60])
def test_a_folder_name_of_letters_digits_and_dashes_is_an_address(tmp_path: Path, slug: str) -> None:
    make_project(tmp_path, {"region.yml": COUNTY, f"{slug}/village.yml": VILLAGE})
    assert codes_of(verdicts_of(tmp_path)[slug]) == []


def test_a_folder_named_in_another_encoding_stops_nobody(tmp_path: Path) -> None:
    make_project(tmp_path, {"region.yml": COUNTY, "b/village.yml": VILLAGE})
    folder = os.fsdecode(bytes(tmp_path / "villages") + b"/" + "上河".encode("gbk"))
    Path(folder).mkdir()
    (Path(folder) / "village.yml").write_text(VILLAGE, "utf-8")
    done = run_cunwu("build", "--no-frame", cwd=tmp_path)
    assert done.returncode == 1
    assert "REC008" in done.stderr
    assert (tmp_path / "site/board/b/index.html").is_file()


def test_a_record_named_index_is_refused_for_its_list_has_that_page(tmp_path: Path) -> None:
    make_project(tmp_path, {**SMALL, "qinghe/shanghe/deeds/index.yml": DEED})
    assert codes_of(verdicts_of(tmp_path)["qinghe/shanghe"]) == ["REC005"]
    assert build_site(BuildOrder(Project(tmp_path), tmp_path / "site", AS_OF)).published


# --- what is not read ----------------------------------------------------------------------------------------------


def test_links_are_refused_and_never_followed(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    secret = tmp_path / "secret.yml"
    secret.write_text("编号: 绝密\n事项: 不该出现\n种类: 实事\n", "utf-8")
    folder = tmp_path / "villages" / "qinghe" / "shanghe"
    (folder / "deeds" / "passwd.yml").symlink_to("/etc/passwd")
    (folder / "deeds" / "secret.yml").symlink_to(secret)
    (folder / "meetings").symlink_to(tmp_path)
    (folder / "nowhere.yml").symlink_to("/no/such/file")
    os.mkfifo(folder / "deeds" / "pipe.yml")
    source = FolderSource(tmp_path)
    outline = read_outline(source)
    assert [(problem.code, problem.file.rpartition("/")[2]) for problem in check_outline(outline)] == [
        ("REC006", "passwd.yml"),
        ("REC006", "pipe.yml"),
        ("REC006", "secret.yml"),
        ("REC006", "meetings"),
        ("REC006", "nowhere.yml"),
    ]
    build_site(BuildOrder(Project(tmp_path), tmp_path / "site", AS_OF))
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
    assert "不该出现" not in pages
    assert "root:" not in pages
    done = run_cunwu("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "不该出现" not in done.stdout
    assert "root:" not in done.stdout


def test_a_village_file_that_is_a_link_makes_no_village(tmp_path: Path) -> None:
    make_project(tmp_path, {"region.yml": COUNTY, "b/deeds/1.yml": DEED})
    (tmp_path / "villages" / "b" / "village.yml").symlink_to("/etc/passwd")
    outline = read_outline(FolderSource(tmp_path))
    assert [place.path for place in outline.root.walk()] == [""]
    assert codes_of(verdicts_of(tmp_path)[""]) == ["REC007"]


def test_a_link_in_one_village_is_asked_about_by_its_path(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    (tmp_path / "villages/qinghe/shanghe/x.yml").symlink_to("/etc/passwd")
    assert "REC006" in run_cunwu("check", "villages/qinghe/shanghe", cwd=tmp_path).stdout
    assert "REC006" not in run_cunwu("check", "villages/qinghe/lianhua", cwd=tmp_path).stdout


def test_hidden_files_and_folders_are_no_records_and_are_told(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    before = FolderSource(tmp_path).files()
    write(
        tmp_path,
        {
            "qinghe/shanghe/.DS_Store": b"\0",
            "qinghe/shanghe/deeds/.2026-03.yml.swp": b"\0",
            "qinghe/shanghe/.idea/config": "x",
            ".hidden/village.yml": VILLAGE,
        },
    )
    assert FolderSource(tmp_path).files() == before
    assert codes_of(verdicts_of(tmp_path)["qinghe/shanghe"]) == []
    told = [(problem.code, problem.file) for problem in check_outline(read_outline(FolderSource(tmp_path)))]
    assert told == [
        ("REC021", "villages/.hidden"),
        ("REC021", "villages/qinghe/shanghe/.DS_Store"),
        ("REC021", "villages/qinghe/shanghe/.idea"),
        ("REC021", "villages/qinghe/shanghe/deeds/.2026-03.yml.swp"),
    ]


def test_an_attachment_is_no_record_and_a_stray_file_is_told(tmp_path: Path) -> None:
    make_project(
        tmp_path,
        {**SMALL, "qinghe/shanghe/attachments/2026/合同.yml": "不是记录", "qinghe/shanghe/deeds/读我.txt": "x"},
    )
    verdict = verdicts_of(tmp_path)["qinghe/shanghe"]
    assert [(problem.code, problem.file) for problem in verdict.problems] == [
        ("ATT004", "villages/qinghe/shanghe/attachments/2026/合同.yml"),
        ("REC005", "villages/qinghe/shanghe/deeds/读我.txt"),
    ]
