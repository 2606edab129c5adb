"""What a county's own site published rolls up on the site of the city above it, which has none of its records."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cunwu.core.paths import Project
from cunwu.derive.summary import Summary, Tally
from cunwu.derive.summary_form import to_plain
from cunwu.publish.site import BuildOrder, build_site
from support.projects import (
    AS_OF,
    COUNTY,
    DEED,
    MARCH,
    SMALL,
    TOWN,
    VILLAGE,
    codes_of,
    commit_all,
    digests,
    make_project,
    run_cunwu,
    verdicts_of,
    write,
)

EARLIER = date(2026, 11, 18)
SITE = "https://gongkai.shili.example.cn/"
CITY = {
    "region.yml": "名称: 北江市\n级别: 市\n",
    "shili/region.yml": f"名称: 示例县\n级别: 县\n演示: 是\n网站: {SITE}\n",
    "nanshan/region.yml": "名称: 南山县\n级别: 县\n",
    "nanshan/cun/village.yml": VILLAGE,
    "nanshan/cun/deeds/2026-03.yml": DEED,
}


def site_of(root: Path, as_of: date = AS_OF, **changes: object) -> Path:
    order = BuildOrder(Project(root), root / "site", as_of, **changes)  # type: ignore[arg-type]
    assert build_site(order).published
    return root / "site" / "board"


def published(tmp_path: Path, files: Mapping[str, str], as_of: date = EARLIER) -> bytes:
    """The summary.json of a county as its own site has it."""
    return (site_of(make_project(tmp_path / "county", files).root, as_of) / "summary.json").read_bytes()


def real(files: Mapping[str, str]) -> dict[str, str]:
    return {path: text.replace("演示: 是\n", "") for path, text in files.items()}


def tally_of(board: Path, path: str = "") -> Mapping[str, Any]:
    return dict(json.loads((board / path / "summary.json").read_bytes())["tally"])


def test_a_county_with_a_site_of_its_own_rolls_up_as_if_it_were_built_here(tmp_path: Path) -> None:
    below = {path.replace("shili/", ""): text for path, text in real(SMALL).items()}
    apart = make_project(tmp_path / "city", {**real(CITY), "shili/summary.json": published(tmp_path, below)})
    together = make_project(
        tmp_path / "whole", {**real(CITY), **{f"shili/{path}": text for path, text in below.items()}}
    )
    apart_board, whole_board = site_of(apart.root), site_of(together.root)
    for path in ("", "shili"):
        assert tally_of(apart_board, path) == tally_of(whole_board, path)
    assert tally_of(apart_board)["villages"] == 3
    home, county = ((apart_board / path / "index.html").read_text("utf-8") for path in ("", "shili"))
    assert '<a href="shili/index.html">示例县</a>' in home
    assert "2 个村，截至 2026 年 11 月 18 日" in home
    assert f'下面各村在另一个公开板上：<a href="{SITE}">{SITE}</a>' in county
    assert "截至 2026 年 11 月 18 日，来自下面各村所在的公开板。" in county


def test_the_figures_of_today_carry_no_day(tmp_path: Path) -> None:
    city = make_project(
        tmp_path / "city", {**real(CITY), "shili/summary.json": published(tmp_path, real(SMALL), AS_OF)}
    )
    assert "截至" not in (site_of(city.root) / "index.html").read_text("utf-8")


def test_a_demonstration_county_stays_out_of_the_totals(tmp_path: Path) -> None:
    city = make_project(tmp_path / "city", {**CITY, "shili/summary.json": published(tmp_path, SMALL)})
    board = site_of(city.root)
    assert tally_of(board, "shili")["villages"] == 2
    assert tally_of(board)["villages"] == 1


def test_a_new_summary_is_built_in_part_to_the_same_bytes(tmp_path: Path) -> None:
    old = published(tmp_path, real(SMALL))
    root = make_project(tmp_path / "city", {**real(CITY), "shili/summary.json": old}).root
    (root / ".gitignore").write_text("/*site*\n/.*site*\n/.cunwu/\n", "utf-8")
    commit_all(root)
    site_of(root)
    write(root, {"shili/summary.json": changed(old, tally={**json.loads(old)["tally"], "villages": 40})})
    commit_all(root, "2026-04-02")
    result = build_site(BuildOrder(Project(root), root / "site", AS_OF))
    assert tally_of(root / "site" / "board")["villages"] == 41
    whole = build_site(BuildOrder(Project(root), root / "other-site", AS_OF, full=True))
    assert 0 < result.pages < whole.pages
    assert digests(root / "site") == digests(root / "other-site")


def test_a_spoilt_summary_leaves_the_last_good_one_and_stops_nobody_else(tmp_path: Path) -> None:
    root = make_project(tmp_path / "city", {**real(CITY), "shili/summary.json": published(tmp_path, real(SMALL))}).root
    (root / ".gitignore").write_text("/*site*\n/.*site*\n/.cunwu/\n", "utf-8")
    commit_all(root)
    write(root, {"shili/summary.json": "<html>404</html>", "nanshan/cun/finance/2026-03.yml": MARCH})
    commit_all(root, "2026-04-02")
    done = run_cunwu("build", "--no-frame", "--as-of", AS_OF.isoformat(), cwd=root)
    assert done.returncode == 1
    assert "villages/shili/summary.json" in done.stderr
    board = root / "site" / "board"
    assert tally_of(board)["villages"] == 3
    assert (board / "nanshan/cun/finance/2026-03.html").is_file()


def changed(summary: bytes, **changes: object) -> bytes:
    return json.dumps({**json.loads(summary), **changes}, ensure_ascii=False).encode()


REFUSED: Mapping[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut": (lambda whole: whole[:-9], "没有下载完整"),
    "a list": (lambda _: b"[]", "不是公开板的汇总"),
    "nested": (lambda _: b"[" * 200_000, "不是公开板的汇总"),
    "another version": (lambda whole: changed(whole, version=2), "写着第 2 版，这个程序只读第 1 版"),
    "large": (lambda whole: whole + b" " * 1_000_000, "比 1 MB 还大"),
    "without its day": (lambda whole: changed(whole, as_of=None), "栏目不全"),
    "not even a path": (lambda whole: changed(whole, overdue=[{"period": 5}]), "栏目不全"),
    "a text for a number": (lambda whole: altered(whole, villages="9"), "有的数不是零或正整数"),
    "true": (lambda whole: altered(whole, cadres=True), "有的数不是零或正整数"),
    "less than none": (lambda whole: altered(whole, late=-1), "有的数不是零或正整数"),
    "without end": (lambda whole: altered(whole, deeds=float("inf")), "有的数不是零或正整数"),
    "of another unit": (lambda whole: altered(whole, households_visited="5 公斤"), "走访的户数应以户为单位"),
    "of another place": (lambda whole: changed(whole, name="莲花县"), "是「莲花县」的，不是「示例县」的"),
    "of tomorrow": (lambda whole: changed(whole, as_of="2026-11-21"), "做于 2026-11-21，还没有到"),
    "of a demonstration": (lambda whole: changed(whole, is_demonstration=True), "是演示数据"),
}


SUMMARY = Summary("", "示例县", False, False, (), (), Tally(villages=2), held=False, as_of=EARLIER)  # noqa: FBT003
WHOLE = json.dumps(to_plain(SUMMARY), ensure_ascii=False).encode()


def altered(summary: bytes, **changes: object) -> bytes:
    return changed(summary, tally={**json.loads(summary)["tally"], **changes})


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_added_up_is_refused_in_a_clerks_words(tmp_path: Path, fault: str) -> None:
    harm, says = REFUSED[fault]
    root = make_project(tmp_path / "city", {**real(CITY), "shili/summary.json": harm(WHOLE)}).root
    verdict = verdicts_of(root)["shili"]
    assert codes_of(verdict) == ["REC019"]
    assert says in verdict.problems[0].message


def test_what_lies_here_already_is_not_counted_twice(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {**real(CITY), "shili/qinghe/region.yml": TOWN, "shili/summary.json": WHOLE}
    verdict = verdicts_of(make_project(tmp_path / "city", files).root)["shili"]
    assert "会算两遍" in verdict.problems[0].message


def test_a_village_has_no_sites_below_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"region.yml": COUNTY, "cun/village.yml": VILLAGE, "cun/summary.json": WHOLE}
    assert codes_of(verdicts_of(make_project(tmp_path, files).root)["cun"]) == ["REC005"]
