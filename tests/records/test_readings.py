"""What the strict reader made of a text is kept; a board is the same with it, without it, and whatever befalls it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import cunwu.yaml.events
from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, build_site
from cunwu.records import readings
from cunwu.records.readings import Readings
from cunwu.yaml.reader import Plain, read_plain
from support.effort import effort
from support.projects import AS_OF, DEED, MARCH, SMALL, VILLAGE, commit_all, digests, make_project

pytestmark = pytest.mark.slow

UNTIDY = "账套:  合作社\n明细:\n- {编号: 001, 摘要: '路灯'}\n- 编号: 002\n  摘要: 水渠 \n".encode()
"""A text that only the strict reader reads."""
TIDY = "账套: 合作社\n明细:\n  - 编号: 001\n    摘要: 路灯\n".encode()


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files the strict reader is asked for, as it is asked."""
    asked: list[str] = []
    real = cunwu.yaml.events.read_events

    def listening(text: str, file: str) -> object:
        asked.append(file)
        return real(text, file)

    monkeypatch.setattr(cunwu.yaml.events, "read_events", listening)
    return asked


def twice(folder: Path, content: bytes) -> tuple[object, object]:
    """What is read with nothing known, and in another process's eyes after that."""
    first = Readings(folder)
    cold = read_plain(content, "x.yml", first)
    first.flush()
    return cold, read_plain(content, "x.yml", Readings(folder))


def test_a_text_in_another_form_is_read_strictly_once(tmp_path: Path, strict: list[str]) -> None:
    cold, warm = twice(tmp_path, UNTIDY)
    assert cold == warm == read_plain(UNTIDY, "x.yml")
    assert len(strict) == 2  # cold, and without a memory


def test_a_text_in_the_canonical_form_is_neither_kept_nor_looked_up(tmp_path: Path, strict: list[str]) -> None:
    cold, warm = twice(tmp_path, TIDY)
    assert cold == warm
    assert strict == []
    assert not (tmp_path / "readings.sqlite").exists()


def test_a_text_with_problems_has_them_again(tmp_path: Path) -> None:
    cold, warm = twice(tmp_path, "账套: &a 合作社\n账套: *a\n".encode())
    assert cold == warm
    plain, problems = read_plain("账套: &a 合作社\n账套: *a\n".encode(), "x.yml")
    assert (plain, len(problems)) == (None, 3)
    assert cold == (plain, problems)


PLAIN = st.recursive(
    st.text("甲乙a1:#-' \"", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("甲乙丙丁"), inner, max_size=3),
    max_leaves=12,
)


def written(plain: Plain) -> str:
    """A tree in brackets and quotes: a form that the line reader leaves to the strict one."""
    if isinstance(plain, str):
        return "'" + plain.replace("'", "''") + "'"
    if isinstance(plain, list):
        return "[" + ", ".join(map(written, plain)) + "]"
    return "{" + ", ".join(f"{key}: {written(value)}" for key, value in plain.items()) + "}"


@given(st.dictionaries(st.sampled_from("甲乙丙丁"), PLAIN, min_size=1, max_size=4))
@settings(max_examples=effort(20, 60), deadline=None)
def test_whatever_is_written_is_the_same_from_memory(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Plain]
) -> None:
    content = "".join(f"{key}:  {written(value)}\n" for key, value in tree.items()).encode()
    cold, warm = twice(tmp_path_factory.mktemp("memory"), content)
    assert cold == warm == (tree, ())


# --- whatever befalls it ---------------------------------------------------------------------------------------------


