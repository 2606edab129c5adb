"""A tree of texts → a record of its kind, or every problem that keeps it from being one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from cunwu.core.problem import Problem, Spot
from cunwu.core.refusal import Refusal
from cunwu.kinds.base import FieldSpec, Item, Kind, Record, words_of
from cunwu.kinds.parts import owner_of
from cunwu.yaml.reader import Mapping as MappingNode, Plain, key_spot_at, spot_at, to_plain

R = TypeVar("R", bound=Record)

REC_REFUSALS: dict[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "REC001",
            "required_field_missing",
            "缺少「{word}」",
            "补一行「{word}: …」，例如 {word}: {example}",
        ),
        Refusal(
            "REC002",
            "key_unknown",
            "没有「{word}」这一栏{nearest}",
            "改成本表里有的栏目：{known}",
        ),
        Refusal("REC003", "value_unreadable", "「{word}」{reason}", "照例子改写：{word}: {example}"),
        Refusal(
            "REC004",
            "shape_wrong",
            "「{word}」{expected}，填写的是{found}",
            "{how}",
        ),
    )
}

_SHAPE_NAMES: Mapping[type, str] = {dict: "一组下级栏目", list: "一个列表", str: "一行文字"}


def read_record(kind: Kind[R], node: MappingNode, file: str) -> tuple[R | None, tuple[Problem, ...]]:
    """The record in `node`, or every problem that keeps it from being one."""
    return read_record_in(kind, to_plain(node), file, lambda: node)


def read_record_in(
    kind: Kind[R], plain: Plain, file: str, find_tree: Callable[[], MappingNode | None]
) -> tuple[R | None, tuple[Problem, ...]]:
    """The record in the texts of a file, or every problem; only then is its tree asked for, to say where they are."""
    unit = plain.get("单位") if isinstance(plain, dict) else None
    try:
        return kind.record.model_validate(plain, context={"unit": unit}), ()
    except ValidationError as error:
        if (node := find_tree()) is None:  # but what has texts has a tree
            raise
        found = (_problem_of(kind.record, node, file, dict(detail)) for detail in error.errors(include_url=False))
        return None, tuple(found)


def _problem_of(model: type[Item], node: MappingNode, file: str, detail: dict[str, Any]) -> Problem:
    path: tuple[str | int, ...] = tuple(detail["loc"])
    owner, spec = owner_of(model, path)
    word = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    match detail["type"]:
        case "missing":
            example = spec.example_text if spec else "…"
            return REC_REFUSALS["REC001"].problem(file, spot_at(node, path), word=word, example=example or "…")
        case "extra_forbidden":
            import difflib  # a board without faults needs none of it

            near = difflib.get_close_matches(word, words_of(owner), n=1, cutoff=0.5)
            nearest = f"，是不是「{near[0]}」？" if near else ""
            known = "、".join(words_of(owner))
            return REC_REFUSALS["REC002"].problem(
                file,
                key_spot_at(node, path),
                word=word,
                nearest=nearest,
                known=known,
            )
        case "form":
            reason = detail["ctx"]["reason"]
            example = spec.example_text if spec else "…"
            return REC_REFUSALS["REC003"].problem(file, spot_at(node, path), word=word, reason=reason, example=example)
        case _:
            return _shape_problem(file, spot_at(node, path), word, spec, detail)


def _shape_problem(file: str, spot: Spot, word: str, spec: FieldSpec | None, detail: dict[str, Any]) -> Problem:
    found = _SHAPE_NAMES.get(type(detail["input"]), "别的内容")
    if spec is not None and spec.many and not isinstance(detail["loc"][-1], int):
        expected, how = "应为列表", "每一条另起一行，缩进两格，用「- 」开头"
    elif spec is not None and spec.model is not None:
        expected, how = "应为一组下级栏目", "另起一行，缩进后写「栏目: 内容」"
    else:
        example = spec.example_text if spec else "…"
        expected, how = "应为一行文字", f"把内容写在同一行，例如 {word}: {example}"
    return REC_REFUSALS["REC004"].problem(file, spot, word=word, expected=expected, found=found, how=how)
