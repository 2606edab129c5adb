"""The two READMEs say the same, and what they say to type is there."""

import fnmatch
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.reading import read_record
from cunwu.yaml.reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


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


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_named_is_in_the_makefile(name: str) -> None:
    code = "\n".join(code_blocks(name, "sh") + re.findall(r"`([^`\n]+)`", read(name)))
    named = set(re.findall(r"\bmake ([a-z]+)", code))
    assert {"site", "serve", "check", "fmt", "test", "lint"} <= named
    assert named <= targets()


def test_help_lists_every_target() -> None:
    assert targets() == set(re.findall(r"^([a-z]+):.*## .+ · .+$", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_every_file_linked_to_is_there(name: str) -> None:
    links = re.findall(r"\]\(([^):#]+)\)", read(name))
    assert links
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
    commands = re.findall(r"^\.venv/bin/cunwu ([a-z]+)", "\n".join(code_blocks("README.md", "sh")), re.MULTILINE)
    assert {"check", "explain", "fmt", "build", "serve", "schema"} <= set(commands)
    for command in commands:
        program = (Path(sys.executable).with_name("cunwu"), command, "--help")
        assert subprocess.run(program, check=False, capture_output=True).returncode == 0, command
    tables = [re.findall(r"^\| `([a-z]+)`", read(name), re.MULTILINE) for name in READMES]
    assert tables == [commands, commands]


def targets() -> set[str]:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert phony is not None
    return set(phony[1].split())
