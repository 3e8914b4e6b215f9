"""Reads and checks all files that a user names for a look."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from reviewfmt.files import MIB, linked_out, read_file, reason
from reviewfmt.nearest import suggestion
from reviewfmt.theme.look import SUFFIX, THEMES, Look, Source, ThemeError, theme_of
from reviewfmt.theme.rendering import built_in_names, is_built_in, references

_LARGEST = MIB
_MOST = 100


def load(theme: str | None = None, css: Sequence[str] = (), template: str | None = None) -> Look:
    """Return a look with the content of its files.

    `template` is a file that replaces the page, or a folder of templates that replace the built-in
    ones of the same names. Raises ThemeError.
    """
    chosen = theme_of(theme or THEMES[0])
    sheets = tuple(_sheet(path) for path in css)
    if template is None:
        return Look(chosen, sheets)
    if os.path.isdir(template):
        sources = tuple(_closure(template, _names_in(template)))
        _see_used(sources)
        return Look(chosen, sheets, sources)
    folder, page = os.path.split(template)
    return Look(chosen, sheets, tuple(_closure(folder, [page])), page)


# -- files ------------------------------------------------------------------------------------


def _text(path: str, what: str) -> str:
    try:
        data = read_file(path, _LARGEST)
    except (OSError, ValueError) as error:
        told = reason(error) if isinstance(error, OSError) else "it is not a path"
        raise ThemeError(f"{path}:1: {what} cannot be read: {told}") from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ThemeError(f"{path}:{line}: not UTF-8, expected {what} in UTF-8") from error


_IMPORT = re.compile(
    r"""/\*(?:[^*]|\*(?!/))*+(?:\*/)?"""
    r"""|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?|(?P<at>@import)\b""",
    re.IGNORECASE | re.DOTALL,
)
"""Comments and quoted texts, which may contain anything, and imports."""


def _sheet(path: str) -> Source:
    text = _text(path, "a style sheet")
    for found in _IMPORT.finditer(text):
        if found["at"]:
            line = text.count("\n", 0, found.start()) + 1
            told = "@import has no effect below other rules, expected a --css of its own"
            raise ThemeError(f"{path}:{line}: {told}")
    return Source(os.path.basename(path), path, text)


def _names_in(folder: str) -> list[str]:
    """Return the names of the templates in a folder, relative to it."""
    found = []
    for above, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        inside = os.path.relpath(above, folder).replace(os.sep, "/")
        found += [
            name if inside == "." else f"{inside}/{name}"
            for name in sorted(files)
            if name.endswith(SUFFIX)
        ]
        if len(found) > _MOST:
            raise ThemeError(f"{folder}:1: it has more than {_MOST} templates, the limit")
    if not found:
        raise ThemeError(f"{folder}:1: it has no templates, expected files named *{SUFFIX}")
    return found


def _closure(folder: str, names: Sequence[str]) -> Iterator[Source]:
    """Yield the templates `names` of a folder, and the templates there that they refer to."""
    todo = [(name, "") for name in reversed(names)]
    seen = set(names)
    while todo:
        name, place = todo.pop()
        path = os.path.join(folder, name)
        if linked_out(path, folder or os.curdir):
            told = f'"{name}" leads out of its folder by a symbolic link'
            raise ThemeError(f"{place or f'{path}:1: '}{told}")
        source = Source(name, path, _text(path, "a template"))
        yield source
        for named, line, may_miss in references(source):
            if named in seen:
                continue
            place = f"{path}:{line}: "
            if not _is_inside(named):
                told = f'"{named}" is outside the folder of the template'
                raise ThemeError(f"{place}{told}")
            if os.path.isfile(os.path.join(folder, named)):
                seen.add(named)
                todo.append((named, place))
                if len(seen) > _MOST:
                    raise ThemeError(f"{place}more than {_MOST} templates, the limit")
            elif not may_miss and not is_built_in(named):
                told = f'there is no template "{named}", in its folder or among the built-in ones'
                raise ThemeError(f"{place}{told}")


def _see_used(sources: Sequence[Source]) -> None:
    """Check that each template of a folder replaces a built-in one, or is used by another."""
    named = {name for source in sources for name, _, _ in references(source) if name != source.name}
    for source in sources:
        if source.name not in named and not is_built_in(source.name):
            near = suggestion(source.name, built_in_names())
            hint = f'; did you mean "{near}"?' if near else ""
            told = f'there is no built-in template "{source.name}" that it could replace'
            raise ThemeError(f"{source.path}:1: {told}{hint}")


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return not ({"", ".", ".."} & set(parts) or "\\" in name or "\0" in name or ":" in parts[0])
