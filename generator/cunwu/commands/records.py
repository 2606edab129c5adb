"""What the commands do, free of clock and terminal: check, explain, fmt, schema."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from cunwu.changes.corrections import Amendment, Decision, correct_value, mark_late, redact_value, withdraw_item
from cunwu.core.paths import RECORDS, Project
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError, Problem
from cunwu.core.progress import progress
from cunwu.git.repository import read_published
from cunwu.kinds import KINDS
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.records.board import Outline, read_board, read_outline
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.readings import Readings
from cunwu.records.source import FolderSource
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.rules import CODES, FAMILIES
from cunwu.rules.checker import check_outline, check_place
from cunwu.yaml.form import format_text
from cunwu.yaml.reader import read_yaml

_LINK = regex(r"\[([^]\n]+)\]\([^)\n]+\)")
_MARKED = regex(r'(?<=") hl_lines="[0-9 ]+"$', re.MULTILINE)


def check_records(project: Project, paths: Sequence[Path], as_of: date, here: Path) -> Report:
    """Check the places that hold `paths` (everything without any) and report on what lies under them."""
    source = FolderSource(project.root, Readings(project.cache))
    outline = read_outline(source)
    wanted = [_within_project(project, path, here) for path in paths]
    # A problem names its file without the number that its name may hold.
    told = [hide_leaks(path) for path in wanted]
    places = list(_places_touched(outline, wanted))
    found = [
        PlaceProblems("不属于任何地方的文件", _only(check_outline(outline), told)),
        *(
            PlaceProblems(" · ".join(place.full_name), _only(check_place(source, place, as_of).problems, told))
            for place in progress(places, "检查")
        ),
    ]
    return Report(tuple(found), len(places), as_of)


def _within_project(project: Project, path: Path, here: Path) -> str:
    """A path as records name it: relative to the project, with forward slashes."""
    absolute = (here / path).resolve()
    if not absolute.exists():
        raise CunwuError(f"没有文件或文件夹 {path}", next_step=f"ls {RECORDS}")
    try:
        relative = absolute.relative_to(project.root.resolve()).as_posix()
    except ValueError:
        raise CunwuError(f"{path} 不在项目文件夹里", next_step=f"cd {project.root}") from None
    if relative == ".":
        return ""
    if relative.split("/", 1)[0] != RECORDS:
        raise CunwuError(f"{path} 不是记录；记录都在 {RECORDS}/ 里", next_step=f"cunwu check {RECORDS}")
    return relative


def _covers(wanted: str, path: str) -> bool:
    return not wanted or path == wanted or path.startswith(f"{wanted}/")


def _places_touched(outline: Outline, wanted: Sequence[str]) -> Iterator[Place]:
    for place in outline.root.walk():
        if not wanted or any(_covers(one, path) for one in wanted for path in place.files):
            yield place


def _only(problems: Sequence[Problem], wanted: Sequence[str]) -> tuple[Problem, ...]:
    """Problems that lie, or have a consequence that lies, under what was asked for."""
    return tuple(
        problem
        for problem in problems
        if not wanted or any(_covers(one, part.file) for one in wanted for part in (problem, *problem.consequences))
    )


def correct_record(project: Project, file: Path, here: Path, amendment: Amendment, base: str) -> str:
    """Correct one value published in the commit `base`; answers what was done and what must follow."""
    path, text = _record_text(project, file, here)
    committed = read_published(project.root, path, base)
    published = committed.decode("utf-8-sig", "replace") if committed is not None else None
    edited = correct_value(text, path, amendment, published=published)
    return _write_edit(project, path, text, edited, amendment.decision.on)


def withdraw_from_record(project: Project, file: Path, here: Path, number: str, decision: Decision) -> str:
    """Withdraw one item in its file; answers what was done and what must follow."""
    path, text = _record_text(project, file, here)
    return _write_edit(project, path, text, withdraw_item(text, path, number, decision), decision.on)


def redact_in_record(project: Project, file: Path, here: Path, amendment: Amendment) -> str:
    """Take down one personal text in its file; answers what was done and what must follow."""
    path, text = _record_text(project, file, here)
    return _write_edit(project, path, text, redact_value(text, path, amendment), amendment.decision.on)


def mark_late_in_record(project: Project, file: Path, here: Path, number: str, decision: Decision) -> str:
    """Mark one item in its file as a late entry; answers what was done and what must follow."""
    path, text = _record_text(project, file, here)
    return _write_edit(project, path, text, mark_late(text, path, number, decision), decision.on)


def _record_text(project: Project, file: Path, here: Path) -> tuple[str, str]:
    """A record's path and its text on disk."""
    path = _within_project(project, file, here)
    content = FolderSource(project.root).read(path)
    if read_yaml(content, path)[0] is None:
        raise CunwuError(f"{path} 读不了，先改好它", next_step=f"cunwu check {path}")
    return path, content.decode("utf-8-sig")


