"""A push to a server over ssh, with a real sshd on this machine and the line of authorized_keys that its page gives."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from support.clerk_repositories import commit, git, write
from support.commands import run_here
from support.effort import BY_NIGHT
from support.march_records import LEDGER as RECORD, MARCH
from support.ports import free_port
from support.server_boards import put_board

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = pytest.mark.skipif(not (BY_NIGHT and SSHD), reason="tried at night, where openssh-server is installed")
DEED = "编号: 2026-03\n事项: 清沟\n种类: 实事\n日期: 2026-03-09\n"


class Reached(NamedTuple):
    """A server, and what a town hands to git and ssh to reach it."""

    folder: Path
    port: int
    ssh: str


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reached]:
    folder = tmp_path_factory.mktemp("ssh")
    board, server, port = put_board(folder / "board"), folder / "server", free_port()
    assert (
        run_here(board, "server", "init", str(server), "--host", "localhost", "--as-of", "2026-04-03").returncode == 0
    )
    for name in ("host", "clerk"):
        subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)), check=True)
    page = (server / "README.md").read_text("utf-8")
    (line,) = (line for line in page.splitlines() if line.startswith("restrict,command="))
    (folder / "keys").write_text(line.replace("公钥", (folder / "clerk.pub").read_text("utf-8")) + "\n", "utf-8")
    settings = ("UsePAM no", "StrictModes no", "PasswordAuthentication no", f"PidFile {folder}/pid", f"Port {port}")
    files = (f"HostKey {folder}/host", f"AuthorizedKeysFile {folder}/keys", "ListenAddress 127.0.0.1")
    (folder / "sshd_config").write_text("\n".join((*settings, *files)) + "\n", "utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it goes to have no rights
    running = subprocess.Popen((str(SSHD), "-D", "-e", "-f", str(folder / "sshd_config")), stderr=subprocess.DEVNULL)
    known = f"-o UserKnownHostsFile={folder}/known -o StrictHostKeyChecking=accept-new -o BatchMode=yes"
    try:
        for _ in range(100):
            if running.poll() is not None or _answers(port):
                break
            time.sleep(0.1)
        yield Reached(server, port, f"ssh -F none -p {port} -i {folder}/clerk -o IdentitiesOnly=yes {known}")
    finally:
        running.terminate()
        running.wait(20)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def over(reached: Reached, *command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    surroundings = os.environ | {"GIT_SSH_COMMAND": reached.ssh, "SSH_AUTH_SOCK": ""}
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_a_push_over_ssh_is_checked_published_and_answered_in_chinese(reached: Reached, tmp_path: Path) -> None:
    address = f"ssh://{getpass.getuser()}@127.0.0.1:{reached.port}{reached.folder}/board.git"
    cloned = over(reached, "git", "clone", "-q", address, "clerk", folder=tmp_path)
    assert cloned.returncode == 0, cloned.stderr
    clerk = tmp_path / "clerk"
    write(clerk, RECORD, MARCH.replace("320.00", "330.00").replace("880.00", "870.00"))
    commit(clerk, "改电费")
    refused = over(reached, "git", "push", "origin", "HEAD:main", folder=clerk)
    assert (refused.returncode, "没有写更正" in refused.stderr) == (1, True), refused.stderr
    git(clerk, "reset", "-q", "--hard", "origin/main")
    write(clerk, "villages/shanghe/deeds/2026-03.yml", DEED)
    commit(clerk, "清沟")
    done = over(reached, "git", "push", "origin", "HEAD:main", folder=clerk)
    assert (done.returncode, "remote: 公布了：www 现在是 releases/0000002-" in done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize(
    "command",
    ["", "id", "sh -c id", "git-receive-pack '{board}'; id", "cat {board}/config"],
)
def test_whoever_may_push_may_do_nothing_else(reached: Reached, command: str) -> None:
    words = command.format(board=f"{reached.folder}/board.git")
    done = over(reached, *reached.ssh.split(), "127.0.0.1", *([words] if words else []))
    assert done.returncode != 0
    assert not any(word in done.stdout for word in ("uid=", "receive.deny", "[core]", "denyDeletes"))


def test_a_key_opens_no_way_into_the_network_behind_the_server(reached: Reached) -> None:
    done = over(reached, *reached.ssh.split(), "-W", f"127.0.0.1:{reached.port}", "127.0.0.1")
    assert (done.returncode != 0, "SSH-2.0" in done.stdout) == (True, False), done.stdout


def test_a_stranger_is_not_let_in(reached: Reached, tmp_path: Path) -> None:
    subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "own")), check=True)
    words = reached.ssh.replace(f"-i {reached.folder.parent}/clerk", f"-i {tmp_path}/own").split()
    assert "Permission denied" in over(reached, *words, "127.0.0.1", "id").stderr
