"""Everything ever published, found once from real repositories and extended since."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from cunwu.changes.corrections import Amendment, Decision, redact_value
from cunwu.history import reader, store
from cunwu.history.change import Change, ChangeKind
from cunwu.history.publications import Published
from cunwu.history.store import History, history_of, open_history
from support.effort import effort
from support.march_records import LAMPS, MARCH, correction
from support.published_repositories import APRIL, DAY, LEDGER, SECOND, Repository

COUNTY = "名称: 示例县\n级别: 县\n"
VILLAGE = "名称: 上河村\n"
BOARD = {"region.yml": COUNTY, "a/village.yml": VILLAGE}


@pytest.fixture
def board(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "board")
    repository.publish({**BOARD, LEDGER: MARCH})
    return repository


def told(changes: tuple[Published, ...]) -> list[tuple[int, str, str, str]]:
    return [(one.publication.position, one.change.kind.value, one.change.item, one.change.field) for one in changes]


def life(history: History, kind: str = "ledger", reference: str = "合作社 2026-03") -> list[tuple[int, str, str, str]]:
    return told(history.of_place("a").life_of(kind, reference))


def everything(history: History) -> list[tuple[Published, ...]]:
    return [history.of_place("").changes, history.of_place("a").changes, history.told_below("")]


def test_a_record_is_first_published_by_the_commit_that_brought_it(board: Repository) -> None:
    first = board.history().of_place("a").first_of("ledger", "合作社 2026-03")
    assert first is not None
    assert (first.position, first.day) == (0, date(2026, 4, 2))
    assert board.history().of_place("a").first_of("ledger", "合作社 2026-04") is None


def test_the_day_of_a_publication_is_the_day_in_china(board: Repository) -> None:
    board.publish({"a/projects/1.yml": LAMPS}, time=APRIL + 10 * DAY + 9 * 3600)  # 16:33 in China, 08:33 in UTC
    board.publish({"a/projects/2.yml": LAMPS.replace("路灯", "水渠")}, time=APRIL + 10 * DAY + 17 * 3600)
    days = [
        one.publication.day.day for one in board.history().of_place("a").changes if one.change.record_kind == "project"
    ]
    assert days == [11, 12]


def test_corrections_progress_withdrawals_and_silent_changes_are_told_in_order(board: Repository) -> None:
    board.publish({"a/projects/1.yml": LAMPS})
    board.publish({LEDGER: MARCH + SECOND})
    corrected = (
        MARCH.replace("320.00", "330.00")
        + SECOND.replace("320.00", "20.00")
        + correction("001", "支出", "320.00", "330.00")
    )
    board.publish({LEDGER: corrected, "a/projects/1.yml": LAMPS.replace("在建", "完工")})
    history = board.history()
    assert life(history) == [
        (0, "新增", "", ""),
        (2, "新增", "002", ""),
        (3, "更正", "001", "支出"),
        (3, "未说明的改动", "002", "支出"),
    ]
    assert life(history, "project", "2026-路灯") == [(1, "新增", "", ""), (3, "进展", "", "状态")]
    assert told(history.told_below("")) == [(3, "更正", "001", "支出"), (3, "未说明的改动", "002", "支出")]


def test_renaming_reformatting_and_moving_a_village_are_no_change(board: Repository) -> None:
    board.publish({LEDGER: None, "a/finance/2026-03-hezuoshe.yml": "# 三月\n" + MARCH.replace("320.00", "'320'")})
    for name in ("village.yml", "finance/2026-03-hezuoshe.yml"):
        (board.root / "villages" / "town" / "b" / name).parent.mkdir(parents=True, exist_ok=True)
        (board.root / "villages" / "a" / name).rename(board.root / "villages" / "town" / "b" / name)
    board.publish({"town/region.yml": "名称: 清河镇\n级别: 镇\n"})
    history = board.history()
    assert history.told_below("") == ()
    assert history.of_place("a").changes == ()
    first = history.of_place("town/b").first_of("ledger", "合作社 2026-03")
    assert first is not None
    assert first.position == 0


def test_a_version_that_cannot_be_read_is_told_and_hides_no_change(board: Repository) -> None:
    board.publish({LEDGER: MARCH.replace("期间: ", "期间：")})
    board.publish({LEDGER: "\xff\xfe".encode("latin-1")})
    board.publish({LEDGER: MARCH.replace("320.00", "330.00")})
    assert told(board.history().told_below("")) == [
        (1, "读不了", "", ""),
        (2, "读不了", "", ""),
        (3, "未说明的改动", "001", "支出"),
    ]


def test_a_place_that_was_moved_is_known_by_what_it_was_before_and_is_now(board: Repository) -> None:
    """Its old file has no text after the move: there is nothing to look into."""
    board.publish({"a/village.yml": None, LEDGER: None, "b/village.yml": VILLAGE, LEDGER.replace("a/", "b/", 1): MARCH})
    board.publish({"b/village.yml": "名称: 上河新村\n"})
    history = board.history()
    versions = history.own_files.versions_of(history.of_place("b"))
    assert [publication.position for publication, _ in versions] == [0, 1, 2]


def test_what_vanishes_and_comes_back_different_does_not_pass_for_new(board: Repository) -> None:
    board.publish({LEDGER: MARCH + SECOND})
    board.publish({LEDGER: MARCH})
    assert list(board.history().gone()) == [("a", "ledger", "合作社 2026-03", "002")]
    assert board.history("HEAD~1").gone() == {}
    board.publish({LEDGER: MARCH + SECOND.replace("路灯电费", "招待费")})
    board.publish({LEDGER: None})
    board.publish({LEDGER: MARCH.replace("320.00", "330.00") + SECOND.replace("路灯电费", "招待费")})
    assert life(board.history()) == [
        (0, "新增", "", ""),
        (1, "新增", "002", ""),
        (2, "未说明的改动", "002", ""),
        (3, "新增", "002", ""),
        (3, "未说明的改动", "002", "摘要"),
        (4, "未说明的改动", "", ""),
        (5, "新增", "", ""),
        (5, "未说明的改动", "001", "支出"),
    ]
    assert board.history().gone() == {}


def test_an_evil_merge_is_one_publication_and_its_change_is_told(board: Repository) -> None:
    board.git("checkout", "--quiet", "-b", "proposal")
    board.publish({"a/projects/1.yml": LAMPS})
    board.git("checkout", "--quiet", "main")
    board.publish({"a/village.yml": f"{VILLAGE}简介: 沿河而居\n"})
    board.git("merge", "--quiet", "--no-ff", "--no-commit", "proposal")
    board.publish({LEDGER: MARCH.replace("320.00", "33.00")})
    assert told(board.history().told_below("")) == [(2, "未说明的改动", "001", "支出")]
    assert life(board.history(), "project", "2026-路灯") == [(2, "新增", "", "")]


def test_attributes_grafts_and_replaced_objects_hide_nothing(board: Repository) -> None:
    first = board.git("rev-parse", "HEAD")
    (board.root / ".gitattributes").write_text("villages/** -diff merge=ours export-ignore\n", "utf-8")
    second = board.publish({LEDGER: MARCH.replace("320.00", "33.00")})
    third = board.publish({"a/projects/1.yml": LAMPS})
    board.git("replace", second, first)
    (board.root / ".git" / "info").mkdir(exist_ok=True)
    (board.root / ".git" / "info" / "grafts").write_text(f"{third} {first}\n", "utf-8")
    assert told(board.fresh().told_below("")) == [(1, "未说明的改动", "001", "支出")]


def test_a_commit_that_claims_an_earlier_time_was_published_no_earlier(board: Repository) -> None:
    board.publish({"a/projects/1.yml": LAMPS}, time=APRIL - 40 * DAY)
    board.publish({LEDGER: MARCH + SECOND}, time=APRIL + 5 * DAY)
    found = {one.publication for one in board.history().of_place("a").changes}
    by_position = sorted(found, key=lambda publication: publication.position)
    assert [(one.day.isoformat(), one.set_back) for one in by_position] == [
        ("2026-04-02", False),
        ("2026-04-02", True),
        ("2026-04-06", False),
    ]


def test_a_text_taken_down_is_told_by_no_earlier_change_either(board: Repository) -> None:
    named = MARCH + "    对方: 本村张某某\n"
    board.publish({LEDGER: named})
    board.publish(
        {LEDGER: named.replace("本村张某某", "本村张小某") + correction("001", "对方", "本村张某某", "本村张小某")}
    )
    text = (board.root / "villages" / LEDGER).read_text("utf-8")
    decision = Decision("本人要求", "2026-05-08 村务监督委员会", date(2026, 5, 8))
    taken_down = redact_value(text, f"villages/{LEDGER}", Amendment("001", "对方", "", decision))
    assert "张" not in taken_down
    board.publish({LEDGER: taken_down})
    history = board.history()
    assert told(history.told_below(""))[-1:] == [(3, "屏蔽", "更1", "新值")]
    assert "未说明的改动" not in {kind for _, kind, _, _ in life(history)}
    assert "张" not in repr(everything(history))


def test_a_text_taken_down_is_not_told_by_the_row_that_brought_it(board: Repository) -> None:
    text = MARCH + SECOND.replace("路灯电费", "付孙建国工钱")
    board.publish({LEDGER: text})
    assert "付孙建国工钱，支出 320.00 元" in repr(everything(board.history()))
    decision = Decision("本人要求", "2026-04-08 村务监督委员会", date(2026, 4, 8))
    amendment = Amendment("002", "摘要", "孙建国", decision)
    board.publish({LEDGER: redact_value(text, f"villages/{LEDGER}", amendment)})
    assert "孙建国" not in repr(everything(board.history()))


def test_the_stored_history_is_extended_and_equals_one_found_afresh(board: Repository) -> None:
    steps: list[Mapping[str, str | None]] = [
        {"a/projects/1.yml": LAMPS},
        {LEDGER: MARCH + SECOND},
        {LEDGER: "坏"},
        {LEDGER: None, "a/projects/1.yml": LAMPS.replace("在建", "完工")},
        {LEDGER: MARCH},
    ]
    for step in steps:
        board.publish(step)
        assert everything(board.history()) == everything(board.fresh())


@pytest.mark.slow
@pytest.mark.parametrize("window", [10_000, 4, 1])
def test_several_processes_find_the_same_history(
    board: Repository, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    for number in range(6):
        board.publish(
            {f"v{number}/village.yml": VILLAGE.replace("上", str(number)), f"v{number}/projects/1.yml": LAMPS}
        )
    board.publish({LEDGER: "坏", "v1/projects/1.yml": None})
    (board.root / "villages" / "v2").rename(board.root / "villages" / "v9")
    board.publish({"v3/projects/1.yml": LAMPS.replace("64800", "64900")})
    board.publish({LEDGER: MARCH.replace("320.00", "330.00"), "v9/projects/1.yml": LAMPS.replace("64800", "1.00")})
    board.publish({"v1/projects/1.yml": LAMPS.replace("64800", "64700"), "v9/projects/1.yml": None})
    places = ["", "a", "v9", *(f"v{number}" for number in range(6))]
    usual = board.fresh()
    told = [usual.of_place(place) for place in places]
    monkeypatch.setattr(reader, "_WORTH_WORKERS", 1)
    monkeypatch.setattr(reader, "_WINDOW", window)
    for jobs in (1, 3):
        history = board.fresh(jobs=jobs)
        assert [history.of_place(place) for place in places] == told
        assert history.told_below("") == usual.told_below("") != ()
        assert history.gone() == usual.gone() != {}
        assert history.of_place("v2").changes == () != history.of_place("v9").changes


WORK = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            LEDGER: st.sampled_from([MARCH, MARCH + SECOND, MARCH.replace("320.00", "330.00"), "坏", None]),
            "a/projects/1.yml": st.sampled_from([LAMPS, LAMPS.replace("在建", "完工"), None]),
            "b/village.yml": st.sampled_from([VILLAGE.replace("上", "下"), None]),
        },
    ),
    min_size=1,
    max_size=6,
)


@given(WORK)
@settings(max_examples=effort(4, 12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_published_extending_and_starting_afresh_agree(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str | None]]
) -> None:
    board = Repository(tmp_path_factory.mktemp("board"))
    board.publish(BOARD)
    for step in steps:
        standing = {
            name: text for name, text in step.items() if text is not None or (board.root / "villages" / name).exists()
        }
        board.publish(standing)
        board.history()
    assert everything(board.history()) == everything(board.fresh())


def test_an_older_commit_of_the_same_line_shows_only_what_was_published_by_then(board: Repository) -> None:
    middle = board.publish({"a/projects/1.yml": LAMPS})
    board.publish({LEDGER: MARCH.replace("320.00", "330.00")})
    board.history()
    assert everything(board.history(middle)) == everything(board.fresh(middle))
    assert board.history(middle).told_below("") == ()
    assert board.history(middle).count_told("") == 0


def test_a_rewritten_history_is_found_anew(board: Repository) -> None:
    board.publish({LEDGER: MARCH.replace("320.00", "330.00")})
    assert len(board.history().told_below("")) == 1
    board.git("reset", "--quiet", "--hard", "HEAD~1")
    board.publish({"a/projects/1.yml": LAMPS})
    assert board.history().told_below("") == ()
    assert everything(board.history()) == everything(board.fresh())


def _flip(file: Path) -> None:
    """One letter of one stored change becomes another, as a bad disk does it."""
    with sqlite3.connect(file) as store:
        store.execute("UPDATE change SET body = replace(body, '2026-03', '2026-04')")


SPOILERS: list[Callable[[Path], object]] = [
    lambda file: file.write_bytes(b"this is no database"),
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    lambda file: file.unlink(),
    _flip,
]


@pytest.mark.parametrize("spoil", SPOILERS, ids=["foreign", "empty", "cut", "gone", "flipped"])
def test_a_spoilt_store_is_made_anew(board: Repository, spoil: Callable[[Path], object]) -> None:
    board.publish({LEDGER: MARCH.replace("320.00", "330.00")})
    before = everything(board.history())
    spoil(board.history().file)
    assert everything(board.history()) == before


def test_another_program_finds_the_history_anew(board: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    first = board.history()
    identity = first.file.stat().st_ino
    assert board.history().file.stat().st_ino == identity
    monkeypatch.setattr(store, "program_digest", lambda: "another")
    assert board.history().file.stat().st_ino != identity


def test_a_folder_that_cannot_be_written_to_costs_only_the_cache(board: Repository, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    found = open_history(board.root, tmp_path / "file" / "cache")
    assert found is not None
    assert len(found.of_place("a").changes) == 2


def test_the_newest_changes_below_a_place_come_first_and_are_counted(board: Repository) -> None:
    for number in range(5):
        board.publish({f"a/projects/{number}.yml": LAMPS.replace("2026-路灯", f"项目-{number}")})
    newest = board.history().newest_below("", 2)
    assert [one.change.record for one in newest] == ["项目-4", "项目-3"]
    assert board.history().newest_below("b", 2) == ()


def test_places_whose_names_begin_alike_are_kept_apart(board: Repository) -> None:
    board.publish({"a-b/village.yml": VILLAGE.replace("上", "下"), "a-b/projects/1.yml": LAMPS})
    board.publish({"a-b/projects/1.yml": LAMPS.replace("64800", "65800")})
    assert board.history().told_below("a") == ()
    assert len(board.history().told_below("a-b")) == 1
    assert len(board.history().told_below("")) == 1


def test_a_change_keeps_every_word_in_the_store(board: Repository) -> None:
    board.publish({LEDGER: MARCH.replace("320.00", "330.00") + correction("001", "支出", "320.00", "330.00")})
    (one,) = board.history().told_below("")
    assert one.path == f"villages/{LEDGER}"
    assert one.change == Change(
        *("a", "ledger", "合作社 2026-03", "001", "支出", ChangeKind.CORRECTED, "320.00 元", "330.00 元"),
        *("抄错", "村务监督委员会", "+10.00 元，+3.1%", "路灯电费"),
    )


def test_a_commit_dated_years_ahead_makes_no_later_record_late(board: Repository) -> None:
    board.publish({"a/projects/1.yml": LAMPS}, time=APRIL + 1460 * DAY)
    board.publish({LEDGER: MARCH + SECOND}, time=APRIL + 2 * DAY)
    cache, head = board.root / ".git" / "cache", board.git("rev-parse", "HEAD")
    as_of = date(2026, 4, 30)
    found = {one.publication for one in history_of(board.root, cache, head, as_of=as_of).of_place("a").changes}
    days = [(one.day.isoformat(), one.set_back) for one in sorted(found, key=lambda one: one.position)]
    assert days == [("2026-04-02", False), ("2026-04-03", True), ("2026-04-03", False)]
