"""Git, asked about real repositories: the log, one commit as a source, the last version without errors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

import cunwu.git.commit_source
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.core.zone import BEIJING
from cunwu.git.commit_source import CommitSource
from cunwu.git.repository import BlobChange, BlobReader, Commit, commits_between, find_head, run_git, walk_commits
from cunwu.history.store import open_history
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource, blob_id
from support.projects import (
    AS_OF,
    COUNTY,
    DEED,
    MARCH,
    SMALL,
    VILLAGE,
    commit_all,
    digests,
    environment,
    git,
    make_project,
    run_cunwu,
    verdicts_of,
    write,
)


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine: what a test needs it configures in its own repository."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def records(root: Path, files: Mapping[str, str | bytes | None], day: str) -> str:
    """Write and commit; answers the commit's id."""
    write(root, files)
    return commit_all(root, day)


def read(root: Path) -> list[Commit]:
    """The first-parent line, newest first."""
    head = find_head(root)
    assert head is not None
    return list(walk_commits(root, head))[::-1]


def told(log: Sequence[Commit]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Day and changes of every commit, newest first."""
    return [(day_of(commit), [(what(change), change.path) for change in commit.changes]) for commit in log]


def day_of(commit: Commit) -> str:
    return datetime.fromtimestamp(commit.time, BEIJING).date().isoformat()


def what(change: BlobChange) -> str:
    return "M" if change.before and change.after else "A" if change.after else "D"


# --- the log -------------------------------------------------------------------------------------------------------


def test_the_log_tells_what_each_commit_did_newest_first(tmp_path: Path) -> None:
    first = records(tmp_path, {"region.yml": COUNTY, "a/village.yml": VILLAGE}, "2026-04-01")
    second = records(tmp_path, {"a/village.yml": f"{VILLAGE}简介: 好\n", "a/deeds/1.yml": DEED}, "2026-04-02")
    third = records(tmp_path, {"a/deeds/1.yml": None}, "2026-04-03")
    log = read(tmp_path)
    assert [commit.id for commit in log] == [third, second, first]
    assert told(log) == [
        ("2026-04-03", [("D", "villages/a/deeds/1.yml")]),
        ("2026-04-02", [("A", "villages/a/deeds/1.yml"), ("M", "villages/a/village.yml")]),
        ("2026-04-01", [("A", "villages/a/village.yml"), ("A", "villages/region.yml")]),
    ]
    assert log[0].changes[0].after == ""


def test_the_commit_that_brought_a_content_is_found_by_its_blob(tmp_path: Path) -> None:
    first = records(tmp_path, {"a/deeds/1.yml": DEED}, "2026-04-01")
    records(tmp_path, {"a/deeds/1.yml": MARCH}, "2026-04-02")
    third = records(tmp_path, {"a/deeds/1.yml": DEED}, "2026-04-03")
    history = open_history(tmp_path, tmp_path / "cache")
    assert history is not None
    found = history.of_place("a").publication_of("villages/a/deeds/1.yml", blob_id(DEED.encode()))
    assert found is not None
    assert found.commit == third != first
    assert history.of_place("a").publication_of("villages/a/deeds/1.yml", blob_id(b"not committed")) is None


def test_only_the_commits_after_one_are_walked_and_named(tmp_path: Path) -> None:
    first, second, third = (
        records(tmp_path, {"a/deeds/1.yml": f"{DEED}# {day}\n"}, f"2026-04-0{day}") for day in (1, 2, 3)
    )
    assert [commit.id for commit in walk_commits(tmp_path, third, first)] == [second, third]
    assert commits_between(tmp_path, first, third) == (third, second)
    assert commits_between(tmp_path, third, third) == ()
    assert commits_between(tmp_path, third, first) is None
    assert commits_between(tmp_path, "0" * 40, first) is None


def test_a_thousand_blobs_are_read_through_one_git_and_a_missing_one_is_told(tmp_path: Path) -> None:
    contents = [f"内容 {number}\n".encode() * number for number in range(1000)]
    records(tmp_path, {f"a/{number}.txt": content for number, content in enumerate(contents)}, "2026-04-01")
    with BlobReader(tmp_path) as reader:
        found = reader.read(blob_id(content) for content in contents)
        assert [found[blob_id(content)] for content in contents] == contents
        with pytest.raises(CunwuError, match="缺内容"):
            reader.read(["0" * 40])


def test_commits_outside_the_records_are_passed_over(tmp_path: Path) -> None:
    records(tmp_path, {"a/deeds/1.yml": DEED}, "2026-04-01")
    (tmp_path / "README.md").write_text("说明", "utf-8")
    commit_all(tmp_path, "2026-04-02")
    assert [day for day, _ in told(read(tmp_path))] == ["2026-04-01"]


def test_a_merge_is_one_publication_with_all_it_brought(tmp_path: Path) -> None:
    records(tmp_path, {"a/deeds/1.yml": DEED}, "2026-04-01")
    git(tmp_path, "checkout", "--quiet", "-b", "drafts")
    records(tmp_path, {"a/deeds/2.yml": DEED}, "2026-04-02")
    records(tmp_path, {"a/deeds/2.yml": MARCH, "a/deeds/3.yml": DEED}, "2026-04-03")
    git(tmp_path, "checkout", "--quiet", "main")
    records(tmp_path, {"a/deeds/1.yml": MARCH}, "2026-04-04")
    git(tmp_path, "merge", "--quiet", "--no-ff", "--message=合并", "drafts", day="2026-04-05")
    assert told(read(tmp_path)) == [
        ("2026-04-05", [("A", "villages/a/deeds/2.yml"), ("A", "villages/a/deeds/3.yml")]),
        ("2026-04-04", [("M", "villages/a/deeds/1.yml")]),
        ("2026-04-01", [("A", "villages/a/deeds/1.yml")]),
    ]


def test_a_renamed_file_is_one_that_came_and_one_that_went(tmp_path: Path) -> None:
    records(tmp_path, {"a/deeds/1.yml": DEED}, "2026-04-01")
    git(tmp_path, "mv", "villages/a/deeds/1.yml", "villages/a/deeds/2.yml")
    commit_all(tmp_path, "2026-04-02")
    assert told(read(tmp_path))[0] == (
        "2026-04-02",
        [("D", "villages/a/deeds/1.yml"), ("A", "villages/a/deeds/2.yml")],
    )


ODD_NAMES = (
    "a/attachments/合同 第 3 页.pdf",
    'a/attachments/"引号"\'.txt',
    "a/attachments/\n第二行\n.txt",
    "a/attachments/\ttab\x01\x02.txt",
    "a/attachments/-r.txt",
    "a/attachments/:(glob)*.txt",
    "a/attachments/" + b"\xca\xd5\xd6\xa7".decode("utf-8", "surrogateescape"),
)


def test_odd_names_are_told_as_they_are(tmp_path: Path) -> None:
    records(tmp_path, dict.fromkeys(ODD_NAMES, "x"), "2026-04-01")
    records(tmp_path, dict.fromkeys(ODD_NAMES, "y"), "2026-04-02")
    expected = sorted(os.fsencode(f"villages/{name}") for name in ODD_NAMES)
    for _, changes in told(read(tmp_path)):
        assert sorted(os.fsencode(path) for _, path in changes) == expected


def test_the_settings_of_a_clerk_do_not_change_what_is_read(tmp_path: Path) -> None:
    records(tmp_path, {"a/deeds/1.yml": DEED, "a/收支.txt": "x"}, "2026-04-01")
    git(tmp_path, "mv", "villages/a/deeds/1.yml", "villages/a/deeds/2.yml")
    commit_all(tmp_path, "2026-04-02")
    plain = read(tmp_path)
    for name, value in {
        "log.showRoot": "false",
        "log.showSignature": "true",
        "log.decorate": "full",
        "log.date": "relative",
        "diff.renames": "copies",
        "diff.relative": "true",
        "diff.noPrefix": "true",
        "core.quotePath": "true",
        "core.abbrev": "4",
        "color.ui": "always",
        "format.pretty": "oneline",
    }.items():
        git(tmp_path, "config", name, value)
    assert read(tmp_path) == plain


def test_a_project_in_a_folder_of_the_repository_is_read_like_any_other(tmp_path: Path) -> None:
    project = tmp_path / "county" / "board"
    (tmp_path / "villages").mkdir()
    (tmp_path / "villages" / "x.yml").write_text("x", "utf-8")
    write(project, {"region.yml": COUNTY, "a/village.yml": VILLAGE})
    commit = commit_all(tmp_path)
    log = read(project)
    assert told(log) == [("2026-04-01", [("A", "villages/a/village.yml"), ("A", "villages/region.yml")])]
    source = CommitSource(project, commit, "villages/a")
    assert source.files() == ("villages/a/village.yml",)
    assert source.read("villages/a/village.yml") == VILLAGE.encode()


def test_a_shallow_clone_has_no_history_to_be_trusted(tmp_path: Path) -> None:
    records(tmp_path / "origin", {"a/deeds/1.yml": DEED}, "2026-04-01")
    records(tmp_path / "origin", {"a/deeds/1.yml": MARCH}, "2026-04-02")
    git(tmp_path, "clone", "--quiet", "--depth=1", (tmp_path / "origin").as_uri(), "clone")
    assert find_head(tmp_path / "clone") is None
    git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
    assert len(read(tmp_path / "clone")) == 2


def test_a_folder_that_is_no_repository_has_no_history(tmp_path: Path) -> None:
    write(tmp_path, {"region.yml": COUNTY})
    assert find_head(tmp_path) is None


def test_a_repository_without_a_commit_has_no_history(tmp_path: Path) -> None:
    write(tmp_path, {"region.yml": COUNTY})
    git(tmp_path, "init", "--quiet")
    assert find_head(tmp_path) is None


def test_without_git_there_is_no_history_and_the_board_is_built_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path, SMALL)
    commit_all(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert find_head(tmp_path) is None
    with pytest.raises(CunwuError, match="没有 git"):
        run_git(tmp_path, "status")
    assert build(tmp_path).published
    assert "未核对历史" in page(tmp_path, "board/qinghe/shanghe/index.html")


def test_a_hook_that_names_another_repository_is_not_listened_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records(tmp_path / "other", {"x.yml": "x"}, "2026-01-01")
    records(tmp_path / "ours", {"a/deeds/1.yml": DEED}, "2026-04-01")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))
    assert told(read(tmp_path / "ours")) == [("2026-04-01", [("A", "villages/a/deeds/1.yml")])]


# --- a commit as a source ------------------------------------------------------------------------------------------


def test_a_commit_lists_and_reads_what_it_holds_whatever_lies_on_disk(tmp_path: Path) -> None:
    commit = records(tmp_path, {"region.yml": COUNTY, "a/village.yml": VILLAGE, "ab/x.yml": "x"}, "2026-04-01")
    write(tmp_path, {"a/village.yml": "改了", "a/new.yml": "新的"})
    source = CommitSource(tmp_path, commit, "villages/a")
    assert source.files() == ("villages/a/village.yml",)
    assert source.read("villages/a/village.yml") == VILLAGE.encode()


def test_a_commit_and_a_folder_show_the_same_files(tmp_path: Path) -> None:
    write(tmp_path, {"region.yml": COUNTY, "a/village.yml": VILLAGE, "a/.gitkeep": "", "a/.hidden/x.yml": "x"})
    write(tmp_path, {"a/attachments/合同 1.pdf": b"\0\1", "a/run.yml": "x"})
    (tmp_path / "villages" / "a" / "run.yml").chmod(0o755)
    (tmp_path / "villages" / "a" / "link.yml").symlink_to("/etc/passwd")
    commit = commit_all(tmp_path)
    folder, source = FolderSource(tmp_path), CommitSource(tmp_path, commit, "villages")
    assert source.files() == folder.files()
    hidden = ("villages/a/.gitkeep", "villages/a/.hidden")
    assert source.links() == folder.links() == (*hidden, "villages/a/link.yml")
    for path in folder.files():
        assert source.read(path) == folder.read(path)


def test_of_a_commit_with_more_places_than_are_held_no_file_is_read_over_and_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"region.yml": COUNTY}
    for number in range(40):
        folder = f"t{number // 5}/v{number}"
        files |= {f"t{number // 5}/region.yml": COUNTY, f"{folder}/village.yml": VILLAGE, f"{folder}/deeds/1.yml": DEED}
    commit = records(tmp_path, files, "2026-04-01")
    read: Counter[str] = Counter()
    real = BlobReader.read

    def counting(reader: BlobReader, blobs: Iterable[str]) -> dict[str, bytes]:
        wanted = list(blobs)
        read["files"] += len(wanted)
        return real(reader, wanted)

    monkeypatch.setattr(BlobReader, "read", counting)
    monkeypatch.setattr(cunwu.git.commit_source, "_CONTENTS_KEPT", 10)
    source = CommitSource(tmp_path, commit)
    for place in read_outline(source).root.walk():
        assert place.name
        assert len(read_board(source, place).files) > 0
    # a village is looked at with the four others of its town
    assert len(files) <= read["files"] <= 6 * len(files)


def test_attributes_hide_and_change_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text(
        "*.yml export-ignore -diff text eol=crlf ident filter=evil working-tree-encoding=UTF-16\n", "utf-8"
    )
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "config", "filter.evil.smudge", "sed s/清/浊/")
    git(tmp_path, "config", "filter.evil.clean", "cat")
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    write(tmp_path, {"a/deeds/1.yml": DEED.encode("utf-16")})
    commit = commit_all(tmp_path)
    source = CommitSource(tmp_path, commit, "villages/a")
    assert source.files() == ("villages/a/deeds/1.yml",)
    assert source.read("villages/a/deeds/1.yml").decode("utf-8") == DEED


def test_a_replaced_object_does_not_change_what_was_published(tmp_path: Path) -> None:
    first = records(tmp_path, {"a/deeds/1.yml": DEED}, "2026-04-01")
    second = records(tmp_path, {"a/deeds/1.yml": MARCH}, "2026-04-02")
    git(tmp_path, "replace", first, second)
    assert CommitSource(tmp_path, first, "villages/a").read("villages/a/deeds/1.yml") == DEED.encode()


# --- the last version without errors -------------------------------------------------------------------------------


def build(root: Path) -> BuildResult:
    return build_site(BuildOrder(Project(root), root / "site", AS_OF))


def page(root: Path, url: str) -> str:
    return (root / "site" / url).read_text("utf-8")


WRONG = MARCH.replace("期末: 1500.00", "期末: 1600.00")
LEDGER = "qinghe/shanghe/finance/2026-03.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small board, committed clean on the first of April."""
    make_project(tmp_path, SMALL)
    commit_all(tmp_path, "2026-04-01")
    return tmp_path


def publish(root: Path) -> BuildResult:
    return build_site(BuildOrder(Project(root), root / "site", AS_OF, strict=True))


def test_publishing_goes_on_from_the_last_publication(project: Path) -> None:
    publish(project)
    records(project, {"qinghe/lianhua/deeds/2026-04.yml": DEED.replace("2026-03", "2026-04")}, "2026-04-02")
    assert publish(project).published
    last = git(project, "rev-parse", "HEAD").strip()
    assert f'"commit": "{last}"' in page(project, "board/published.json")


def test_a_rewritten_history_is_not_published_and_the_old_site_stays(project: Path) -> None:
    publish(project)
    before = digests(project / "site")
    write(project, {LEDGER: MARCH.replace("300.00", "30.00").replace("1500.00", "1230.00")})
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--amend", "--no-edit")
    with pytest.raises(CunwuError, match="历史被改写"):
        publish(project)
    assert digests(project / "site") == before
    assert build(project).published, "a preview is no publication"


def test_a_clone_without_its_history_does_not_publish_over_a_site_that_has_one(project: Path, tmp_path: Path) -> None:
    records(project, {"qinghe/lianhua/deeds/2026-04.yml": DEED.replace("2026-03", "2026-04")}, "2026-04-02")
    publish(project)
    git(tmp_path, "clone", "--quiet", "--depth=1", project.as_uri(), "clone")
    with pytest.raises(CunwuError, match="这里只有部分提交历史，不能接着上次公布"):
        build_site(BuildOrder(Project(tmp_path / "clone"), project / "site", AS_OF, strict=True))


def test_a_faulty_record_is_shown_as_it_last_was_without_errors_and_says_so(project: Path) -> None:
    write(project, {LEDGER: WRONG})
    assert build(project).held == 1
    home = page(project, "board/qinghe/shanghe/index.html")
    march = page(project, "board/qinghe/shanghe/finance/2026-03.html")
    assert "还没有提交，现在看到的是2026 年 4 月 1 日的版本" in home
    assert "这份记录的新版本有错误" in march
    assert "没有通过检查；这里是 2026 年 4 月 1 日的版本。" in march
    assert "1,500.00" in march
    for text in (home, march):  # the refused figure is named only as the reason
        assert "1,600.00" not in text.replace("填写的是 1,600.00 元", "")
    assert "没有通过检查" not in page(project, "board/qinghe/shanghe/deeds/2026-03.html")
    assert "没有通过检查" not in page(project, "board/qinghe/lianhua/index.html")


def test_committed_faults_are_passed_over_down_to_the_last_clean_version(project: Path) -> None:
    records(project, {LEDGER: MARCH.replace("300.00", "310.00").replace("1500.00", "1510.00")}, "2026-04-02")
    records(project, {LEDGER: WRONG}, "2026-04-03")
    records(project, {LEDGER: f"{WRONG}备注: 再错一次\n"}, "2026-04-04")
    records(project, {"qinghe/lianhua/deeds/2026-03.yml": f"{DEED}花费: 1.00\n"}, "2026-04-05")
    build(project)
    assert "2026 年 4 月 4 日起在等，现在看到的是2026 年 4 月 1 日的版本" in page(
        project, "board/qinghe/shanghe/index.html"
    )
    march = page(project, "board/qinghe/shanghe/finance/2026-03.html")
    assert "这里是 2026 年 4 月 1 日的版本" in march
    assert "再错一次" not in march
    assert "1,510.00" not in march
    assert "1.00" in page(project, "board/qinghe/lianhua/deeds/2026-03.html"), "another village goes on"


def test_a_record_that_never_was_without_errors_is_not_shown_and_the_rest_of_its_village_is(tmp_path: Path) -> None:
    make_project(tmp_path, {**SMALL, LEDGER: WRONG})
    commit_all(tmp_path)
    build(tmp_path)
    text = page(tmp_path, "board/qinghe/shanghe/index.html")
    assert "<h1>上河村</h1>" in text
    assert "2026 年 4 月 1 日起在等，改好以前看不到" in text
    assert "1,600.00" not in text.replace("填写的是 1,600.00 元", "")
    finance = tmp_path / "site/board/qinghe/shanghe/finance"
    assert not (finance / "2026-03.html").exists()
    assert (finance / "2026-04.html").is_file()


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("qinghe/shanghe/village.yml", VILLAGE.partition("  - 编号: 合作社")[0]),
        (LEDGER, MARCH.replace("300.00", "310.00").replace("1500.00", "1510.00")),
    ],
)
def test_what_makes_an_older_record_faulty_waits_and_the_older_record_stays(
    project: Path, path: str, text: str, committed: bool
) -> None:
    write(project, {path: text, "qinghe/shanghe/deeds/2026-03.yml": f"{DEED}花费: 1.00\n"})
    if committed:
        commit_all(project, "2026-04-02")
    build(project)
    for month, closing in (("03", "1,500.00"), ("04", "1,700.00")):
        assert closing in page(project, f"board/qinghe/shanghe/finance/2026-{month}.html")
    home = page(project, "board/qinghe/shanghe/index.html")
    assert "现在看到的是2026 年 4 月 1 日的版本" in home
    assert "改好以前看不到" not in home
    assert "上河村股份经济合作社" in home
    assert "1.00" in page(project, "board/qinghe/shanghe/deeds/2026-03.html"), "what has nothing to do with it goes on"


