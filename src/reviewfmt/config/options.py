"""The options of a configuration: what each one is called, holds and says.

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
    """What the value of an option is; `scripts/build_config.py` says it as JSON Schema."""

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
    """One option: its key, the shape of its value, and what it says, in Markdown.

    `default` is the value that holds without it, None where there is none; `without` says it in
    words instead. `most` is the largest whole number, `of` are the words to choose from.
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
        "the codes, or beginnings of codes, that `check` reports; a code that "
        'is off has to be named whole or by its tens: `["RF", "RF42"]`',
        without="every code that is not [off](rules/index.md)",
    ),
    Option(
        "ignore",
        Shape.CODES,
        "those that it leaves out; if two prefixes match a code, the longer one wins",
    ),
    Option(
        PER_FILE,
        Shape.CODES_BY_GLOB,
        "a table: for a pattern of paths, what is left out besides",
    ),
    Option(
        "strict",
        Shape.TRUTH,
        "whether warnings, and a folder with nothing to check, make the exit code 1",
        default=False,
    ),
    Option(
        "baseline",
        Shape.PATH,
        "the file of findings that are known ([ci.md](ci.md))",
    ),
    Option(
        OUTPUT_FORMAT,
        Shape.REPORT,
        "how `check` reports ([ci.md](ci.md))",
        default="full",
    ),
    Option(
        "exclude",
        Shape.TEXTS,
        "patterns: what a search of folders leaves out",
    ),
    Option(
        FORCE,
        Shape.TRUTH,
        "whether `exclude` holds for files that are named, too, and for the name of standard input",
        default=False,
    ),
    Option(
        "include",
        Shape.TEXTS,
        'suffixes such as `".txt"`, or patterns: what a search of folders takes besides `*.review`',
    ),
    Option(
        MAX_FILE_SIZE,
        Shape.WHOLE,
        "how many MiB a file that is read may have, from 1 to 1024",
        default=16,
        most=LARGEST_FILE_SIZE,
    ),
    Option(
        "boilerplate",
        Shape.TEXTS,
        "regular expressions of the lines around your reviews, or `.toml` files "
        "of them, beside the built-in ones",
    ),
    Option(
        "vocabulary",
        Shape.TEXTS,
        "`.toml` files with words of the format in a language of yours, beside the built-in ones",
    ),
    Option(
        "maximum",
        Shape.WHOLE,
        "a whole number from 1 to 100: what a number with no maximum is over, "
        "as in `Story: 7`; `adopt` reads it too",
        most=LARGEST_MAXIMUM,
    ),
    Option(
        "language",
        Shape.LANGUAGE,
        'the language of reviews that name none, a tag such as `"pt-BR"`: pages and books say it',
    ),
    Option(
        CANONICAL,
        Shape.CANONICAL,
        "the address of the page of a review that has no field `Canonical`, "
        'such as `"https://example.org/{path}.html"`: `{path}` is the path of '
        "the review from the folder of the configuration on, without its suffix",
    ),
    Option(
        THEME,
        Shape.THEME,
        'how pages and books look: `"modern"`, `"serif"` or `"compact"` ([themes.md](themes.md))',
        default="modern",
    ),
    Option(
        STYLE_SHEETS,
        Shape.PATHS,
        "the path of a style sheet of yours, or a list of paths: it follows the theme's",
    ),
    Option(
        TEMPLATE,
        Shape.PATH,
        "the path of a template of yours for pages, or of a folder of templates",
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
        'how the lines that `format` writes end: `"keep"`, `"lf"` or `"crlf"`',
        default="keep",
        of=LINE_ENDINGS,
    ),
    Option(
        "encoding",
        Shape.CHOICE,
        'how `format` encodes: `"keep"`, byte order mark and UTF-16 too, or `"utf-8"` with no mark',
        default="keep",
        of=ENCODINGS,
    ),
    Option(
        CACHE,
        Shape.FOLDER,
        "the folder of what `check` has found ([many-files.md](many-files.md)), "
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
        "the names of installed plug-ins whose rules and fields hold here "
        "([extending.md](extending.md))",
    ),
)
"""Every option, in the order that the documentation lists them."""

KEYS = tuple(one.key for one in OPTIONS)
