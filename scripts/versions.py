"""The version of the project in the spelling of other registries.

Python writes `1.0.0rc1`, and npm writes `1.0.0-rc.1`. The marketplace of VS Code has three numbers
only: a candidate of 1.0.0 is `0.99.1` there, which is below it and above all earlier releases.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_SHAPE = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:rc([1-9]\d?))?")


class Version(NamedTuple):
    """A version: three numbers, and the number of the release candidate, None for a release."""

    major: int
    minor: int
    patch: int
    candidate: int | None = None

    @property
    def npm(self) -> str:
        """The version in package.json."""
        numbers = f"{self.major}.{self.minor}.{self.patch}"
        return numbers if self.candidate is None else f"{numbers}-rc.{self.candidate}"

    @property
    def marketplace(self) -> str:
        """The version of an extension of VS Code."""
        if self.candidate is None:
            return f"{self.major}.{self.minor}.{self.patch}"
        if self.minor:
            return f"{self.major}.{self.minor - 1}.{900 + self.candidate}"
        return f"{self.major - 1}.99.{self.candidate}"


def read(text: str) -> Version:
    """Return the version that a text spells.

    Raises ValueError if it is not one, and for a candidate of a patch or of 0.0.0, for which the
    marketplace has no number.
    """
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no version, expected one such as 1.2.3 or 1.3.0rc1")
    major, minor, patch = (int(found[at]) for at in (1, 2, 3))
    candidate = int(found[4]) if found[4] else None
    if candidate is not None and (patch or not (major or minor)):
        raise ValueError(f"{text!r}: expected no candidate of a patch, or of 0.0.0")
    return Version(major, minor, patch, candidate)


def current() -> Version:
    """Return the version of the project."""
    text = (ROOT / "src" / "reviewfmt" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'^VERSION = "([^"]+)"', text, re.MULTILINE)
    assert found is not None
    return read(found[1])
