"""Compares the grammars of editors/ with the reader of the format.

The measure is taken on all lines of conformance/ and of the samples without errors. A line that
has lost its line breaks has several kinds: a grammar should give it the first of them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax.line_kinds import Kind
from scripts.editors import reader

ROOT = Path(__file__).parents[2]
EXCEPTIONS = ROOT / "tests" / "data" / "editors" / "exceptions.json"
SYNTAX = ROOT / "editors" / "vim" / "syntax" / "review.vim"

BELOW = "the lines below decide, and a TextMate grammar does not see them"
TITLE = "the line repeats the title, or follows one that does, and the grammar does not remember it"
CUT = "the line lost its breaks: the format cuts it"
SIMPLER = "the pattern is simpler than the format's rule"
VIM = "the patterns of Vim know fewer words and digits, and no case"

Kinds = Sequence[Kind | None]
Exceptions = dict[str, dict[str, list[list[str | int | None]]]]
"""The lines that a grammar gets wrong, by reason and by the name of the text.

Each has its number, the kind in the format, and the kind in the grammar.
"""


class Text(NamedTuple):
    """A text, and the kind of each line that is not blank, by its number.

    `cut` are the numbers of the lines that have lost their line breaks.
    """

    text: str
    kinds: dict[int, str]
    cut: frozenset[int]


@cache
def texts() -> Mapping[str, Text]:
    """Return the texts for the measure, by name."""
    return dict([*_conformance(), *_samples()])


def _conformance() -> Iterator[tuple[str, Text]]:
    for name in ("spec", "parser"):
        path = ROOT / "conformance" / f"{name}.json"
        for case in json.loads(path.read_text(encoding="utf-8")):
            is_wrong = any(one["severity"] == "error" for one in case.get("findings", ()))
            if "text" not in case or is_wrong:
                continue
            text = case["text"].replace("\r\n", "\n")
            if re.search("[\r\u2028\u2029\x85]", text):
                continue  # editors do not end a line there
            lines = [(one[0], one[2]) for one in case["lines"]]
            yield f"{name}/{case['name']}", _text(text, lines)


def _samples() -> Iterator[tuple[str, Text]]:
    for path in sorted((ROOT / "samples").glob("*.review")):
        text = decode(path.read_bytes()).replace("\r\n", "\n")
        lines = [(line.line, str(line.kind)) for line in parse(text).lines]
        yield f"samples/{path.stem}", _text(text, lines)


def _text(text: str, lines: Sequence[tuple[int, str]]) -> Text:
    times = Counter(line for line, _ in lines)
    return Text(text, dict(reversed(lines)), frozenset(one for one in times if times[one] > 1))


@cache
def given(*, looks: bool, remembers: bool) -> Mapping[str, Kinds]:
    """Return the kinds that a grammar made of the table gives, by the name of the text.

    `looks` tells whether it looks at the lines below, `remembers` whether it recognizes the title.
    """
    return {
        name: reader.kinds(one.text, looks=looks, remembers=remembers)
        for name, one in texts().items()
    }


def exceptions(found: Mapping[str, Kinds], *, looks: bool) -> Exceptions:
    """Return the lines whose kind in `found` is not the format's; `looks` is as for `given`."""
    sorted_out: Exceptions = {}
    for name, (_, kinds, _) in texts().items():
        for line, kind in sorted(kinds.items()):
            told = found[name][line - 1]
            if told != kind:
                reason = _reason(name, line, kind, looks=looks)
                by_text = sorted_out.setdefault(reason, {})
                by_text.setdefault(name, []).append([line, kind, told])
    return dict(sorted(sorted_out.items()))


def _reason(name: str, line: int, kind: str, *, looks: bool) -> str:
    if given(looks=True, remembers=True)[name][line - 1] != kind:
        return CUT if line in texts()[name].cut else SIMPLER
    if given(looks=True, remembers=False)[name][line - 1] != kind:
        return TITLE
    return VIM if looks else BELOW


def share(found: Exceptions, *reasons: str) -> float:
    """Return the share of lines with the correct kind, without the lines that `reasons` excuse."""
    wrong = sum(
        len(lines)
        for reason, by_text in found.items()
        if reason not in reasons
        for lines in by_text.values()
    )
    return 1 - wrong / sum(len(one.kinds) for one in texts().values())


# -- Vim --------------------------------------------------------------------------------------


class InVim(NamedTuple):
    """The kinds of the lines of each text, and the seconds that all of them took."""

    kinds: list[list[str | None]]
    seconds: float


def in_vim(program: str, given: Sequence[str]) -> InVim:
    """Return the kind that the syntax file gives each line in `program`, Vim or Neovim."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder, "texts.json"), Path(folder, "kinds.json")
        lines = [text.split("\n") for text in given]
        asked.write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")
        subprocess.run(
            [
                program,
                "-u",
                "NONE",
                "-i",
                "NONE",
                "-es",
                "-S",
                Path(__file__).with_name("kinds.vim"),
            ],
            env={
                **os.environ,
                "KINDS_SYNTAX": str(SYNTAX),
                "KINDS_TEXTS": str(asked),
                "KINDS_OUT": str(answer),
            },
            check=True,
            timeout=300,
        )
        seconds, found = json.loads(answer.read_text(encoding="utf-8"))
    return InVim([[_kind(names) for names in lines] for lines in found], seconds)


_ITEM = re.compile("review([A-Z][a-z]+)_")


def _kind(names: Sequence[str]) -> str | None:
    """Return the kind from the names of syntax items, which include the regions around it."""
    told = [match[1] for name in names if (match := _ITEM.match(name)) is not None]
    return next((name.upper() for name in told if name not in ("In", "Blank")), None)


# -- the file ---------------------------------------------------------------------------------


def measured(vim: str | None) -> dict[str, Exceptions]:
    """Return the exceptions of each grammar; those of Vim are unchanged if `vim` is None."""
    names = list(texts())
    if vim is None:
        of_vim = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))["vim"]
    else:
        kinds = in_vim(vim, [one.text for one in texts().values()]).kinds
        of_vim = exceptions(dict(zip(names, _as_kinds(kinds), strict=True)), looks=True)
    return {
        "textmate": exceptions(given(looks=False, remembers=False), looks=False),
        "lezer": exceptions(given(looks=True, remembers=True), looks=True),
        "vim": of_vim,
    }


def _as_kinds(found: Sequence[Sequence[str | None]]) -> Iterator[Kinds]:
    for lines in found:
        yield [None if name is None else Kind(name) for name in lines]


def dumped(found: Mapping[str, Exceptions]) -> str:
    """Return the exceptions as the text of their file."""
    grammars = []
    for grammar, by_reason in found.items():
        reasons = []
        for reason, by_text in by_reason.items():
            rows = ",\n".join(f"      {json.dumps(n)}: {json.dumps(w)}" for n, w in by_text.items())
            reasons.append(f"    {json.dumps(reason)}: {{\n{rows}\n    }}")
        grammars.append(f"  {json.dumps(grammar)}: {{\n" + ",\n".join(reasons) + "\n  }")
    return "{\n" + ",\n".join(grammars) + "\n}\n"