def _write_edit(project: Project, path: str, before: str, after: str, as_of: date) -> str:
    """Write the edited record; tell its changed lines, and what no longer adds up because of them."""
    _write_record(project.root / path, after.encode())
    changed = difflib.unified_diff(format_text(before).splitlines(), after.splitlines(), lineterm="", n=0)
    lines = [f"已改写 {path}："]
    lines += [f"  {line}" for line in changed if not line.startswith(("---", "+++", "@@"))]
    source = FolderSource(project.root)
    outline = read_outline(source)
    found = [
        problem
        for place in _places_touched(outline, [path])
        for problem in check_place(source, place, as_of).problems
        if problem.is_error
    ]
    if found:
        lines.append("这些地方要跟着改：")
        lines += [
            f"  {one.file}:{one.spot.line}: {one.code} {one.message}"
            for problem in found
            for one in (problem, *problem.consequences)
        ]
        lines += _later_periods(source, outline, path)
    return "\n".join(lines) + "\n"


def _later_periods(source: FolderSource, outline: Outline, path: str) -> Iterator[str]:
    """The periods of the same book that carry on from this one."""
    for place in _places_touched(outline, [path]):
        board = read_board(source, place)
        ledger = next((file.record for file in board.files_of(LEDGER) if file.path == path), None)
        if isinstance(ledger, Ledger):
            chain = sorted(one.period for one in board.records(LEDGER) if one.book == ledger.book)
            later = "、".join(period.label for period in chain if period > ledger.period)
            if later:
                yield f"期末一改，同一账套以后各期的期初、期末也要一期一期更正：{later}"


def explain_code(project: Project, code: str) -> str:
    """The page of a rule, for the terminal: links are their words, and no line of an example is marked."""
    from cunwu.frame.rule_page import RulePages

    entry = CODES.get(code.upper())
    if entry is None:
        near = difflib.get_close_matches(code.upper(), CODES, n=1, cutoff=0.4)
        raise CunwuError(f"没有代码为「{code}」的规则", next_step=f"cunwu explain {near[0] if near else ''}".strip())
    pages = RulePages(project)
    if pages.find(entry.code) is None:
        return f"{entry.code}（{entry.severity.value}）{entry.message}\n改法：{entry.remedy}\n"
    text = _LINK.sub(r"\1", pages.markdown(entry.code))
    return _MARKED.sub("", text)


def list_codes() -> str:
    """Every code with its message, family by family."""
    lines: list[str] = []
    for family, label in FAMILIES.items():
        lines += ["", f"{family} {label}"]
        lines += [
            f"  {entry.code} {entry.severity.value}  {entry.message}"
            for entry in CODES.values()
            if entry.family == family
        ]
    return "\n".join(lines[1:]) + "\n"


def format_records(
    project: Project,
    paths: Sequence[Path],
    here: Path,
    *,
    write: bool,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bring records into the canonical form; answers the files that changed and those that could not be read."""
    source = FolderSource(project.root)
    wanted = [_within_project(project, path, here) for path in paths]
    changed: list[str] = []
    refused: list[str] = []
    for path in source.files():
        if not path.endswith(".yml") or not (not wanted or any(_covers(one, path) for one in wanted)):
            continue
        content = source.read(path)
        if read_yaml(content, path)[0] is None:
            refused.append(path)
            continue
        formatted = format_text(content.decode("utf-8-sig")).encode()
        if formatted != content:
            changed.append(path)
            if write:
                _write_record(project.root / path, formatted)
    return tuple(changed), tuple(refused)


def _write_record(path: Path, content: bytes) -> None:
    """Replace a record in one step: whoever pulls the plug finds the old one or the new one, never half of one."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(content)
        draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CunwuError(f"写不了 {path}：{error.strerror}", next_step=f"检查权限：ls -l {path}") from error


def schema_of(name: str) -> str:
    """The JSON Schema of one kind, with the Chinese words as its properties."""
    kind = next((kind for kind in KINDS if name in (kind.name, kind.label)), None)
    if kind is None:
        known = "、".join(kind.name for kind in KINDS)
        raise CunwuError(f"没有「{name}」这种记录，只有 {known}", next_step="cunwu schema ledger")
    schema = kind.record.model_json_schema(by_alias=True, mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.label}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
