"""Dishonest moves: each takes an honest repository and tries to change, hide or slip in something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from demo_repository import BEIJING, Content, Step, git, make_repository, put_on_main

COUNTY = """\
名称: 示例县
级别: 县
演示: 是
公开设置:
  截止日: 15
  审批限额:
    - 编号: 一档
      上限: 1000.00
      审批人: 村委会主任
    - 编号: 二档
      上限: 5000.00
      审批人: 村两委会议
"""
VILLAGE = """\
名称: 上河村
法人:
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
"""
MARCH = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 20000.00
    期末: 19380.00
明细:
  - 编号: 001
    日期: 2026-03-12
    摘要: 路灯电费
    科目: 公益支出
    支出: 320.00
    账户: 现金
    对方: 县供电公司
  - 编号: 002
    日期: 2026-03-20
    摘要: 买扫帚
    科目: 管理费用
    支出: 300.00
    账户: 现金
    对方: 镇五金店
"""
APRIL = """\
账套: 合作社
期间: 2026-04
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 19380.00
    期末: 18680.00
明细:
  - 编号: 001
    日期: 2026-04-02
    摘要: 修水闸
    科目: 公益支出
    支出: 600.00
    账户: 现金
    对方: 镇五金店
  - 编号: 002
    日期: 2026-04-09
    摘要: 打印纸
    科目: 管理费用
    支出: 100.00
    账户: 现金
    对方: 镇文印店
"""
NOTICE = "编号: 2026-07\n标题: 关于清理河道的通知\n种类: 通知\n起: 2026-04-12\n"

LEDGER = "villages/shanghe/finance/2026-03.yml"
NEXT_LEDGER = "villages/shanghe/finance/2026-04.yml"
POSTED = "villages/shanghe/notices/2026-07.yml"
CLOSED = date(2026, 5, 20)
"""A day on which both months take entries no more."""
OPEN = date(2026, 5, 12)
"""A day on which April is still open."""


@dataclass(frozen=True, slots=True)
class Move:
    """What was done, and what is to be said of it."""

    told: str
    base: str
    """The commit that was published before."""
    head: str
    """The dishonest one."""
    on: date = CLOSED
    refused: frozenset[str] = frozenset()
    """Codes with which `cunwu check --base base --head head` refuses it."""
    noticed: frozenset[str] = frozenset()
    """Codes of the mild kind, where nothing is refused."""


def at(day: date, hour: int = 9) -> datetime:
    """That hour of a day in China."""
    return datetime.combine(day, time(hour), BEIJING)


def _step(day: date, message: str, **files: str) -> Step:
    paths = {"county": "villages/region.yml", "village": "villages/shanghe/village.yml", "frame": "mkdocs.yml"}
    paths |= {"march": LEDGER, "april": NEXT_LEDGER, "notice": POSTED}
    return Step(at(day), message, {paths[name]: Content(text.encode()) for name, text in files.items()})


HONEST = (
    _step(date(2026, 3, 1), "公开栏开通", county=COUNTY, village=VILLAGE, frame="site_name: 公开栏\n"),
    _step(date(2026, 4, 10), "上河村：3 月收支", march=MARCH),
    _step(date(2026, 4, 12), "上河村：清理河道的通知", notice=NOTICE),
    _step(date(2026, 5, 10), "上河村：4 月收支", april=APRIL),
)


def make_honest(root: Path) -> str:
    """A small board with four honest publications on main, in a new folder; answers the last commit."""
    return make_repository(root, HONEST)


# --- proposals ---


def _commit(root: Path, message: str, files: Mapping[str, str | None], day: date = CLOSED) -> str:
    """One more commit on the branch that is checked out."""
    for path, text in files.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message, moment=at(day, 15))
    return git(root, "rev-parse", "HEAD")


def _propose(root: Path, message: str, files: Mapping[str, str | None], day: date = CLOSED) -> str:
    git(root, "checkout", "--quiet", "-b", "proposal")
    return _commit(root, message, files, day)


_CHEAPER = {
    LEDGER: MARCH.replace("320.00", "230.00").replace("19380.00", "19470.00"),
    NEXT_LEDGER: APRIL.replace("19380.00", "19470.00").replace("18680.00", "18770.00"),
}
"""Another amount in March and every balance after it: it adds up again."""


def silent_edit(root: Path) -> Move:
    """Change a published amount, and every balance with it, without a word."""
    head = _propose(root, "整理", _CHEAPER)
    return Move("路灯电费 320.00 改成 230.00，余额跟着改", "main", head, refused=frozenset({"HIS001"}))


def item_deleted(root: Path) -> Move:
    """Take an entry out of a published month; the balance follows."""
    shorter = APRIL[: APRIL.index("  - 编号: 002")].replace("18680.00", "18780.00")
    head = _propose(root, "整理", {NEXT_LEDGER: shorter})
    return Move("四月的第 002 号不见了，期末跟着改", "main", head, refused=frozenset({"HIS001", "HIS002"}))


def record_deleted(root: Path) -> Move:
    """Take a whole notice away."""
    head = _propose(root, "整理", {POSTED: None})
    return Move("清理河道的通知不见了", "main", head, refused=frozenset({"HIS003"}))


