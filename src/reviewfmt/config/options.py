"""The options of a configuration: their keys, their values and their descriptions.

The reader takes the keys from here. `scripts/build_config.py` writes the JSON Schema and the table
of docs/configuration.md from it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from reviewfmt.config.values import (
    BASE_URL,
    CACHE,
    CANONICAL,
    ENCODINGS,
    FORCE,
    LARGEST_FILE_SIZE,
    LARGEST_MAXIMUM,
    LINE_ENDING,
    LINE_ENDINGS,
    MAX_FILE_SIZE,
    OUTPUT_FORMAT,
    PER_FILE,
    PLUGINS,
    RULES,
    SITE_NAME,
    STYLE_SHEETS,
    TEMPLATE,
    THEME,
)


class Shape(StrEnum):
    """The type of the value of an option; `scripts/build_config.py` converts it to JSON Schema."""

    TRUTH = "truth"
    WHOLE = "whole number"
    CHOICE = "choice"
    REPORT = "report"
    THEME = "theme"
    TEXTS = "texts"
    CODES = "codes"
    CODES_BY_GLOB = "codes by glob"
    PATH = "path"
    PATHS = "paths"
    FOLDER = "folder"
    LANGUAGE = "language"
    CANONICAL = "canonical"
    ADDRESS = "address"
    NAME = "name"
    RULES = "rules"
    PLUGINS = "plugins"


class Option(NamedTuple):
    """One option: its key, the shape of its value, and its description in Markdown.

    `default` is the default value, None if there is none; `without` describes it in words
    instead. `most` is the largest whole number, and `of` lists the possible words.
    """

    key: str
    shape: Shape
    says: str
    default: str | bool | int | None = None
    without: str = "none"
    most: int = 0
    of: tuple[str, ...] = ()


OPTIONS = (
    Option(
        "select",
        Shape.CODES,
        "the codes, or prefixes of codes, that `check` reports; to turn on a rule that is "
        'off, give at least its tens: `["RF", "RF42"]`',
        without="every code that is not [off](rules/index.md)",
    ),
    Option(
        "ignore",
        Shape.CODES,
        "the codes that it leaves out; if two prefixes match a code, the longer one applies",
    ),
    Option(
        PER_FILE,
        Shape.CODES_BY_GLOB,
        "a table: for each path pattern, the codes that are also left out",
    ),
    Option(
        "strict",
        Shape.TRUTH,
        "whether warnings, and a folder without anything to check, give the exit code 1",
        default=False,
    ),
    Option(
        "baseline",
        Shape.PATH,
        "the file of known findings ([ci.md](ci.md))",
    ),
    Option(
        OUTPUT_FORMAT,
        Shape.REPORT,
        "the report format of `check` ([ci.md](ci.md))",
        default="full",
    ),
    Option(
        "exclude",
        Shape.TEXTS,
        "patterns of files and folders that a search of folders skips",
    ),
    Option(
        FORCE,
        Shape.TRUTH,
        "whether `exclude` also applies to files that you name, and to the name of standard input",
        default=False,
    ),
    Option(
        "include",
        Shape.TEXTS,
        'suffixes such as `".txt"`, or patterns, that a search of folders finds besides `*.review`',
    ),
    Option(
        MAX_FILE_SIZE,
        Shape.WHOLE,
        "the largest size of an input file in MiB, from 1 to 1024",
        default=16,
        most=LARGEST_FILE_SIZE,
    ),
    Option(
        "boilerplate",
        Shape.TEXTS,
        "regular expressions for lines of boilerplate, or `.toml` files "
        "of them, in addition to the built-in ones",
    ),
    Option(
        "vocabulary",
        Shape.TEXTS,
        "`.toml` files with words of the format in your language, in addition to the built-in ones",
    ),
    Option(
        "maximum",
        Shape.WHOLE,
        "a whole number from 1 to 100: the maximum of scores without one, "
        "as in `Story: 7`; `adopt` uses it too",
        most=LARGEST_MAXIMUM,
    ),
    Option(
        "language",
        Shape.LANGUAGE,
        "the language of reviews without a `Language` field, for pages and books: a tag such as "
        '`"pt-BR"`',
    ),
    Option(
        CANONICAL,
        Shape.CANONICAL,
        "the address of the page of a review without a field `Canonical`, "
        'such as `"https://example.org/{path}.html"`: `{path}` is the path of '
        "the review relative to the folder of the configuration, without its suffix",
    ),
    Option(
        THEME,
        Shape.THEME,
        'the look of pages and books: `"modern"`, `"serif"` or `"compact"` '
        "([themes.md](themes.md))",
        default="modern",
    ),
    Option(
        STYLE_SHEETS,
        Shape.PATHS,
        "the path of your style sheet, or a list of paths; they follow that of the theme",
    ),
    Option(
        TEMPLATE,
        Shape.PATH,
        "the path of your template for pages, or of a folder of templates",
    ),
    Option(
        BASE_URL,
        Shape.ADDRESS,
        "the address of the site that `reviewfmt site` makes, such as "
        '`"https://example.org/reviews/"` '
        "([publishing-sites.md](publishing-sites.md))",
    ),
    Option(
        SITE_NAME,
        Shape.NAME,
        "the name of that site",
    ),
    Option(
        LINE_ENDING,
        Shape.CHOICE,
        'the line ends that `format` writes: `"keep"`, `"lf"` or `"crlf"`',
        default="keep",
        of=LINE_ENDINGS,
    ),
    Option(
        "encoding",
        Shape.CHOICE,
        'the encoding that `format` writes: `"keep"`, or `"utf-8"` without a byte order mark',
        default="keep",
        of=ENCODINGS,
    ),
    Option(
        CACHE,
        Shape.FOLDER,
        "the folder of the cache of `check` ([many-files.md](many-files.md)), "
        "below that of the configuration",
        default=".reviewfmt_cache",
    ),
    Option(
        RULES,
        Shape.RULES,
        "the options of a rule, such as `rules.RF305`",
        without="its page",
    ),
    Option(
        PLUGINS,
        Shape.PLUGINS,
        "the names of the installed plug-ins to use ([extending.md](extending.md))",
    ),
)
"""Every option, in the order that the documentation lists them."""

KEYS = tuple(one.key for one in OPTIONS)
