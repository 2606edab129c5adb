"""serve: a preview on this machine that follows the records."""

from __future__ import annotations

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, project_of


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="地址:端口")


def run(options: Options, surroundings: Surroundings) -> int:
    """Serve until it is interrupted."""
    from cunwu.frame.plugin import serve_site

    serve_site(project_of(options, surroundings), options.address)
    return CLEAN
