"""A server without a platform: a push is checked before it is taken and published at once; nginx serves it."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from cunwu.core.verifier import LEDGER, check_folder, entries_in, lines_in
from support.clerk_repositories import commit, git, write
from support.commands import run_here
from support.effort import effort
from support.march_records import LEDGER as RECORD, MARCH
from support.ports import free_port, nginx_serving
from support.server_boards import put_board

DAY, LATER = "2026-04-03", "2026-04-30"
KILLS = effort(3, 200)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server as `cunwu server init` leaves it."""
    folder = tmp_path_factory.mktemp("made")
    board = put_board(folder / "board")
    done = run_here(board, "server", "init", str(folder / "server"), "--host", "localhost", "--as-of", DAY)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "公布了" in done.stdout
    return folder / "server"


@pytest.fixture
def server(first: Path, tmp_path: Path) -> Path:
    """A copy for one test: the hooks find their folder by where they lie."""
    return Path(shutil.copytree(first, tmp_path / "server", symlinks=True))


@pytest.fixture
def clerk(server: Path) -> Path:
    git(server.parent, "clone", "-q", (server / "board.git").as_uri(), "clerk")
    return server.parent / "clerk"


def push(clerk: Path, *words: str) -> subprocess.CompletedProcess[str]:
    words = words or ("origin", "HEAD:main")
    return subprocess.run(["git", "push", *words], cwd=clerk, capture_output=True, text=True, check=False)


def entries(server: Path) -> list[int]:
    """The numbers of the publications that are served; the site around them is whole."""
    proven, wrong = check_folder(server / "www")
    assert wrong == []
    assert proven
    return [one["n"] for one in entries_in(lines_in((server / "www" / LEDGER).read_bytes()))]


def publish(server: Path, day: str) -> subprocess.CompletedProcess[str]:
    return run_here(server, "server", "publish", str(server), "--as-of", day)


def test_a_silent_change_is_refused_with_its_line_and_remedy_and_nothing_moves(server: Path, clerk: Path) -> None:
    before = (server / "www").readlink()
    write(clerk, RECORD, MARCH.replace("320.00", "330.00").replace("880.00", "870.00"))
    commit(clerk, "改电费")
    refused = push(clerk)
    assert refused.returncode == 1
    assert f"remote: {RECORD}" in refused.stderr
    assert "错误 HIS001 「支出」公布过的是 320.00 元，现在是 330.00 元，没有写更正" in refused.stderr
    assert "没有收下，网站没有动" in refused.stderr
    assert (server / "www").readlink() == before
    assert git(server / "board.git", "rev-parse", "main") != git(clerk, "rev-parse", "HEAD")


def test_what_is_taken_is_published_before_the_push_returns(server: Path, clerk: Path) -> None:
    write(clerk, "villages/shanghe/deeds/2026-03.yml", "编号: 2026-03\n事项: 清沟\n种类: 实事\n日期: 2026-03-09\n")
    commit(clerk, "清沟")
    started = time.monotonic()
    done = push(clerk)
    assert done.returncode == 0, done.stderr
    assert "remote: 公布了：www 现在是 releases/0000002-" in done.stderr
    assert time.monotonic() - started < 60
    assert entries(server) == [1, 2]
    assert "清沟" in (server / "www/board/shanghe/deeds/2026-03.html").read_text("utf-8")
    assert git(server / "board.git", "rev-parse", "main") == git(clerk, "rev-parse", "HEAD")


def amended(clerk: Path) -> tuple[str, ...]:
    git(clerk, "commit", "-q", "--amend", "-m", "另一个历史")
    return ("--force", "origin", "HEAD:main")


def with_a_theme(clerk: Path) -> tuple[str, ...]:
    write(clerk, "theme/board/shell.html", "{{ ''.__class__ }}")
    commit(clerk)
    return ("origin", "HEAD:main")


def with_settings(clerk: Path) -> tuple[str, ...]:
    write(clerk, "mkdocs.yml", "site_name: 公开板\nhooks: [villages/x.py]\n")
    commit(clerk)
    return ("origin", "HEAD:main")


def with_a_script(clerk: Path) -> tuple[str, ...]:
    write(clerk, "content/x.js", "alert(1)")
    commit(clerk)
    return ("origin", "HEAD:main")


def with_a_link(clerk: Path) -> tuple[str, ...]:
    (clerk / "content/passwd.md").symlink_to("/etc/passwd")
    commit(clerk)
    return ("origin", "HEAD:main")


