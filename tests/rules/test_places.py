"""Places side by side: one name or one code for two of them is told by the place above."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import Severity
from support.projects import COUNTY, TOWN, VILLAGE, make_project, verdicts_of

CODED = "行政区划代码: 439901100200\n"


def told(tmp_path: Path, shanghe: str, other: str, town: str = TOWN) -> list[tuple[str, Severity]]:
    """What the town says of two villages; the villages themselves say nothing."""
    make_project(
        tmp_path,
        {
            "region.yml": COUNTY,
            "qinghe/region.yml": town,
            "qinghe/shanghe/village.yml": shanghe,
            "qinghe/lianhua/village.yml": other,
        },
    )
    verdicts = verdicts_of(tmp_path)
    assert [verdicts[path].problems for path in ("", "qinghe/shanghe", "qinghe/lianhua")] == [(), (), ()]
    return [(problem.code, problem.severity) for problem in verdicts["qinghe"].problems]


@pytest.mark.parametrize("name", ["上河村", "上 河村", "上河村\u3000"])
def test_two_villages_of_one_name_are_told_to_the_town(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, VILLAGE, VILLAGE.replace("名称: 上河村\n", f'名称: "{name}"\n', 1)) == [
        ("REF029", Severity.NOTICE)
    ]


def test_two_villages_of_one_code_are_irregular(tmp_path: Path) -> None:
    other = VILLAGE.replace("上河", "莲花")
    assert told(tmp_path, VILLAGE + CODED, other + CODED) == [("REF030", Severity.IRREGULAR)]


def test_two_villages_with_names_and_codes_of_their_own_are_left_alone(tmp_path: Path) -> None:
    other = VILLAGE.replace("上河", "莲花") + CODED.replace("200", "201")
    assert told(tmp_path, VILLAGE + CODED, other) == []


def test_the_message_names_both_files(tmp_path: Path) -> None:
    make_project(tmp_path, {"region.yml": TOWN, "a/village.yml": VILLAGE, "b/village.yml": VILLAGE})
    (problem,) = verdicts_of(tmp_path)[""].problems
    assert problem.message == "下面有 2 个地方的名称都是「上河村」：villages/a/village.yml、villages/b/village.yml"
    assert problem.file == "villages/region.yml"


def test_a_number_of_a_posting_without_its_village_is_told_with_the_villages_it_may_be(tmp_path: Path) -> None:
    training = "编号: 培1\n名称: 岗前培训\n参加的驻村干部: [{called}]\n"
    posting = "编号: P03\n派出单位: [县水利局]\n职务: 队员\n起: 2026-01-05\n"
    files = {"region.yml": TOWN, "a/village.yml": VILLAGE, "a/postings/P03.yml": posting}

    def told_of(called: str) -> list[tuple[str, str]]:
        make_project(tmp_path, {**files, "trainings/1.yml": training.format(called=called)})
        return [(one.code, one.remedy) for one in verdicts_of(tmp_path)[""].problems]

    remedy = "前面写上村名，中间空一格：{}；不是驻村干部的写职务"
    assert told_of("P03") == [("CAD065", remedy.format("上河村 P03"))]
    assert told_of("P07") == [("CAD065", remedy.format("如 上河村 P07"))]
    assert told_of("上河村 P03") == told_of("刘某") == []
