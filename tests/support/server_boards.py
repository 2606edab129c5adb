"""A board as it is put on a server: an account of March and a list that is shown until the 10th of April."""

from __future__ import annotations

from pathlib import Path

from support.clerk_repositories import COUNTY, VILLAGE, commit, git, write
from support.march_records import LEDGER as RECORD, MARCH
from support.site_parts import bare_project

LIST = """\
编号: 2026-耕补
名称: 2026 年耕地地力保护补贴
种类: 耕地补贴
期间: 2026
名单:
  - 编号: 001
    姓名: 张某甲
    金额: 480.00
合计:
  户: 1 户
  金额: 480.00
公示:
  起: 2026-04-01
  止: 2026-04-10
  地点: 村委会公开栏
"""


def put_board(folder: Path) -> Path:
    board = bare_project(folder)
    (board / ".gitignore").write_text("/.cunwu/\n/site/\n", "utf-8")
    for path, text in {"region.yml": COUNTY, "shanghe/village.yml": VILLAGE}.items():
        write(board, f"villages/{path}", text)
    write(board, RECORD, MARCH)
    write(board, "villages/shanghe/benefits/2026-gengbu.yml", LIST)
    git(board, "init", "-q")
    commit(board, "公布三月")
    return board
