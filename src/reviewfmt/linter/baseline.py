"""A baseline: the findings that an archive has already, so that only new ones are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.linter import ALWAYS, Checked
from reviewfmt.linter.fingerprint import fingerprint

VERSION = 1
MARK = r'\{\s*"reviewfmt-baseline": '
"""What the beginning of a baseline matches: only such a file is replaced by another."""


class Baseline(NamedTuple):
    """How often each fingerprint is known, by path; paths are relative, with forward slashes."""

    files: Mapping[str, Mapping[str, int]]


class Compared(NamedTuple):
    """What is new, how many findings are known, and the codes no longer found, by path."""

    checked: list[Checked]
    known: int
    gone: dict[str, list[str]]


def write(checked: Sequence[Checked], name: Callable[[str], str]) -> str:
    """Return the baseline of these findings as JSON; `name` gives what it calls a path."""
    import json

    files = {}
    for one in checked:
        counts = Counter(fingerprint(found, one.text) for found in _known(one.diagnostics))
        if counts:
            files[name(one.path)] = dict(sorted(counts.items()))
    document = {"reviewfmt-baseline": VERSION, "files": dict(sorted(files.items()))}
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def read(text: str) -> Baseline:
    """Read a baseline. Raises ValueError with the line and what was expected."""
    import json

    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.lineno}: not JSON: {error.msg.lower()}") from error
    except RecursionError as error:
        raise ValueError("1: not JSON: nested too deep") from error
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, dict) or document.get("reviewfmt-baseline") != VERSION:
        raise ValueError(f"1: no baseline of reviewfmt, expected version {VERSION} of one")
    for path, counts in files.items():
        if not isinstance(counts, dict) or not all(type(one) is int for one in counts.values()):
            raise ValueError(f'{_line(text, path)}: no fingerprints and their numbers for "{path}"')
    return Baseline(files)


def compare(
    checked: Sequence[Checked],
    baseline: Baseline,
    name: Callable[[str], str],
    is_gone: Callable[[str], bool],
    wanted: Callable[[str, str], bool] = lambda path, code: True,
) -> Compared:
    """Tell the findings that are new from the known ones, and what is no longer found.

    Of findings with one fingerprint as many are known as the baseline counts, first ones first.
    A file that was not checked is not spoken of, unless it is no more: `is_gone` tells, by
    what the baseline calls it. Nor is a code that was not looked for in its file: `wanted` tells.
    """
    left, known = [], 0
    gone: dict[str, list[str]] = {}
    seen = set()
    for one in checked:
        path = name(one.path)
        seen.add(path)
        counts = Counter(dict(baseline.files.get(path, {})))
        new = []
        for found in one.diagnostics:
            key = fingerprint(found, one.text)
            if counts[key] > 0 and found.code not in ALWAYS:
                counts[key] -= 1
                known += 1
            else:
                new.append(found)
        left.append(one._replace(diagnostics=tuple(new)))
        looked_for = {
            key: count for key, count in counts.items() if wanted(one.path, key.partition(":")[0])
        }
        _tell(gone, path, +Counter(looked_for))
    for path, numbers in baseline.files.items():
        if path not in seen and is_gone(path):
            _tell(gone, path, Counter(dict(numbers)))
    return Compared(left, known, gone)


def _tell(gone: dict[str, list[str]], path: str, counts: Counter[str]) -> None:
    if counts:
        gone[path] = sorted(key.partition(":")[0] for key in counts.elements())


def _known(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.code not in ALWAYS]


def _line(text: str, path: str) -> int:
    import json

    return text.count("\n", 0, max(text.find(json.dumps(path)), 0)) + 1
