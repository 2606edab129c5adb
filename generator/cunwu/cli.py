"""The command line: reads the clock and the environment once and hands them down."""

from __future__ import annotations

import argparse
import gc
import io
import os
import select
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import cunwu
from cunwu.core.clock import today
from cunwu.core.paths import Project, find_project
from cunwu.core.problem import CunwuError
from cunwu.core.progress import be_quiet

CLEAN, PROBLEMS, USAGE, BUG = 0, 1, 2, 3
"""Exit codes: nothing wrong, errors in records, wrong use or surroundings, a fault of the program."""

_OBJECTS_BEFORE_CLEARING = 50_000
"""Python looks for cycles after 700 new objects, which is a tenth of the time of a publication; there are few."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    gc.set_threshold(_OBJECTS_BEFORE_CLEARING)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of another encoding shows what it can
            stream.reconfigure(errors="backslashreplace")
    if os.environ.get("CI"):
        be_quiet()
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\ncunwu：已中断，原来的网站没有动", file=sys.stderr)
        return USAGE
    except Exception as error:  # noqa: BLE001 - the one place where what broke off is turned into a sentence
        return _status_of(error)
    return status


def _status_of(error: Exception) -> int:
    """The exit code of what broke off, and the sentence that says so."""
    if isinstance(error, CunwuError):
        return _say(error.message, error.next_step)
    if isinstance(error, BrokenPipeError) and _reader_has_gone():  # of our output (`| head`): what it wanted it has
        _silence_output()
        return CLEAN
    if isinstance(error, OSError) and not _output_can_be_written():
        _silence_output()
        return _say(f"结果写不出去：{error.strerror}", "看输出写到哪里，那里还有没有空间：df -h")
    if isinstance(error, BrokenPipeError):
        return _say("中途断了，没有做完：和另一个程序的连接断了", "再运行一次；还是这样，看内存和磁盘：free -h; df -h")
    return _report_bug()


def _say(message: str, next_step: str) -> int:
    print(f"cunwu：{message}", file=sys.stderr)
    if next_step:
        print(f"下一步：{next_step}", file=sys.stderr)
    return USAGE


def _reader_has_gone() -> bool:
    """Whether our standard output is a pipe that nobody reads any more."""
    waiting = select.poll()
    try:
        waiting.register(sys.stdout.fileno(), 0)
    except (OSError, ValueError):  # not a stream of the system's
        return False
    return any(events & select.POLLERR for _, events in waiting.poll(0))


def _output_can_be_written() -> bool:
    """Whether our standard output takes anything; asked after a fault of the system, so one line end is no harm."""
    try:
        return os.write(sys.stdout.fileno(), b"\n") == 1
    except (OSError, ValueError):
        return False


def _silence_output() -> None:
    """Have nothing more written to our standard output, not when the program ends either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug() -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="cunwu-", suffix=".txt", delete=False, encoding="utf-8") as report:
        report.write(f"cunwu {cunwu.__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        report.write(traceback.format_exc())
    print(f"cunwu：程序自身出错，不是记录的问题。报告在 {report.name}，请交给管理员", file=sys.stderr)
    return BUG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cunwu", description="村务公开板：检查记录，生成公开网站")
    parser.add_argument("--version", action="version", version=f"cunwu {cunwu.__version__}")
    parser.add_argument("--project", type=Path, default=None, help="项目文件夹；不写就从当前文件夹向上找")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")

    check = commands.add_parser("check", help="检查记录")
    check.add_argument("paths", nargs="*", type=Path, metavar="路径", help="只看这些文件或文件夹")
    check.add_argument("--format", default="text", metavar="格式", help="text、json、github、sarif、gitlab、junit")
    check.add_argument(
        "--base", default="", metavar="版本", help="检查把现在的提交并进这个版本会怎样，公布过的有没有悄悄改动"
    )
    check.add_argument(
        "--head", default="HEAD", metavar="版本", help="和 --base 一起用：要并进去的版本；默认现在的提交"
    )
    check.add_argument("--staged", action="store_true", help="检查下一次 git commit 会提交的内容；钩子用")
    check.add_argument("--message", type=Path, default=None, metavar="文件", help="只检查提交说明里有没有号码；钩子用")
    _add_as_of(check)
    check.set_defaults(run=_run_check)

    diff = commands.add_parser("diff", help="两个版本之间改了什么")
    diff.add_argument("base", nargs="?", default="HEAD", metavar="旧版本", help="默认是最近一次提交")
    diff.add_argument("head", nargs="?", default="", metavar="新版本", help="不写就是现在的文件")
    diff.add_argument("--merge", action="store_true", help="把新版本并进旧版本会改什么，合并请求用")
    diff.add_argument("--format", default="text", metavar="格式", help="text、markdown、html、json")
    diff.set_defaults(run=_run_diff)

    _add_amendments(commands)

    explain = commands.add_parser("explain", help="说明一条检查规则")
    explain.add_argument("code", nargs="?", default="", metavar="代码", help="例如 FIN003；不写就列出全部")
    explain.set_defaults(run=_run_explain)

    fmt = commands.add_parser("fmt", help="把记录整理成统一写法")
    fmt.add_argument("paths", nargs="*", type=Path, metavar="路径", help="不写就整理全部记录")
    fmt.add_argument("--check", action="store_true", help="只看哪些文件需要整理，不改动")
    fmt.set_defaults(run=_run_fmt)

    build = commands.add_parser("build", help="检查并生成网站")
    build.add_argument("--site-dir", type=Path, default=None, metavar="文件夹", help="默认 site/")
    build.add_argument("--jobs", type=int, default=None, metavar="N", help="用几个进程，默认等于处理器个数")
    build.add_argument("--engine", default="local", metavar="引擎", help="local：这台机器；dask：Dask 的工作机")
    build.add_argument("--scheduler", default="", metavar="地址", help="dask：调度器的地址；不写就用这台机器")
    build.add_argument("--store", default="", metavar="地址", help="dask：交换文件的文件夹或地址，各台机器都能读写")
    build.add_argument("--strict", action="store_true", help="有一处错误就不发布")
    build.add_argument("--full", action="store_true", help="全部重做；默认只做有变化的")
    build.add_argument("--commit", default="", metavar="版本", help="用这个提交里的记录，不看文件夹里的文件")
    build.add_argument("--precompress", action="store_true", help="文字文件旁边放一份压缩好的，网页服务器可以直接发")
    build.add_argument("--no-frame", action="store_true", help="只生成公开栏，不生成说明页")
    _add_as_of(build)
    build.set_defaults(run=_run_build)

    serve = commands.add_parser("serve", help="在本机预览，记录一改就更新")
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="地址:端口")
    serve.set_defaults(run=_run_serve)

    _add_export(commands)

    schema = commands.add_parser("schema", help="输出一种记录的 JSON Schema，供编辑器使用")
    schema.add_argument("kind", metavar="种类", help="例如 ledger 或 收支")
    schema.set_defaults(run=_run_schema)
    return parser


