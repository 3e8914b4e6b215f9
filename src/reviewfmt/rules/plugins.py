"""Plug-ins: rules and fields of other packages, found by their entry points.

A plug-in is the entry points of one name in the groups `reviewfmt.rules` and `reviewfmt.fields` of
an installed package. The key `plugins` of a configuration lists these names. Without such a key
nothing is searched for or imported.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.diagnostic import Severity
from reviewfmt.fields import FieldType, OwnField
from reviewfmt.rules.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

RULES_GROUP = "reviewfmt.rules"
FIELDS_GROUP = "reviewfmt.fields"
_GROUPS = (RULES_GROUP, FIELDS_GROUP)
NAME = re.compile(r"(?!rf)[a-z]{2,12}")
"""The name of a plug-in; its codes are this name in capitals, and three digits."""
CODE = re.compile(r"(?!RF)([A-Z]{2,12})[0-9]{3}")
BEGINNING = re.compile(r"(?!RF)([A-Z]{2,12})[0-9]{0,3}")
"""A code of a plug-in, or a prefix of its codes, which has the whole name."""

_RULE_NAME = re.compile(r"[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+")
_TYPES = (FieldType.TEXT, FieldType.LIST, FieldType.DATE, FieldType.LANGUAGE, FieldType.NUMBER)


class PluginError(Exception):
    """Raised for a plug-in that cannot be used; the message says which, and why."""


class Plugin(NamedTuple):
    """A plug-in: its rules by their codes, and its fields.

    `identity` changes when the package or one of its files changes.
    """

    name: str
    rules: Mapping[str, Rule]
    fields: tuple[OwnField, ...]
    identity: tuple[object, ...]


def load(name: str) -> Plugin:
    """Return a plug-in. Raises PluginError if it is not installed, or invalid."""
    found = _loaded(name)
    if isinstance(found, PluginError):
        raise found
    return found


def loaded(names: Iterable[str]) -> list[Plugin]:
    """Return the plug-ins that can be used."""
    found = (_loaded(name) for name in names)
    return [one for one in found if isinstance(one, Plugin)]


def faults(names: Iterable[str]) -> Iterator[str]:
    """Yield the faults of plug-ins that cannot be used, alone or together."""
    keys: dict[str, str] = {}
    for name in names:
        found = _loaded(name)
        if isinstance(found, PluginError):
            yield str(found)
            continue
        for field in found.fields:
            for key in field.keys:
                first = keys.setdefault(key.casefold(), name)
                if first != name:
                    yield f'the plug-ins "{first}" and "{name}" both have a field "{key}"'


def of_code(code: str) -> str | None:
    """Return the name of the plug-in of a code or of a prefix of codes."""
    match = BEGINNING.fullmatch(code)
    return match[1].lower() if match else None


def raised(error: BaseException) -> str:
    """Return one line about an exception of a plug-in, even of `sys.exit`.

    Reraises KeyboardInterrupt, since the user wants to stop.
    """
    if isinstance(error, KeyboardInterrupt):
        raise error
    try:
        text = " ".join(str(error).split())
    except Exception:  # a class of the plug-in may raise in its own `__str__`
        text = ""
    name = type(error).__name__
    return f"{name}: {text}" if text else name


@cache
def _loaded(name: str) -> Plugin | PluginError:
    try:
        with _only_installed():
            return _read(name)
    except PluginError as error:
        why = str(error)
    except BaseException as error:  # a package may contain anything
        why = raised(error)
    return PluginError(f'the plug-in "{name}" cannot be used: {why}')


def _read(name: str) -> Plugin:
    points, version = _entry_points(name)
    rules: dict[str, Rule] = {}
    fields: list[OwnField] = []
    for point in points:
        for one in _several(point):
            if point.group == FIELDS_GROUP:
                fields.append(_field(one, point))
                continue
            rule = _rule(one, name, point)
            if rule.code in rules:
                raise PluginError(f"the code {rule.code} is used twice")
            rules[rule.code] = rule
    _refuse_known(fields)
    modules = {point.module for point in points} | {str(one.module) for one in rules.values()}
    return Plugin(name, rules, tuple(fields), (version, *_states(sorted(modules))))


def _entry_points(name: str) -> tuple[list[EntryPoint], str]:
    """Return the entry points of a plug-in, and the name and version of its package.

    The current folder is not searched: `python -m` adds it to `sys.path`, but nothing in it is
    installed.
    """
    found: dict[str, tuple[list[EntryPoint], str]] = {}
    for package, every in _packages():
        points = [one for one in every if one.name == name]
        if points:  # of two versions, Python imports the first on the path
            found.setdefault(package.name, (points, package.version))
    if not found:
        raise PluginError("no installed package provides it")
    if len(found) > 1:
        raise PluginError(f"several packages provide it: {', '.join(sorted(found))}")
    ((package_name, (points, version)),) = found.items()
    return points, f"{package_name} {version}"


def installed() -> list[str]:
    """Return the names of the plug-ins that are installed."""
    return sorted({one.name for _, points in _packages() for one in points})


def _packages() -> Iterator[tuple[Distribution, list[EntryPoint]]]:
    """Yield the installed packages with entry points of our groups, and these."""
    from importlib.metadata import distributions

    for package in distributions(path=_path()):
        text = package.read_text("entry_points.txt") or ""
        if any(group in text for group in _GROUPS):  # parsing all would take too long
            yield package, [one for one in package.entry_points if one.group in _GROUPS]


def _path() -> list[str]:
    """Return the folders of installed packages: `sys.path` without the current folder."""
    import os

    here = os.path.realpath(os.getcwd())  # noqa: PTH109 - as in files.py
    return [one for one in sys.path if one and os.path.realpath(one) != here]


@contextlib.contextmanager
def _only_installed() -> Iterator[None]:
    """Import only from the folders of packages: a file beside the reviews may have any name."""
    before = sys.path[:]
    sys.path[:] = _path()
    try:
        yield
    finally:
        sys.path[:] = before


def _several(point: EntryPoint) -> tuple[Any, ...]:
    try:
        found = point.load()
    except BaseException as error:
        raise PluginError(f"{point.value}: {raised(error)}") from error
    if not isinstance(found, tuple | list):
        raise PluginError(f"{point.value} is not a tuple")
    return tuple(found)


def _rule(one: object, name: str, point: EntryPoint) -> Rule:
    if not isinstance(one, Rule):
        raise PluginError(f"{point.value} holds {one!r}, expected only rules")
    match = CODE.fullmatch(str(one.code))
    if match is None or match[1].lower() != name:
        raise PluginError(
            f"{one.code!r} is not one of its codes, expected one such as {name.upper()}001"
        )
    severity: object = one.severity
    if not _RULE_NAME.fullmatch(str(one.name)) or not isinstance(severity, Severity):
        raise PluginError(f"{one.code} needs a name such as unknown-service and a severity")
    if not one.module:
        raise PluginError(f"{one.code} needs a module")
    try:
        check, options, doc = one.check, dict(one.options), one.doc
    except BaseException as error:
        raise PluginError(f"{one.module}: {raised(error)}") from error
    if not callable(check) or not (doc or sys.flags.optimize > 1):
        raise PluginError(f"{one.module} needs a function check and a docstring")
    numbers: Iterable[object] = options.values()
    if not all(isinstance(value, int | float) and value > 0 for value in numbers):
        raise PluginError(f"{one.module}: an option is not a number above 0")
    return one


def _field(one: object, point: EntryPoint) -> OwnField:
    from reviewfmt.syntax.vocabulary import fold

    if not isinstance(one, OwnField):
        raise PluginError(f"{point.value} holds {one!r}, expected only fields")
    words = [word for word in one.words.values() if word]
    texts = all(fold(each) and not isinstance(word, str) for word in words for each in word)
    if not one.words.get("en") or not texts:
        raise PluginError(f"the field {one.name!r} has no English words")
    if one.type not in _TYPES:
        raise PluginError(f"the field {one.name!r} has a type that is only for built-in fields")
    return one


def _refuse_known(fields: Iterable[OwnField]) -> None:
    from reviewfmt.syntax.vocabulary import fold
    from reviewfmt.syntax.words import built_in

    seen: set[str] = set()
    for field in fields:
        for key in map(fold, field.keys):
            if key in built_in().fields:
                raise PluginError(f'the key "{key}" belongs to the format')
            if key in seen:
                raise PluginError(f'two fields have the key "{key}"')
        seen.update(map(fold, field.keys))


def _states(modules: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the time of change and the size of the file of each module."""
    import os

    for module in modules:
        path = getattr(sys.modules.get(module), "__file__", None)
        with contextlib.suppress(OSError, TypeError):
            state = os.stat(path)  # type: ignore[arg-type]  # noqa: PTH116 - as above
            yield state.st_mtime_ns, state.st_size
