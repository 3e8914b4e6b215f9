"""Reads a configuration from TOML; faults are errors with file and line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Sequence

from reviewfmt.addresses import is_web, root_of
from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.config.codes import is_of_broken, valid_codes
from reviewfmt.config.options import KEYS
from reviewfmt.config.tables import TableReader, nearest, shown
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
    PATH_HERE,
    PER_FILE,
    PLUGINS,
    RULES,
    SITE_NAME,
    STYLE_SHEETS,
    TEMPLATE,
    THEME,
    Config,
    ConfigError,
)
from reviewfmt.files import LARGEST, MIB, linked_out, read_file, reason
from reviewfmt.linter import Settings
from reviewfmt.patterns import PatternError, patterns

_SUFFIX = re.compile(r"\.\w+\Z")
_WORDS_SUFFIX = ".toml"


def parse_config(
    data: bytes,
    path: str,
    *,
    own: bool,
    folder: str = "",
    output_formats: Collection[str] | None = None,
) -> Config | None:
    """Read a configuration from the bytes of a file.

    `own` is true for a reviewfmt.toml, whose keys are at the top level, and false for a
    pyproject.toml; the result is None if that has no table for reviewfmt. `output_formats` are the
    names of the reports; None accepts any name. Raises ConfigError.
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
    reader = _Reader(path, text, "" if own else "tool.reviewfmt", folder)
    return reader.config(table, output_formats)


def unread(error: OSError) -> str:
    """Return what a message says about a file that cannot be read."""
    return f"cannot be read: {reason(error)}"


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: not UTF-8, as TOML must be") from error