def _add_amendments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    correct = commands.add_parser("correct", help="更正一个已经公布的数：改成新值，并写明原值、原因和批准")
    correct.add_argument("file", type=Path, metavar="文件")
    correct.add_argument("number", metavar="编号", help="条目的编号；记录本身的栏目写 -")
    correct.add_argument("field", metavar="栏目", help="例如 支出；分组里的写 金额.合同")
    correct.add_argument("value", metavar="新值")
    correct.add_argument(
        "--base", default="HEAD", metavar="版本", help="公布的是哪个版本，原值从那里来；默认最近一次提交"
    )
    _add_decision(correct)
    correct.set_defaults(run=_run_correct)

    withdraw = commands.add_parser("withdraw", help="撤销一个条目：留着可读，不再计入合计")
    withdraw.add_argument("file", type=Path, metavar="文件")
    withdraw.add_argument("number", metavar="编号")
    _add_decision(withdraw)
    withdraw.set_defaults(run=_run_withdraw)

    redact = commands.add_parser("redact", help="依法屏蔽一栏个人信息：换掉文字，数字不动，写明原因和批准")
    redact.add_argument("file", type=Path, metavar="文件")
    redact.add_argument("number", metavar="编号", help="条目的编号；记录本身的栏目写 -")
    redact.add_argument("field", metavar="栏目", help="例如 对方；只能是文字栏目")
    redact.add_argument("--to", default="（已屏蔽）", metavar="文字", help="换成什么；默认「（已屏蔽）」")
    _add_decision(redact)
    redact.set_defaults(run=_run_redact)

    late = commands.add_parser("late", help="写明一个条目是截止以后补录的")
    late.add_argument("file", type=Path, metavar="文件")
    late.add_argument("number", metavar="编号")
    _add_decision(late)
    late.set_defaults(run=_run_late)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help="导出给表格和记账软件用的文件")
    export.add_argument(
        "place", nargs="?", default="", metavar="地方", help="例如 town/shanghe，连同下面各级；不写就是全部"
    )
    export.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="格式",
        help="csv、json、datapackage、hledger、beancount、xlsx，可以写几次；不写就是除 xlsx 以外的全部",
    )
    export.add_argument("--out", type=Path, required=True, metavar="文件夹", help="放在哪里：空的，或以前导出过的")
    export.add_argument("--with-errors", action="store_true", help="有错误的记录也导出；有个人信息的仍然不导出")
    _add_as_of(export)
    export.set_defaults(run=_run_export)


