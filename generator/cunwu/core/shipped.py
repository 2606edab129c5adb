"""What the program brings along beside its modules: theme, pages, and the files that new boards are made from."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """A file or folder of the program by its path in its repository: theme, content/rules, .ci/check."""
    package = Path(__file__).parents[1]
    installed = package / "shipped"
    return (installed if installed.is_dir() else package.parents[1]) / name
