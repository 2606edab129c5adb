"""A file with slips is judged as if they were mended: everything stands where it stood, nothing is guessed or shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.ledger import LEDGER
from cunwu.yaml.mending import read_mended
from cunwu.yaml.reader import read_yaml, walk_scalars
from support.projects import MARCH, SMALL, codes_of, make_project, verdicts_of

SAMPLES = Path(__file__).resolve().parents[2] / "generator" / "cunwu" / "kinds" / "samples"
WITH_SAMPLE = [kind.name for kind in KINDS if (SAMPLES / f"{kind.name}.yml").is_file()]
FILE = "qinghe/shanghe/finance/2026-03.yml"


def codes(tmp_path: Path, text: str) -> list[str]:
    make_project(tmp_path, {**SMALL, FILE: text})
    return codes_of(verdicts_of(tmp_path)["qinghe/shanghe"])


@pytest.mark.parametrize("slip", [(": ", "："), (": ", ":"), ("- ", "-"), (": ", ":\t")])
@pytest.mark.parametrize("name", WITH_SAMPLE)
def test_a_slip_in_any_line_of_any_kind_leaves_the_rest_where_it_stood(name: str, slip: tuple[str, str]) -> None:
    lines = (SAMPLES / f"{name}.yml").read_text("utf-8").split("\n")
    whole, _ = read_yaml("\n".join(lines).encode(), "a.yml")
    assert whole is not None
    mended = 0
    for number, line in enumerate(lines):
        text = "\n".join((*lines[:number], line.replace(*slip, 1), *lines[number + 1 :]))
        tree, problems = read_mended(text.encode(), "a.yml")
        if tree is None or not problems:
            continue
        mended += 1
        assert {problem.spot.line for problem in problems} == {number + 1}
        told, expected = list(walk_scalars(tree)), list(walk_scalars(whole))
        assert [(path, one.text) for path, one in told] == [(path, one.text) for path, one in expected]
        others = [(one.line, one.column) for _, one in told if one.line != number + 1]
        assert others == [(one.line, one.column) for _, one in expected if one.line != number + 1]
    assert mended or slip[0] == "- "


def test_a_mended_record_is_judged_and_shown_to_nobody(tmp_path: Path) -> None:
    make_project(tmp_path, {**SMALL, FILE: MARCH.replace("账套: ", "账套：").replace("1500.00", "1600.00")})
    verdict = verdicts_of(tmp_path)["qinghe/shanghe"]
    assert sorted(codes_of(verdict)) == ["FIN003", "FIN004", "YML004"]
    assert [record.period.text for record in verdict.board.records(LEDGER)] == ["2026-04"]
    assert not verdict.is_clean


def test_an_amount_nobody_can_know_leaves_the_sum_open(tmp_path: Path) -> None:
    assert codes(tmp_path, MARCH.replace("收入: 300.00", "收入: 三百多")) == ["REC003"]


def test_a_row_whose_day_is_lost_is_judged_by_nothing_but_its_amount(tmp_path: Path) -> None:
    lost = MARCH.replace("2026-03-03", "月初")
    assert codes(tmp_path / "right", lost) == ["REC003"]
    wrong = lost.replace("期末: 1500.00", "期末: 1.00")
    assert sorted(codes(tmp_path / "wrong", wrong)) == ["FIN003", "FIN004", "REC003"]


def test_a_misspelt_word_is_not_missing_besides(tmp_path: Path) -> None:
    assert codes(tmp_path, MARCH.replace("摘要", "摘药")) == ["REC002"]


def test_the_period_is_taken_from_the_name_of_the_file_only_to_judge_the_rest(tmp_path: Path) -> None:
    text = MARCH.replace("期间: 2026-03\n", "").replace("期末: 1500.00", "期末: 1600.00")
    assert sorted(codes(tmp_path, text)) == ["FIN003", "FIN004", "REC001"]
