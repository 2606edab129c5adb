"""What a clerk sees who asks what there is to type."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

import cunwu
from cunwu.commands import COMMANDS
from cunwu.commands.base import command_line
from support.commands import run_here


def test_the_help_lists_every_command_in_its_group_with_an_example_of_each_group(tmp_path: Path) -> None:
    lines = run_here(tmp_path, "--help").stdout.splitlines()
    for command in COMMANDS:
        line = next(n for n, text in enumerate(lines) if text.split()[:1] == [command.name])
        heading = next(text for text in reversed(lines[:line]) if text.endswith("："))
        assert heading == f"{command.group}："
    assert sum(line.startswith("    例：cunwu ") for line in lines) == len({command.group for command in COMMANDS})


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_example_of_a_command_is_one_that_the_command_takes(command: object, tmp_path: Path) -> None:
    example = str(getattr(command, "example", ""))
    parsed = command_line(COMMANDS, cunwu.__version__).parse_args(shlex.split(example.partition(" > ")[0]))
    assert parsed.run is getattr(command, "run", None)
    assert f"  cunwu {example}" in run_here(tmp_path, str(getattr(command, "name", "")), "--help").stdout


@pytest.mark.parametrize(
    ("typed", "offered"), [(["cunwu", "bui"], "build"), (["cunwu", "build", "--stri"], "--strict")]
)
def test_bash_offers_commands_and_the_options_of_the_one_that_was_typed(
    tmp_path: Path, typed: list[str], offered: str
) -> None:
    script = run_here(tmp_path, "completion", "bash").stdout
    ask = f'COMP_WORDS=({" ".join(typed)}); COMP_CWORD={len(typed) - 1}; _cunwu; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run(("bash", "-c", f"{script}\n{ask}"), capture_output=True, text=True, check=True)
    assert done.stdout.split() == [offered]


def test_a_shell_that_nobody_wrote_one_for_is_told(tmp_path: Path) -> None:
    assert run_here(tmp_path, "completion", "csh").returncode == 2
