"""What a clerk should write instead of a text that cannot be read."""

from __future__ import annotations

from cunwu.kinds.base import FieldSpec
from cunwu.values.dates import day_within
from cunwu.values.period import parse_period, right_period


def how_to_rewrite(word: str, spec: FieldSpec | None, right: str, *, in_list: bool) -> str:
    """The remedy for a text that is no value: what this field should say, never the value of an example."""
    if right:
        return f"改成 - {right}" if in_list else f"改成 {word}: {right}"
    if spec is not None and spec.form is not None and spec.form.choices:
        return f"「{word}」从这几个里选一个：{'、'.join(spec.form.choices)}"
    form = f"，写成{spec.form.name}" if spec is not None and spec.form is not None else ""
    return f"对照原件重写「{word}」{form}"


def period_in_name(file: str) -> str:
    """The period with which the name of a file begins; empty if it begins with none."""
    name = file.rpartition("/")[2].removesuffix(".yml").replace("_", "..")
    parts = name.split("-")
    for count in range(len(parts), 0, -1):
        text = "-".join(parts[:count])
        try:
            return parse_period(text).text
        except ValueError:
            continue
    return ""


def with_its_year(text: str, period: str) -> tuple[str, str] | None:
    """The day that a text without its year means in the period of its record, and the advice; None if unsure."""
    try:
        span = parse_period(right_period(period) or period)
    except ValueError:
        return None
    return day_within(text, span.first, span.last)
