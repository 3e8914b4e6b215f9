"""A baseline: the findings that an archive has already, so that only new ones are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.linter import ALWAYS, Checked
from reviewfmt.linter.fingerprint import fingerprint, is_of_nothing, title_mark
from reviewfmt.violation import shown

VERSION = 1
_FEW = 16  # files that could be one that is no more
MARK = r'\{\s*"reviewfmt-baseline": '
"""What the beginning of a baseline matches: only such a file is replaced by another."""


class Baseline(NamedTuple):
    """How often each fingerprint is known, by path, and the mark of each file's title, by path.

    Paths are relative, with forward slashes and in NFC, whatever form a file system keeps.
    """

    files: Mapping[str, Mapping[str, int]]
    titles: Mapping[str, str]


class Compared(NamedTuple):
    """What is new, how many findings are known, and the codes no longer found, by path.

    `renamed` tells, by the path in the baseline, the one that a file has now.
    """

    checked: list[Checked]
    known: int
    gone: dict[str, list[str]]
    renamed: dict[str, str]


def write(checked: Sequence[Checked], name: Callable[[str], str]) -> str:
    """Return the baseline of these findings as JSON; `name` gives what it calls a path."""
    import json

    files, titles = {}, {}
    for one in checked:
        counts = _counts(one)
        if counts:
            path = normalize("NFC", name(one.path))
            files[path] = dict(sorted(counts.items()))
            if one.text:
                titles[path] = title_mark(one.text)
    document = {
        "reviewfmt-baseline": VERSION,
        "files": dict(sorted(files.items())),
        "titles": dict(sorted(titles.items())),
    }
    if not titles:
        del document["titles"]
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
            told = f"no fingerprints and their numbers for {shown(path)}"
            raise ValueError(f"{_line(text, path)}: {told}")
    titles = document.get("titles", {})
    if not isinstance(titles, dict) or not all(isinstance(one, str) for one in titles.values()):
        raise ValueError(f'{_line(text, "titles")}: no titles and their marks under "titles"')
    known: dict[str, Counter[str]] = {}
    for path, counts in files.items():
        known.setdefault(normalize("NFC", path), Counter()).update(counts)
    return Baseline(known, {normalize("NFC", path): mark for path, mark in titles.items()})


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
    what the baseline calls it. One that is no more is taken for a file that the baseline does not
    have and that holds the same review. Nor is a code spoken of that was not looked for in its
    file: `wanted` tells.
    """
    left, known = [], 0
    gone: dict[str, list[str]] = {}
    paths = [normalize("NFC", name(one.path)) for one in checked]
    seen = set(paths)
    lost = [path for path in baseline.files if path not in seen and is_gone(path)]
    fresh = {
        path: one
        for path, one in zip(paths, checked, strict=True)
        if one.diagnostics and path not in baseline.files
    }
    renamed = _renamed(baseline, lost, fresh)
    was = {new: old for old, new in renamed.items()}
    for path, one in zip(paths, checked, strict=True):
        counts = Counter(dict(baseline.files.get(was.get(path, path), {})))
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
    for path in lost:
        if path not in renamed:
            _tell(gone, path, Counter(dict(baseline.files[path])))
    return Compared(left, known, gone, renamed)


def _renamed(
    baseline: Baseline, lost: Sequence[str], fresh: Mapping[str, Checked]
) -> dict[str, str]:
    """Return which file that is no more is which one that is new.

    They have one title, or at least half of the findings that stand at words of their own.
    """
    if not lost or not fresh:
        return {}
    by_title: dict[str, list[str]] = {}
    by_finding: dict[str, list[str]] = {}
    for path, one in fresh.items():
        if one.text:
            by_title.setdefault(title_mark(one.text), []).append(path)
        for key in _counts(one):
            if not is_of_nothing(key):
                by_finding.setdefault(key, []).append(path)
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for old in lost:
        own = [key for key in baseline.files[old] if not is_of_nothing(key)]
        shared = Counter(path for key in own for path in by_finding.get(key, ())[:_FEW])
        likely = [path for path, count in shared.most_common() if 2 * count >= len(own)]
        mark = baseline.titles.get(old)
        same = by_title.get(mark, []) if mark else []
        for path in (*same[:_FEW], *likely):
            if path not in taken:
                renamed[old] = path
                taken.add(path)
                break
    return renamed


def _counts(one: Checked) -> Counter[str]:
    return Counter(fingerprint(found, one.text) for found in _known(one.diagnostics))


def _tell(gone: dict[str, list[str]], path: str, counts: Counter[str]) -> None:
    if counts:
        gone[path] = sorted(key.partition(":")[0] for key in counts.elements())


def _known(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.code not in ALWAYS]


def _line(text: str, path: str) -> int:
    import json

    return text.count("\n", 0, max(text.find(json.dumps(path)), 0)) + 1
