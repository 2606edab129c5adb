"""A question asked of many values in one test: to begin and end a test costs 6 ms, the answer mostly less."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


def each(names: str, values: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run the test with every value, as `parametrize` does, but as one item; all values that fail are told together.

    Fixtures are those of the one item, so a test that leaves something behind in them is no test for this.
    """
    words = [name.strip() for name in names.split(",")]
    cases = [dict(zip(words, value if len(words) > 1 else (value,), strict=True)) for value in values]

    def over(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def ask(**fixtures: object) -> None:
            failed = []
            for case in cases:
                try:
                    test(**case, **fixtures)
                except Exception as error:  # noqa: BLE001 - told with all others
                    error.add_note(f"with {case!r:.400}")
                    failed.append(error)
            assert cases
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(cases)}", failed)

        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in words]
        ask.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]  # what pytest fills in
        return ask

    return over
