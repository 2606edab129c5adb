"""What a clerk should write instead of a text that cannot be read."""

from __future__ import annotations

from cunwu.kinds.base import FieldSpec
from cunwu.kinds.forms import Form
from cunwu.values.absence import Absence
from cunwu.values.dates import day_within
from cunwu.values.period import parse_period, right_period

_NOTHING = ("", "不适用", "无", "没有", "未知", "不知道", "空", "/", "-", "--", "—", "——", "N/A", "n/a")
"""What is typed where there is nothing to type, or where it is not known."""


def _says_nothing(word: str, spec: FieldSpec, found: str) -> str:
    """What to write, or to leave out, where the text says that there is nothing; empty if it says something."""
    form = spec.form
    if form is None or found.strip() not in _NOTHING:
        return ""
    zero = next((word for word in ("零", "0") if _accepts(form, word)), "")
    ways = [f"是零的写 {zero}"] if zero else []
    ways += ["查不清的写 不详"] if _accepts(form, "不详") else []
    ways += ["没有就删去这一行"] if not spec.required else []
    return f"「{word}」{'；'.join(ways)}" if ways else ""


def _accepts(form: Form, word: str) -> bool:
    try:
        value = form.parse(word)
    except ValueError:
        return False
    return isinstance(value, Absence) or not isinstance(value, str)


def how_to_rewrite(word: str, spec: FieldSpec | None, right: str, found: str, *, in_list: bool) -> str:
    """The remedy for a text that is no value: what this field should say, never the value of an example."""
    if spec is not None and not right and (told := _says_nothing(word, spec, found)):
        return told
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
