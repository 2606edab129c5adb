"""Board → problems: one module a kind, by its name; one function a rule, or one relation of a field."""

from pathlib import Path

_APART = ("catalogue", "checker")  # stand on the rules
__all__ = [path.stem for path in sorted(Path(__file__).parent.glob("[a-z]*.py")) if path.stem not in _APART]
