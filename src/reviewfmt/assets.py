"""Finds the data that ships with the package: grammar/, schemas/, templates."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_REPOSITORY = _PACKAGE.parent.parent


def asset(name: str) -> Path:
    """Return the path of a shipped file, such as `grammar/review.lark`.

    It stands in the installed package, or at the root of the repository in a checkout.
    Raises FileNotFoundError when it stands in neither.
    """
    for root in (_PACKAGE, _REPOSITORY):
        path = root / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"reviewfmt is not completely installed: {name} is missing")
