"""content/sources.yml holds what the pages and the rules cite, and says how far each source was read."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cunwu.rules.catalogue import CODES

CONTENT = Path(__file__).resolve().parents[2] / "content"
FIELDS = {"key", "title", "version", "article", "in_force_from", "in_force_to", "successor", "read", "note", "url"}
REQUIRED = {"key", "title", "read"}
READ = {"full", "second-hand", "unverified"}
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
WHEN = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
KEY_CITED = re.compile(r"`([a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*)`")


def sources() -> list[dict[str, Any]]:
    found: Any = yaml.safe_load((CONTENT / "sources.yml").read_text("utf-8"))
    assert isinstance(found, list)
    assert {type(entry) for entry in found} == {dict}
    return found


def named(faulty: list[dict[str, Any]]) -> list[str]:
    return [str(entry.get("key")) for entry in faulty]


def test_only_known_fields_are_used() -> None:
    assert {field for entry in sources() for field in entry} <= FIELDS


def test_every_value_is_text() -> None:
    assert named([entry for entry in sources() if not all(isinstance(value, str) for value in entry.values())]) == []


def test_no_value_is_blank() -> None:
    assert named([entry for entry in sources() if not all(value.strip() for value in entry.values())]) == []


def test_every_source_has_a_key_a_title_and_how_far_it_was_read() -> None:
    assert named([entry for entry in sources() if not entry.keys() >= REQUIRED]) == []


def test_keys_are_unique() -> None:
    keys = [entry["key"] for entry in sources()]
    assert sorted(keys) == sorted(set(keys))


def test_keys_are_a_group_and_an_item_in_english() -> None:
    assert named([entry for entry in sources() if not KEY.fullmatch(entry["key"])]) == []


def test_how_far_a_source_was_read_is_one_of_three() -> None:
    assert {entry["read"] for entry in sources()} <= READ


def test_what_was_not_read_in_full_says_so_in_a_note() -> None:
    assert named([entry for entry in sources() if entry["read"] != "full" and not entry.get("note")]) == []


def test_dates_are_years_months_or_days_in_order() -> None:
    for entry in sources():
        dates = [entry[field] for field in ("in_force_from", "in_force_to") if field in entry]
        assert all(WHEN.fullmatch(text) for text in dates), entry["key"]
        assert dates == sorted(dates), entry["key"]


def test_every_repealed_wording_names_the_one_that_holds_now() -> None:
    keys = {entry["key"]: entry for entry in sources()}
    for entry in sources():
        assert ("in_force_to" in entry) == ("successor" in entry), entry["key"]
        assert "in_force_to" not in keys.get(entry.get("successor", ""), {}), entry["key"]
        assert entry.get("successor", entry["key"]) in keys, entry["key"]


def test_no_rule_rests_on_a_repealed_wording() -> None:
    repealed = {entry["key"] for entry in sources() if "successor" in entry}
    assert {code: entry.source for code, entry in CODES.items() if entry.source in repealed} == {}


def test_no_setting_of_the_shipped_places_rests_on_a_repealed_wording() -> None:
    keys = {entry["key"] for entry in sources() if "successor" not in entry}
    for path in (CONTENT.parent / "villages").rglob("*.yml"):
        cited = re.findall(r"依据: ([a-z0-9-]+/[a-z0-9-]+)$", path.read_text("utf-8"), re.MULTILINE)
        assert set(cited) <= keys, path


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("FIN021", "villagers-committee-law-2026/disclosure"),
        ("PUB004", "villagers-committee-law-2026/disclosure"),
        ("MTG004", "villagers-committee-law-2026/decisions"),
        ("LEV010", "villagers-committee-law-2026/decisions"),
        ("LEV011", "villagers-committee-law-2026/decisions"),
        ("FIN030", "villagers-committee-law-2026/supervision"),
        ("FIN012", "accounting-law/separation"),
        ("FIN022", "rural-collective-law/legal-person"),
        ("PRJ010", "procurement/bid-above-ceiling"),
        ("DEB007", "program/borrowing"),
        ("DEB010", "program/borrowing"),
        ("AUD005", "program/arithmetic"),
        ("BEN011", "program/objections"),
        ("FIN003", "bookkeeping/identities"),
        ("FIN013", "bookkeeping/practice"),
    ],
)
def test_a_rule_names_the_law_that_says_it_or_the_program_itself(code: str, source: str) -> None:
    assert CODES[code].source == source


def test_the_pages_do_not_cite_a_repealed_wording() -> None:
    repealed = {entry["key"] for entry in sources() if "successor" in entry and "accounting" not in entry["key"]}
    for page in pages():
        assert set(KEY_CITED.findall((CONTENT / page).read_text("utf-8"))) & repealed == set(), page


def test_addresses_are_https() -> None:
    assert named([entry for entry in sources() if not entry.get("url", "https://").startswith("https://")]) == []


def pages() -> list[str]:
    """Pages of the guide; those about rules and kinds are held to their declarations elsewhere."""
    return sorted(str(path.relative_to(CONTENT)) for path in (*CONTENT.glob("*.md"), *CONTENT.glob("handbook/*.md")))


@pytest.mark.parametrize("page", pages())
def test_every_key_a_page_cites_is_a_source(page: str) -> None:
    cited = set(KEY_CITED.findall((CONTENT / page).read_text("utf-8")))
    assert cited - {entry["key"] for entry in sources()} == set()