def hidden_by_attributes(root: Path) -> Move:
    """Tell git that records have no readable differences, then change an amount."""
    _propose(root, "调整设置", {".gitattributes": "villages/** -diff -text\n*.yml binary\n"})
    head = _commit(root, "整理", _CHEAPER)
    return Move("先让 git 把记录当成二进制，再改数", "main", head, refused=frozenset({"HIS001"}))


def evil_merge(root: Path) -> Move:
    """Merge two harmless branches, and change a figure in the merge that neither of them had touched."""
    git(root, "branch", "side", "main")
    later = NOTICE.replace("2026-07", "2026-08").replace("清理河道", "封山")
    _propose(root, "新通知", {POSTED.replace("2026-07", "2026-08"): later})
    git(root, "checkout", "--quiet", "side")
    _commit(root, "又一份通知", {POSTED.replace("2026-07", "2026-09"): later.replace("2026-08", "2026-09")})
    git(root, "checkout", "--quiet", "proposal")
    git(root, "merge", "--quiet", "--no-ff", "--no-commit", "side", moment=at(CLOSED, 16))
    head = _commit(root, "合并 side", _CHEAPER)
    return Move("两个分支都没有动三月的账，合并的提交里改了", "main", head, refused=frozenset({"HIS001"}))


def replaced(root: Path) -> Move:
    """Change an amount, then have git show an innocent commit and the old file instead."""
    head = _propose(root, "整理", _CHEAPER)
    git(root, "checkout", "--quiet", "-b", "innocent", "main")
    innocent = _commit(root, "新通知", {POSTED.replace("2026-07", "2026-08"): NOTICE.replace("2026-07", "2026-08")})
    git(root, "checkout", "--quiet", "proposal")
    shown = {git(root, "rev-parse", f"proposal:{path}"): git(root, "rev-parse", f"main:{path}") for path in _CHEAPER}
    for true, false in ((head, innocent), *shown.items()):
        git(root, "replace", true, false)
    return Move("用 replace 让 git 显示另一个提交", "main", head, refused=frozenset({"HIS001"}))


def split_below_limit(root: Path) -> Move:
    """Pay for one thing in three parts, each below the limit for which one person's word is enough."""
    parts = (("04", "950.00", "石料店梁某"), ("08", "900.00", "石料店 梁某"), ("17", "980.00", "石料店梁某"))
    entries = "".join(
        f"  - 编号: 00{number}\n    日期: 2026-05-{day}\n    摘要: 村道填坑（第 {number} 次）\n    科目: 公益支出\n"
        f"    支出: {amount}\n    账户: 现金\n    对方: {payee}\n"
        for number, (day, amount, payee) in enumerate(parts, 1)
    )
    head_of_april = APRIL[: APRIL.index("  - 编号: 001")]
    may = head_of_april.replace("2026-04", "2026-05").replace("18680.00", "15850.00").replace("19380.00", "18680.00")
    head = _propose(root, "5 月收支", {NEXT_LEDGER.replace("04", "05"): may + entries}, date(2026, 6, 10))
    told = "一件事分三次付，每次都不到 1000.00 元"
    return Move(told, "main", head, date(2026, 6, 10), noticed=frozenset({"FIN028"}))


# --- pushed past every check ---


def back_dated(root: Path) -> Move:
    """Publish a notice late, with a commit that claims to be a month older than the one before it."""
    base = git(root, "rev-parse", "main")
    april = datetime(2026, 4, 8, 9, tzinfo=BEIJING)
    (root / POSTED.replace("2026-07", "2026-08")).write_text(NOTICE.replace("2026-07", "2026-08"), "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "按时公布", moment=april)
    return Move("提交时间写成 4 月 8 日，前一个提交是 5 月 10 日", base, git(root, "rev-parse", "main"))


def number_reused(root: Path) -> Move:
    """Let a published entry vanish, and use its number for another thing later."""
    gone = APRIL[: APRIL.index("  - 编号: 002")].replace("18680.00", "18780.00")
    base = _commit(root, "整理", {NEXT_LEDGER: gone}, date(2026, 5, 11))
    again = APRIL.replace("打印纸", "招待用茶叶").replace("镇文印店", "镇茶庄")
    head = _propose(root, "补一笔", {NEXT_LEDGER: again}, OPEN)
    told = "四月的 002 号原来是打印纸，不见了，又用来记茶叶"
    return Move(told, base, head, OPEN, refused=frozenset({"HIS006"}))


def history_rewritten(root: Path) -> Move:
    """Amend the commit that published March, and commit all that came after it anew."""
    base = git(root, "rev-parse", "main")
    texts = {path: Content(text.encode()) for path, text in _CHEAPER.items()}
    anew = [replace(step, files={path: texts.get(path, file) for path, file in step.files.items()}) for step in HONEST]
    return Move("三月的账从头就改过，后面的提交重新做了一遍", base, put_on_main(root, anew))


DISHONEST: Mapping[str, Callable[[Path], Move]] = {
    move.__name__: move
    for move in (
        silent_edit,
        item_deleted,
        record_deleted,
        hidden_by_attributes,
        evil_merge,
        replaced,
        split_below_limit,
        back_dated,
        number_reused,
        history_rewritten,
    )
}
"""Name → the move; each is given the folder of a repository that `make_honest` made."""
