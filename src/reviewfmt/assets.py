"""Finds the data that ships with the package: grammar/, schemas/, templates."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is start-up time
_ROOTS = (_PACKAGE, os.path.join(_PACKAGE, "..", ".."))  # noqa: PTH118 - as above


def asset(name: str) -> Path:
    """Return the path of a shipped file, such as `grammar/review.lark`.

    It is in the installed package, or at the root of the repository in a checkout. Raises
    FileNotFoundError if it is in neither.
    """
    from pathlib import Path

    for root in _ROOTS:
        path = Path(root, name)
        if path.is_file():
            return path
    raise FileNotFoundError(f"reviewfmt is not completely installed: {name} is missing")


def folders() -> list[str]:
    """Return the folders of the package and of what ships with it."""
    shipped = (os.path.join(root, name) for root in _ROOTS for name in ("grammar", "schemas"))  # noqa: PTH118 - as above
    return [_PACKAGE, *(one for one in shipped if os.path.isdir(one))]  # noqa: PTH112 - as above
