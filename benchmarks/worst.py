"""The worst cases: texts, documents, configurations and reports that grow where it may hurt.

A case is a name, what makes its input of about a number of bytes, and what is done with it. There
are some for every kind of line, rule, reader, key of the configuration and report: each list is
the package's own, so that a new one has its cases.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

from benchmarks.inputs import SAMPLES
from benchmarks.linear import END, LINES, TITLE, texts
from reviewfmt.cli.reports import REPORTS, report
from reviewfmt.comparison import changes
from reviewfmt.config import KEYS, ConfigError, parse_config
from reviewfmt.converter import FORMATS, read_document
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document import read_json, write_json
from reviewfmt.editing import edit
from reviewfmt.linter import Checked, baseline, check, check_json
from reviewfmt.linter.fixing import fix
from reviewfmt.parser import parse
from reviewfmt.rules import RULES
from reviewfmt.source import decode
from reviewfmt.span import Span
from reviewfmt.syntax.shapes import Kind
from reviewfmt.writer import dumps, format_text

_FENCE = re.compile(r"^```(review|json)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})")


class Case(NamedTuple):
    """A worst case. `rate` tells that its time for a megabyte is bounded, not its growth alone."""

    name: str
    make: Callable[[int], Any]
    work: Callable[[Any], object]
    rate: bool = True


def cases() -> Iterator[Case]:
    """Yield every case, by what it is about."""
    yield from _of_signs()
    yield from _of_kinds()
    yield from _of_rules()
    yield from _of_comments()
    yield from _of_commands()
    yield from _of_readers()
    yield from _of_configuration()
    yield from _of_reports()


def _made(work: Callable[..., Any], *given: object) -> Callable[[Any], Any]:
    """Return a function of one value that is called with more, as they are now."""
    return lambda value: work(value, *given)


def _repeated(piece: str, size: int) -> str:
    return piece * max(1, size // max(1, len(piece.encode())))


def _framed(before: str, piece: str, after: str) -> Callable[[int], str]:
    return lambda size: before + _repeated(piece, size) + after


def _numbered(piece: str, size: int) -> str:
    """Return lines that all differ, with a number at the end of the first word."""
    first, space, rest = piece.partition(" ")
    length = len(piece.encode()) + 5
    return "".join(f"{first}{at}{space}{rest}" for at in range(max(1, size // length)))


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
                        _made(
                            lambda size, line, place, sign: (
                                f"{TITLE}{line[:place]}{_repeated(sign, size)}{line[place:]}\n{END}"
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
    places = {place: _framed(*frame) for place, frame in frames.items()}
    places["numbered"] = lambda size: TITLE + _numbered(f"{line}\n", size) + END
    for place, make in places.items():
        yield Case(f"{name}, {place}", make, check)


# -- rules ------------------------------------------------------------------------------------


@cache
def _examples() -> Sequence[tuple[str, str]]:
    """Return the examples of the pages: the code, and the text of each review."""
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
        yield Case(f"{name}, repeated", _made(lambda size, t: _repeated(t, size), text), check)
        yield Case(
            f"{name}, its body repeated",
            _made(lambda size, title, body: f"{title}\n{_repeated(body, size)}", title, body),
            check,
        )
        yield Case(
            f"{name}, ignored at each line",
            _made(
                lambda size, title, body, code: (
                    f"{title}\n"
                    + _repeated(body.replace("\n\n", f"\n\n% ignore: {code}, RF4\n"), size)
                ),
                title,
                body,
                code,
            ),
            check,
        )
        yield Case(
            f"{name}, fixed",
            _made(lambda size, title, body: f"{title}\n{_repeated(body, size // 16)}", title, body),
            lambda text: fix(text, unsafe=True),
            rate=False,
        )
        for line in dict.fromkeys(filter(None, map(str.strip, body.splitlines()))):
            yield Case(
                f"{name}, many {line[:30]!r}",
                _made(
                    lambda size, text, line: text.replace(line, _repeated(f"{line}\n", size)),
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
            _made(lambda s, t: _repeated(t, s), document),
            check_json,
        )
    assert len(seen) > 60, "the examples of the rules are not found"


def _of_comments() -> Iterator[Case]:
    prose = "It is the the word.\n\n"

    def codes(size: int) -> str:
        named = ", ".join(f"RF{100 + at % 900}" for at in range(size // 12))
        return f"{TITLE}% ignore-file: {named}\n\n{_repeated(prose, size // 2)}{END}"

    made: Mapping[str, Callable[[int], str]] = {
        "a slip": lambda size: f"{TITLE}% ignor{'_' * size}\n\n{END}",
        "a slip of words": lambda size: f"{TITLE}% ignore{_repeated(' a-', size)}\n\n{END}",
        "spaces": lambda size: f"{TITLE}% ignore: RF1{' ' * size}x\n\n{END}",
        "dashes": lambda size: f"{TITLE}% ignore: RF1{_repeated(' -', size)}\n\n{END}",
        "signs": lambda size: f"{'%' * size}ignore: RF1\n{TITLE}{END}",
        "commas": lambda size: f"{TITLE}% ignore: {',' * size}\n\n{END}",
        "many codes and findings": codes,
        "many comments, one paragraph": lambda size: (
            TITLE + _repeated("% ignore: RF414\n", size) + _repeated("The the fog.\n", size) + END
        ),
        "many comments, many paragraphs": lambda size: (
            TITLE + _repeated("% ignore: RF414, RF302, RF3\nIt is the the word.\n\n", size) + END
        ),
        "many of themselves": lambda size: TITLE + _repeated("% ignore: RF314\n", size) + END,
        "many of themselves for the file": lambda size: (
            TITLE + _repeated("% ignore-file: RF314, RF3\n", size) + END
        ),
        "blank lines below": lambda size: (
            TITLE + "% ignore: " + _repeated("RF302, ", size) + "RF3" + "\n" * size + END
        ),
    }
    for name, make in made.items():
        yield Case(f"comments: {name}", make, check)


# -- commands ---------------------------------------------------------------------------------


def _joined(seed: int, size: int, gap: str, known: int) -> str:
    """Return a review of words of so many, with a gap between them, of about so many bytes."""
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
                _made(lambda size, gap, known: two(size, gap, known), gap, known),
                compare,
            )
    for path in SAMPLES[:4]:
        title, _, body = decode(path.read_bytes()).partition("\n")

        def grown(size: int, title: str = title, body: str = body) -> str:
            return f"{title}\n{_repeated(body.rpartition('•')[0], size)}\n{END}"

        name = path.stem
        yield Case(f"format: {name}", grown, format_text, rate=False)
        yield Case(f"dumps: {name}", grown, lambda text: dumps(parse(text).review), rate=False)
        yield Case(f"edit: {name}", grown, lambda text: edit(text, lambda one: one), rate=False)
        yield Case(f"to JSON: {name}", grown, lambda text: write_json(parse(text).review), False)


# -- readers ----------------------------------------------------------------------------------

_HTML = (
    "<html><head><title>A Show Review</title></head><body><h1>A Show Review</h1>{}"
    "<p>Verdict: 8/10</p></body></html>"
)
_MARKDOWN = "# A Show Review\n\n{}\n\nVerdict: 8/10\n"
_PIECES: Mapping[str, Sequence[str]] = {
    "markdown": (
        *(
            "*a",
            "**a** ",
            "[a",
            "![a](b)\n\n",
            "`a",
            "- a\n",
            "1. a\n\n",
            "> a\n\n",
            "| a | 1/5 |\n",
        ),
        *("a\n", "a\n\n", "<b>a", "\\*a", "## a\n\n", "Episode 1: a -| 1/5\n\n", "a: b\n", "&amp;"),
    ),
    "html": (
        *("<p>a</p>", "<b>a", "<p>a", "<ul><li>a</li></ul>", "<table><tr><td>a<td>1/5</table>"),
        *("<br>", "&amp;", "<a href=b>a</a>", "<img src=a>", "<!-- a -->", "<h2>a</h2>", "a "),
        *("<li>a", "<tr><td>a", "<script>a</script>", "<p>Episode 1: a -| 1/5</p>", "<dl><dt>a"),
        '<script type="application/ld+json">{"@type":"Review"}</script>',
        *map(
            '<meta name="made-with">{}'.format,  # saved by LibreOffice
            (
                '<p class="review-field">Author: x</p>',
                '<p class="review-picture">a.png</p><p class="review-picture-caption">b</p>',
                '<p class="block-text">b</p>',
                '<p class="review-rule"></p>',
                '<span style="background: #ddd8d1">x</span>',
            ),
        ),
    ),
    "json": (
        *('"k{}": 1, ', '"auther{}": "a", ', '"titel{}": "a", ', '"x_{}": {{}}, ', '"a": 1, '),
        *('"k{}": [[], {{}}], ', '"k{}": "\\u00e9\\n", ', '"k{}": 1e9, '),
    ),
}


def _of_readers() -> Iterator[Case]:
    """Yield cases for each format that is read; pandoc's own time is bounded where it runs."""
    for row in FORMATS.values():
        if row.reads and row.name != "review":
            assert row.name in _READERS, f"no case for the reader of {row.name}"
            yield from _READERS[row.name](row.name)


