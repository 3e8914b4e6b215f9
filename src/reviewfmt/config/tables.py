"""Reads the values of a TOML table; a value of another type is an error with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from reviewfmt.config.values import LARGEST_OPTION, MOST_ENTRIES, ConfigError
from reviewfmt.nearest import suggestion

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_Word = TypeVar("_Word", bound=str)


class TableReader:
    """Reads the values of one table, whatever its keys mean.

    `text` is the file and `prefix` the name of the table in it, empty for the whole file. A method
    returns the value of a key, or raises ConfigError with the line of the key.
    """

    def __init__(self, path: str, text: str, prefix: str) -> None:
        self.path = path
        self.text = text
        self.prefix = prefix

    def truth(self, values: Mapping[str, object], key: str) -> bool:
        """Return the value of a key that is true or false; false if it is missing."""
        value = values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong((key,), value, "true or false")
        return value

    def named(self, value: object, key: str, what: str) -> str | None:
        """Return the path of `what`, or None if there is none."""
        if value is None or (isinstance(value, str) and value and "\0" not in value):
            return value
        raise self.wrong((key,), value, f"the path of {what}")

    def table(self, value: object, path: tuple[str, ...]) -> dict[str, object]:
        """Return a table of not too many entries."""
        if not isinstance(value, dict):
            raise self.wrong(path or ("reviewfmt",), value, "a table")
        self.no_more(len(value), path or ("reviewfmt",))
        return value

    def no_more(self, count: int, path: tuple[str, ...]) -> None:
        """Check that there are not more entries than can be compiled and used in time."""
        if count > MOST_ENTRIES:
            told = f"{_key(path)} has {count} entries, expected at most {MOST_ENTRIES}"
            raise self.error(path, told)

    def strings(self, value: object, path: tuple[str, ...]) -> list[str]:
        """Return a list of not too many strings."""
        if not isinstance(value, list):
            raise self.wrong(path, value, "a list of strings")
        self.no_more(len(value), path)
        for one in value:
            if not isinstance(one, str):
                told = f"{_key(path)} holds {_found(one)}, expected strings alone"
                raise self.error(path, told)
        return value

    def whole(self, value: object, key: str, largest: int) -> int | None:
        """Return a whole number from 1 to `largest`, or None if there is none."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= largest:
            return value
        raise self.wrong((key,), value, f"a whole number from 1 to {largest}")

    def one_of(self, known: tuple[_Word, ...], value: object, path: tuple[str, ...]) -> _Word:
        """Return a value that is one of the known words."""
        for one in known:
            if one == value:
                return one
        shown = ", ".join(f'"{one}"' for one in known[:-1])
        raise self.wrong(path, value, f'{shown} or "{known[-1]}"')

    def number(self, value: object, path: tuple[str, ...]) -> float:
        """Return a number above 0."""
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not 0 < value < LARGEST_OPTION
        ):
            raise self.wrong(path, value, "a number above 0")
        return value

    def no_unknown(
        self, values: Iterable[str], known: tuple[str, ...], path: tuple[str, ...]
    ) -> None:
        """Check that every key of a table is known."""
        for key in values:
            if key not in known:
                told = f"; known are {', '.join(known)}" if known else ", and there is none here"
                hint = nearest(key, known) or told
                raise self.error((*path, key), f"unknown key {shown(key)}{hint}")

    def wrong(self, path: tuple[str, ...], value: object, wanted: str) -> ConfigError:
        """Return the error for a value that is not what is wanted."""
        return self.error(path, f"{_key(path)} is {_found(value)}, expected {wanted}")

    def error(self, path: tuple[str, ...], message: str) -> ConfigError:
        """Return an error with the line of a key."""
        return ConfigError(f"{self.path}:{self.line(path)}: {message}")

    def line(self, path: tuple[str, ...]) -> int:
        """The line of a key, by its name below the nearest header that could hold it."""
        names = [*self.prefix.split("."), *path] if self.prefix else [*path]
        header, best = "", 0
        full = _bare(".".join(names))
        for number, line in enumerate(self.text.split("\n"), 1):
            line = line.strip()
            if line.startswith("["):
                header = where = _bare(line.lstrip("[").partition("]")[0])
            elif "=" in line:
                where = f"{header}.{_bare(line.partition('=')[0])}".lstrip(".")
            else:
                continue
            if where == full:
                return number
            if full.startswith(where + "."):
                best = number
        return best or 1


def shown(value: object) -> str:
    """Return a value as shown in a message."""
    from reviewfmt.violation import shown as written  # only needed for faults

    return written(value)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with the nearest known name, or an empty text."""
    near = suggestion(name, known)
    return f'; did you mean "{near}"?' if near else ""


def _bare(key: str) -> str:
    return re.sub(r"[\"'\s]", "", key)


def _key(path: tuple[str, ...]) -> str:
    """Return a key as named in a message: in quotes if it could be taken for several keys."""
    return ".".join(one if _BARE.fullmatch(one) else shown(one) for one in path)


def _found(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, bool | str | list | int | float):
        return shown(value)
    return str(value)  # a date or a time
