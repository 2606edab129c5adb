"""Names hold on three systems, are seen whole, and are none of the site's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, build_site
from cunwu.records.names import OF_THE_BOARD, name_problem
from support.projects import AS_OF, DEED, SMALL, VILLAGE, commit_all, git, make_project, run_cunwu, verdicts_of

SHANGHE = "qinghe/shanghe"
LAMPS = DEED.replace("清通屋后水沟", "修好村口路灯")
BAD_NAMES = {
    "REC030": ["长" * 67 + ".yml", "a" * 250 + ".yml", "é" * 101 + ".yml"],
    "REC031": ["a?b.yml", "a*b.yml", "a|b.yml", "a<b.yml", "a>b.yml", 'a"b.yml', "a:b.yml", "a\\b.yml", " a.yml"],
    "REC032": [
        "con.yml",
        "CON.yml",
        "prn.yml",
        "Aux.yml",
        "nul.yml",
        "com1.yml",
        "LPT9.yml",
        "con.2026.yml",
        "com¹.yml",
    ],
    "REC033": ["life.yml", "years.yml", "Index.yml", "INDEX.yml"],
    "REC034": [
        "a\u200b.yml",
        "a\u202e.yml",
        "a\u3000b.yml",
        "a\xa0b.yml",
        "1\u03360.yml",
        "a\xad.yml",
        "㐀\U000e0100.yml",
    ],
}
"""Faults F5 and F12, and their siblings."""


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in BAD_NAMES.items() for name in names])
def test_a_name_that_would_not_hold_everywhere_is_refused_with_another_one(
    tmp_path: Path, code: str, name: str
) -> None:
    files = {**SMALL, f"{SHANGHE}/deeds/{name}": LAMPS.replace("2026-03\n", "2026-05\n", 1)}
    root = make_project(tmp_path, files if len(name.encode()) <= 255 else SMALL).root
    found = verdicts_of(root)[SHANGHE].problems
    assert [(one.code, one.file) for one in found] == [(code, f"villages/{SHANGHE}/deeds/{name}")]
    better = found[0].remedy.partition("「")[2].partition("」")[0]
    assert list(name_problem("", better)) == []


@pytest.mark.parametrize("name", ["a?.csv", "con", "a\u200b.csv", "长" * 70])
def test_the_names_of_attachments_and_their_folders_are_looked_at_as_well(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path, {**SMALL, f"{SHANGHE}/attachments/{name}/1.csv": "1\n"}).root
    assert len(verdicts_of(root)[SHANGHE].problems) == 1


@pytest.mark.parametrize(
    "name", ["路灯-2026.yml", "2026-03-合作社.yml", "a.b.yml", "com.yml", "com10.yml", "长" * 60 + ".yml"]
)
def test_an_ordinary_name_is_accepted(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path, {**SMALL, f"{SHANGHE}/deeds/{name}": LAMPS.replace("2026-03\n", "2026-05\n", 1)}).root
    assert verdicts_of(root)[SHANGHE].problems == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tongzhi", "tongzhi"), ("caf\xe9", "cafe\u0301"), ("２０２６", "2026"), ("STRASSE", "straße")],
)
def test_two_names_that_are_one_file_elsewhere_are_refused(tmp_path: Path, one: str, other: str) -> None:
    files = {
        f"{SHANGHE}/deeds/{name}.yml": LAMPS.replace("2026-03\n", f"{day}\n", 1).replace("村口", f"村口第 {day} 盏")
        for day, name in (("1", one), ("2", other))
    }
    found = verdicts_of(make_project(tmp_path, {**SMALL, **files}).root)[SHANGHE].problems
    assert [problem.code for problem in found] == ["REC035"]


@pytest.mark.parametrize("name", [*sorted(OF_THE_BOARD), "finance", "deeds"])
def test_a_village_named_like_a_folder_of_the_site_is_refused_and_breaks_no_build(tmp_path: Path, name: str) -> None:
    """Faults F6: it overwrote a page, and the next build crashed."""
    files = {**SMALL, f"qinghe/{name}/village.yml": VILLAGE, f"qinghe/{name}/deeds/2026-03.yml": DEED}
    root = make_project(tmp_path, files).root
    commit_all(root)
    assert "REC033" in run_cunwu("check", cwd=root).stdout
    for _ in range(2):
        done = run_cunwu("build", "--no-frame", "--full", cwd=root)
        assert done.returncode == 1, done.stderr
        assert "REC033" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_record_whose_name_is_too_long_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """Faults F5: it passed the check, and then there was no site at all."""
    root = make_project(tmp_path, SMALL).root
    commit_all(root)
    build_site(BuildOrder(Project(root), root / "site", AS_OF))
    page = (root / "site/board" / SHANGHE / "deeds/2026-03.html").read_bytes()
    (root / "villages" / SHANGHE / "deeds" / ("a" * 250 + ".yml")).write_text(
        LAMPS.replace("2026-03\n", "2\n", 1), "utf-8"
    )
    commit_all(root, "2026-04-02")
    result = build_site(BuildOrder(Project(root), root / "site", AS_OF))
    assert result.published
    assert [problem.code for place in result.report.places for problem in place.problems] == ["REC030"]
    assert (root / "site/board" / SHANGHE / "deeds/2026-03.html").read_bytes() != b""
    assert page


def test_a_request_that_brings_such_a_name_is_refused(tmp_path: Path) -> None:
    root = make_project(tmp_path, SMALL).root
    commit_all(root)
    git(root, "checkout", "--quiet", "-b", "request")
    (root / "villages" / SHANGHE / "deeds/aux.yml").write_text(LAMPS.replace("2026-03\n", "2\n", 1), "utf-8")
    commit_all(root, "2026-04-02")
    done = run_cunwu("check", "--base", "main", "--as-of", "2026-04-10", cwd=root)
    assert (done.returncode, "REC032" in done.stdout) == (1, True)
