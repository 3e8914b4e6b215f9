"""The worst cases: texts, documents, configurations and reports that could take quadratic time.

A case has a name, a function that makes an input of about a given size, and a function that uses
it. There are cases for every kind of line, rule, reader, key of the configuration, and report. The
lists come from the package, so that a new item gets its cases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from benchmarks.cases import Case, framed, made, numbered, repeated
from benchmarks.inputs import SAMPLES
from benchmarks.linear import END, LINES, TITLE, texts
from benchmarks.worst_documents import of_readers
from reviewfmt.cli.reports import REPORTS, report
from reviewfmt.comparison import changes
from reviewfmt.config import KEYS, ConfigError, parse_config
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.document import write_json
from reviewfmt.editing import edit
from reviewfmt.linter import Checked, baseline, check, check_json
from reviewfmt.linter.fixing import fix
from reviewfmt.parser import parse
from reviewfmt.rules import RULES
from reviewfmt.source import decode
from reviewfmt.span import Span
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.writer import dumps, format_text

_FENCE = re.compile(r"^```(review|json)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})")


def cases() -> Iterator[Case]:
    """Yield all cases, group by group."""
    yield from _of_signs()
    yield from _of_kinds()
    yield from _of_rules()
    yield from _of_comments()
    yield from _of_commands()
    yield from of_readers()
    yield from _of_configuration()
    yield from _of_reports()


# -- signs and kinds of lines ---------------------------------------------------------------------


def _of_signs() -> Iterator[Case]:
    for name, make in texts():
        yield Case(f"signs: {name}", make, check)


@cache
def _lines_by_kind() -> Mapping[Kind, Sequence[str]]:
    """Return lines of each kind: of the samples, of the pages of the rules and of the tables."""
    found: dict[Kind, dict[str, None]] = {kind: {} for kind in Kind}
    found[Kind.BLANK] = {"": None, " ": None, "\u3000": None}
    pool = [decode(path.read_bytes()) for path in SAMPLES] + [text for _, text in _examples()]
    pool += [TITLE + f"{line}\n" + END for line in LINES]
    for text in pool:
        lines = text.splitlines()
        for line in parse(text).lines:
            if line.line <= len(lines):
                found[Kind(line.kind)][lines[line.line - 1]] = None
    missing = [kind for kind, lines_ in found.items() if not lines_]
    assert not missing, f"no line of {missing}"
    return {kind: sorted(lines_, key=len)[:6] for kind, lines_ in found.items()}


_INSIDE = " -|*(/1a:★\\,[%“&\u3000\u200b"


def _of_kinds() -> Iterator[Case]:
    for kind, lines in _lines_by_kind().items():
        for line in lines:
            name = f"kind {kind}: {line[:30]!r}"
            yield from _placed(name, line)
        for line in (*lines[:1], *lines[-1:]):
            for place in sorted({0, len(line) // 2, len(line)}):
                for sign in _INSIDE:
                    yield Case(
                        f"kind {kind}: {line[:30]!r} with many {sign!r} at {place}",
                        made(
                            lambda size, line, place, sign: (
                                f"{TITLE}{line[:place]}{repeated(sign, size)}{line[place:]}\n{END}"
                            ),
                            line,
                            place,
                            sign,
                        ),
                        check,
                    )


def _placed(name: str, line: str) -> Iterator[Case]:
    guide = f"{TITLE}Episode Guide\n\n"
    notes = f"{TITLE}Episode 1 -| 1/5\n\n"
    frames = {
        "lines": (TITLE, f"{line}\n", END),
        "blocks": (TITLE, f"{line}\n\n", END),
        "above the title": ("", f"{line}\n", TITLE + END),
        "below the verdict": (TITLE + END, f"{line}\n\n", ""),
        "in a guide": (f"{guide}Fog -| 1/5\n", f"{line}\n", END),
        "between entries": (guide, f"Fog -| 1/5\n{line}\n", END),
        "below an entry": (notes, f"  {line}\n", f"\nEpisode 2 -| 1/5\n{END}"),
        "below prose": (TITLE, f"It is calm.\n{line}\n", END),
        "with no line end": (TITLE, f"{line} ", f"\n{END}"),
        "with a separator": (TITLE, f"{line}\u2028", f"\n{END}"),
    }
    places = {place: framed(*frame) for place, frame in frames.items()}
    places["numbered"] = lambda size: TITLE + numbered(f"{line}\n", size) + END
    for place, make in places.items():
        yield Case(f"{name}, {place}", make, check)


# -- rules ------------------------------------------------------------------------------------


@cache
def _examples() -> Sequence[tuple[str, str]]:
    """Return the examples on the pages of rules: the code, and the text of each review."""
    return [
        (code, _CODE.sub(lambda at: chr(int(at[1] or at[2], 16)), body) if "esc" in info else body)
        for code, rule in RULES.items()
        for language, info, body in _FENCE.findall(rule.doc)
        if language == "review"
    ]


def _of_rules() -> Iterator[Case]:
    seen = set()
    for at, (code, text) in enumerate(_examples()):
        seen.add(code)
        title, _, body = text.partition("\n")
        name = f"rule {code}: example {at}"
        yield Case(f"{name}, repeated", made(lambda size, t: repeated(t, size), text), check)
        yield Case(
            f"{name}, its body repeated",
            made(lambda size, title, body: f"{title}\n{repeated(body, size)}", title, body),
            check,
        )
        yield Case(
            f"{name}, ignored at each line",
            made(
                lambda size, title, body, code: (
                    f"{title}\n"
                    + repeated(body.replace("\n\n", f"\n\n% ignore: {code}, RF4\n"), size)
                ),
                title,
                body,
                code,
            ),
            check,
        )
        yield Case(
            f"{name}, fixed",
            made(lambda size, title, body: f"{title}\n{repeated(body, size // 16)}", title, body),
            lambda text: fix(text, unsafe=True),
            rate=False,
        )
        for line in dict.fromkeys(filter(None, map(str.strip, body.splitlines()))):
            yield Case(
                f"{name}, many {line[:30]!r}",
                made(
                    lambda size, text, line: text.replace(line, repeated(f"{line}\n", size)),
                    text,
                    line,
                ),
                check,
            )
    documents = [
        (code, json_text)
        for code, rule in RULES.items()
        for language, _, json_text in _FENCE.findall(rule.doc)
        if language == "json"
    ]
    for at, (code, document) in enumerate(documents):
        seen.add(code)
        yield Case(
            f"rule {code}: many documents {at}",
            made(lambda s, t: repeated(t, s), document),
            check_json,
        )
    assert len(seen) > 60, "the examples of the rules are not found"


def _of_comments() -> Iterator[Case]:
    prose = "It is the the word.\n\n"

    def codes(size: int) -> str:
        named = ", ".join(f"RF{100 + at % 900}" for at in range(size // 12))
        return f"{TITLE}% ignore-file: {named}\n\n{repeated(prose, size // 2)}{END}"

    made: Mapping[str, Callable[[int], str]] = {
        "a slip": lambda size: f"{TITLE}% ignor{'_' * size}\n\n{END}",
        "a slip of words": lambda size: f"{TITLE}% ignore{repeated(' a-', size)}\n\n{END}",
        "spaces": lambda size: f"{TITLE}% ignore: RF1{' ' * size}x\n\n{END}",
        "dashes": lambda size: f"{TITLE}% ignore: RF1{repeated(' -', size)}\n\n{END}",
        "signs": lambda size: f"{'%' * size}ignore: RF1\n{TITLE}{END}",
        "commas": lambda size: f"{TITLE}% ignore: {',' * size}\n\n{END}",
        "many codes and findings": codes,
        "many comments, one paragraph": lambda size: (
            TITLE + repeated("% ignore: RF414\n", size) + repeated("The the fog.\n", size) + END
        ),
        "many comments, many paragraphs": lambda size: (
            TITLE + repeated("% ignore: RF414, RF302, RF3\nIt is the the word.\n\n", size) + END
        ),
        "many of themselves": lambda size: TITLE + repeated("% ignore: RF314\n", size) + END,
        "many of themselves for the file": lambda size: (
            TITLE + repeated("% ignore-file: RF314, RF3\n", size) + END
        ),
        "blank lines below": lambda size: (
            TITLE + "% ignore: " + repeated("RF302, ", size) + "RF3" + "\n" * size + END
        ),
    }
    for name, make in made.items():
        yield Case(f"comments: {name}", make, check)


# -- commands ---------------------------------------------------------------------------------


def _joined(seed: int, size: int, gap: str, known: int) -> str:
    """Return a review of about `size` bytes, with words of `known` and a gap between them."""
    random = Random(seed)
    count = size // (len(gap) + len(str(known)))
    return TITLE + gap.join(f"w{random.randrange(known)}" for _ in range(count)) + f"\n\n{END}"


_GAPS = {
    "words": " ",
    "lines": "\n",
    "paragraphs": "\n\n",
    "entries": " -| 1/5\nEpisode 1: ",
    "ratings": " - 1/5\n• ",
}


def _of_commands() -> Iterator[Case]:
    def two(size: int, gap: str, known: int) -> tuple[str, str]:
        return _joined(1, size // 2, gap, known), _joined(2, size // 2, gap, known)

    def compare(pair: tuple[str, str]) -> object:
        return changes(parse(pair[0]).review, parse(pair[1]).review)

    for known in (5, 90, 100_000):
        for shape, gap in _GAPS.items():
            yield Case(
                f"diff: {shape} of {known}",
                made(lambda size, gap, known: two(size, gap, known), gap, known),
                compare,
            )
    for path in SAMPLES[:4]:
        title, _, body = decode(path.read_bytes()).partition("\n")

        def grown(size: int, title: str = title, body: str = body) -> str:
            return f"{title}\n{repeated(body.rpartition('•')[0], size)}\n{END}"

        name = path.stem
        yield Case(f"format: {name}", grown, format_text, rate=False)
        yield Case(f"dumps: {name}", grown, lambda text: dumps(parse(text).review), rate=False)
        yield Case(f"edit: {name}", grown, lambda text: edit(text, lambda one: one), rate=False)
        yield Case(f"to JSON: {name}", grown, lambda text: write_json(parse(text).review), False)


# -- configuration ----------------------------------------------------------------------------

_VALUES: Mapping[str, Sequence[str]] = {
    "select": ('"RF1"', '"RF302"', '"RF999"', '"é"'),
    "ignore": ('"RF1"', '"RF302"'),
    "boilerplate": ('"(a+)+b"', '"buy .{0,9}"', '"(?:a?){99}"', '"["', '"[z-a]"'),
    "exclude": ('"*a*a*a*b"', '"a"', '"**/a/**/b"', '"["', '"[z-a]"'),
    "include": ('"*a*a*a*b"', '".txt"'),
}
_LINES: Mapping[str, Sequence[str]] = {
    "per-file-ignores": ('"*a*a*a*{}" = ["RF1"]', '"a{}" = ["RF302", "RF4"]'),
    "rules": ("[rules.RF305{}]", "[rules.RF{}]"),
}
_TABLES = {"per-file-ignores": "[per-file-ignores]\n"}


def _of_configuration() -> Iterator[Case]:
    """Yield cases for each key: many values, and one long one."""
    for key in KEYS:
        for value in _VALUES.get(key, ()):
            yield Case(
                f"configuration {key}: many {value}",
                made(
                    lambda size, key, value: f"{key} = [{repeated(f'{value}, ', size)}]\n".encode(),
                    key,
                    value,
                ),
                _configured,
            )
        for line in _LINES.get(key, ()):
            yield Case(
                f"configuration {key}: many {line}",
                made(
                    lambda size, key, line: (
                        _TABLES.get(key, "")
                        + "".join(f"{line.format(at)}\n" for at in range(size // (len(line) + 5)))
                    ).encode(),
                    key,
                    line,
                ),
                _configured,
            )
        yield Case(
            f"configuration {key}: a long value",
            made(lambda size, key: f'{key} = "{"a*" * (size // 2)}"\n'.encode(), key),
            _configured,
        )
        yield Case(
            f"configuration {key}: a long list",
            made(lambda size, key: f'{key} = ["{"a*" * (size // 2)}"]\n'.encode(), key),
            _configured,
        )
    yield Case(
        "configuration: unknown keys",
        lambda size: "".join(f"selec{at} = 1\n" for at in range(size // 14)).encode(),
        _configured,
    )


def _configured(data: bytes) -> object:
    try:
        config = parse_config(data, "reviewfmt.toml", own=True)
    except ConfigError as error:
        return error
    assert config is not None
    return check(
        f"{TITLE}{'a' * 150}\n\n{END}", "a/a/a.review", config.settings_for("a/a/a.review")
    )


# -- reports ----------------------------------------------------------------------------------


def _of_reports() -> Iterator[Case]:
    """Yield cases for each report: findings on many lines, on one long line, in many files."""

    def found(size: int, gap: str) -> list[Checked]:
        text = gap.join(["aaaa bbbb"] * (size // (9 + len(gap))))
        step = 9 + len(gap)
        line = 0 if gap == "\n" else None
        spans = (
            Span(at + 1, 1, at * step, at + 1, 5, at * step + 4)
            if line == 0
            else Span(1, at * step + 1, at * step, 1, at * step + 5, at * step + 4)
            for at in range(size // step)
        )
        return [Checked("a.review", text, tuple(Diagnostic("RF414", "the word", s) for s in spans))]

    def files(size: int) -> list[Checked]:
        one = Checked("", "a b", (Diagnostic("RF414", "the word", Span(1, 1, 0, 1, 2, 1)),))
        return [one._replace(path=f"a/{at}.review") for at in range(size // 40)]

    makers: Mapping[str, Callable[[int], list[Checked]]] = {
        "many lines": lambda size: found(size, "\n"),
        "one long line": lambda size: found(size, " "),
        "many files": files,
    }
    works: dict[str, Callable[[Any], object]] = {
        name: made(lambda checked, name: report(name).render(checked, True), name)
        for name in REPORTS
    }
    works["baseline"] = lambda checked: baseline.compare(
        marks := [*map(baseline.marked, checked)],
        baseline.read(baseline.write(marks, str)),
        str,
        lambda path: True,
    )
    for name, work in works.items():
        for shape, make in makers.items():
            yield Case(f"report {name}: {shape}", make, work, rate=False)
