"""What a configuration says, and which files and findings it means."""

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
"""The most MiB that a file may be allowed to have."""
MOST_ENTRIES = 1_000
"""The most entries of a list or a table: more cannot be compiled and asked in time."""
LARGEST_OPTION = 10**9
"""Below this the options of rules are."""
PATH_HERE = "{path}"
"""What stands in an address for the path of a review, without its suffix."""
LINE_ENDINGS: tuple[LineEnding, ...] = ("keep", "lf", "crlf")
ENCODINGS: tuple[Encoding, ...] = ("keep", "utf-8")


class ConfigError(Exception):
    """A configuration that cannot be used: the message opens with `file:line: `."""


_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Config(NamedTuple):
    """What a configuration says; `folder` is the one its file stands in, "" without one.

    `baseline` is the path of the baseline to compare with, as seen from `folder`. `exclude` and
    `include` hold patterns, as .gitignore in `folder` would: of what is left out of a search of
    folders, and of what it takes besides *.review; `asked_exclude` are those of the command line,
    which hold below the folder that we are in, and `never_included` suffixes that `include` does
    not add. `force_exclude` leaves files that are named out
    too. `output_format` is how `check` reports, `line_ending` and `encoding` are those of what
    `format` writes. `max_file_size` is how many bytes a file that is read may have, `language`
    the one of reviews that name none, as pages and books say it. `cache` is the path of the folder
    of the cache, as seen from `folder`. `canonical` is the address of the page of a review that
    names none, with `PATH_HERE` in it. `theme`, `css` and `template` are how pages and books look;
    the paths are seen from `folder`. `base_url` is the address of the site that is made of the
    reviews, with a slash at its end, and `site_name` its name.
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
        """The path of the baseline as seen from where we are, or None where none is named."""
        if self.baseline is None:
            return None
        return self.path_of(self.baseline)

    def path_of(self, path: str) -> str:
        """Return a path that the configuration names as seen from where we are."""
        return seen(os.path.join(self.folder, path))

    def canonical_of(self, path: str) -> str | None:
        """Return the address of the page of a review; None where nothing tells it.

        The review stands in `folder`, or below it.
        """
        if self.canonical is None:
            return None
        from urllib.parse import quote

        inside = os.path.splitext(os.path.relpath(path, self.folder or "."))[0].split(os.sep)
        if inside[0] == "..":
            return None
        return self.canonical.replace(PATH_HERE, quote("/".join(inside)))

    def excludes(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether `exclude` means the file or folder at `path`, or a folder that holds it."""
        for lines, base in ((self.exclude, self.folder), (self.asked_exclude, "")):
            if lines and patterns(lines, base).says(path, is_folder=is_folder):
                return True
        return False

    def includes(self, path: str) -> bool:
        """Tell whether `include` means the file at `path`."""
        if not self.include or path.lower().endswith(self.never_included):
            return False
        return bool(patterns(self.include, self.folder).says(path))

    def settings_for(self, path: str) -> Settings:
        """The settings for one file: with what `per-file-ignores` adds for its path."""
        more = [
            code
            for pattern, codes in self.per_file_ignores.items()
            if patterns((pattern,), self.folder).says(path)
            for code in codes
        ]
        if not more:
            return self.settings
        return self.settings._replace(ignore=(*self.settings.ignore, *more))


def seen(path: str) -> str:
    """Return a path as seen from where we are."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return os.path.abspath(path)
