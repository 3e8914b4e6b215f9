"""Configuration: `reviewfmt.toml`, or `[tool.reviewfmt]` in pyproject.toml -> settings."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from reviewfmt.linter import Settings

if TYPE_CHECKING:
    from reviewfmt.writer import LineEnding

Encoding = Literal["keep", "utf-8"]

PER_FILE = "per-file-ignores"
LINE_ENDING = "line-ending"
KEYS = (
    "select",
    "ignore",
    "boilerplate",
    "vocabulary",
    "maximum",
    "strict",
    PER_FILE,
    "rules",
    "baseline",
    "exclude",
    LINE_ENDING,
    "encoding",
)
LINE_ENDINGS: tuple[LineEnding, ...] = ("keep", "lf", "crlf")
ENCODINGS: tuple[Encoding, ...] = ("keep", "utf-8")
_LARGEST = 100
_Word = TypeVar("_Word", bound=str)
_WORDS_SUFFIX = ".toml"
_FILES = ("reviewfmt.toml", "pyproject.toml")


class ConfigError(Exception):
    """A configuration that cannot be used: the message opens with `file:line: `."""


_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Config(NamedTuple):
    """What a configuration says; `folder` is the one its file stands in, "" without one.

    `baseline` is the path of the baseline to compare with, as seen from `folder`; `exclude` holds
    patterns, as .gitignore has them, of what a search of folders leaves out. `line_ending` and
    `encoding` are those of what `format` writes.
    """

    settings: Settings = Settings()
    strict: bool = False
    per_file_ignores: Mapping[str, tuple[str, ...]] = _NOTHING
    folder: str = ""
    baseline: str | None = None
    exclude: tuple[str, ...] = ()
    line_ending: LineEnding = "keep"
    encoding: Encoding = "keep"

    @property
    def baseline_path(self) -> str | None:
        """The path of the baseline as seen from where we are, or None where none is named."""
        if self.baseline is None:
            return None
        return os.path.relpath(os.path.join(self.folder, self.baseline))

    def settings_for(self, path: str) -> Settings:
        """The settings for one file: with what `per-file-ignores` adds for its path."""
        if not self.per_file_ignores:
            return self.settings
        from fnmatch import fnmatchcase

        relative = os.path.relpath(os.path.abspath(path), self.folder or None)
        names = (relative.replace(os.sep, "/"), os.path.basename(path))
        more = [
            code
            for pattern, codes in self.per_file_ignores.items()
            if any(fnmatchcase(name, pattern) for name in names)
            for code in codes
        ]
        if not more:
            return self.settings
        return self.settings._replace(ignore=(*self.settings.ignore, *more))


def load(folder: str = ".") -> Config:
    """Read the nearest configuration, in `folder` or above it; none is the default.

    `reviewfmt.toml` wins over a pyproject.toml beside it; a pyproject.toml that says nothing
    of reviewfmt is passed by. Raises ConfigError, with file and line.
    """
    here = os.path.abspath(folder)
    while True:
        for name in _FILES:
            path = os.path.join(here, name)
            if os.path.isfile(path) or (name == _FILES[0] and os.path.lexists(path)):
                config = _read(path, own=name == _FILES[0])
                if config is not None:
                    return config
        parent = os.path.dirname(here)
        if parent == here:
            return Config()
        here = parent


def _read(path: str, *, own: bool) -> Config | None:
    shown = os.path.relpath(path)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"{shown}:1: {_unread(error)}") from error
    if not own and b"reviewfmt" not in data:
        return None  # the usual case, and reading TOML costs more than checking a review
    return parse_config(data, shown, own=own, folder=os.path.dirname(path))


def parse_config(data: bytes, path: str, *, own: bool, folder: str = "") -> Config | None:
    """Read a configuration from the bytes of a file.

    `own` tells a reviewfmt.toml, whose keys stand at its top, from a pyproject.toml; one of
    those without the table gives None. Raises ConfigError.
    """
    import tomllib

    text = _text(data, path)
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        told = str(error)[: place.start()] if place else str(error)
        raise ConfigError(f"{path}:{line}: not TOML: {told[:1].lower()}{told[1:]}") from error
    table: object = document
    if not own:
        tool = document.get("tool", {})
        table = tool.get("reviewfmt") if isinstance(tool, dict) else None
        if table is None:
            return None
    return _Reader(path, text, "" if own else "tool.reviewfmt", folder).config(table)


def _unread(error: OSError) -> str:
    why = error.strerror or str(error)
    return f"cannot be read: {why[:1].lower()}{why[1:]}"


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: not UTF-8, as TOML must be") from error


class _Reader:
    """Reads one table, and knows the line of a key in it for its messages."""

    def __init__(self, path: str, text: str, prefix: str, folder: str) -> None:
        self.path = path
        self.text = text
        self.prefix = prefix
        self.folder = folder

    def config(self, table: object) -> Config:
        values = self.table(table, ())
        self.no_unknown(values, KEYS, ())
        boilerplate = self.strings(values.get("boilerplate", []), ("boilerplate",))
        settings = Settings(
            select=self.codes(values.get("select", []), ("select",)),
            ignore=self.codes(values.get("ignore", []), ("ignore",)),
            boilerplate=self.patterns(boilerplate),
            options=self.options(values.get("rules", {})),
            boilerplate_files=self.boilerplate_files(boilerplate),
            vocabulary=self.vocabularies(values.get("vocabulary", [])),
            maximum=self.maximum(values.get("maximum")),
        )
        strict = values.get("strict", False)
        if not isinstance(strict, bool):
            raise self.wrong(("strict",), strict, "true or false")
        globs = self.table(values.get(PER_FILE, {}), (PER_FILE,))
        per_file = {glob: self.codes(codes, (PER_FILE, glob)) for glob, codes in globs.items()}
        baseline = values.get("baseline")
        if baseline is not None and not isinstance(baseline, str):
            raise self.wrong(("baseline",), baseline, "the path of a file")
        exclude = tuple(self.strings(values.get("exclude", []), ("exclude",)))
        return Config(
            settings,
            strict,
            per_file,
            self.folder,
            baseline,
            exclude,
            self.one_of(LINE_ENDINGS, values.get(LINE_ENDING, "keep"), (LINE_ENDING,)),
            self.one_of(ENCODINGS, values.get("encoding", "keep"), ("encoding",)),
        )

    def table(self, value: object, path: tuple[str, ...]) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self.wrong(path or ("reviewfmt",), value, "a table")
        return value

    def strings(self, value: object, path: tuple[str, ...]) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(path, value, "a list of strings")
        return value

    def codes(self, value: object, path: tuple[str, ...]) -> tuple[str, ...]:
        codes = self.strings(value, path)
        try:
            return valid_codes(codes)
        except ValueError as error:
            raise self.error(path, str(error)) from error

    def patterns(self, boilerplate: Iterable[str]) -> tuple[str, ...]:
        """Return the patterns of `boilerplate`: what is no path of a file."""
        patterns = tuple(one for one in boilerplate if not one.endswith(_WORDS_SUFFIX))
        if not patterns:
            return ()
        from reviewfmt.syntax.words import pattern_fault

        for pattern in patterns:
            if fault := pattern_fault(pattern):
                told = f'"{pattern}" is no regular expression: {fault}'
                raise self.error(("boilerplate",), told)
        return patterns

    def boilerplate_files(self, boilerplate: Iterable[str]) -> tuple[str, ...]:
        """Return the texts of the files of `boilerplate`, each read once to see that it can be."""
        names = [one for one in boilerplate if one.endswith(_WORDS_SUFFIX)]
        if not names:
            return ()
        from reviewfmt.syntax.words import read_boilerplate

        return tuple(self.words_file(name, "boilerplate", read_boilerplate) for name in names)

    def vocabularies(self, value: object) -> tuple[str, ...]:
        """Return the texts of the files of `vocabulary`, each read once to see that it can be."""
        names = self.strings(value, ("vocabulary",))
        if not names:
            return ()
        from reviewfmt.syntax.words import Vocabulary, built_in, read_vocabulary

        fields = dict.fromkeys(built_in().fields.values())

        def read(text: str) -> Vocabulary:
            return read_vocabulary(text, fields)

        return tuple(self.words_file(name, "vocabulary", read) for name in names)

    def words_file(self, name: str, key: str, read: Callable[[str], object]) -> str:
        """Return the text of a file of words that `read` can read; its path is seen from ours."""
        from reviewfmt.syntax.words import VocabularyError

        path = os.path.join(self.folder, name)
        shown = os.path.join(os.path.dirname(self.path), name)
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError as error:
            raise self.error((key,), f"{shown} {_unread(error)}") from error
        text = _text(data, shown)
        try:
            read(text)
        except VocabularyError as error:
            raise ConfigError(f"{shown}:{error.line}: {error}") from error
        return text

    def maximum(self, value: object) -> int | None:
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LARGEST:
            return value
        raise self.wrong(("maximum",), value, f"a whole number from 1 to {_LARGEST}")

    def one_of(self, known: tuple[_Word, ...], value: object, path: tuple[str, ...]) -> _Word:
        for one in known:
            if one == value:
                return one
        shown = ", ".join(f'"{one}"' for one in known[:-1])
        raise self.wrong(path, value, f'{shown} or "{known[-1]}"')

    def options(self, value: object) -> dict[str, dict[str, float]]:
        from reviewfmt.rules import RULES

        options: dict[str, dict[str, float]] = {}
        for code, given in self.table(value, ("rules",)).items():
            path = ("rules", code)
            if code not in RULES:
                raise self.error(path, f'unknown rule "{code}"{nearest(code, RULES)}')
            values = self.table(given, path)
            self.no_unknown(values, tuple(RULES[code].options), path)
            options[code] = {key: self.number(one, (*path, key)) for key, one in values.items()}
        return options

    def number(self, value: object, path: tuple[str, ...]) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
            raise self.wrong(path, value, "a number above 0")
        return value

    def no_unknown(
        self, values: Iterable[str], known: tuple[str, ...], path: tuple[str, ...]
    ) -> None:
        for key in values:
            if key not in known:
                told = f"; known are {', '.join(known)}" if known else ", and there is none here"
                hint = nearest(key, known) or told
                raise self.error((*path, key), f'unknown key "{key}"{hint}')

    def wrong(self, path: tuple[str, ...], value: object, wanted: str) -> ConfigError:
        return self.error(path, f"{'.'.join(path)} is {_told(value)}, expected {wanted}")

    def error(self, path: tuple[str, ...], message: str) -> ConfigError:
        return ConfigError(f"{self.path}:{self.line(path)}: {message}")

    def line(self, path: tuple[str, ...]) -> int:
        """The line of a key, by its name below the nearest header that could hold it."""
        names = [*self.prefix.split("."), *path] if self.prefix else [*path]
        header, best = "", 0
        for number, line in enumerate(self.text.splitlines(), 1):
            if told := re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]", line):
                header = re.sub(r"[\"'\s]", "", told[1])
                where = header
            elif told := re.match(r"\s*([\w.\"'*/-][^=]*?)\s*=", line):
                where = f"{header}.{told[1]}".lstrip(".")
            else:
                continue
            where = re.sub(r"[\"'\s]", "", where)
            full = ".".join(names)
            if where == full:
                return number
            if full.startswith(where + "."):
                best = number
        return best or 1


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return f'"{value}"' if isinstance(value, str) else str(value)


def valid_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes, or beginnings of codes, as they are; ValueError names the first unknown one."""
    from reviewfmt.rules import RULES, known

    found = tuple(code.strip().upper() for code in codes)
    for code in found:
        if not known(code):
            raise ValueError(f'unknown code "{code}"{_nearest_code(code, RULES)}')
    return found


def _nearest_code(code: str, known: Collection[str]) -> str:
    """`; did you mean "…"?` with the known code that is one sign away, or else the nearest."""
    for one in known:
        if len(one) == len(code) and sum(a != b for a, b in zip(one, code, strict=True)) == 1:
            return f'; did you mean "{one}"?'
    return nearest(code, known) or "; `reviewfmt rule` lists the codes"


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` with the known name that is nearest, or nothing."""
    from difflib import get_close_matches

    by_lower = {one.lower(): one for one in known}
    close = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.5)
    return f'; did you mean "{by_lower[close[0]]}"?' if close else ""