def with_a_submodule(clerk: Path) -> tuple[str, ...]:
    git(clerk, "update-index", "--add", "--cacheinfo", f"160000,{git(clerk, 'rev-parse', 'HEAD')},villages/shanghe/x")
    git(clerk, "commit", "-q", "-m", "x")
    return ("origin", "HEAD:main")


def with_attributes(clerk: Path) -> tuple[str, ...]:
    write(clerk, "villages/.gitattributes", "*.yml export-ignore\n")
    commit(clerk)
    return ("origin", "HEAD:main")


def deleting(clerk: Path) -> tuple[str, ...]:  # noqa: ARG001 - all have one form
    return ("origin", ":main")


def tagging(clerk: Path) -> tuple[str, ...]:
    git(clerk, "tag", "v1")
    return ("origin", "v1")


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (amended, "历史不能改写"),
        (with_a_theme, "theme/board/shell.html 不收"),
        (with_settings, "mkdocs.yml 不收"),
        (with_a_script, "content/x.js 不收"),
        (with_a_link, "content/passwd.md 不收"),
        (with_a_submodule, "villages/shanghe/x 不收"),
        (with_attributes, "错误"),
        (deleting, "不能删"),
        (tagging, "只收分支"),
    ],
)
def test_a_push_of_anything_else_is_refused(first: Path, tmp_path: Path, what: object, sentence: str) -> None:
    git(tmp_path, "clone", "-q", (first / "board.git").as_uri(), "clerk")
    before = git(first / "board.git", "rev-parse", "main")
    assert callable(what)
    refused = push(tmp_path / "clerk", *what(tmp_path / "clerk"))
    assert refused.returncode == 1, refused.stderr
    assert sentence in refused.stderr
    assert git(first / "board.git", "for-each-ref", "--format=%(refname) %(objectname)") == f"refs/heads/main {before}"


def test_another_branch_is_checked_as_a_request_and_not_published(server: Path, clerk: Path) -> None:
    write(clerk, RECORD, MARCH.replace("320.00", "330.00"))
    commit(clerk, "改电费")
    assert "错误 HIS001" in push(clerk, "origin", "HEAD:refs/heads/shanghe").stderr
    git(clerk, "reset", "-q", "--hard", "origin/main")
    write(clerk, "villages/shanghe/deeds/2026-03.yml", "编号: 2026-03\n事项: 清沟\n种类: 实事\n日期: 2026-03-09\n")
    commit(clerk, "清沟")
    assert push(clerk, "origin", "HEAD:refs/heads/shanghe").returncode == 0
    assert entries(server) == [1]


def test_the_next_days_build_takes_a_list_down_without_a_push(server: Path) -> None:
    page = server / "www/board/shanghe/benefits/2026-gengbu.html"
    assert "张某甲" in page.read_text("utf-8")
    done = publish(server, LATER)
    assert (done.returncode, done.stderr) == (0, "")
    assert "张某甲" not in page.read_text("utf-8")
    assert entries(server) == [1, 2]


def test_an_emptied_build_folder_goes_on_from_the_ledger_that_is_served(server: Path) -> None:
    shutil.rmtree(server / "build")
    assert publish(server, LATER).returncode == 0
    assert entries(server) == [1, 2]


def test_a_history_that_was_rewritten_on_the_server_itself_stops_the_publication(server: Path, clerk: Path) -> None:
    before = (server / "www").readlink()
    git(clerk, "commit", "-q", "--amend", "-m", "另一个历史")
    git(server / "board.git", "fetch", "-q", "--force", str(clerk), "HEAD:main")
    stopped = publish(server, LATER)
    assert stopped.returncode == 2
    assert "历史被改写" in stopped.stderr
    assert (server / "www").readlink() == before


def test_a_server_that_is_killed_at_any_moment_serves_a_whole_site_and_goes_on_with_the_ledger(server: Path) -> None:
    random = Random(5)  # noqa: S311 - the same moments each time
    served, killed = entries(server), 0
    for number in range(KILLS):
        day = f"2026-{5 + number % 7:02}-{1 + number % 28:02}"
        command = (sys.executable, "-I", "-m", "cunwu.cli", "server", "publish", str(server), "--as-of", day)
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(random.uniform(0.2, 2.5))
        killed += running.poll() is None
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(20)
        now = entries(server)
        assert now[: len(served)] == served
        served = now
    assert publish(server, LATER).returncode == 0
    assert entries(server)[: len(served)] == served
    assert killed or KILLS < 10, "none was killed in time: these moments try nothing"
    assert not list((server / "releases").glob(".*"))


