"""What lies in the repository, and what must not."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AT_THE_TOP = {
    *("README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"),
    *("mkdocs.yml", "pyproject.toml", "requirements.lock", "Makefile"),
    *("content", "villages", "theme", "generator", "tests"),
    *(".ci", ".github", ".gitlab", ".gitlab-ci.yml", ".pre-commit-hooks.yaml"),
    *(".editorconfig", ".gitattributes", ".gitignore"),
}
REGISTRIES = re.compile(
    r"(?i)pypi\.org|python[h]osted|registry\.npm|npm[j]s|yarn[p]kg|deb\.debian|security\.debian|archive\.ubuntu|unpkg\.com|jsdelivr\.net"
)
MACHINE_PATHS = re.compile(r"(?<![A-Za-z0-9_.~$}-])/(?:home|root|work|Users|workspace|builds)/[^\s/]")


def git(*arguments: str) -> list[str]:
    """Answer of git, one entry per file; new files that are not ignored count as tracked."""
    answer = subprocess.run(("git", *arguments), cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    return answer.rstrip("\0").split("\0")


def tracked_files() -> list[str]:
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [name for name in names if (ROOT / name).is_file()]


def tracked_texts() -> dict[str, str]:
    contents = ((name, (ROOT / name).read_bytes()) for name in tracked_files())
    return {name: content.decode("utf-8") for name, content in contents if b"\0" not in content}


def findings(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {match[0]}"
        for name, text in tracked_texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := pattern.search(line))
    ]


def test_the_top_holds_only_what_the_design_names() -> None:
    top = {name.partition("/")[0] for name in tracked_files()}
    assert top - AT_THE_TOP == set()


def test_no_file_names_a_package_registry() -> None:
    assert findings(REGISTRIES) == []


def test_no_file_knows_a_path_of_the_machine_it_was_written_on() -> None:
    assert findings(MACHINE_PATHS) == []


def test_the_two_searches_find_what_they_look_for() -> None:
    assert REGISTRIES.search("get it from https://" + "pypi" + ".org/simple")
    for path in ("/home" + "/clerk/board", "cd /work" + "/board", "（/root" + "/board）"):
        assert MACHINE_PATHS.search(path), path
    assert not MACHINE_PATHS.search("https://village.example/home/accounts and docs/workshop/plan")


def test_line_ends_are_lf_in_the_repository_and_on_every_disk() -> None:
    answer = git("check-attr", "-z", "eol", "--", *tracked_files())
    values = dict(zip(answer[::3], answer[2::3], strict=True))
    assert {name for name, value in values.items() if value != "lf"} == set()
    assert [name for name, text in tracked_texts().items() if "\r\n" in text] == []


def test_nothing_made_by_a_build_is_tracked() -> None:
    made = ("site/index.html", ".venv/bin/python", ".cunwu/cache", "generator/cunwu/__pycache__/cli.pyc", ".coverage")
    assert ignored(made) == made


def test_no_record_is_ignored() -> None:
    records = ("villages/region.yml", "villages/a/b/finance/2026-03.yml", "villages/a/b/attachments/site.pdf")
    assert ignored(records) == ()


def ignored(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `names` that git would leave out."""
    answer = subprocess.run(("git", "check-ignore", *names), cwd=ROOT, check=False, capture_output=True, text=True)
    assert answer.returncode in (0, 1), answer.stderr
    return tuple(answer.stdout.splitlines())


def test_the_licence_is_the_whole_apache_text() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "APPENDIX: How to apply the Apache License to your work." in text