@pytest.mark.parametrize("history", [True, False])
def test_a_village_whose_own_file_never_was_without_errors_is_held_and_names_it(tmp_path: Path, history: bool) -> None:
    make_project(tmp_path, {**SMALL, "qinghe/shanghe/village.yml": VILLAGE.replace("种类: 村民委员会", "种类: 村庄")})
    if history:
        commit_all(tmp_path)
    build(tmp_path)
    text = page(tmp_path, "board/qinghe/shanghe/index.html")
    assert "<code>villages/qinghe/shanghe/village.yml</code>" in text
    assert "暂时不公布" in text
    assert "村庄" not in text
    assert not (tmp_path / "site/board/qinghe/shanghe/finance").exists()


def test_an_unreadable_village_file_shows_the_committed_one(project: Path) -> None:
    write(project, {"qinghe/shanghe/village.yml": '名称: "上河村\n'})
    build(project)
    text = page(project, "board/qinghe/shanghe/index.html")
    assert "<h1>上河村</h1>" in text
    assert "现在看到的是2026 年 4 月 1 日的版本" in text
    assert "1,500.00" in page(project, "board/qinghe/shanghe/finance/2026-03.html")


def test_hidden_files_in_a_village_do_not_keep_a_record_from_having_been_right(project: Path) -> None:
    hidden = {"qinghe/shanghe/.gitattributes": "* text\n", "qinghe/shanghe/photos/.gitkeep": ""}
    records(project, {**hidden, LEDGER: f"{MARCH}备注: 四月二日写的\n"}, "2026-04-02")
    records(project, {"qinghe/shanghe/deeds/2026-03.yml": f"{DEED}花费: 1.00\n"}, "2026-04-03")
    write(project, {LEDGER: WRONG})
    build(project)
    march = page(project, "board/qinghe/shanghe/finance/2026-03.html")
    assert "这里是 2026 年 4 月 2 日的版本" in march
    assert "四月二日写的" in march
    assert "1.00" in page(project, "board/qinghe/shanghe/deeds/2026-03.html")