def another_reading(file: Path) -> None:
    with sqlite3.connect(file) as store:
        store.execute("UPDATE reading SET plain = replace(plain, '路灯', '路登')")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwritten(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[200:] = b"\xff" * (len(content) - 200)
    file.write_bytes(content)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def other_tables(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as store:
        store.execute("CREATE TABLE reading (name TEXT)")


def of_another_program(file: Path) -> None:
    with sqlite3.connect(file) as store:
        store.execute("UPDATE about SET value = 'another'")


MISHAPS = [another_reading, cut, overwritten, emptied, a_folder, other_tables, of_another_program]


@pytest.mark.parametrize("befall", MISHAPS, ids=lambda mishap: mishap.__name__)
def test_a_spoilt_memory_is_not_believed(tmp_path: Path, befall: Callable[[Path], None]) -> None:
    expected, _ = twice(tmp_path, UNTIDY)
    befall(tmp_path / "readings.sqlite")
    assert twice(tmp_path, UNTIDY) == (expected, expected)


def test_another_program_reads_anew(tmp_path: Path, strict: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    twice(tmp_path, UNTIDY)
    monkeypatch.setattr(readings, "program_digest", lambda: "another")
    twice(tmp_path, UNTIDY)
    assert len(strict) == 2


# --- a whole board ---------------------------------------------------------------------------------------------------


def untidy(text: str) -> str:
    """The same record with its lists not indented, as other editors write them."""
    return text.replace("\n  ", "\n")


BOARD = {
    name: untidy(text)
    for name, text in {
        **SMALL,
        **{f"town{number % 3}/region.yml": f"名称: 第{number}镇\n级别: 镇\n" for number in range(3)},
        **{f"town{number % 3}/village{number}/village.yml": VILLAGE for number in range(14)},
        **{f"town{number % 3}/village{number}/finance/2026-03.yml": MARCH for number in range(14)},
        **{f"town{number % 3}/village{number}/deeds/2026-03.yml": DEED for number in range(14)},
    }.items()
}


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    make_project(tmp_path, BOARD)
    (tmp_path / ".gitignore").write_text("/site*/\n/.site*\n/.cunwu/\n", "utf-8")
    commit_all(tmp_path, "2026-04-01")
    return tmp_path


def built(root: Path, site: str, **changes: object) -> dict[str, str]:
    order = {"project": Project(root), "site": root / site, "as_of": AS_OF, "full": True, **changes}
    assert build_site(BuildOrder(**order)).report.errors == 0  # type: ignore[arg-type]
    return digests(root / site)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_board_is_the_same_cold_warm_and_with_a_spoilt_memory(board: Path, jobs: int) -> None:
    cold = built(board, "site", jobs=jobs)
    assert built(board, "site-warm", jobs=jobs) == cold
    overwritten(board / ".cunwu/cache/readings.sqlite")
    assert built(board, "site-spoilt", jobs=jobs, commit="HEAD") == cold
    shutil.rmtree(board / ".cunwu")
    assert built(board, "site-again", jobs=jobs) == cold


def test_when_the_theme_changes_nothing_is_read_strictly_again(board: Path, strict: list[str]) -> None:
    built(board, "site")
    asked = len(strict)
    assert asked > 14
    footer = board / "theme/board/shell.html"
    footer.write_text(footer.read_text("utf-8").replace("</footer>", "<p>新</p></footer>"), "utf-8")
    built(board, "site")
    assert len(strict) == asked


def test_a_check_reads_strictly_only_what_it_does_not_know(board: Path) -> None:
    count = (
        "import sys, cunwu.yaml.events as e\nreal, n = e.read_events, []\n"
        "e.read_events = lambda *a: (n.append(1), real(*a))[1]\n"
        "from cunwu.cli import main\nmain(['check', '--as-of', '2026-07-01'])\nprint('asked', len(n))"
    )
    told = [
        subprocess.run([sys.executable, "-c", count], cwd=board, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert "asked 0" not in told[0]
    assert told[1].endswith("asked 0\n")


def test_two_builds_at_once_share_it(board: Path) -> None:
    command = [sys.executable, "-m", "cunwu.cli", "build", "--no-frame", "--full", "--as-of", AS_OF.isoformat()]
    running = [subprocess.Popen([*command, "--site-dir", f"site{number}"], cwd=board) for number in (1, 2)]
    assert [one.wait() for one in running] == [0, 0]
    assert digests(board / "site1") == digests(board / "site2") == built(board, "site")
