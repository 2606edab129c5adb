"""What may not be told cannot be found: not in the lines, not among what is looked up exactly, not in the terms."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings, strategies as st

from cunwu.changes.corrections import Amendment, Decision, redact_value
from cunwu.exports.secret import is_secret
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of, parts_fields
from cunwu.kinds.forms import LINE
from cunwu.kinds.posting import POSTING
from cunwu.kinds.record import Kind
from cunwu.pages.parts.context import PlaceContext
from cunwu.search.place import search_of
from support.effort import effort
from support.search_boards import kind_named, lines_of, village_of
from support.search_model import holds

NAMES = st.text("龘靐齉爩麤灪籱癵", min_size=2, max_size=4)
"""Characters that stand nowhere else, so that not even two of them may be found."""


def names_in(model: type[Item]) -> set[str]:
    """Words of the fields of people who are named and may be taken down, below a model."""
    own = {spec.word for spec in fields_of(model) if is_secret(spec) and spec.form is LINE}
    return own.union(*(names_in(spec.model) for spec in parts_fields(model) if spec.model is not None))


SECRET = {kind.name: names_in(kind.record) for kind in KINDS if names_in(kind.record)}


def told(context: PlaceContext) -> str:
    """All that the files of a search say, and all terms."""
    found = search_of(context)
    return "".join([*(content.decode() for _, content in found.files), *sorted(found.terms)])


def with_name(kind: Kind[Any], name: str) -> str:
    """The sample of a kind in which whoever is named is called `name`."""
    lines = []
    for line in sample_of(kind).splitlines():
        word, colon, _ = line.partition(":")
        lines.append(f"{word}{colon} {name}" if word.lstrip(" -") in SECRET[kind.name] else line)
    return "\n".join(lines) + "\n"


def test_there_are_kinds_that_name_people_who_may_not_be_found() -> None:
    assert "benefit" in SECRET


@settings(max_examples=effort(10, 40), deadline=None)
@given(NAMES, st.sampled_from(sorted(SECRET)))
def test_no_part_of_a_name_that_may_be_taken_down_is_in_any_file_of_the_search(name: str, kind_name: str) -> None:
    kind = kind_named(kind_name)
    text = with_name(kind, name)
    assert name in text
    with TemporaryDirectory() as folder:
        context = village_of(Path(folder), {f"villages/a/{kind.files.replace('*.yml', 'yangli.yml')}": text})
        assert any(file.record is not None for file in context.board.files if file.kind is kind)
        said = told(context)
    assert [sign for sign in name if sign in said] == []


BENEFIT = (
    "编号: 2026-救\n名称: 救灾款\n种类: 灾害救助\n期间: 2026-01..2026-06\n"
    "名单:\n  - 编号: 001\n    姓名: 张某甲\n    小组: 一组\n    金额: 100.00\n"
    "公示:\n  起: 2026-11-14\n  止: 2026-11-20\n"
    "更正:\n  - 编号: 更1\n    条目: 001\n    字段: 姓名\n    原值: 李某乙\n    新值: 张某甲\n"
    "    原因: 抄错\n    批准: 监委会\n    日期: 2026-11-15\n"
)


def test_nobody_who_receives_help_is_found_not_even_while_the_list_is_up(tmp_path: Path) -> None:
    context = village_of(tmp_path, {"villages/a/benefits/2026-01_2026-06.yml": BENEFIT})
    texts = lines_of(context)
    assert holds(texts, "救灾款")
    assert holds(texts, "抄错")
    assert [name for name in ("张某", "李某", "一组", "100.00") if holds(texts, name)] == []
    said = told(context)
    assert [name for name in ("张某", "某甲", "李某", "某乙", "一组", '"100"') if name in said] == []


def test_a_row_that_names_somebody_who_receives_help_has_no_code_to_be_typed(tmp_path: Path) -> None:
    context = village_of(tmp_path, {"villages/a/benefits/2026-01_2026-06.yml": BENEFIT})
    assert "#n-001" not in told(context)


def test_what_only_totals_may_tell_is_not_found(tmp_path: Path) -> None:
    secret = {spec.word: spec.form.choices[-1] for spec in fields_of(POSTING.record) if spec.totals_only and spec.form}
    lines = "".join(f"{word}: {text}\n" for word, text in secret.items())
    sample = "".join(
        line for line in sample_of(POSTING).splitlines(keepends=True) if line.partition(":")[0] not in secret
    )
    texts = lines_of(village_of(tmp_path, {"villages/a/postings/P01.yml": sample + lines}))
    assert holds(texts, "P01")
    assert len(secret) > 3
    assert [text for text in secret.values() if text in texts] == []


def test_what_was_taken_down_is_not_found(tmp_path: Path) -> None:
    word, ledger, path = "对方", sample_of(kind_named("ledger")), "villages/a/finance/2026-03.yml"
    written = next(line for line in ledger.splitlines() if f"{word}:" in line)
    ledger = ledger.replace(written, f"{written.partition(':')[0]}: 龘靐齉")
    assert "龘靐" in told(village_of(tmp_path, {path: ledger}))
    number = ledger[: ledger.index("龘靐齉")].rpartition("- 编号:")[2].split()[0]
    left = redact_value(ledger, path, Amendment(number, word, "", Decision("本人要求", "监委会", date(2026, 4, 8))))
    said = told(village_of(tmp_path, {path: left}))
    assert [sign for sign in "龘靐齉" if sign in said] == []
