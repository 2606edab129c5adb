"""The results as Markdown: nothing in it is typed by hand."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bench_cases import AS_OF, CASES, OURS, ROOT
from bench_cost import Measured
from bench_findings import Findings
from bench_pages import BITS, LATENCY, REPEATS, SLOWER
from bench_targets import Row, rows
from chromium import find_chromium

_APART = """\
## 单独跑的 · Run apart（make nightly）

| 什么 | 多少 | 测得，2026-11-30 |
| --- | --- | --- |
| 演示县一年，每个提交公布一次（bench_verify.py） | 395 次 | 处理器 470.8 秒，每次 1.2 秒；机器很忙，钟上 2,124 秒 |
| `cunwu verify` 重放全部公布、比较每一个文件 | 395 次 | 0.3 秒 |
| 重做其中一次（第 198 次） | 一个字节不差 | 1.8 秒 |
| 公布簿、网页、记录各翻一个比特 | 三处都指名 | |
| 照片上印的号码（bench_ocr.py，cunwu[ocr]） | 40 张、800 个号码 | 查到 800 个，100%；每张 2.9 秒处理器 |
| 其中身份证号、卡号、电话 | 240、240、320 个 | 全部查到；另一次漏了两个身份证号：238、240、320 个，一共 798 个 |
"""
"""What takes too long for every run, as it was measured last; each file says how to run it."""
_METHOD = """\
每一次都是新的进程，从启动到退出；表里是中位数，第一次另列（它让磁盘缓存热起来，也只有它看全部进程的内存合计）。
一次要一分钟以上的，第一次以后只再跑一次；最大的板从头生成只跑一次。
板由 `bench_board.py` 生成，每村 45 KB 记录：六个月收支各 25 笔、三个项目、一名驻村干部和六个月考勤；每次改动先提交。
我们检查全部记录、核对历史，每村另有考勤、目录、公开情况、改动、订阅和日历；别人每村 11 页：首页、六个月收支、三个项目、
干部，不检查，没有历史。别人的输入事先写好，不计时。「改一处」对 Hugo 是在旧网站上再
完整生成一次，那是它唯一完整的办法；模板改了也是。「公布」是 `.ci/publish` 用的 `--strict --commit HEAD`。
「别人占用」是同一时间机器上其他程序平均占用的处理器个数：不是零，用时就偏长。

