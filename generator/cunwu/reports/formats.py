"""Every format in which problems are reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cunwu.reports.machine import report_github, report_gitlab, report_json, report_junit, report_sarif
from cunwu.reports.summary import Report
from cunwu.reports.text import report_text

REPORTS: Mapping[str, Callable[[Report], str]] = {
    "text": report_text,
    "json": report_json,
    "github": report_github,
    "sarif": report_sarif,
    "gitlab": report_gitlab,
    "junit": report_junit,
}
"""Format → its function, which returns the report as text that ends with a line feed."""
