"""A peer: another program that makes comparable pages from the same records."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_cases import ROOT
from bench_cost import Case

TEMPLATES = Path(__file__).with_name("peers")
_STYLES = ROOT / "theme" / "assets" / "board.css"


class UnavailableError(Exception):
    """A peer cannot take part here, and why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """How a peer is brought here, fed and run."""

    name: str
    about: str
    """What it is given and what it does with it."""
    install: Callable[[Path], str]
    """Puts it into a folder of tools, if it is not there; answers its version."""
    write: Callable[[Path, int], None]
    """Writes its input for a board of so many villages."""
    command: Callable[[Path, Path, Path], Sequence[str]]
    """The command line that makes a site: from the folder of tools, that of the input and that of the site."""
    month: str
    """Where the page of a month is."""
    correct: Callable[[Path, int], None] | None = None
    """Enters a correction into the newest month of a village; none for a peer whose second build is as its first."""


class PeerBoard:
    """The input of a peer, and the sites it makes."""

    def __init__(self, peer: Peer, tools: Path, folder: Path, villages: int) -> None:
        self.peer, self.villages = peer, villages
        self._tools, self._folder = tools, folder
        self._sites = 0
        self._changes = 0
        peer.write(folder / "input", villages)

    @property
    def site(self) -> Path:
        """The site as it was last made from nothing."""
        return self._folder / f"site{self._sites}"

    def cases(self) -> Iterator[Case]:
        """From nothing; and, for those that can, again over the old site after one entry was corrected."""
        yield self._case("cold", self._begin_anew)
        if self.peer.correct is not None:
            yield self._case("one", self._correct_one)

    def _case(self, name: str, prepare: Callable[[], Path]) -> Case:
        environment = {"NO_MKDOCS_2_WARNING": "1", "HUGO_CACHEDIR": str(self._folder / "cache")}
        return Case(self.peer.name, name, 0, self._folder / "input", prepare, self._command, environment)

    def _command(self, site: Path) -> Sequence[str]:
        return self.peer.command(self._tools, self._folder / "input", site)

    def _begin_anew(self) -> Path:
        self._sites += 1
        return self.site

    def _correct_one(self) -> Path:
        if self.peer.correct is not None:
            self.peer.correct(self._folder / "input", self._changes % self.villages)
        self._changes += 1
        return self.site


def copy_templates(name: str, folder: Path, styles: str) -> None:
    """A peer's templates, with the board's own style sheet beside them."""
    shutil.copytree(TEMPLATES / name, folder)
    (folder / styles).parent.mkdir(exist_ok=True)
    shutil.copy2(_STYLES, folder / styles)


def put(path: Path, text: str) -> None:
    """Write one file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def run_quietly(*command: str | Path, folder: Path | None = None) -> str:
    """What a command said; a peer whose command fails is not available."""
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    except FileNotFoundError:
        raise UnavailableError(f"没有 {command[0]}") from None
    except subprocess.CalledProcessError as error:
        sys.stderr.write(error.stderr or error.stdout)  # the results are kept, and its words may name this machine
        raise UnavailableError(f"{Path(command[0]).name} 没有成功") from None
    return done.stdout.strip()
