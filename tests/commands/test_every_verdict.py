"""A verdict is a line that was printed: no command ends with 0 and says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.commands import COMMANDS
from support.clerk_repositories import VILLAGE, commit, git, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import march_published

ROW = MARCH.replace("001", "002").replace("320.00", "0.00").partition("明细:\n")[2]
WHY = ("--reason", "抄错", "--approved", "监委会", "--on", "2026-04-20")
CALLS: dict[str, list[tuple[str, ...]]] = {
    "check": [
        ("check",),
        ("check", LEDGER),
        ("check", "--staged"),
        ("check", "--base", "main"),
        ("check", "--message", "m"),
    ],
    "new": [("new", "ledger", "villages/shanghe")],
    "close": [("close", LEDGER)],
    "template": [("template", "收支", "shanghe", "2026-03", "--out", "三月.xlsx")],
    "import": [],  # needs a filled-in workbook: see tests/imports
    "attach": [],  # needs a paper: see test_attach.py
    "forms": [("forms", "shanghe", "--out", "../forms")],
    "mask": [],  # needs a paper: see test_mask.py
    "practice": [("practice", "../practice")],
    "fmt": [("fmt",), ("fmt", "--check"), ("fmt", LEDGER)],
    "explain": [("explain", "FIN003")],
    "diff": [("diff",), ("diff", "main", "HEAD"), ("diff", "main", "HEAD", "--merge")],
    "correct": [("correct", LEDGER, "001", "支出", "330.00", *WHY)],
    "withdraw": [("withdraw", LEDGER, "001", *WHY)],
    "redact": [("redact", LEDGER, "001", "对方", *WHY)],
    "explain-fact": [],  # needs an irregular record: see test_amend_explain.py
    "late": [("late", LEDGER, "002", *WHY)],
    "build": [],  # makes a whole site: see tests/publish
    "serve": [],  # does not end
    "owed": [("owed",), ("owed", "shanghe", "--format", "群"), ("owed", "--format", "csv", "--ahead", "0")],
    "pack": [],  # needs a site: see tests/publish
    "poster": [],  # see tests/posters
    "verify": [],  # needs a published site: see test_verify.py
    "witness": [],
    "stamp": [],  # needs a published site: see test_stamp.py
    "gather": [],  # needs other sites: see test_gather.py
    "export": [("export", "--out", "out")],
    "init": [("init", "other")],
    "doctor": [],  # needs a board that `init` made: see tests/boards
    "migrate": [],
    "server": [],  # makes a whole site: see test_server.py
    "schema": [("schema", "ledger")],
    "completion": [("completion", shell) for shell in ("bash", "zsh", "fish")],
}
"""Command → calls of it that find nothing wrong."""


def test_every_command_is_called() -> None:
    assert list(CALLS) == [command.name for command in COMMANDS]


@pytest.mark.parametrize("call", [call for calls in CALLS.values() for call in calls], ids=" ".join)
def test_a_command_that_finds_nothing_wrong_says_so(tmp_path: Path, call: tuple[str, ...]) -> None:
    root = march_published(tmp_path / "board")
    git(root, "checkout", "-q", "main")
    write(root, LEDGER, MARCH + "    对方: 本村张某某\n")
    write(root, "villages/shanghe/village.yml", VILLAGE)
    write(root, "m", "录入三月\n")
    commit(root)
    if call[0] == "late":
        write(root, LEDGER, MARCH + "    对方: 本村张某某\n" + ROW)
    done = run_here(root, *call)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert done.stdout.strip()
