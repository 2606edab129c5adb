"""The settings of forms say what the declarations say, of every kind and on every platform."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from cunwu.boards.forms import BACKENDS, LIBRARIES, Forms, form_files, settings_of
from cunwu.core.problem import CunwuError
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of

HERE = Forms("villages/shanghe", "上河村", "villages/shanghe/village.yml")
THERE = {"repository": "town/board", "address": "https://git.example.cn", "application": "7"}
COLLECTIONS = {one["name"]: one for one in settings_of(HERE)["collections"]}


def on(platform: str, **facts: str) -> Forms:
    return Forms(HERE.folder, HERE.name, HERE.own_file, platform, **{**THERE, **facts})


def pairs(model: type[Item], fields: list[dict[str, Any]]) -> Iterator[tuple[FieldSpec, dict[str, Any]]]:
    for spec, field in zip(fields_of(model), fields, strict=True):
        yield spec, field
        if spec.model is not None:
            yield from pairs(spec.model, field["fields"])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_form_asks_for_every_declared_field_by_its_word_and_takes_figures_as_text(kind: Any) -> None:
    if kind.name == "region":
        return
    collection = COLLECTIONS[kind.name]
    fields = collection["fields"] if kind.folder else collection["files"][0]["fields"]
    for spec, field in pairs(kind.record, fields):
        assert field["name"] == spec.word
        assert field["widget"] in {"string", "text", "select", "list", "object"}  # none that makes numbers of texts
        if "pattern" in field:
            assert spec.form is not None
            assert re.search(field["pattern"][0], spec.form.example)
    words = {field["name"] for field in fields}
    if kind.folder:
        named = re.findall(r"\{\{(.+?)\}\}", collection["slug"])
        assert named
        assert {*named, collection["identifier_field"]} <= words


@pytest.mark.parametrize("platform", BACKENDS)
def test_every_platform_gets_requests_and_the_page_calls_no_other(platform: str) -> None:
    forms = HERE if platform == "none" else on(platform)
    assert settings_of(forms)["publish_mode"] == "editorial_workflow"
    page = form_files(forms)["index.html"].decode()
    policy = re.search(r"connect-src 'self' ([^\"]*)\"", page)
    assert policy is not None
    hosts = {"none": "http://localhost:* http://127.0.0.1:*", "github": "https://api.github.com"}
    assert policy[1] == hosts.get(platform, "https://git.example.cn")
    assert re.findall(r'(?:src|href)="(?!data:)([^"]*)"', page) == [
        "config.js",
        *(one.file for one in LIBRARIES),
        "forms.js",
    ]
    assert all(one.integrity in page for one in LIBRARIES)


@pytest.mark.parametrize(
    "facts",
    [{"repository": ""}, {"application": ""}, {"address": "git.example.cn"}, {"address": "https://a; script-src *"}],
)
def test_what_a_platform_needs_and_was_not_told_is_asked_for(facts: dict[str, str]) -> None:
    with pytest.raises(CunwuError, match="--"):
        settings_of(on("gitlab", **facts))


def test_the_name_of_a_place_is_no_markup() -> None:
    page = form_files(Forms("villages/a", "<script>", "villages/a/village.yml"))["index.html"].decode()
    assert "<title>&lt;script&gt;" in page