PERSON = "110101199003070716"


@pytest.mark.parametrize("field", ["简介", "备注", "隶属"])
def test_a_faulty_region_never_shows_what_was_refused(project: Path, field: str) -> None:
    write(project, {"qinghe/region.yml": f"{SMALL['qinghe/region.yml']}{field}: 联系人{PERSON}\n"})
    assert not verdicts_of(project)["qinghe"].is_clean
    build(project)
    text = page(project, "board/qinghe/index.html")
    assert "这里是 2026 年 4 月 1 日的版本" in text
    assert PERSON not in "".join(path.read_text("utf-8") for path in (project / "site").rglob("*.html"))


@pytest.mark.parametrize("place", ["qinghe/region.yml", "qinghe/shanghe/village.yml"])
def test_a_number_in_the_name_of_a_refused_place_is_on_no_page_of_any_other(project: Path, place: str) -> None:
    name = SMALL[place].partition("\n")[0]
    write(project, {place: SMALL[place].replace(name, f"{name}{PERSON}")})
    build(project)
    assert [path for path in (project / "site").rglob("*.html") if PERSON in path.read_text("utf-8")] == []


def test_office_hours_a_village_inherits_carry_no_number_out_of_a_refused_region(project: Path) -> None:
    posting = "编号: P01\n派出单位:\n  - 县农业农村局\n职务: 第一书记\n起: 2026-01-05\n"
    hours = f"公开设置:\n  值班时间: 周一至周五，找张某 {PERSON}\n"
    write(project, {"qinghe/shanghe/postings/P01.yml": posting})
    write(project, {"qinghe/region.yml": SMALL["qinghe/region.yml"] + hours})
    build(project)
    assert "找张某 11" in page(project, "board/qinghe/shanghe/rooms/people.html")
    assert [path for path in (project / "site").rglob("*.html") if PERSON in path.read_text("utf-8")] == []


