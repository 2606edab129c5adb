"""Lists of villages as counties keep them: what is read of them, and every cell that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.boards.places import place_files, rows_of
from cunwu.core.problem import CunwuError
from cunwu.imports.cells import read_table


def files_of(text: str) -> dict[str, str]:
    return place_files(rows_of([line.split(",") for line in text.splitlines()]), "2026-11-20")


def test_a_list_of_one_town_makes_the_town_the_root() -> None:
    files = files_of("县,镇,村名,文件夹\n演示县,演示镇,上河村,shanghe\n演示县,演示镇,莲花村,lianhua\n")
    assert files["region.yml"] == "名称: 演示镇\n级别: 镇\n隶属: 演示县\n"
    assert files.keys() == {"region.yml", "shanghe/village.yml", "lianhua/village.yml"}
    assert files["lianhua/village.yml"] == (
        "名称: 莲花村\n加入日期: 2026-11-20\n法人:\n"
        "  - 编号: 村委会\n    名称: 莲花村村民委员会\n    种类: 村民委员会\n"
    )


def test_what_all_villages_share_stands_above_and_what_differs_in_each() -> None:
    files = files_of("村,周期,截止日\n上河村,每月,15\n莲花村,季度,15\n")
    assert files["region.yml"].endswith("公开设置:\n  截止日: 15\n")
    assert files["c01/village.yml"].endswith("公开设置:\n  周期: 月\n")
    assert files["c02/village.yml"].endswith("公开设置:\n  周期: 季\n")


def test_groups_are_read_by_name_or_by_number() -> None:
    files = files_of("村,村民小组\n上河村,河东组、河西组\n莲花村,12个组\n")
    assert "村民小组:\n  - 编号: 河东组\n    名称: 河东组\n" in files["c01/village.yml"]
    assert "  - 编号: 12组\n    名称: 第十二村民小组\n" in files["c02/village.yml"]


def test_every_cell_that_cannot_be_read_is_named_with_row_column_and_what_was_expected() -> None:
    with pytest.raises(CunwuError) as refused:
        files_of("村,代码,截止日,颜色\n上河村,12345,40,红\n,,,\n莲花村,,十五,\n,,15,\n")
    assert refused.value.message.splitlines()[0] == "名单有 5 处要改："
    assert "第 1 行第 4 列：不认得表头「颜色」" in refused.value.message
    assert "第 2 行第 2 列「代码」：" in refused.value.message
    assert "第 2 行第 3 列「截止日」：应为 1 到 28 之间的日子，如 15，填写的是「40」" in refused.value.message
    assert "第 4 行第 3 列「截止日」：" in refused.value.message
    assert "第 5 行：没有写村的名称" in refused.value.message


def test_a_list_without_villages_says_what_its_heads_may_be() -> None:
    with pytest.raises(CunwuError, match="没有写着「村」的表头"):
        files_of("甲,乙\n1,2\n")


@pytest.mark.parametrize("twice", ["村,文件夹\n上河村,he\n下河村,he\n", "村\n上河村\n上河村\n"])
def test_two_villages_are_never_made_one(twice: str) -> None:
    with pytest.raises(CunwuError, match=r"两个地方|写了 2 次"):
        files_of(twice)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_a_list_is_read_in_every_encoding_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes("村,村文件夹\n上河村,shanghe\n".encode(encoding))
    assert read_table(path) == (("村", "村文件夹"), ("上河村", "shanghe"))


def test_a_merged_village_stays_with_the_day_and_where_it_went() -> None:
    files = files_of("村,撤并日期,合并到\n上河村,,\n下河村,2020-05,上河村\n")
    assert "撤销日期: 2020-05\n并入: 上河村\n加入日期: 2026-11-20\n" in files["c02/village.yml"]
    assert "撤销日期" not in files["c01/village.yml"]


@pytest.mark.parametrize(
    ("row", "said"),
    [("下河村,,上河村", "没有写「撤销日期」"), ("下河村,五月,上河村", "第 2 行第 2 列「撤销日期」：")],
)
def test_a_merger_without_a_day_is_told(row: str, said: str) -> None:
    with pytest.raises(CunwuError) as refused:
        files_of(f"村,撤销日期,并入\n{row}\n")
    assert said in refused.value.message
