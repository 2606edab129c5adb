"""Templates compiled by an earlier run: the same pages, whatever became of them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest

from cunwu.pages.parts.context import Page
from cunwu.render import Renderer


@dataclass(frozen=True)
class Greeting:
    name: str


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "board").mkdir()
    write(tmp_path, "你好，{{ view.name }}\n")
    return tmp_path


def write(theme: Path, text: str) -> None:
    (theme / "board" / "page.html").write_text(text, "utf-8")


def render(theme: Path, compiled: Path) -> str:
    return Renderer(theme, compiled).render(Page("page.html", "page.html", Greeting("上河<村>"))).decode()


def forbid_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(jinja2.Environment, "compile", refuse)


def test_a_template_is_compiled_once(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render(theme, theme / "kept")
    forbid_compiling(monkeypatch)
    assert render(theme, theme / "kept") == first == "你好，上河&lt;村&gt;"


def test_a_changed_template_is_compiled_anew(theme: Path) -> None:
    render(theme, theme / "kept")
    write(theme, "再见，{{ view.name }}")
    assert render(theme, theme / "kept") == "再见，上河&lt;村&gt;"


def test_what_compiles_is_part_of_what_is_known(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render(theme, theme / "kept")
    monkeypatch.setattr("jinja2.__version__", "another")
    forbid_compiling(monkeypatch)
    with pytest.raises(AssertionError, match="compiled again"):
        render(theme, theme / "kept")


def test_a_spoilt_one_changes_nothing(theme: Path) -> None:
    whole = render(theme, theme / "kept")
    (file,) = (theme / "kept").iterdir()
    content = file.read_bytes()
    spoilt = [content[:length] for length in range(0, len(content), 7)]
    spoilt += [content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] for at in range(0, len(content), 7)]
    for version in (*spoilt, b"", b"\0" * 4096):
        file.write_bytes(version)
        assert render(theme, theme / "kept") == whole
        assert file.read_bytes() == content


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(theme: Path) -> None:
    (theme / "kept").write_text("a file, no folder", "utf-8")
    assert render(theme, theme / "kept") == render(theme, theme / "nowhere" / "deep")
    assert (theme / "kept").is_file()


def test_nothing_is_kept_where_python_is_told_to_keep_nothing(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    render(theme, theme / "kept")
    assert not (theme / "kept").exists()
