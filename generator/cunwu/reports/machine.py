"""Reports for machines: JSON, GitHub annotations, SARIF 2.1.0, GitLab code quality, JUnit XML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import quote
from xml.etree import ElementTree as ET

import cunwu
from cunwu.core.patterns import regex
from cunwu.core.problem import Problem, Severity
from cunwu.reports.summary import Report
from cunwu.rules.catalogue import CODES

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def report_json(report: Report) -> str:
    """Our own form, version 1: every problem with its consequences inside."""
    return _dump(
        {
            "version": 1,
            "as_of": report.as_of.isoformat(),
            "checked": report.checked,
            "errors": report.errors,
            "irregularities": report.irregularities,
            "notices": report.notices,
            "problems": [
                {"place": place.name, **_as_json(problem)} for place in report.places for problem in place.problems
            ],
        },
    )


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.spot.line,
        "column": problem.spot.column,
        "end_column": problem.spot.column + problem.spot.width,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "remedy": problem.remedy,
        "line_text": problem.line_text,
        "item": problem.item,
        "field": problem.field,
        "answer": problem.answer,
        "consequences": [_as_json(consequence) for consequence in problem.consequences],
    }


_GITHUB = {Severity.ERROR: "error", Severity.IRREGULAR: "warning", Severity.NOTICE: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.IRREGULAR: "warning", Severity.NOTICE: "note"}
_GITLAB = {Severity.ERROR: "major", Severity.IRREGULAR: "minor", Severity.NOTICE: "info"}


def report_github(report: Report) -> str:
    """Workflow commands, one line a problem; nothing in a record can end the line or start another command."""
    lines = (
        f"::{_GITHUB[problem.severity]} file={_property(problem.file)},line={problem.spot.line},"
        f"col={problem.spot.column},endColumn={problem.spot.column + problem.spot.width},"
        f"title={_property(problem.code)}::{_message(_sentence(problem))}"
        for problem in report.problems
    )
    return "".join(f"{line}\n" for line in lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def report_sarif(report: Report) -> str:
    """SARIF 2.1.0; paths relative to the project's root."""
    used = sorted({problem.code for problem in report.problems})
    return _dump(
        {
            "$schema": _SARIF_SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "cunwu",
                            "version": cunwu.__version__,
                            "language": "zh-CN",
                            "rules": [_sarif_rule(code) for code in used],
                        },
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": [_sarif_result(problem, used.index(problem.code)) for problem in report.problems],
                },
            ],
        },
    )


def _sarif_rule(code: str) -> Mapping[str, object]:
    entry = CODES[code]
    return {
        "id": code,
        "name": "".join(part.title() for part in entry.name.split("_")),
        "shortDescription": {"text": entry.message},
        "help": {"text": entry.remedy},
        "defaultConfiguration": {"level": _SARIF[entry.severity]},
    }


def _sarif_result(problem: Problem, index: int) -> Mapping[str, object]:
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _SARIF[problem.severity],
        "message": {"text": _sentence(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(problem.file, errors="surrogateescape")},
                    "region": {
                        "startLine": problem.spot.line,
                        "startColumn": problem.spot.column,
                        "endColumn": problem.spot.column + problem.spot.width,
                    },
                },
            },
        ],
        "partialFingerprints": {"cunwu/v1": _fingerprint(problem)},
    }


def report_gitlab(report: Report) -> str:
    """GitLab's code quality report, in JSON; paths relative to the project's root."""
    seen: dict[str, int] = {}
    rows = []
    for problem in report.problems:
        fingerprint = _fingerprint(problem)
        seen[fingerprint] = seen.get(fingerprint, 0) + 1
        if seen[fingerprint] > 1:  # GitLab shows one of two with the same fingerprint
            fingerprint = hashlib.sha256(f"{fingerprint}{seen[fingerprint]}".encode()).hexdigest()
        rows.append(
            {
                "description": _sentence(problem),
                "check_name": problem.code,
                "fingerprint": fingerprint,
                "severity": _GITLAB[problem.severity],
                "location": {"path": problem.file, "lines": {"begin": problem.spot.line}},
            },
        )
    return _dump(rows)


def _fingerprint(problem: Problem) -> str:
    """A digest of a problem that stays the same after lines were added above it."""
    told = f"{problem.file}\0{problem.code}\0{problem.message}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def report_junit(report: Report) -> str:
    """JUnit XML: a suite a place, a case a file with problems; a place without any has one passed case."""
    root = ET.Element("testsuites", name="cunwu check")
    for place in report.places:
        by_file: dict[str, list[Problem]] = {}
        for problem in place.problems:
            by_file.setdefault(problem.file, []).append(problem)
        suite = ET.SubElement(root, "testsuite", name=_xml(place.name), tests=str(max(len(by_file), 1)))
        failures = 0
        if not by_file:
            ET.SubElement(suite, "testcase", name="全部记录", classname=_xml(place.name))
        for file, problems in by_file.items():
            case = ET.SubElement(suite, "testcase", name=_xml(file), classname=_xml(place.name))
            errors = [problem for problem in problems if problem.is_error]
            if errors:
                failures += 1
                failure = ET.SubElement(case, "failure", type=errors[0].code, message=_xml(errors[0].message))
                failure.text = _xml("\n".join(_one_line(problem) for problem in errors))
            notices = [problem for problem in problems if not problem.is_error]
            if notices:
                ET.SubElement(case, "system-out").text = _xml("\n".join(_one_line(problem) for problem in notices))
        suite.set("failures", str(failures))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _one_line(problem: Problem) -> str:
    place = f"{problem.file}:{problem.spot.line}:{problem.spot.column}"
    return f"{place}: {problem.severity.value} {problem.code} {_sentence(problem)}"


def _sentence(problem: Problem) -> str:
    """What is wrong, what was said of it, and the remedy."""
    answer = f"说明：{problem.answer}。" if problem.answer else ""
    return f"{problem.message}。{answer}{problem.remedy}"


_NOT_XML = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