Every run is a fresh process from start to exit; medians, the first run apart; what takes more than a minute is run once
more, the largest board from nothing only once. Our build checks every record and its
history and makes more pages; the peers make 11 pages a village from input written beforehand, and check nothing.
"""


def results(found: Findings, peers: Mapping[str, str], day: str) -> str:
    """The whole page; `peers` tells what each peer is given."""
    commands = "，".join(f"`{command}`" for command in found.commands)
    return "\n".join(
        [
            "# 速度 · Speed",
            "",
            f"由 {commands} 写成，不要手改。 · Written by the command, never by hand.",
            "",
            "## 机器和版本 · Machine and versions",
            "",
            *(f"- {line}" for line in _machine(found, day)),
            "",
            "## 目标 · Targets",
            "",
            *_targets(rows(found)),
            "",
            "## 用时 · Times",
            "",
            *_times(found),
            "",
            *_peers(found, peers),
            *_pages(found),
            *_shares(found),
            _APART,
            "## 方法 · Method",
            "",
            _METHOD,
        ]
    )


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    return [f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *lines)]


def _machine(found: Findings, day: str) -> Iterator[str]:
    yield f"{_processor()}，{os.cpu_count()} 个处理器，内存 {_memory()}，{_system()}"
    commit = _said("git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD")
    changed = (
        "，另有未提交的改动" if _said("git", "-C", str(ROOT), "status", "--porcelain", "generator", "theme") else ""
    )
    yield f"程序 cunwu {version('cunwu')}，提交 {commit}{changed}；测于 {day or '没有写明的一天'}，`--as-of {AS_OF}`"
    libraries = ("jinja2", "msgspec", "pyyaml")
    own = "，".join(f"{name} {version(name)}" for name in libraries)
    yield f"Python {platform.python_version()}（{_how_built()}），{own}，{_said('git', '--version')}"
    for told in dict.fromkeys(found.versions.values()):
        yield f"{'、'.join(maker for maker, one in found.versions.items() if one == told)} {told}"
    chromium = find_chromium()
    if found.pages and chromium:
        yield _said(chromium, "--version")


def _how_built() -> str:
    """Whose build the interpreter is: one made with profiles runs a seventh faster than the same version without."""
    options = str(sysconfig.get_config_var("CONFIG_ARGS"))
    known = [word for option, word in (("--enable-optimizations", "PGO"), ("--with-lto", "LTO")) if option in options]
    whose = "系统自带的" if sys.base_prefix == "/usr" else "另外装的"
    compiled = f"{platform.python_compiler()}，{' '.join(platform.python_build())}"
    return f"{whose}，{compiled}，{'、'.join(known) or '构建参数里没有 PGO、LTO'}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"


def _system() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}，内核 {platform.release()}"
    except (OSError, KeyError):
        return platform.platform()


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _targets(lines: Sequence[Row]) -> list[str]:
    signs = {True: "✓ 达到", False: "✕ 没有达到", None: "– 没有测"}
    head = (
        "编号",
        "什么 · what",
        "目标 · target",
        "测得 · measured",
        "达到 · reached",
        "差距和原因 · distance and cause",
    )
    return table(
        head, [(one.number, one.what, one.target, one.measured, signs[one.reached], one.distance) for one in lines]
    )


def _times(found: Findings) -> list[str]:
    head = (
        *("村 · villages", "谁 · who", "什么 · case", "进程 · workers", "秒 · wall s", "第一次 · first", "CPU 秒"),
        *("最大进程 MB", "合计 MB", "写文件 · files", "写 MB", "毫秒/村 · ms", "别人占用 · others"),
    )
    return table(head, [_time(one) for one in found.measured])


def _time(one: Measured) -> tuple[str, ...]:
    return (
        f"{one.villages:,}",
        one.maker,
        CASES[one.name],
        str(one.workers or "–"),
        f"{one.wall:.3f}" if one.wall < 10 else f"{one.wall:.1f}",
        f"{one.first.wall:.2f}",
        f"{one.cpu:.2f}",
        f"{one.largest:.0f}",
        f"{one.together:.0f}",
        f"{one.files:,}",
        f"{one.written / 1e6:.1f}",
        f"{1000 * one.wall / one.villages:.2f}",
        f"{one.others:.1f}",
    )


def _peers(found: Findings, peers: Mapping[str, str]) -> Iterator[str]:
    if not peers:
        return
    yield from ("## 和别的程序比 · Against peers", "")
    size = max((found.largest_common(maker) for maker in peers), default=0)
    ours = found.best(OURS, "cold", size)
    lines = [(maker, about, *_compared(found, maker, size, ours)) for maker, about in peers.items()]
    head = (
        "谁",
        "它得到什么 · input",
        f"{size:,} 村从头，秒",
        "我们快几倍 · times ours",
        "CPU 秒",
        "我们省几倍 · times ours",
    )
    yield from table(head, lines)
    yield ""


def _compared(found: Findings, maker: str, villages: int, ours: Measured | None) -> tuple[str, ...]:
    seconds = found.expected(maker, villages)
    if seconds is None or ours is None:
        return (found.missing.get(maker, "没有测"), "", "", "")
    times = f"{seconds[0] / ours.wall:.2f}"
    measured = found.best(maker, "cold", villages)
    if measured is None:
        return (f"约 {seconds[0]:.0f}，由较小的板推算 · extrapolated", times, "", "")
    return (f"{seconds[0]:.1f}", times, f"{measured.cpu:.1f}", f"{measured.cpu / ours.cpu:.2f}")


def _pages(found: Findings) -> Iterator[str]:
    if not found.pages:
        return
    yield from ("## 一页 · One page", "")
    yield f"一个月的收支页，{BITS // 1000} kbit/s、往返 {LATENCY} 毫秒、处理器慢 {SLOWER} 倍，{REPEATS} 次的中位数。"
    yield ""
    head = ("谁", "页面，gzip -6，字节", "样式表", "一共收到", "第一次看见，秒 · first paint")
    lines = [
        (one.maker, f"{one.html:,}", f"{one.styles:,}", f"{one.received:,}", f"{one.paint:.2f}") for one in found.pages
    ]
    yield from table(head, lines)
    yield ""


def _shares(found: Findings) -> Iterator[str]:
    if not found.shares:
        return
    yield from (f"## 时间用在哪里 · Where our time goes（{found.profiled:,} 村，一个进程）", "")
    parts = list(dict.fromkeys(part for case in found.shares.values() for part in case))
    lines = [(part, *(f"{case.get(part, 0):.0%}" for case in found.shares.values())) for part in parts]
    yield from table(("部分", *(CASES[name] for name in found.shares)), lines)
    yield ""
