"""Messages about templates that do not compile or fail."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Collection

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from reviewfmt.files import MIB
from reviewfmt.theme.bounds import MEMORY, BoundError
from reviewfmt.theme.look import ThemeError

_LONGEST = 300


def fault(error: Exception, paths: Collection[str]) -> ThemeError:
    """Return an error in one of the templates `paths` as a ThemeError with file and line."""
    if isinstance(error, ThemeError):
        return error
    path, line = _place(error, paths)
    return ThemeError(f"{path}:{line}: {_reason(error)}")


def _place(error: Exception, paths: Collection[str]) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    places = [(one.filename, one.lineno or 1) for one in frames if one.filename in paths]
    if isinstance(error, RecursionError):
        # Where the stack ends depends on the caller; where the recursion begins does not.
        times = Counter(places)
        places = [next((one for one in places if times[one] > 1), places[0])] if places else []
    return places[-1] if places else (next(iter(paths), ""), 1)


def _reason(error: Exception) -> str:
    if isinstance(error, BoundError | UndefinedError):
        return _short(str(error))
    if isinstance(error, RecursionError):
        return "it calls itself without end, or nests too deep"
    if isinstance(error, MemoryError):
        return f"it takes more than {MEMORY // MIB} MiB of memory, the limit"
    if isinstance(error, TemplateNotFound):
        return f'there is no template "{error.name}"'
    if isinstance(error, TemplateSyntaxError):
        return _short(error.message or "it does not compile")
    if isinstance(error, SyntaxError):
        return f"it cannot be compiled: {_short(error.msg)}"  # its line is in the generated code
    return _short(str(error) or type(error).__name__)


def _short(said: str) -> str:
    said = " ".join(said.split()).rstrip(".")
    said = said[:1].lower() + said[1:]
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
