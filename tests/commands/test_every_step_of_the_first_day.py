"""The page for a township's first day is walked: each command on it runs, in order, on the list that it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from support.clerk_repositories import git, write
from support.commands import run_here

PAGE = (Path(__file__).resolve().parents[2] / "content/handbook/township.md").read_text("utf-8")
STEPS = re.findall(r"^```bash\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
AS_OF = {"check", "build", "owed", "poster", "new"}
"""Commands that ask what day it is."""
FILLED = """\
账套: 合作社
期间: 2026-10
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1200.00
    期末: 880.00
明细:
  - 编号: "001"
    日期: 2026-10-12
    摘要: 路灯电费
    科目: 公益支出
    支出: 320.00
    账户: 现金
    凭证: 记-1
    经手人: 李会计
    证明人: 王委员
    审批人: 张主任
"""


@pytest.mark.slow
def test_a_township_walks_the_page_from_nothing_to_posters_and_reminders(tmp_path: Path) -> None:
    listed = re.search(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert listed is not None
    write(tmp_path, "名单.csv", listed[1])
    folder, said = tmp_path, dict[str, str]()
    for line in "".join(STEPS).splitlines():
        program, *words = shlex.split(line)
        if program == "cd":
            folder /= words[0]
            region = folder / "villages/region.yml"
            region.write_text(region.read_text("utf-8") + "公开设置:\n  答复天数: 5\n", "utf-8")
        elif program == "git":
            git(folder, *words)
        else:
            assert program == "cunwu", line
            words += ["--as-of", "2026-12-01"] if words[0] in AS_OF else []
            words += ["--no-frame"] if words[0] == "build" else []
            done = run_here(folder, *words)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            said[line] = done.stdout
        if program == "cunwu" and words[0] == "new":  # the clerks fill in what the day's commands handed them
            (draft,) = (folder / "villages/xiahe/finance").glob("*.yml")
            draft.write_text(FILLED, "utf-8")
            write(folder, "villages/shanghe/finance/2026-10.yml", FILLED)

    assert "3 个村" in said["cunwu init gongkai --from 名单.csv --platform gitlab"]
    sheets = (folder / "上墙.html").read_text("utf-8")
    assert ("上河村" in sheets, "路灯电费" in sheets) == (True, True)
    assert "山口村" in said["cunwu poster --period 2026-10 --out 上墙.html"]  # has nothing yet, and is named
    message = said["cunwu owed --ahead 3 --format 群"]
    assert "上河村：2026 年 10 月 收支（11 月 15 日到期，晚了 16 天）" in message  # the committee's own book
    assert "山口村" not in message  # its quarter has not ended
    assert (folder / "催办.csv").is_file()
