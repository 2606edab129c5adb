"""completion: what a shell offers after Tab, from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

from cunwu.commands.base import CLEAN, Command, Options, Parser
from cunwu.core.problem import CunwuError

_SHELLS = ("bash", "zsh", "fish")
_BASH = """\
_cunwu() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" command="" one
  for one in "${{COMP_WORDS[@]:1:$((COMP_CWORD - 1))}}"; do
    case " {names} " in *" $one "*) command="$one"; break ;; esac
  done
  local offered="{names} --help --version --project"
  case "$command" in
{cases}
  esac
  COMPREPLY=()
  if [[ "$word" == -* || -z "$command" ]]; then
    COMPREPLY=($(compgen -W "$offered" -- "$word"))
  fi
}}
complete -o default -F _cunwu cunwu
"""
_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("shell", metavar="终端", help="、".join(_SHELLS))


def run_for(commands: Iterable[Command], options: Options) -> int:
    """Print the script for one shell."""
    print(script_for(commands, options.shell), end="")
    return CLEAN


def script_for(commands: Iterable[Command], shell: str) -> str:
    """What the shell reads to offer the commands, and the options of each. Raises CunwuError for an unknown shell."""
    offered = _options(commands)
    if shell == "fish":
        return "".join(_fish_lines(offered))
    if shell not in _SHELLS:
        raise CunwuError(f"没有「{shell}」的补全，只有 {'、'.join(_SHELLS)}", next_step="cunwu completion bash")
    cases = "\n".join(f'    {name}) offered="{" ".join(words)}" ;;' for name, (_, words) in offered.items())
    lead = _ZSH if shell == "zsh" else ""  # where nothing of ours fits, both offer files
    return lead + _BASH.format(names=" ".join(offered), cases=cases)


def _fish_lines(offered: dict[str, tuple[str, tuple[str, ...]]]) -> list[str]:
    lines = []
    for name, (told, words) in offered.items():
        lines.append(f"complete -c cunwu -n __fish_use_subcommand -f -a {name} -d '{told}'\n")
        seen = f"complete -c cunwu -n '__fish_seen_subcommand_from {name}'"
        lines += [f"{seen} -l {word.lstrip('-')}\n" for word in words]
    return lines


def _options(commands: Iterable[Command]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Command → its line of help and its options."""
    found = {}
    for command in commands:
        own = Parser(prog="cunwu")
        command.declare(own)
        words = (word for action in own._actions for word in action.option_strings if word.startswith("--"))  # noqa: SLF001
        found[command.name] = command.help, tuple(words)
    return found
