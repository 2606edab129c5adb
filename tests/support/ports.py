"""A port that nobody listens on, and a real web server on one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def nginx_serving(own: Path, port: int) -> Iterator[None]:
    """nginx with the configuration in the folder `own`, from when it listens on the port until the end."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "apt-get install nginx-light"
    running = subprocess.Popen((nginx, "-p", str(own), "-c", str(own / "nginx.conf"), "-e", str(own / "error.log")))
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert running.poll() is None, (own / "error.log").read_text("utf-8")
                time.sleep(0.05)
        yield
    finally:
        running.terminate()
        running.wait(10)
