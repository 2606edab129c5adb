"""A board that was copied from the example begins its history after it; no real place can be left behind so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.history.store import open_history
from cunwu.publish.order import BuildOrder
from cunwu.publish.site import build_site
from support.projects import DEED, MARCH, VILLAGE, commit_all, git, make_project, run_cunwu, write

Files = Mapping[str, str | None]

AS_OF = date(2026, 4, 20)
TOP = "名称: 村务公开板\n级别: 全国\n"
RETOLD = "来源:\n  - 编号: 来源1\n    文件: 一篇公开文章\n"
EXAMPLE: Files = {
    "region.yml": TOP,
    "yanshi/region.yml": "名称: 演示县\n级别: 县\n演示: 是\n",
    "yanshi/shanghe/village.yml": VILLAGE,
    "yanshi/shanghe/finance/2026-03.yml": MARCH,
    "yanshi/shanghe/deeds/2026-03.yml": DEED,
    "jiushi/region.yml": f"名称: 旧事镇\n级别: 镇\n{RETOLD}",
    "jiushi/deeds/2026-03.yml": f"{DEED}{RETOLD}",
}
GONE: Files = {name: None for name in EXAMPLE if name != "region.yml"}
OWN: Files = {
    "jia/region.yml": "名称: 甲县\n级别: 县\n",
    "jia/shanghe/village.yml": VILLAGE.replace("演示: 是\n", ""),
    "jia/shanghe/finance/2026-03.yml": MARCH.replace("演示: 是\n", ""),
}


def top(commit: str) -> str:
    return f"名称: 甲县公开板\n级别: 全国\n历史起点: {commit}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A clone of the example, which changed a figure of its own without a word."""
    found = make_project(tmp_path / "board", EXAMPLE).root
    (found / ".gitignore").write_text("/site*/\n/.site*\n/.cunwu/\n", "utf-8")
    commit_all(found, "2026-04-01")
    write(found, {"yanshi/shanghe/deeds/2026-03.yml": DEED.replace("水沟", "水渠")})
    commit_all(found, "2026-04-02")
    return found


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD").strip()


def publish(root: Path, files: Files, day: str) -> str:
    write(root, files)
    commit_all(root, day)
    return head(root)


def told(root: Path) -> list[str]:
    history = open_history(root, root / ".cunwu/cache")
    assert history is not None
    return [f"{one.change.place} {one.change.kind.value}" for one in history.told_below("")]


def page(root: Path, name: str) -> str:
    build_site(BuildOrder(Project(root), root / "site", AS_OF))
    return (root / "site/board" / name).read_text("utf-8")


def test_without_a_word_the_example_stands_in_the_corrections_of_the_new_board(root: Path) -> None:
    publish(root, {**GONE, **OWN}, "2026-04-10")
    assert len(told(root)) > 3


def test_a_board_that_names_the_last_commit_of_the_example_begins_without_a_correction(root: Path) -> None:
    example = head(root)
    publish(root, {**GONE, **OWN, "region.yml": top(example)}, "2026-04-10")
    assert told(root) == []
    says = page(root, "changes/index.html")
    assert "到现在还没有更正和改动" in says
    for shown in (says, page(root, "index.html")):
        assert f"历史从提交 {example[:12]}（2026 年 4 月 2 日）以后算起" in shown
        assert "演示县、旧事镇（共 1 个村）" in shown or "旧事镇、演示县（共 1 个村）" in shown
    assert "<entry>" not in page(root, "corrections.xml")
    assert "演示县" not in page(root, "news.xml")
    assert "2026 年 4 月 10 日" in page(root, "jia/shanghe/finance/2026-03.html")
    assert not (root / "site/board/yanshi").exists()