def test_a_faulty_region_without_an_earlier_version_shows_its_name_and_its_villages(tmp_path: Path) -> None:
    make_project(tmp_path, {**SMALL, "region.yml": f"{COUNTY}简介: 联系人{PERSON}\n"})
    build(tmp_path)
    text = page(tmp_path, "board/index.html")
    assert "<h1>示例县</h1>" in text
    assert "没有通过检查，暂时不公布" in text
    assert "演示数据" in text
    assert PERSON not in text
    assert "qinghe/index.html" in text


def test_the_last_clean_version_of_a_region_is_found_behind_any_number_of_commits_of_its_villages(
    project: Path,
) -> None:
    for number in range(25):
        records(project, {"qinghe/shanghe/deeds/2026-03.yml": f"{DEED}花费: {number + 1}.00\n"}, "2026-04-02")
    write(project, {"region.yml": f"{COUNTY}简介: 联系人{PERSON}\n"})
    build(project)
    assert "这里是 2026 年 4 月 1 日的版本" in page(project, "board/index.html")


def test_a_number_in_the_name_of_a_committed_file_is_on_no_page(project: Path) -> None:
    records(project, {f"qinghe/shanghe/deeds/{PERSON}.yml": DEED.replace("2026-03\n", "甲\n", 1)}, "2026-04-02")
    build(project)
    assert [path for path in (project / "site").rglob("*.html") if PERSON in path.read_text("utf-8")] == []