def _read(name: str) -> Callable[[bytes], object]:
    def read(data: bytes) -> object:
        try:
            return read_document(data, name)
        except ReviewError as error:
            return error

    return read


def _of_markup(name: str) -> Iterator[Case]:
    frame = {"markdown": _MARKDOWN}.get(name, _HTML)
    pack = {"epub": _epub, "docx": _docx, "odt": _odt}.get(name, str.encode)
    pieces = _PIECES["markdown" if name == "markdown" else "html"]
    if name in _OFFICE:
        frame, pieces = "{}", _OFFICE[name]
    for piece in pieces:
        yield Case(
            f"read {name}: {piece!r}",
            _made(lambda size, piece: pack(frame.format(_repeated(piece, size // 8))), piece),
            _read(name),
            rate=False,
        )


def _of_json(name: str) -> Iterator[Case]:
    base = write_json(parse(decode(SAMPLES[0].read_bytes())).review)
    for piece in _PIECES["json"]:
        yield Case(
            f"read json: {piece!r}",
            _made(
                lambda size, piece: (
                    "{" + "".join(piece.format(at) for at in range(size // len(piece))) + base[1:]
                ),
                piece,
            ),
            check_json,
        )
    document = json.loads(base)
    for key, value in document.items():
        if isinstance(value, list) and value:
            yield Case(
                f"read json: many {key}",
                _made(
                    lambda size, key, value: json.dumps(
                        document | {key: value * max(1, size // len(json.dumps(value)))}, indent=1
                    ),
                    key,
                    value,
                ),
                check_json,
            )
    yield Case(
        "read json: the whole of it",
        lambda size: base.replace(': "A', ': "A' + "a" * size, 1),
        lambda text: _quiet(read_json, text),
    )
    yield Case("read json: nested", lambda size: "[" * size, check_json)
    yield Case(
        "read json: a long text",
        lambda size: base.replace(': "', ': "' + "a" * size, 1),
        check_json,
    )


def _quiet(work: Callable[[Any], object], given: Any) -> object:
    try:
        return work(given)
    except ReviewError as error:
        return error


_OFFICE: Mapping[str, Sequence[str]] = {
    "docx": ("<w:p><w:r><w:t>a</w:t></w:r></w:p>", "<w:p/>", "<w:tbl/>"),
    "odt": (
        "<text:p>a</text:p>",
        "<text:p/>",
        "<text:h>a</text:h>",
        "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",
        "<table:table/>",
        '<text:p><text:s text:c="9"/>a<text:line-break/></text:p>',
    ),
}
"""What documents of word processors are made of."""

_READERS: Mapping[str, Callable[[str], Iterator[Case]]] = {
    "markdown": _of_markup,
    "html": _of_markup,
    "epub": _of_markup,
    "docx": _of_markup,
    "odt": _of_markup,
    "json": _of_json,
}

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_OPF = (
    '<package version="3.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="i"><metadata'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">i</dc:identifier><dc:title>'
    "A</dc:title><dc:language>en</dc:language></metadata><manifest><item id='a' href='a.xhtml'"
    " media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
    ' Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{}</w:body></w:document>"
)

_CONTENT = (
    "<office:document-content"
    + "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    + ' office:version="1.3"><office:body><office:text>{}</office:text></office:body>'
    "</office:document-content>"
)


def _zipped(members: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def _epub(page: str) -> bytes:
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER}
    return _zipped(members | {"a.opf": _OPF, "a.xhtml": page})


def _docx(body: str) -> bytes:
    members = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS}
    return _zipped(members | {"word/document.xml": _DOCUMENT.format(body)})


def _odt(body: str) -> bytes:
    members = {"mimetype": "application/vnd.oasis.opendocument.text"}
    return _zipped(members | {"content.xml": _CONTENT.format(body)})


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
                _made(
                    lambda size, key, value: (
                        f"{key} = [{_repeated(f'{value}, ', size)}]\n".encode()
                    ),
                    key,
                    value,
                ),
                _configured,
            )
        for line in _LINES.get(key, ()):
            yield Case(
                f"configuration {key}: many {line}",
                _made(
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
            _made(lambda size, key: f'{key} = "{"a*" * (size // 2)}"\n'.encode(), key),
            _configured,
        )
        yield Case(
            f"configuration {key}: a long list",
            _made(lambda size, key: f'{key} = ["{"a*" * (size // 2)}"]\n'.encode(), key),
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
        name: _made(lambda checked, name: report(name).render(checked, True), name)
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
