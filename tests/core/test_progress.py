"""Long work says how far it is: a bar on a terminal, lines in a log, nothing on a platform."""

from __future__ import annotations

import io
import sys

import pytest

from cunwu.core import progress

STEPS = list(range(100))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _loud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_quiet", False)


def test_every_step_is_done_and_nothing_is_said_before_a_minute_has_passed(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.progress(STEPS, "生成")) == STEPS
    assert capsys.readouterr().err == ""


def test_a_log_gets_whole_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_EVERY", 1e-9)
    assert list(progress.progress(STEPS, "生成")) == STEPS
    said = capsys.readouterr().err
    lines = said.splitlines()
    assert len(lines) > 10
    assert "\r" not in said
    assert all(line.startswith("生成：") and " / 100，已用 " in line for line in lines)


def test_a_terminal_gets_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(progress.progress(STEPS, "生成")) == STEPS
    assert "生成" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")


def test_a_platform_hears_nothing_and_short_work_is_not_worth_a_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_EVERY", 1e-9)
    assert list(progress.progress(STEPS[:10], "生成")) == STEPS[:10]
    progress.be_quiet()
    assert list(progress.progress(STEPS, "生成")) == STEPS
    assert capsys.readouterr().err == ""
