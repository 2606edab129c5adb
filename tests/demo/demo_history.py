"""The demonstration county over twelve months, as a real repository: python tests/demo/demo_history.py FOLDER."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from demo_days import FIRST_DAY, spread, village_of
from demo_repository import BEIJING, Content, Step, make_repository
from demo_versions import COUNTY, Version, all_versions

from cunwu.records.board import kind_at
from cunwu.yaml.reader import read_yaml, to_plain

ROOT = Path(__file__).resolve().parents[2]
SEEN_ON = date(2026, 11, 30)
"""The day as of which the county is looked at, whenever that is: no record on the board tells of a later one."""
RENAMED = ("qinghe/shanghe/projects/2026-shaiqinpeng.yml", "qinghe/shanghe/projects/2026-shaiqingpeng.yml")
"""The name under which a project was first published, and the right one."""
RENAMED_ON = date(2026, 9, 25)
REFORMATTED = "qinghe/shiqiao/deeds/2026-03.yml"
"""A record that first came in another form with the same meaning."""
REFORMATTED_ON = date(2026, 4, 1)

_NAMES = {"": "演示县", "shanghe": "上河村", "lianhua": "莲花村", "shiqiao": "石桥村", "datian": "大田村"} | {
    "zhuxi": "竹溪村",
}


def make_demo(folder: Path, root: Path = ROOT) -> str:
    """The repository of the demonstration county in a new folder; answers the id of its last commit."""
    return make_repository(folder, demo_steps(root))


def demo_steps(root: Path = ROOT) -> list[Step]:
    """All that was ever committed, in order: the program and the places, then the county day by day."""
    files = _files_of(root)
    county = {path.removeprefix(COUNTY): file.content for path, file in files.items() if path.startswith(COUNTY)}
    versions = all_versions(county)
    retold: dict[str, Content | None] = {path: file for path, file in files.items() if _is_retold(path)}
    first: dict[str, Content | None] = {
        path: file for path, file in files.items() if path not in retold and not path.startswith(COUNTY)
    }
    first |= _files(one for one in versions if one.day == FIRST_DAY)
    start = Step(datetime.combine(FIRST_DAY, time(8), BEIJING), "公开栏开通：程序和各村资料", first)
    # The days of a demonstration are made up; what is told of real places is given none of them.
    end = Step(datetime.combine(SEEN_ON, time(8), BEIJING), "照公开文章录入的几处旧事", retold)
    return [start, *_in_order(_daily_steps(one for one in versions if one.day > FIRST_DAY)), end]


def _is_retold(path: str) -> bool:
    """Whether a file is about a real place: all below villages/ but the county and what describes the whole."""
    return path.startswith("villages/") and not path.startswith(COUNTY) and path.count("/") > 1


def _files_of(root: Path) -> dict[str, Content]:
    """Every file of the project as it lies here, new ones too, without what git ignores."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
    paths = {name: root / name for name in sorted(set(listed)) if (root / name).is_file()}
    return {name: Content(path.read_bytes(), runs=bool(path.stat().st_mode & 0o100)) for name, path in paths.items()}


def _daily_steps(versions: Iterable[Version]) -> Iterator[Step]:
    """One step for each village and day; corrections, the renaming and the reformatting each have their own."""
    days: dict[tuple[date, str, str], list[Version]] = {}
    for version in versions:
        alone = f"{version.stands_alone} {version.name}" if version.stands_alone else ""
        days.setdefault((version.day, village_of(version.name), alone), []).append(version)
    for (day, village, alone), together in days.items():
        yield _step(day, village, _message(village, together), _files(together), alone)
    yield from _form_steps(days)


def _files(versions: Iterable[Version]) -> dict[str, Content | None]:
    old, new = RENAMED
    files: dict[str, Content | None] = {}
    for one in versions:
        name = old if one.name == new and one.day < RENAMED_ON else one.name
        untidy = one.name == REFORMATTED and one.day < REFORMATTED_ON
        files[COUNTY + name] = Content(_untidy(one.content) if untidy else one.content)
    return files


def _form_steps(days: Mapping[tuple[date, str, str], Sequence[Version]]) -> Iterator[Step]:
    """The renaming and the reformatting: two commits in which nothing changes that a record says."""
    old, new = RENAMED
    stood = {one.name: one.content for _, together in sorted(days.items()) for one in together if one.day < RENAMED_ON}
    renaming: dict[str, Content | None] = {COUNTY + old: None, COUNTY + new: Content(stood[new])}
    yield _step(RENAMED_ON, "shanghe", "上河村：改正项目文件名", renaming, "改名")
    tidied: dict[str, Content | None] = {COUNTY + REFORMATTED: Content(stood[REFORMATTED])}
    yield _step(REFORMATTED_ON, "shiqiao", "石桥村：整理实事记录的写法", tidied, "整理")


def _untidy(content: bytes) -> bytes:
    """The same record as a hasty hand types it: other quotes, another order, a comment."""
    node, _ = read_yaml(content, REFORMATTED)
    plain = to_plain(node) if node else {}
    if not isinstance(plain, dict):
        raise TypeError("a record is a table of keys")
    number, *rest = plain.items()
    lines = [f"{key}:   '{value}'" for key, value in (*reversed(rest), number)]
    return "\n".join(["# 先记下来，回头再整理", *lines, ""]).encode()


def _step(day: date, village: str, message: str, files: Mapping[str, Content | None], alone: str) -> Step:
    """A step at a time of the day that is always the same; a third of them, and what stands alone, as a merge."""
    minute = spread(9 * 60, 17 * 60, "time", village, day, alone)
    moment = datetime.combine(day, time(minute // 60, minute % 60, spread(0, 59, minute, day)), BEIJING)
    merged = bool(alone) or not spread(0, 2, "merge", village, day)
    before = timedelta(minutes=spread(15, 55, "branch", village, day))
    return Step(moment, message, files, proposed=moment - before if merged else None)


def _in_order(steps: Iterable[Step]) -> Iterator[Step]:
    """By time; of two at the same moment the second comes a second later."""
    last: datetime | None = None
    for step in sorted(steps, key=lambda step: (step.moment, step.message)):
        last = step.moment if last is None else max(step.moment, last + timedelta(seconds=1))
        yield replace(step, moment=last)


def _message(village: str, versions: Sequence[Version]) -> str:
    """What a step brings, in a line: 上河村：新增 收支 2026-03；进展 项目 2026-ludeng."""
    words: dict[str, list[str]] = {}
    for one in versions:
        found = kind_at(COUNTY + one.name)
        if found is not None:
            name = one.name.rpartition("/")[2].removesuffix(".yml")
            what = f"{found[1].label} {name}" if found[1].folder else f"{found[1].label}的资料"
            words.setdefault(one.stands_alone or ("新增" if one.is_new else "进展"), []).append(what)
    return f"{_NAMES[village]}：" + "；".join(f"{word} {'、'.join(whats)}" for word, whats in words.items())


if __name__ == "__main__":
    if len(sys.argv) != 2 or Path(sys.argv[1]).exists():
        sys.exit("用法：python tests/demo/demo_history.py 新文件夹")
    if not (ROOT / ".git").exists() or not (ROOT / COUNTY).is_dir():
        sys.exit(f"演示历史要从 git 取得的项目里生成，里面要有 {COUNTY}")
    print(f"{sys.argv[1]}：演示县一年的历史，最后一次提交是 {make_demo(Path(sys.argv[1]))}")
