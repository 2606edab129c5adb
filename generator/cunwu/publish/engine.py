"""Who makes the places of a whole build: this machine's own processes, or workers of Dask on any number of machines."""

from __future__ import annotations

import sys
from functools import partial

from cunwu.core.frozen import replace
from cunwu.core.problem import CunwuError
from cunwu.git.repository import edited_files, refuse_shallow
from cunwu.publish.opening import Opening
from cunwu.publish.order import BuildOrder, Cluster
from cunwu.publish.whole import Engine, run_here


def for_cluster(order: BuildOrder, cluster: Cluster) -> BuildOrder:
    """Returns the same order for Dask workers, of the newest commit if the order names none.

    Raises CunwuError if other machines could not read the records, or if Dask is not installed.
    """
    root = order.project.root
    refuse_shallow(root)
    edited = () if order.commit else edited_files(root)
    if edited is None or edited:
        count = f" {len(edited)} 份记录的改动" if edited else "改动"
        next_step = "先 git commit；或者只用提交过的：cunwu build --engine dask --commit HEAD"
        raise CunwuError(f"有{count}没有提交，别的机器看不到", next_step=next_step)
    try:
        import cunwu.publish.distributed  # noqa: F401 - only to see whether it can be imported
    except ImportError:
        raise CunwuError("没有安装 Dask", next_step=f"{sys.executable} -m pip install 'cunwu[dask]'") from None
    return replace(order, commit=order.commit or "HEAD", cluster=cluster)


def engine_of(order: BuildOrder, opening: Opening) -> Engine:
    """Workers of Dask if the order names a cluster, else this machine."""
    if order.cluster is None:
        return partial(run_here, opening=opening)
    from cunwu.publish.distributed import run_on_cluster

    return partial(run_on_cluster, order, order.cluster)