def _add_decision(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, metavar="原因", help="为什么改")
    parser.add_argument("--approved", required=True, metavar="批准", help="谁、在哪次会上同意")
    parser.add_argument("--on", dest="as_of", default="", metavar="日期", help="哪一天决定的；默认今天")


def _add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", default="", metavar="日期", help="以哪一天为准，如 2026-04-15；默认今天")


def _project(options: argparse.Namespace) -> Project:
    return find_project(options.project or Path.cwd())


def _as_of(options: argparse.Namespace) -> date:
    from cunwu.values.dates import parse_day

    if not options.as_of:
        return today()
    try:
        return parse_day(options.as_of)
    except ValueError as error:
        raise CunwuError(f"--as-of {error}", next_step="cunwu check --as-of 2026-04-15") from None


def _run_check(options: argparse.Namespace) -> int:
    from cunwu.changes.proposal import check_against, check_message_file, check_staged
    from cunwu.commands.records import check_records
    from cunwu.reports.formats import REPORTS

    if options.format not in REPORTS:
        raise CunwuError(f"没有「{options.format}」这种格式", next_step="cunwu check --format text")
    if options.paths and (options.base or options.staged or options.message):
        raise CunwuError("--base、--staged、--message 看的是提交，不能再写路径", next_step="cunwu check --staged")
    project, as_of = _project(options), _as_of(options)
    if options.message:
        report = check_message_file(options.message, as_of)
        if not report.errors:  # after the report on what is staged there is nothing to add
            return CLEAN
    elif options.staged:
        report = check_staged(project, options.base, as_of)
    elif options.base:
        report = check_against(project, options.base, options.head, as_of)
    else:
        report = check_records(project, options.paths, as_of, Path.cwd())
    sys.stdout.write(REPORTS[options.format](report))
    return PROBLEMS if report.errors else CLEAN


def _run_diff(options: argparse.Namespace) -> int:
    from cunwu.changes.proposal import compare_records_of
    from cunwu.reports.changes import TELLERS

    if options.format not in TELLERS:
        raise CunwuError(f"没有「{options.format}」这种格式", next_step="cunwu diff --format text")
    if options.merge and not options.head:
        raise CunwuError("--merge 要写两个版本", next_step="cunwu diff main HEAD --merge")
    told = compare_records_of(_project(options), options.base, options.head, merge=options.merge)
    sys.stdout.write(TELLERS[options.format](told))
    return CLEAN


def _run_correct(options: argparse.Namespace) -> int:
    from cunwu.changes.corrections import Amendment, Decision
    from cunwu.commands.records import correct_record

    number = "" if options.number == "-" else options.number
    decision = Decision(options.reason, options.approved, _as_of(options))
    amendment = Amendment(number, options.field, options.value, decision)
    sys.stdout.write(correct_record(_project(options), options.file, Path.cwd(), amendment, options.base))
    return CLEAN