class _Reader(TableReader):
    """Reads the table of a configuration; `folder` is the folder of its file."""

    def __init__(self, path: str, text: str, prefix: str, folder: str) -> None:
        super().__init__(path, text, prefix)
        self.folder = folder
        self.plugins: tuple[str, ...] = ()

    def config(self, table: object, output_formats: Collection[str] | None) -> Config:
        values = self.table(table, ())
        self.no_unknown(values, KEYS, ())
        self.plugins = self.plugin_names(values.get(PLUGINS, []))
        boilerplate = self.strings(values.get("boilerplate", []), ("boilerplate",))
        settings = Settings(
            select=self.codes(values.get("select", []), ("select",)),
            ignore=self.codes(values.get("ignore", []), ("ignore",)),
            boilerplate=self.patterns(boilerplate),
            options=self.options(values.get(RULES, {})),
            boilerplate_files=self.boilerplate_files(boilerplate),
            vocabulary=self.vocabularies(values.get("vocabulary", [])),
            maximum=self.whole(values.get("maximum"), "maximum", LARGEST_MAXIMUM),
            plugins=self.plugins,
        )
        if boilerplate:
            self.together(settings)
        globs = self.table(values.get(PER_FILE, {}), (PER_FILE,))
        per_file = {}
        for glob, codes in globs.items():
            self.paths([glob], (PER_FILE, glob))
            per_file[glob] = self.codes(codes, (PER_FILE, glob))
        baseline = self.named(values.get("baseline"), "baseline", "a file")
        report = values.get(OUTPUT_FORMAT)
        if report is not None and output_formats is not None:
            report = self.one_of(tuple(output_formats), report, (OUTPUT_FORMAT,))
        size = self.whole(values.get(MAX_FILE_SIZE), MAX_FILE_SIZE, LARGEST_FILE_SIZE)
        include = self.strings(values.get("include", []), ("include",))
        return Config(
            settings,
            self.truth(values, "strict"),
            per_file,
            self.folder,
            baseline,
            self.paths(self.strings(values.get("exclude", []), ("exclude",)), ("exclude",)),
            self.one_of(LINE_ENDINGS, values.get(LINE_ENDING, "keep"), (LINE_ENDING,)),
            self.one_of(ENCODINGS, values.get("encoding", "keep"), ("encoding",)),
            self.paths([f"*{one}" if _SUFFIX.match(one) else one for one in include], ("include",)),
            self.truth(values, FORCE),
            None if report is None else str(report),
            max_file_size=MIB * (size or 0) or LARGEST,
            language=self.language(values.get("language")),
            cache=self.cache(values.get(CACHE)),
            canonical=self.canonical(values.get(CANONICAL)),
            theme=self.theme(values.get(THEME)),
            css=self.style_sheets(values.get(STYLE_SHEETS, [])),
            template=self.named(values.get(TEMPLATE), TEMPLATE, "a template"),
            base_url=self.base_url(values.get(BASE_URL)),
            site_name=self.site_name(values.get(SITE_NAME)),
        )

    def cache(self, value: object) -> str | None:
        """Return the folder of the cache, which must be below the folder of the configuration."""
        what = "a folder below this one"
        path = self.named(value, CACHE, what)
        if path is None:
            return None
        parts = re.split(r"[/\\]", path)
        if os.path.isabs(path) or ":" in parts[0] or ".." in parts or not set(parts) - {"", "."}:
            raise self.wrong((CACHE,), value, f"the path of {what}")
        return path

    def language(self, value: object) -> str | None:
        if value is not None and not (isinstance(value, str) and LANGUAGE_TAG.fullmatch(value)):
            raise self.wrong(("language",), value, "a tag such as en or pt-BR")
        return None if value is None else str(value)

    def canonical(self, value: object) -> str | None:
        """Return the address of the pages of reviews, with a placeholder for the path."""
        if value is None:
            return None
        if (
            not isinstance(value, str)
            or value.count(PATH_HERE) != 1
            or not is_web(value.replace(PATH_HERE, "a/b"))
        ):
            expected = f"an address such as https://example.org/{PATH_HERE}.html"
            raise self.wrong((CANONICAL,), value, expected)
        return value

    def base_url(self, value: object) -> str | None:
        if value is None:
            return None
        found = root_of(value) if isinstance(value, str) else None
        if found is None:
            raise self.wrong((BASE_URL,), value, "an address such as https://example.org/reviews/")
        return found

    def site_name(self, value: object) -> str | None:
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        raise self.wrong((SITE_NAME,), value, "a name")

    def theme(self, value: object) -> str | None:
        if value is None:
            return None
        from reviewfmt.theme import ThemeError, theme_of

        if not isinstance(value, str):
            raise self.wrong((THEME,), value, "the name of a theme")
        try:
            return theme_of(value)
        except ThemeError as error:
            raise self.error((THEME,), str(error)) from error

    def style_sheets(self, value: object) -> tuple[str, ...]:
        """Return the paths of the style sheets: one, or a list."""
        paths = [value] if isinstance(value, str) else self.strings(value, (STYLE_SHEETS,))
        for one in paths:
            self.named(one, STYLE_SHEETS, "a style sheet")
        return tuple(paths)

    def paths(self, lines: Sequence[str], path: tuple[str, ...]) -> tuple[str, ...]:
        """Return patterns of paths, each of which can be used."""
        try:
            if lines:
                patterns(tuple(lines), self.folder)
        except PatternError as error:
            raise self.error(path, f"{shown(error.pattern)} {error.WHY}") from error
        return tuple(lines)

    def codes(self, value: object, path: tuple[str, ...]) -> tuple[str, ...]:
        codes = self.strings(value, path)
        try:
            return valid_codes(codes, self.plugins)
        except ValueError as error:
            raise self.error(path, str(error)) from error

    def plugin_names(self, value: object) -> tuple[str, ...]:
        """Return the names of the plug-ins; `check` finds out whether they are installed."""
        names = self.strings(value, (PLUGINS,))
        if not names:
            return ()
        from reviewfmt.rules.plugins import NAME

        for one in names:
            if not NAME.fullmatch(one):
                told = f"{shown(one)} is not the name of a plug-in, expected lower-case letters"
                raise self.error((PLUGINS,), f'{told} such as "stream"')
        if len(set(names)) < len(names):
            raise self.error((PLUGINS,), "a plug-in is named twice")
        return tuple(names)

    def patterns(self, boilerplate: Iterable[str]) -> tuple[str, ...]:
        """Return the patterns of `boilerplate`: the entries that are no paths of files."""
        patterns = tuple(one for one in boilerplate if not one.endswith(_WORDS_SUFFIX))
        if not patterns:
            return ()
        from reviewfmt.syntax.boilerplate import pattern_fault

        for pattern in patterns:
            if fault := pattern_fault(pattern):
                told = f"{shown(pattern)} is not a regular expression: {fault}"
                raise self.error(("boilerplate",), told)
        return patterns

    def together(self, settings: Settings) -> None:
        """Check that the patterns of boilerplate can be used together."""
        from reviewfmt.syntax.vocabulary import VocabularyError

        try:
            _ = settings.words
        except VocabularyError as error:
            raise self.error(("boilerplate",), str(error)) from error

    def boilerplate_files(self, boilerplate: Iterable[str]) -> tuple[str, ...]:
        """Return the texts of the files of `boilerplate`, after a check that they are valid."""
        names = [one for one in boilerplate if one.endswith(_WORDS_SUFFIX)]
        if not names:
            return ()
        from reviewfmt.syntax.boilerplate import read_boilerplate

        return tuple(self.words_file(name, "boilerplate", read_boilerplate) for name in names)

    def vocabularies(self, value: object) -> tuple[str, ...]:
        """Return the texts of the files of `vocabulary`, after a check that they are valid."""
        names = self.strings(value, ("vocabulary",))
        if not names:
            return ()
        from reviewfmt.syntax.vocabulary import Vocabulary, read_vocabulary
        from reviewfmt.syntax.words import built_in

        fields = dict.fromkeys(built_in().fields.values())

        def read(text: str) -> Vocabulary:
            return read_vocabulary(text, fields)

        return tuple(self.words_file(name, "vocabulary", read) for name in names)

    def words_file(self, name: str, key: str, read: Callable[[str], object]) -> str:
        """Return the text of a file that `read` accepts; `name` is relative to our folder."""
        from reviewfmt.syntax.vocabulary import VocabularyError

        path = os.path.join(self.folder, name) or os.curdir
        seen = os.path.join(os.path.dirname(self.path), name) or os.curdir
        if linked_out(path, self.folder or os.curdir):
            told = f"{seen} is read through a symbolic link that leads out of the folder"
            raise self.error((key,), f"{told}, expected a path that says so")
        try:
            data = read_file(path)
        except OSError as error:
            raise self.error((key,), f"{seen} {unread(error)}") from error
        text = _text(data, seen)
        try:
            read(text)
        except VocabularyError as error:
            raise ConfigError(f"{seen}:{error.line}: {error}") from error
        return text

    def options(self, value: object) -> dict[str, dict[str, float]]:
        from reviewfmt.rules import catalogue

        rules = catalogue(self.plugins) if value else {}
        options: dict[str, dict[str, float]] = {}
        for code, given in self.table(value, (RULES,)).items():
            path = (RULES, code)
            if code not in rules and not is_of_broken(code, self.plugins):
                raise self.error(path, f"unknown rule {shown(code)}{nearest(code, rules)}")
            values = self.table(given, path)
            if code in rules:
                self.no_unknown(values, tuple(rules[code].options), path)
            options[code] = {key: self.number(one, (*path, key)) for key, one in values.items()}
        return options
