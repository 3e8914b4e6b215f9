"""The values of a configuration, and the files and findings to which they apply."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from reviewfmt.files import LARGEST
from reviewfmt.linter import Settings
from reviewfmt.patterns import patterns

if TYPE_CHECKING:
    from reviewfmt.writer import LineEnding

Encoding = Literal["keep", "utf-8"]

PER_FILE = "per-file-ignores"
LINE_ENDING = "line-ending"
FORCE = "force-exclude"
OUTPUT_FORMAT = "output-format"
MAX_FILE_SIZE = "max-file-size"
CACHE = "cache-dir"
CANONICAL = "canonical"
THEME = "theme"
STYLE_SHEETS = "css"
TEMPLATE = "template"
BASE_URL = "base-url"
SITE_NAME = "site-name"
RULES = "rules"
PLUGINS = "plugins"
LARGEST_MAXIMUM = 100
LARGEST_FILE_SIZE = 1024
"""The highest value of `max-file-size`, in MiB."""
MOST_ENTRIES = 1_000
"""The most entries of a list or a table; more cannot be compiled and used in time."""
LARGEST_OPTION = 10**9
"""The options of rules are below this number."""
PATH_HERE = "{path}"
"""The placeholder in an address for the path of a review without its suffix."""
LINE_ENDINGS: tuple[LineEnding, ...] = ("keep", "lf", "crlf")
ENCODINGS: tuple[Encoding, ...] = ("keep", "utf-8")


class ConfigError(Exception):
    """Raised for a configuration that cannot be used; the message begins with `file:line: `."""


_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Config(NamedTuple):
    """The values of a configuration; `folder` is the folder of its file, "" without a file.

    `baseline` is the path of the baseline, relative to `folder`. `exclude` and `include` are
    patterns as in a .gitignore of `folder`: for files that a search of folders leaves out, and for
    files that it takes besides *.review. `asked_exclude` are the patterns of the command line,
    which apply below the current folder; `never_included` are suffixes that `include` does not add.
    `force_exclude` also leaves out files that are named. `output_format` is the report of `check`;
    `line_ending` and `encoding` apply to what `format` writes. `max_file_size` is the largest file
    that is read, in bytes. `language` is the language of reviews that name none, for pages and
    books. `cache` is the path of the cache, relative to `folder`. `canonical` is the address of the
    page of a review that names none, with `PATH_HERE` in it. `theme`, `css` and `template` set the
    look of pages and books; their paths are relative to `folder`. `base_url` is the address of the
    site of the reviews, with a slash at its end, and `site_name` is its name.
    """

    settings: Settings = Settings()
    strict: bool = False
    per_file_ignores: Mapping[str, tuple[str, ...]] = _NOTHING
    folder: str = ""
    baseline: str | None = None
    exclude: tuple[str, ...] = ()
    line_ending: LineEnding = "keep"
    encoding: Encoding = "keep"
    include: tuple[str, ...] = ()
    force_exclude: bool = False
    output_format: str | None = None
    asked_exclude: tuple[str, ...] = ()
    never_included: tuple[str, ...] = ()
    max_file_size: int = LARGEST
    language: str | None = None
    cache: str | None = None
    canonical: str | None = None
    theme: str | None = None
    css: tuple[str, ...] = ()
    template: str | None = None
    base_url: str | None = None
    site_name: str | None = None

    @property
    def baseline_path(self) -> str | None:
        """The path of the baseline, relative to the current folder, or None."""
        if self.baseline is None:
            return None
        return self.path_of(self.baseline)

    def path_of(self, path: str) -> str:
        """Return a path of the configuration, relative to the current folder."""
        return relative_path(os.path.join(self.folder, path))

    def canonical_of(self, path: str) -> str | None:
        """Return the address of the page of a review; None if it is not configured.

        The review is in `folder` or below it.
        """
        if self.canonical is None:
            return None
        from urllib.parse import quote

        inside = os.path.splitext(os.path.relpath(path, self.folder or "."))[0].split(os.sep)
        if inside[0] == "..":
            return None
        return self.canonical.replace(PATH_HERE, quote("/".join(inside)))

    def excludes(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether `exclude` matches the file or folder at `path`, or a folder around it."""
        for lines, base in ((self.exclude, self.folder), (self.asked_exclude, "")):
            if lines and patterns(lines, base).says(path, is_folder=is_folder):
                return True
        return False

    def includes(self, path: str) -> bool:
        """Tell whether `include` matches the file at `path`."""
        if not self.include or path.lower().endswith(self.never_included):
            return False
        return bool(patterns(self.include, self.folder).says(path))

    def settings_for(self, path: str) -> Settings:
        """Return the settings for a file, including `per-file-ignores` for its path."""
        more = [
            code
            for pattern, codes in self.per_file_ignores.items()
            if patterns((pattern,), self.folder).says(path)
            for code in codes
        ]
        if not more:
            return self.settings
        return self.settings._replace(ignore=(*self.settings.ignore, *more))


def relative_path(path: str) -> str:
    """Return a path relative to the current folder."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return os.path.abspath(path)