def test_what_happens_to_the_board_afterwards_is_told_as_ever(root: Path) -> None:
    publish(root, {**GONE, **OWN, "region.yml": top(head(root))}, "2026-04-10")
    open_history(root, root / ".cunwu/cache")
    publish(root, {"jia/shanghe/finance/2026-03.yml": None}, "2026-04-11")
    assert told(root) == ["jia/shanghe 未说明的改动"]
    publish(root, {"jia/shanghe/finance/2026-03.yml": MARCH.replace("1500.00", "1400.00")}, "2026-04-12")
    assert "jia/shanghe 未说明的改动" in told(root)[1:]
    extended = told(root)
    (root / ".cunwu/cache/history.sqlite").unlink()
    assert told(root) == extended


def test_it_may_be_named_later_and_in_as_many_commits_as_one_likes(root: Path) -> None:
    example = head(root)
    publish(root, {name: None for name in GONE if name.startswith("yanshi")}, "2026-04-08")
    publish(root, OWN, "2026-04-09")
    publish(root, {name: None for name in GONE if name.startswith("jiushi")}, "2026-04-10")
    assert len(told(root)) > 3
    publish(root, {"region.yml": top(example)}, "2026-04-11")
    assert told(root) == []
    publish(root, {"region.yml": top(example).partition("历史起点")[0]}, "2026-04-12")
    assert len(told(root)) > 3


def test_figures_of_the_top_place_itself_are_never_left_behind(root: Path) -> None:
    counted = "指标:\n  - 编号: 村数\n    名称: 村\n    数值: 5 个\n"
    publish(root, {"region.yml": f"{TOP}{counted}"}, "2026-04-03")
    publish(root, {**GONE, **OWN, "region.yml": top(head(root))}, "2026-04-10")
    assert told(root) == [" 未说明的改动"]


# --- what it cannot be used for --------------------------------------------------------------------------------------


def put_a_real_village_there(root: Path) -> str:
    publish(root, {"zhen/region.yml": "名称: 真镇\n级别: 镇\n", "zhen/cun/village.yml": "名称: 真村\n"}, "2026-04-03")
    publish(root, {"zhen/region.yml": None, "zhen/cun/village.yml": None, **GONE}, "2026-04-04")
    return git(root, "rev-parse", "HEAD~1").strip()


def call_a_real_village_a_demonstration_first(root: Path) -> str:
    publish(root, {"zhen/region.yml": "名称: 真镇\n级别: 镇\n"}, "2026-04-03")
    publish(root, {"zhen/region.yml": "名称: 真镇\n级别: 镇\n演示: 是\n"}, "2026-04-04")
    publish(root, {"zhen/region.yml": None, **GONE}, "2026-04-05")
    return git(root, "rev-parse", "HEAD~1").strip()


def move_a_real_village_into_the_demonstration(root: Path) -> str:
    publish(root, {"zhen/region.yml": "名称: 真镇\n级别: 镇\n"}, "2026-04-03")
    publish(root, {"zhen/region.yml": None, "yanshi/zhen/region.yml": "名称: 真镇\n级别: 镇\n"}, "2026-04-04")
    publish(root, {"yanshi/zhen/region.yml": None, **GONE}, "2026-04-05")
    return git(root, "rev-parse", "HEAD~1").strip()


def give_a_real_village_sources(root: Path) -> str:
    files = {"zhen/village.yml": f"名称: 真村\n{RETOLD}", "zhen/finance/2026-03.yml": f"{MARCH}{RETOLD}"}
    publish(root, files, "2026-04-03")
    publish(root, {**dict.fromkeys(files), **GONE}, "2026-04-04")
    return git(root, "rev-parse", "HEAD~1").strip()


def keep_a_place(root: Path) -> str:
    write(root, {name: None for name in GONE if name.startswith("yanshi")})
    return head(root)


def bring_a_place_back(root: Path) -> str:
    example = head(root)
    publish(root, GONE, "2026-04-03")
    write(root, {"yanshi/shanghe/village.yml": VILLAGE, "yanshi/region.yml": EXAMPLE["yanshi/region.yml"]})
    return example