def test_every_link_on_the_board_leads_to_a_page(project: Path) -> None:
    records(project, {"qinghe/shanghe/deeds/new.yml": DEED.replace("2026-03\n", "新\n", 1)}, "2026-04-02")
    records(project, {LEDGER: WRONG, "qinghe/shanghe/deeds/newer.yml": DEED}, "2026-04-03")
    build(project)
    site = project / "site"
    frame = {"index.html", "reading.html", "objecting.html", "accessibility.html", "verifying.html", "sources.html"}
    dead = [
        (path.relative_to(site).as_posix(), link)
        for path in site.rglob("*.html")
        for link in re.findall(r'href="([^"#:]+)["#]', path.read_text("utf-8"))
        if not (target := Path(os.path.normpath(path.parent / unquote(link)))).is_file()
        and target.relative_to(site).as_posix() not in frame
    ]
    assert dead == []


def test_a_commit_names_the_day_it_has_in_its_own_time_zone(tmp_path: Path) -> None:
    write(tmp_path, {"a/deeds/1.yml": DEED})
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    late = {"GIT_COMMITTER_DATE": "2026-04-01T23:30:00+08:00", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00+00:00"}
    subprocess.run(
        ["git", "-C", tmp_path, "-c", "user.name=c", "-c", "user.email=c@example.cn", "commit", "-qm", "x"],
        env=environment(**late, TZ="UTC"),
        check=True,
    )
    assert [day for day, _ in told(read(tmp_path))] == ["2026-04-01"]


def test_the_program_itself_never_writes_into_a_repository(project: Path) -> None:
    before = git(project, "status", "--porcelain")
    objects = digests(project / ".git")
    assert run_cunwu("build", "--no-frame", cwd=project).returncode == 0
    for made in ("site", ".site.spare", ".site.spare.json", ".site.lock"):
        path = project / made
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert git(project, "status", "--porcelain") == before
    assert digests(project / ".git") == objects
