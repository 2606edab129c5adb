"""`.ci/` and the Makefile in surroundings that are not as one would wish."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash") or "bash"


def run(*command: str | Path, cwd: Path, path: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path, "LANG": "C.UTF-8", "HOME": str(cwd)}
    return subprocess.run(command, cwd=cwd, env=environment, check=False, capture_output=True, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a clerk may name it, with our scripts in it."""
    made = tmp_path / "我的 村务"
    shutil.copytree(ROOT / ".ci", made / ".ci")
    return made


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """The only folder on the PATH: nothing but what a test puts there."""
    made = tmp_path / "programs"
    made.mkdir()
    for name in ("bash", "dirname"):
        (made / name).symlink_to(shutil.which(name) or name)
    return made


def put_program(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!{BASH}\n{script}\n", "utf-8")
    program.chmod(0o755)


MAKEFILE = "lint:\n\t@echo lint ran\n\t@exit {lint}\ntest:\n\t@echo test ran\n\t@exit {test}\n"


@pytest.mark.parametrize(
    ("lint", "test", "output", "passes"),
    [
        (0, 0, ["lint ran", "test ran"], True),
        (1, 0, ["lint ran"], False),
        (0, 1, ["lint ran", "test ran"], False),
    ],
)
def test_ci_runs_lint_then_test_and_fails_with_either(
    folder: Path, lint: int, test: int, output: list[str], *, passes: bool
) -> None:
    (folder / "Makefile").write_text(MAKEFILE.format(lint=lint, test=test), "utf-8")
    put_program(folder / ".ci", "other-pythons", "exit 0")
    answer = run(BASH, ".ci/run", cwd=folder, path=os.environ["PATH"])
    assert [line for line in answer.stdout.splitlines() if line.endswith(" ran")] == output
    assert (answer.returncode == 0) is passes


def test_ci_asks_for_the_system_s_own_python_where_it_is_new_enough(folder: Path, programs: Path) -> None:
    (folder / "Makefile").write_text("lint test:\n\t@echo asked for $$CUNWU_PYTHON\n", "utf-8")
    put_program(folder / ".ci", "other-pythons", "exit 0")
    for answer, status in (("new", 0), ("old", 1)):
        put_program(programs, answer, f"exit {status}")
        environment = {**os.environ, "SYSTEM_PYTHON": str(programs / answer)}
        for name in ("CUNWU_PYTHON", "MAKELEVEL", "MAKEFLAGS", "MFLAGS"):  # make may run these tests
            environment.pop(name, None)
        done = subprocess.run(
            [BASH, ".ci/run"], cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.split("\n")[0].rstrip() == f"asked for {programs / answer if status == 0 else ''}".rstrip()


def test_an_interpreter_that_was_asked_for_is_taken_before_all_others(folder: Path, programs: Path) -> None:
    put_program(programs, "python3", "exit 0")
    put_program(programs, "mine", "exit 0")
    environment = {"PATH": str(programs), "CUNWU_PYTHON": str(programs / "mine"), "LANG": "C.UTF-8"}
    done = subprocess.run([BASH, ".ci/python"], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(programs / "mine")


def test_scripts_that_are_called_by_name_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_too_old_a_python_gets_one_sentence_and_the_next_command(folder: Path, programs: Path) -> None:
    put_program(programs, "python3", '[ "$1" = --version ] && echo "Python 3.9.2" || exit 1')
    answer = run(BASH, ".ci/python", cwd=folder, path=str(programs))
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "Python 3.9.2" in answer.stderr
    assert answer.stderr.splitlines()[-1] == "  sudo apt-get update; sudo apt-get install -y python3 python3-venv"


def test_no_python_at_all_gets_the_same(folder: Path, programs: Path) -> None:
    answer = run(BASH, ".ci/python", cwd=folder, path=str(programs))
    assert answer.returncode == 1
    assert "没有 Python" in answer.stderr


def test_a_newer_python_beside_one_too_old_is_taken(folder: Path, programs: Path) -> None:
    put_program(programs, "python3", "exit 1")
    put_program(programs, "python3.12", "exit 0")
    answer = run(BASH, ".ci/python", cwd=folder, path=str(programs))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "python3.12\n", "")


def test_packages_are_installed_by_root_without_a_question(folder: Path, programs: Path) -> None:
    put_program(programs, "id", "echo 0")
    put_program(programs, "env", '[ "$1" = DEBIAN_FRONTEND=noninteractive ] && shift && exec "$@"')
    put_program(programs, "apt-get", 'echo "apt-get $*"')
    answer = run(BASH, ".ci/packages", "chromium", cwd=folder, path=str(programs))
    assert answer.returncode == 0
    assert "apt-get install -y -qq --no-install-recommends chromium" in answer.stderr.splitlines()


def test_packages_that_may_not_be_installed_are_asked_for_in_one_line(folder: Path, programs: Path) -> None:
    put_program(programs, "id", "echo 1000")
    put_program(programs, "apt-get", "exit 100")
    put_program(programs, "sudo", "exit 1")
    answer = run(BASH, ".ci/packages", "chromium", "nginx-light", cwd=folder, path=str(programs))
    assert answer.returncode == 1
    expected = "  sudo apt-get update; sudo apt-get install -y --no-install-recommends chromium nginx-light"
    assert answer.stderr.splitlines()[-1] == expected


def test_a_package_source_out_of_reach_does_not_hinder_the_others(folder: Path, programs: Path) -> None:
    put_program(programs, "id", "echo 0")
    put_program(programs, "env", 'shift && exec "$@"')
    put_program(programs, "apt-get", '[ "$1" = install ]')
    assert run(BASH, ".ci/packages", "chromium", cwd=folder, path=str(programs)).returncode == 0