def _run_withdraw(options: argparse.Namespace) -> int:
    from cunwu.changes.corrections import Decision
    from cunwu.commands.records import withdraw_from_record

    decision = Decision(options.reason, options.approved, _as_of(options))
    sys.stdout.write(withdraw_from_record(_project(options), options.file, Path.cwd(), options.number, decision))
    return CLEAN


def _run_redact(options: argparse.Namespace) -> int:
    from cunwu.changes.corrections import Amendment, Decision
    from cunwu.commands.records import redact_in_record

    number = "" if options.number == "-" else options.number
    amendment = Amendment(
        number, options.field, options.to, Decision(options.reason, options.approved, _as_of(options))
    )
    sys.stdout.write(redact_in_record(_project(options), options.file, Path.cwd(), amendment))
    return CLEAN


def _run_late(options: argparse.Namespace) -> int:
    from cunwu.changes.corrections import Decision
    from cunwu.commands.records import mark_late_in_record

    decision = Decision(options.reason, options.approved, _as_of(options))
    sys.stdout.write(mark_late_in_record(_project(options), options.file, Path.cwd(), options.number, decision))
    return CLEAN


def _run_explain(options: argparse.Namespace) -> int:
    from cunwu.commands.records import explain_code, list_codes

    if not options.code:
        sys.stdout.write(list_codes())
        return CLEAN
    sys.stdout.write(explain_code(_project(options), options.code))
    return CLEAN


def _run_fmt(options: argparse.Namespace) -> int:
    from cunwu.commands.records import format_records

    changed, refused = format_records(_project(options), options.paths, Path.cwd(), write=not options.check)
    for path in changed:
        print(f"{'需要整理' if options.check else '已整理'}：{path}")
    for path in refused:
        print(f"没有整理：{path}（读不了，先运行 cunwu check {path}）")
    return PROBLEMS if refused or (options.check and changed) else CLEAN


def _run_build(options: argparse.Namespace) -> int:
    from cunwu.publish.site import BuildOrder, Cluster, build_site

    project = _project(options)
    order = BuildOrder(
        project=project,
        site=(options.site_dir or project.site).absolute(),
        as_of=_as_of(options),
        jobs=max(1, options.jobs if options.jobs is not None else os.cpu_count() or 1),
        strict=options.strict,
        full=options.full,
        precompress=options.precompress,
        commit=options.commit,
    )
    if options.engine == "dask":
        from cunwu.publish.engine import for_cluster

        order = for_cluster(order, Cluster(options.scheduler, _store(options)))
    elif options.engine != "local":
        raise CunwuError(f"没有「{options.engine}」这种引擎", next_step="cunwu build --engine dask")
    elif options.scheduler or options.store:
        raise CunwuError("--scheduler、--store 只和 --engine dask 一起用", next_step="cunwu build --engine dask")
    if options.no_frame:
        result = build_site(order)
    else:
        from cunwu.frame.build import build_with_frame

        result = build_with_frame(order)
    if result.report.errors:
        from cunwu.reports.text import report_text

        sys.stderr.write(report_text(result.report))
    print(result.summary)
    return PROBLEMS if result.report.errors else CLEAN


def _store(options: argparse.Namespace) -> str:
    """The store as every machine understands it: a folder by its whole path, an address as it is."""
    return str(Path(options.store).absolute()) if options.store and "://" not in options.store else options.store


def _run_serve(options: argparse.Namespace) -> int:
    from cunwu.frame.plugin import serve_site

    serve_site(_project(options), options.address)
    return CLEAN


def _run_export(options: argparse.Namespace) -> int:
    from cunwu.exports.extracts import BY_DEFAULT
    from cunwu.exports.places import ExportOrder, export_places

    order = ExportOrder(
        project=_project(options),
        place=options.place,
        formats=tuple(options.format) or BY_DEFAULT,
        out=options.out,
        as_of=_as_of(options),
        with_errors=options.with_errors,
    )
    result = export_places(order)
    sys.stdout.write(result.summary)
    return PROBLEMS if result.left_out else CLEAN


def _run_schema(options: argparse.Namespace) -> int:
    from cunwu.commands.records import schema_of

    sys.stdout.write(schema_of(options.kind))
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