# --- nginx ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def port(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A real nginx with the file that the server was given, on a port of its own."""
    own, port = tmp_path_factory.mktemp("nginx"), free_port()
    site = (first / "nginx.conf").read_text("utf-8").replace("listen [::]:80;", "")
    (own / "site.conf").write_text(site.replace("listen 80;", f"listen 127.0.0.1:{port};"), "utf-8")
    temporary = "".join(
        f"{name}_temp_path {own}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (own / "nginx.conf").write_text(
        f"daemon off;\nmaster_process off;\npid {own}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"{temporary}include {own}/site.conf;\n}}\n",
        "utf-8",
    )
    with nginx_serving(own, port):
        yield port


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_a_page_is_sent_with_the_headers_that_keep_it_alone(port: int, first: Path) -> None:
    status, headers, body = ask(port, "/board/shanghe/index.html")
    assert (status, body) == (200, (first / "www/board/shanghe/index.html").read_bytes())
    assert headers["content-type"] == "text/html; charset=utf-8"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-cache"
    assert "/" not in headers["server"]
    assert ask(port, "/board/shanghe/index.html", **{"If-None-Match": headers["etag"]})[0] == 304


def test_texts_are_sent_as_they_were_compressed_by_the_build(port: int, first: Path) -> None:
    _, headers, body = ask(port, "/board/shanghe/index.html", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert body == (first / "www/board/shanghe/index.html.gz").read_bytes()


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("board/**/*.xml", "application/atom+xml"),
        ("board/**/*.json", "application/json"),
        ("board/publications/*.jsonl", "application/x-ndjson"),
        ("board/assets/verify.py", "text/plain"),
    ],
)
def test_what_is_no_page_may_run_nothing(port: int, first: Path, pattern: str, kind: str) -> None:
    path = min((first / "www").glob(pattern)).relative_to(first / "www").as_posix()
    status, headers, _ = ask(port, f"/{path}")
    assert (status, headers["content-type"].partition(";")[0]) == (200, kind)
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "sandbox" in headers["content-security-policy"]


def test_a_style_named_by_its_digest_is_kept_for_a_year(port: int, first: Path) -> None:
    path = next((first / "www/board/assets").glob("board-*.css")).name
    assert "immutable" in ask(port, f"/board/assets/{path}")[1]["cache-control"]


@pytest.mark.parametrize("path", ["/nothing.html", "/board/", "/.git/config", "/board/../../nginx.conf", "/board/.x"])
def test_what_is_missing_or_none_of_the_site_is_said_to_be_missing(port: int, first: Path, path: str) -> None:
    status, headers, body = ask(port, path)
    if path == "/board/":
        assert (status, body) == (200, (first / "www/board/index.html").read_bytes())
        return
    assert status in (400, 404)
    assert headers["x-content-type-options"] == "nosniff"
    if status == 404:
        assert body == (first / "www/404.html").read_bytes()


def test_nobody_writes_through_the_web_server(port: int) -> None:
    assert [ask(port, "/index.html", method)[0] for method in ("PUT", "DELETE", "POST")] == [403, 403, 403]


# --- what init writes and refuses -------------------------------------------------------------------------------------


def test_systemd_knows_every_line_of_the_units(first: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd here")
    units = [str(first / f"cunwu-board.{kind}") for kind in ("service", "timer")]
    done = subprocess.run((program, "verify", *units), capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "cunwu-board" in line and "User" not in line]
    assert ours == []
    assert "PrivateNetwork=yes" in (first / "cunwu-board.service").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("{root}/full",), "里已经有文件"),
        (("{root}/new", "--host", "a b; }"), "不是主机名"),
        (("{root}/new", "--user", "root\nExecStart=x"), "不是用户名"),
        (("{root}/新 的",), "空格、中文"),
        (("{root}/board/inside",), "在公开栏里面"),
    ],
)
def test_what_would_not_work_is_refused_before_anything_is_written(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    board = put_board(tmp_path / "board")
    write(tmp_path, "full/x", "")
    done = run_here(board, "server", "init", *(word.replace("{root}", str(tmp_path)) for word in words))
    assert done.returncode == 2
    assert sentence in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["board", "full"]


def test_a_folder_that_is_no_server_is_told_how_to_make_one(tmp_path: Path) -> None:
    done = run_here(tmp_path, "server", "publish", str(tmp_path))
    assert (done.returncode, "cunwu server init" in done.stderr) == (2, True)
