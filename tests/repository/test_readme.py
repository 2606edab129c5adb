"""The two READMEs say the same, and what they say to type is there."""

import fnmatch
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cunwu
from cunwu.commands import COMMANDS
from cunwu.kinds import KINDS
from cunwu.kinds.reading import read_record
from cunwu.yaml.reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", read(name), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("language", ["sh", "yaml"])
def test_both_languages_show_the_same_blocks_in_the_same_order(language: str) -> None:
    english, chinese = (code_blocks(name, language) for name in READMES)
    assert len(english) > 1
    assert chinese == english


def test_both_languages_have_the_same_chapters() -> None:
    english, chinese = (re.findall(r"^#+ ", read(name), re.MULTILINE) for name in READMES)
    assert chinese == english


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_named_is_in_the_makefile(name: str) -> None:
    code = "\n".join(code_blocks(name, "sh") + re.findall(r"`([^`\n]+)`", read(name)))
    named = set(re.findall(r"\bmake ([a-z]+)", code))
    assert named <= targets()
    assert name not in READMES or {"site", "serve", "check", "fmt", "test", "lint"} <= named


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_named_is_one_of_the_program(name: str) -> None:
    named = set(re.findall(r"`cunwu ([a-z][a-z-]*)", read(name)))
    assert named <= {command.name for command in COMMANDS}


def test_the_readmes_leave_what_to_touch_to_one_page() -> None:
    for name in READMES:
        assert read(name).count("](ARCHITECTURE.md)") == 1
        assert "KINDS" not in read(name)


def test_the_newest_version_told_is_the_one_of_the_program() -> None:
    versions = re.findall(r"^## \[([^]]+)\]", read("CHANGELOG.md"), re.MULTILINE)
    assert versions[:2] == ["Unreleased", cunwu.__version__]


def test_help_lists_every_target() -> None:
    assert targets() == set(re.findall(r"^([a-z]+):.*## .+ · .+$", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_linked_to_is_there(name: str) -> None:
    links = re.findall(r"\]\(([^):#]+)\)", read(name))
    assert links or name not in READMES
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_record_shown_can_be_read_as_it_stands() -> None:
    for block in code_blocks("README.md", "yaml"):
        path = block.partition("\n")[0].removeprefix("# ")
        kind = next(kind for kind in KINDS if fnmatch.fnmatch(path, f"villages/*/{kind.files}"))
        node, problems = read_yaml(block.encode(), path)
        assert problems == ()
        assert node is not None
        assert read_record(kind, node, path)[1] == ()


def test_every_command_shown_exists() -> None:
    commands = re.findall(r"^\.venv/bin/cunwu ([a-z][a-z-]*)", "\n".join(code_blocks("README.md", "sh")), re.MULTILINE)
    assert {"check", "explain", "fmt", "build", "serve", "schema"} <= set(commands)
    for command in commands:
        program = (Path(sys.executable).with_name("cunwu"), command, "--help")
        assert subprocess.run(program, check=False, capture_output=True).returncode == 0, command
    tables = [re.findall(r"^\| `([a-z-]+)`", read(name), re.MULTILINE) for name in READMES]
    assert tables == [commands, commands]


def targets() -> set[str]:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert phony is not None
    return set(phony[1].split())
