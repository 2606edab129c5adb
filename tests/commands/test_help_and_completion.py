"""What a clerk sees who asks what there is to type."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

import cunwu
from cunwu.commands import COMMANDS
from cunwu.commands.base import command_line
from support.commands import run_here

ROOT = Path(__file__).resolve().parents[2]


def test_the_help_lists_every_command_in_its_group_with_an_example_of_each_group(tmp_path: Path) -> None:
    lines = run_here(tmp_path, "--help").stdout.splitlines()
    for command in COMMANDS:
        line = next(n for n, text in enumerate(lines) if text.split()[:1] == [command.name])
        heading = next(text for text in reversed(lines[:line]) if text.endswith("："))
        assert heading == f"{command.group}："
    assert sum(line.startswith("    例：cunwu ") for line in lines) == len({command.group for command in COMMANDS})


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_no_help_speaks_english(tmp_path: Path, command: str) -> None:
    told = run_here(tmp_path, *filter(None, (command, "--help"))).stdout
    assert told.startswith("用法：cunwu")
    lines = [line for line in told.partition("\n\n")[2].splitlines() if "cunwu " not in line]
    assert {*re.findall(r"(?<![-\w.])[a-z]{3,} [a-z]{3,}(?![-\w.])", "\n".join(lines))} <= {"git commit"}


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


def real(shell: str) -> str:
    """The shell itself: each reads our script in its own way."""
    if shutil.which(shell) is None:
        subprocess.run(("bash", ROOT / ".ci/packages", shell), check=True)
    return shell


def test_fish_offers_commands_and_the_options_of_the_one_that_was_typed(tmp_path: Path) -> None:
    script = tmp_path / "cunwu.fish"
    script.write_text(run_here(tmp_path, "completion", "fish").stdout, "utf-8")
    ask = f'source {script}; complete -C "cunwu bui"; complete -C "cunwu build --stri"'
    done = subprocess.run((real("fish"), "--no-config", "-c", ask), capture_output=True, text=True, check=True)
    assert [line.partition("\t")[0] for line in done.stdout.splitlines()] == ["build", "--strict"]


def test_zsh_offers_commands_and_the_options_of_the_one_that_was_typed(tmp_path: Path) -> None:
    """A terminal is needed, for zsh completes nothing without one: what it shows after Tab is read back."""
    script = tmp_path / "cunwu.zsh"
    script.write_text(run_here(tmp_path, "completion", "zsh").stdout, "utf-8")
    ask = f"""\
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1="> "; autoload -U compinit && compinit -u -D; source {script}; print begun'
zpty -r -m z line '*begun*begun*'
zpty -w -n z $'cunwu bui\\t'
zpty -r -m z line '*build*'
zpty -w -n z $'--stri\\t'
zpty -r -m z line '*--strict*'
print -rn -- $line
"""
    done = subprocess.run((real("zsh"), "-f", "-c", ask), capture_output=True, text=True, check=True, timeout=60)
    assert "--strict" in done.stdout
    assert "unrecognized" not in done.stdout
