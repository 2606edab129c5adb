"""build: check the records and make the site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, add_as_of, as_of, project_of
from cunwu.commands.files import add_store, originals_of
from cunwu.core.paths import STORE_OPTION
from cunwu.core.problem import CunwuError

if TYPE_CHECKING:
    from cunwu.publish.site import BuildOrder


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--site-dir", type=Path, default=None, metavar="文件夹", help="默认 site/")
    parser.add_argument("--jobs", type=int, default=None, metavar="N", help="用几个进程，默认等于处理器个数")
    parser.add_argument("--engine", default="local", metavar="引擎", help="local：这台机器；dask：Dask 的工作机")
    parser.add_argument("--scheduler", default="", metavar="地址", help="dask：调度器的地址；不写就用这台机器")
    parser.add_argument("--store", default="", metavar="地址", help="dask：交换文件的文件夹或地址，各台机器都能读写")
    parser.add_argument("--strict", action="store_true", help="有一处错误就不发布")
    parser.add_argument("--full", action="store_true", help="全部重做；默认只做有变化的")
    parser.add_argument("--commit", default="", metavar="版本", help="用这个提交里的记录、说明页和模板，不看文件夹")
    parser.add_argument("--precompress", action="store_true", help="文字文件旁边放一份压缩好的，网页服务器可以直接发")
    parser.add_argument(
        "--hant", action="store_true", help="公开栏的页面用繁体字，数字、地址、数据不动；要装 cunwu[hant]"
    )
    parser.add_argument("--no-history", action="store_true", help="读不到提交历史也生成，页面标明「未核对历史」")
    parser.add_argument("--no-frame", action="store_true", help="只生成公开栏，不生成说明页")
    parser.add_argument("--ledger", type=Path, default=None, metavar="文件", help="接着从网上取来的这份公布簿")
    add_store(parser)
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Build the site; print the result and the errors."""
    order = _order(options, surroundings)
    if options.no_frame:
        from cunwu.publish.site import build_site

        result = build_site(order)
    else:
        from cunwu.frame.build import build_with_frame

        result = build_with_frame(order)
    if result.report.errors:
        from cunwu.reports.text import report_text

        sys.stderr.write(report_text(result.report))
    print(result.summary)
    return PROBLEMS if result.report.errors else CLEAN


def _order(options: Options, surroundings: Surroundings) -> BuildOrder:
    from cunwu.publish.site import BuildOrder, Cluster

    project = project_of(options, surroundings)
    order = BuildOrder(
        project=project,
        site=surroundings.here / (options.site_dir or project.site),
        as_of=as_of(options, surroundings),
        jobs=max(1, options.jobs if options.jobs is not None else surroundings.processors),
        strict=options.strict,
        full=options.full,
        precompress=options.precompress,
        hant=options.hant,
        commit=options.commit,
        moment=surroundings.moment if not options.as_of else None,
        ledger=surroundings.here / options.ledger if options.ledger else None,
        originals=originals_of(options, surroundings.here, project),
        demands_history=not options.no_history,
    )
    if options.engine == "dask":
        if options.hant:
            raise CunwuError("--hant 不能和 --engine dask 一起用", next_step="cunwu build --hant")
        if options.attachments:
            raise CunwuError(
                f"{STORE_OPTION} 不能和 --engine dask 一起用", next_step=f"cunwu build {STORE_OPTION} 附件库"
            )
        from cunwu.publish.engine import for_cluster

        return for_cluster(order, Cluster(options.scheduler, _store(options.store, surroundings.here)))
    if options.engine != "local":
        raise CunwuError(f"没有「{options.engine}」这种引擎", next_step="cunwu build --engine dask")
    if options.scheduler or options.store:
        raise CunwuError("--scheduler、--store 只和 --engine dask 一起用", next_step="cunwu build --engine dask")
    return order


def _store(store: str, here: Path) -> str:
    """The store as it is valid on every machine: a folder as an absolute path, an address unchanged."""
    return str(here / store) if store and "://" not in store else store
