"""What a command is: a name, a line of help, arguments and a run; clock, folder and machine are handed in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from cunwu.core.frozen import Frozen
from cunwu.core.paths import Project, find_project
from cunwu.core.problem import CunwuError

CLEAN, PROBLEMS, USAGE, BUG = 0, 1, 2, 3
"""Exit codes: nothing wrong, errors in records, wrong use or surroundings, a fault of the program."""

Options = argparse.Namespace


class Surroundings(Frozen):
    """Inputs that only `cli` reads: clock, working folder, machine."""

    moment: datetime
    here: Path
    processors: int

    @property
    def day(self) -> date:
        """Today."""
        return self.moment.date()


class Command(Frozen):
    """One row of the table of commands."""

    name: str
    help: str
    declare: Callable[[Parser], None]
    run: Callable[[Options, Surroundings], int]
    group: str
    """The heading below which `cunwu --help` lists it."""
    example: str
    """A call as it is typed, without `cunwu`."""


class Layout(argparse.RawDescriptionHelpFormatter):
    """Help as argparse lays it out, with its first word in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Add the line that says how a command is called."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that declares its arguments when it is first used.

    A command's help names the formats of a table, and that table imports what writes them; other commands do without.
    """

    declare: Callable[[Parser], None] | None = None
    example = ""
    """A call that is right, told to who typed a wrong one."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"formatter_class": Layout, **words, "add_help": False})
        self._positionals.title, self._optionals.title = "要写的", "可以写的"  # argparse has them in English
        self.add_argument("-h", "--help", action="help", help="看这些说明")

    def parse_known_args(self, *arguments: Any, **words: Any) -> Any:
        """Declare the arguments, then parse as argparse does, which calls this only for the command that was typed."""
        declare, self.declare = self.declare, None
        if declare is not None:
            declare(self)
        parsed, extra = super().parse_known_args(*arguments, **words)
        if extra and self.example:  # argparse would leave it to the parser above, which knows no example
            self.error(f"unrecognized arguments: {' '.join(extra)}")
        return parsed, extra

    def error(self, message: str) -> NoReturn:
        """Raises CunwuError: wrong use ends like wrong surroundings, in one sentence and the next command."""
        from cunwu.commands.misuse import misuse_of

        right = f"；写对了的：cunwu {self.example}" if self.example else ""
        raise CunwuError(misuse_of(message) + right, next_step=f"{self.prog} --help")


def command_line(commands: Iterable[Command], version: str) -> Parser:
    """The parser of all commands; the parsed options have `run`, that of the typed command."""
    commands = tuple(commands)
    parser = Parser(
        prog="cunwu",
        description="村务公开板：检查记录，生成公开网站",
        epilog=_listed(commands),
    )
    parser.add_argument("--version", action="version", version=f"cunwu {version}", help="看程序的版本")
    parser.add_argument(
        "--project", type=Path, default=None, metavar="文件夹", help="项目文件夹；不写就从当前文件夹向上找"
    )
    choices = parser.add_subparsers(required=True, metavar="命令", help="见下面")
    for command in commands:
        example = f"例如：\n  cunwu {command.example}"
        own = choices.add_parser(command.name, description=command.help, epilog=example)
        own.declare, own.example = command.declare, command.example
        own.set_defaults(run=command.run)
    return parser


def _listed(commands: tuple[Command, ...]) -> str:
    """The commands by group, each with its line, and one example a group."""
    lines: list[str] = []
    width = max(len(command.name) for command in commands) + 2
    for group in dict.fromkeys(command.group for command in commands):
        own = [command for command in commands if command.group == group]
        lines += [f"{group}：", *(f"  {command.name:<{width}}{command.help}" for command in own)]
        lines += [f"    例：cunwu {own[0].example}", ""]
    return "\n".join((*lines, "一条命令怎样用：cunwu 命令 --help"))


def add_as_of(parser: Parser) -> None:
    """Add the argument --as-of."""
    parser.add_argument("--as-of", default="", metavar="日期", help="以哪一天为准，如 2026-04-15；默认今天")


def as_of(options: Options, surroundings: Surroundings) -> date:
    """The day for which a command runs: the typed one, else today."""
    from cunwu.values.dates import parse_day

    if not options.as_of:
        return surroundings.day
    try:
        return parse_day(options.as_of)
    except ValueError as error:
        raise CunwuError(f"--as-of {error}", next_step="cunwu check --as-of 2026-04-15") from None


def project_of(options: Options, surroundings: Surroundings) -> Project:
    """The project of the typed folder, else the one around the working folder."""
    return find_project(options.project or surroundings.here)


def demand_format(name: str, formats: Iterable[str], next_step: str) -> None:
    """Raises CunwuError with `next_step` if `name` is not in the table of formats."""
    known = tuple(formats)
    if name not in known:
        raise CunwuError(f"没有「{name}」这种格式，只有 {'、'.join(known)}", next_step=next_step)
