"""requirements.lock: everything, nothing loose, no address, and enough for what pyproject.toml asks."""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
TOOLS_BEGIN = "# For lint and tests"


class Pin(NamedTuple):
    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        (specifier,) = self.requirement.specifier
        assert specifier.operator == "=="
        return specifier.version


def pins_in(text: str) -> tuple[Pin, ...]:
    lines = (line.split() for line in text.replace("\\\n", "").splitlines() if not line.startswith("#"))
    return tuple(
        Pin(
            Requirement(" ".join(word for word in words if not word.startswith("--"))),
            tuple(word for word in words if word.startswith("--")),
        )
        for words in lines
        if words
    )


PINS = pins_in(LOCK)
BOARD_PINS = pins_in(LOCK.partition(TOOLS_BEGIN)[0])


def asked_of_the_board() -> tuple[Requirement, ...]:
    return tuple(map(Requirement, PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]))


def asked_of_the_tools() -> tuple[Requirement, ...]:
    return tuple(map(Requirement, PROJECT["project"]["optional-dependencies"]["test"]))


def needed_by(requirements: Iterable[Requirement], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of all packages `requirements` lead to in this environment."""
    for requirement in requirements:
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker is not None and not requirement.marker.evaluate({"extra": ""})):
            continue
        yield name
        below = importlib.metadata.requires(name) or ()
        yield from needed_by(map(Requirement, below), seen | {name})


def test_every_entry_is_one_version_with_hashes() -> None:
    assert PINS
    assert [pin.name for pin in PINS if not pin.version] == []
    malformed = [pin.name for pin in PINS if not pin.hashes or not all(map(is_sha256, pin.hashes))]
    assert malformed == []


def is_sha256(option: str) -> bool:
    return re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", option) is not None


def test_every_bound_in_the_project_is_kept() -> None:
    for requirement in asked_of_the_board() + asked_of_the_tools():
        versions = [pin.version for pin in PINS if pin.name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not locked: make lock"
        assert all(map(requirement.specifier.contains, versions)), f"{requirement} against {versions}: make lock"


def test_everything_the_board_needs_stands_above_the_tools() -> None:
    assert set(needed_by(asked_of_the_board())) <= {pin.name for pin in BOARD_PINS}


def test_everything_the_tools_need_is_locked_too() -> None:
    assert set(needed_by(asked_of_the_tools())) <= {pin.name for pin in PINS}


def test_the_tools_stay_below_the_line() -> None:
    tools = {canonicalize_name(requirement.name) for requirement in asked_of_the_tools()}
    assert tools.isdisjoint(pin.name for pin in BOARD_PINS)


def test_entries_are_sorted_so_that_differences_can_be_read() -> None:
    board = [pin.name for pin in BOARD_PINS]
    tools = [pin.name for pin in PINS[len(board) :]]
    assert board == sorted(board)
    assert tools == sorted(tools)


def test_the_lock_holds_no_address_and_no_path() -> None:
    assert re.findall(r"(?i)https?:|file:|index|^\s*-(?!-hash=)|\bvia\b", LOCK, re.MULTILINE) == []


def test_the_lock_says_how_it_is_made_again() -> None:
    assert "`make lock`" in LOCK.partition("\n\n")[0]


def test_set_up_stops_at_the_line_the_lock_draws() -> None:
    assert len(re.findall(rf"^{TOOLS_BEGIN}", LOCK, re.MULTILINE)) == 1
    assert f"'/^{TOOLS_BEGIN}/,$d'" in (ROOT / ".ci" / "setup").read_text("utf-8")
