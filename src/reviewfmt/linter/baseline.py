"""Baselines: files with the known findings of an archive, so that only new ones are reported."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from reviewfmt.linter import ALWAYS, Checked
from reviewfmt.linter.fingerprint import fingerprint, is_of_nothing, title_mark
from reviewfmt.violation import shown

VERSION = 1
_FEW = 16  # how many files may be the new name of a missing file
MARK = r'\{\s*"reviewfmt-baseline": '
"""The beginning of a baseline: only files that match are overwritten."""


class Baseline(NamedTuple):
    """The number of known findings by path and fingerprint, and the title marks by path.

    Paths are relative, with forward slashes and in NFC, whatever form the file system uses.
    """

    files: Mapping[str, Mapping[str, int]]
    titles: Mapping[str, str]


class Marked(NamedTuple):
    """What a baseline needs of a checked file, which is far less than its text.

    `keys` are the fingerprints of its findings, in order. `title` is the mark of its title, "" for
    a file without text.
    """

    path: str
    keys: tuple[str, ...]
    title: str


def marked(checked: Checked) -> Marked:
    """Return what a baseline needs of a checked file."""
    keys = tuple(fingerprint(found, checked.text) for found in checked.diagnostics)
    return Marked(checked.path, keys, title_mark(checked.text) if checked.text else "")


class Compared(NamedTuple):
    """The new findings of each file, the number of known ones, and the codes no longer found.

    `new` has the indexes of the new findings for each file; `gone` has the codes by path. `renamed`
    has the present path of a file by its path in the baseline.
    """

    new: list[tuple[int, ...]]
    known: int
    gone: dict[str, list[str]]
    renamed: dict[str, str]


def write(files_marked: Iterable[Marked], name: Callable[[str], str]) -> str:
    """Return the baseline of these findings as JSON; `name` converts a path to its name there."""
    import json

    files, titles = {}, {}
    for one in files_marked:
        counts = _counts(one)
        if counts:
            path = normalize("NFC", name(one.path))
            files[path] = dict(sorted(counts.items()))
            if one.title:
                titles[path] = one.title
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
        raise ValueError(f"1: not a baseline of reviewfmt, expected one of version {VERSION}")
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
    found: Sequence[Marked],
    baseline: Baseline,
    name: Callable[[str], str],
    is_gone: Callable[[str], bool],
    wanted: Callable[[str, str], bool] = lambda path, code: True,
) -> Compared:
    """Separate new findings from known ones, and tell which are no longer found.

    Of the findings with one fingerprint, the first ones are known, as many as the baseline counts.
    A file that was not checked is ignored, unless it is missing: `is_gone` tells this by the name
    in the baseline. A missing file is matched to a file that the baseline does not have, if both
    hold the same review. Codes that were not looked for in a file are ignored too: `wanted` tells.
    """
    left, known = [], 0
    gone: dict[str, list[str]] = {}
    paths = [normalize("NFC", name(one.path)) for one in found]
    seen = set(paths)
    lost = [path for path in baseline.files if path not in seen and is_gone(path)]
    fresh = {
        path: one
        for path, one in zip(paths, found, strict=True)
        if one.keys and path not in baseline.files
    }
    renamed = _renamed(baseline, lost, fresh)
    was = {new: old for old, new in renamed.items()}
    for path, one in zip(paths, found, strict=True):
        counts = Counter(dict(baseline.files.get(was.get(path, path), {})))
        new = []
        for at, key in enumerate(one.keys):
            if counts[key] > 0 and _code(key) not in ALWAYS:
                counts[key] -= 1
                known += 1
            else:
                new.append(at)
        left.append(tuple(new))
        looked_for = {key: count for key, count in counts.items() if wanted(one.path, _code(key))}
        _tell(gone, path, +Counter(looked_for))
    for path in lost:
        if path not in renamed:
            _tell(gone, path, Counter(dict(baseline.files[path])))
    return Compared(left, known, gone, renamed)


def _renamed(
    baseline: Baseline, lost: Sequence[str], fresh: Mapping[str, Marked]
) -> dict[str, str]:
    """Return the new name of each missing file.

    The two have the same title, or share at least half of the findings with words.
    """
    if not lost or not fresh:
        return {}
    by_title: dict[str, list[str]] = {}
    by_finding: dict[str, list[str]] = {}
    for path, one in fresh.items():
        if one.title:
            by_title.setdefault(one.title, []).append(path)
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


def _counts(one: Marked) -> Counter[str]:
    return Counter(key for key in one.keys if _code(key) not in ALWAYS)


def _tell(gone: dict[str, list[str]], path: str, counts: Counter[str]) -> None:
    if counts:
        gone[path] = sorted(map(_code, counts.elements()))


def _code(key: str) -> str:
    return key.partition(":")[0]


def _line(text: str, path: str) -> int:
    import json

    return text.count("\n", 0, max(text.find(json.dumps(path)), 0)) + 1


class Folder:
    """Converts paths to names relative to the folder of a baseline, with forward slashes."""

    def __init__(self, baseline: str) -> None:
        self.path = os.path.dirname(os.path.abspath(baseline))

    def name(self, path: str) -> str:
        """Return the name of a path in the baseline."""
        try:
            path = os.path.relpath(path, self.path)
        except ValueError:  # on another drive
            path = os.path.abspath(path)
        return path.replace(os.sep, "/")

    def is_gone(self, name: str) -> bool:
        """Tell whether the file that the baseline names is missing."""
        forms = {name, *(normalize(form, name) for form in ("NFC", "NFD"))}
        return not any(os.path.exists(os.path.join(self.path, one)) for one in forms)