def name_another_branch(root: Path) -> str:
    git(root, "checkout", "--quiet", "-b", "other")
    other = publish(root, {"yanshi/region.yml": "名称: 演示县\n级别: 县\n演示: 是\n简介: 改了\n"}, "2026-04-03")
    git(root, "checkout", "--quiet", "main")
    write(root, GONE)
    return other


def name_nothing(root: Path) -> str:
    write(root, GONE)
    return "0" * 40


TRICKS = (
    (put_a_real_village_there, "真镇 不是演示"),
    (call_a_real_village_a_demonstration_first, "zhen 以前不是演示"),
    (move_a_real_village_into_the_demonstration, "yanshi/zhen 是从 zhen 移来的"),
    (give_a_real_village_sources, "真村 不是演示，也不全是照公开材料录入的"),
    (keep_a_place, "jiushi 还在"),
    (bring_a_place_back, "yanshi"),
    (name_another_branch, "不在现在的历史里"),
    (name_nothing, "没有这个提交"),
)


@pytest.mark.parametrize(("trick", "says"), TRICKS)
def test_a_start_that_does_not_hold_is_refused_in_a_request_and_tells_the_whole_history(
    root: Path, trick: object, says: str
) -> None:
    named = trick(root)  # type: ignore[operator]
    if git(root, "status", "--porcelain"):
        commit_all(root, "2026-04-06")
    without = told(root)
    assert len(without) > 3
    git(root, "checkout", "--quiet", "-b", "request")
    publish(root, {**OWN, "region.yml": top(named)}, "2026-04-10")
    done = run_cunwu("check", "--base", "main", "--as-of", "2026-04-20", cwd=root)
    assert (done.returncode, "HIS020" in done.stdout, says in done.stdout) == (1, True, True), done.stdout
    assert told(root)[: len(without)] == without
    assert "没有照办，历史从头算起" in page(root, "changes/index.html")


# --- requests --------------------------------------------------------------------------------------------------------


def test_the_request_that_drops_the_example_says_so_and_is_green(root: Path) -> None:
    example = head(root)
    git(root, "checkout", "--quiet", "-b", "request")
    publish(root, {**GONE, **OWN}, "2026-04-10")
    done = run_cunwu("check", "--base", "main", "--as-of", "2026-04-20", cwd=root)
    assert (done.returncode, "HIS003" in done.stdout) == (1, True)
    publish(root, {"region.yml": top(example)}, "2026-04-11")
    done = run_cunwu("check", "--base", "main", "--as-of", "2026-04-20", cwd=root)
    assert (done.returncode, "提醒 HIS019" in done.stdout, "HIS003" in done.stdout) == (0, True, False), done.stdout
    assert "演示地区的记录不再公布" in done.stdout


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_the_difference_names_what_is_left_behind_and_not_each_record(root: Path, form: str) -> None:
    example = head(root)
    publish(root, {**GONE, **OWN, "region.yml": top(example)}, "2026-04-10")
    done = run_cunwu("diff", "HEAD~1", "HEAD", "--format", form, cwd=root)
    assert "演示地区的记录不再公布" in done.stdout
    assert "没有说明" not in done.stdout
    later = publish(root, {"jia/shanghe/deeds/2026-03.yml": DEED}, "2026-04-11")
    assert "演示地区" not in run_cunwu("diff", "HEAD~1", later, "--format", form, cwd=root).stdout


def test_taking_the_start_away_is_told(root: Path) -> None:
    publish(root, {**GONE, **OWN, "region.yml": top(head(root))}, "2026-04-10")
    git(root, "checkout", "--quiet", "-b", "request")
    publish(root, {"region.yml": top("").partition("历史起点")[0]}, "2026-04-11")
    done = run_cunwu("check", "--base", "main", "--as-of", "2026-04-20", cwd=root)
    assert "提醒 HIS019" in done.stdout
    assert "历史从第一个提交算起" in done.stdout
