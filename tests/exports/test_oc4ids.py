"""Projects in OC4IDS: every shipped place against the published schema, and what must not be lost on the way."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from cunwu.exports.formats import files_of
from cunwu.kinds.project import PROJECT
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(__file__).parent / "oc4ids"
SOURCE = FolderSource(ROOT)
PLACES = [place for place in read_outline(SOURCE).root.walk() if read_board(SOURCE, place).records(PROJECT)]
each_place = pytest.mark.parametrize("path", [place.path for place in PLACES])


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))


def package(path: str) -> Any:
    place = next(one for one in PLACES if one.path == path)
    ((name, content),) = files_of(read_board(SOURCE, place), ["oc4ids"], date(2026, 11, 30))
    assert name == "oc4ids.json"
    return json.loads(content)


def projects(path: str) -> dict[str, Any]:
    return {one["id"].rpartition("-")[2]: one for one in package(path)["projects"]}


@each_place
def test_the_package_of_every_place_with_projects_is_valid_against_the_published_schema(path: str) -> None:
    single = schema("project-schema")
    assert "0__9__5" in single["id"]
    registry = Registry().with_resource(single["id"], Resource.from_contents(single, DRAFT4))
    whole = schema("project-package-schema")
    validator = Draft4Validator(whole, registry=registry, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(package(path))] == []


def test_there_are_places_with_projects() -> None:
    assert len(PLACES) > 5


def test_the_schema_refuses_what_it_should() -> None:
    validator = Draft4Validator(schema("project-schema"))
    assert not validator.is_valid({"id": "1", "status": "在建"})
    assert not validator.is_valid({"title": "no identifier"})


def test_a_gap_is_a_line_of_the_sources_and_is_given_by_nobody() -> None:
    (sources,) = projects("yanshi/qinghe/datian")["机耕路"]["budget"]["budgetBreakdowns"]
    assert {"id": "源3", "amount": {"amount": 30000.0, "currency": "CNY"}}.items() <= sources["budgetBreakdown"][
        2
    ].items()
    assert sources["budgetBreakdown"][2]["description"].startswith("缺口")


def test_what_is_left_over_is_told_and_contract_change_and_settled_price_stay_apart() -> None:
    lamps = projects("yanshi/qinghe/shanghe")["路灯"]
    assert lamps["budget"]["description"] == "结余 1920.00 元"
    (process,) = lamps["contractingProcesses"]
    summary = process["summary"]
    assert summary["contractValue"]["amount"] == 64800
    assert summary["modifications"][0]["newContractValue"]["amount"] == 64080
    assert summary["finalValue"]["amount"] == 64080
    assert [one["value"]["amount"] for one in summary["transactions"]] == [19440, 42717.6]
    assert lamps["milestones"][4]["description"] == "验收单"


def test_a_self_built_project_has_no_contract_value() -> None:
    (process,) = projects("yanshi/qinghe/shiqiao")["竹道"]["contractingProcesses"]
    assert process["summary"]["tender"] == {"procurementMethod": "direct", "procurementMethodDetails": "以工代赈"}
    assert "contractValue" not in process["summary"]


def test_a_tendered_project_tells_how_many_came_and_the_ceiling() -> None:
    (process,) = projects("yanshi/qinghe/shiqiao")["水池"]["contractingProcesses"]
    assert process["id"] == "2026-石-5"
    assert process["summary"]["tender"]["numberOfTenderers"] == 2
    assert process["summary"]["tender"]["costEstimate"]["amount"] == 52000


def test_a_rough_quantity_keeps_its_words_and_gives_no_number() -> None:
    (walls,) = [one for one in projects("yanshi/qinghe/shiqiao")["竹道"]["metrics"] if one["title"] == "挡土墙"]
    assert walls["observations"] == [{"id": "1", "unit": {"name": "立方米"}, "notes": "约180 立方米"}]
