"""A town with one person posted to two villages at once: its records, and what checks and builds say of them."""

from __future__ import annotations

import json
from pathlib import Path

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from support.projects import AS_OF, COUNTY, TOWN, VILLAGE, commit_all, make_project, run_cunwu

HEAD = "姓名: 刘某\n派出单位:\n  - 示例县水利局\n职务: 队员\n"
HERE = f"编号: P02\n{HEAD}起: 2026-01-05\n"
THERE = f"编号: P01\n{HEAD}起: 2026-03-01\n"
LEFT = f"{THERE}止: 2026-03-20\n交接:\n  - {{编号: 交1, 清单: 资料, 内容: 账本, 日期: 2026-03-20}}\n"
OTHER = THERE.replace("刘某", "胡某")
FILES = {
    "region.yml": COUNTY,
    "qinghe/region.yml": TOWN,
    "qinghe/shanghe/village.yml": VILLAGE,
    "qinghe/shanghe/postings/P02.yml": HERE,
    "qinghe/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
    "qinghe/lianhua/postings/P01.yml": THERE,
}
REASON = "反常说明:\n  - 编号: 说1\n    规则: CAD050\n    原因: 人手不够，兼到年底\n    谁: 镇党委组织委员\n"


def build(root: Path, **changes: object) -> BuildResult:
    """One build into `site`, or as these changes of the order say."""
    order = {"project": Project(root), "site": root / "site", "as_of": AS_OF, **changes}
    return build_site(BuildOrder(**order))  # type: ignore[arg-type]


def made(root: Path, **changes: str) -> Path:
    """A committed board that was built once."""
    make_project(root, {**FILES, **changes})
    (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n/whole/\n/.whole*\n", "utf-8")
    commit_all(root, "2026-04-01")
    build(root)
    return root


def told_by(result: BuildResult) -> list[tuple[str, str]]:
    """What a build says of it: the file it stands on, and the sentence."""
    return [(one.file, one.message) for one in result.report.problems if one.code == "CAD050"]


def checked(root: Path, *arguments: str) -> list[tuple[str, str]]:
    """What a check says of it: the file it stands on, and the sentence."""
    said = run_cunwu("check", "--format", "json", "--as-of", AS_OF.isoformat(), *arguments, cwd=root).stdout
    return [(one["file"], one["message"]) for one in json.loads(said)["problems"] if one["code"] == "CAD050"]
