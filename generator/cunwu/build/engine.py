"""Who makes the places of a whole build: this machine's own processes, or workers of Dask on any number of machines."""

from __future__ import annotations

import sys
from functools import partial

from cunwu.build.opening import Opening
from cunwu.build.order import BuildOrder, Cluster
from cunwu.build.whole import Engine, run_here
from cunwu.frozen import replace
from cunwu.git import edited_files, refuse_shallow
from cunwu.problem import CunwuError


def for_cluster(order: BuildOrder, cluster: Cluster) -> BuildOrder:
    """The same build by Dask workers; of the newest commit where it names none.

    Raises CunwuError where other machines could not see what is to be built, or where there is no Dask.
    """
    root = order.project.root
    refuse_shallow(root)
    edited = () if order.commit else edited_files(root)
    if edited is None or edited:
        count = f" {len(edited)} 份记录的改动" if edited else "改动"
        next_step = "先 git commit；或者只用提交过的：cunwu build --engine dask --commit HEAD"
        raise CunwuError(f"有{count}没有提交，别的机器看不到", next_step=next_step)
    try:
        import cunwu.build.distributed  # noqa: F401 - loaded to see whether it can be
    except ImportError:
        raise CunwuError("没有安装 Dask", next_step=f"{sys.executable} -m pip install 'cunwu[dask]'") from None
    return replace(order, commit=order.commit or "HEAD", cluster=cluster)


def engine_of(order: BuildOrder, opening: Opening) -> Engine:
    """The engine an order asks for."""
    if order.cluster is None:
        return partial(run_here, opening=opening)
    from cunwu.build.distributed import run_on_cluster

    return partial(run_on_cluster, order, order.cluster)
