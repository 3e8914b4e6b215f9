"""Reads and writes the front matter of a Markdown text, so that no reader changes a word.

YAML reads many words as numbers, dates or booleans. So every text is written in quotes, and each
word is read exactly as the source spells it, quoted or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.converter.formats import refused
from reviewfmt.converter.markdown.profiles import unprofiled
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import digits
from reviewfmt.span import Span

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

GENERATOR = "reviewfmt"


_TOO_MUCH = "front matter holds more than is read"


class Taken(NamedTuple):
    """A Markdown text without its front matter, the front matter for pandoc, and its origin."""

    text: str
    meta: dict[str, Any]
    ours: bool = False


def written(data: Mapping[str, Any]) -> str:
    """Return front matter in YAML that contains `data`.

    `data` has texts, lists and maps of them, dates, numbers and booleans. Every text is in double
    quotes.
    """
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes values in quotes; the keys are the names of fields."""

    def quoted(dumper: yaml.SafeDumper, text: _Quoted) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')

    def exact(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
        written = digits(number)
        kind = "float" if "." in written else "int"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", written)

    Dumper.add_representer(_Quoted, quoted)
    Dumper.add_representer(Decimal, exact)
    lines = yaml.dump(
        {"generator": GENERATOR, **{key: _quoted(value) for key, value in data.items()}},
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=float("inf"),
    )
    return f"---\n{lines}---\n"


class _Quoted(str):
    """A text that is written in quotes."""

    __slots__ = ()


def _quoted(value: Any) -> Any:
    if isinstance(value, str):
        return _Quoted(value)
    if isinstance(value, Mapping):
        return {key: _quoted(one) for key, one in value.items()}
    return [_quoted(each) for each in value] if isinstance(value, list | tuple) else value


def taken(text: str) -> Taken:
    """Separate the front matter from a Markdown text.

    It may be YAML, TOML, JSON, the title block of pandoc, the properties of a Logseq page, lines
    that begin with `Title:`, or the head of a mail. Raises ReviewError (RF508) if it cannot be
    read, has a key twice, or could grow beyond the memory of a machine.
    """
    for reader in (_yaml, _toml, _json, _title_block, _properties, _title_lines, _mail):
        found = reader(text)
        if found is not None:
            return found
    return Taken(text, {})


_MOST = 65_536
_MOST_NODES = 10_000
_MOST_ALIASES = 20
_DEEPEST = 20
_TITLES = frozenset(("title", *(field.role for field in TITLE_FIELDS)))

# YAML

_FRONT = re.compile(r"---[ \t]*\r?\n((?s:.*?)(?<=\n))(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_ANCHOR = re.compile(r"(?<![^\s,\[{])&([\w-]+)")
_ALIAS = re.compile(r"(?<![^\s,\[{])\*([\w-]+)")
_NONE = frozenset(("", "~", "null", "Null", "NULL"))


def _yaml(text: str) -> Taken | None:
    front = _FRONT.match(text)
    if front is None:
        return None
    import yaml

    source = front[1].replace("\r\n", "\n")
    if len(source) > _MOST:
        raise refused("RF508", f"front matter has more than {_MOST} characters")
    _refuse_growth(source)
    try:
        root = yaml.compose(source, Loader=yaml.BaseLoader)
    except RecursionError:
        raise refused("RF508", _TOO_MUCH) from None
    except yaml.YAMLError as error:
        if not source.strip() or source[0] == "\n":
            return None  # a horizontal rule, and prose below it
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        raise _at(mark, f"front matter is not YAML: {said}") from None
    if root is not None and not isinstance(root, yaml.MappingNode):
        return None
    values = dict(_pairs(root, iter(range(_MOST_NODES)), 0)) if root else {}
    ours = values.get("generator") == {"t": "MetaString", "c": GENERATOR}
    values = unprofiled(values, ours=ours)
    if ours:
        values = {key: _marked(key, node) for key, node in values.items()}
    return Taken(text[front.end() :], values, ours)


def _refuse_growth(source: str) -> None:
    """Reject a front matter whose aliases could unfold beyond the memory of a machine."""
    anchors = set(_ANCHOR.findall(source))
    aliases = sum(name in anchors for name in _ALIAS.findall(source))
    if aliases > _MOST_ALIASES:
        message = f"front matter has {aliases} aliases, expected {_MOST_ALIASES} at most"
        raise refused("RF508", message)


def _pairs(
    mapping: MappingNode, budget: Iterator[int], depth: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the keys of a mapping with their values; a key without a value is left out."""
    import yaml

    seen: set[str] = set()
    for key, value in mapping.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _at(key.start_mark, "front matter has a key that is not text")
        if key.value in seen:
            raise _at(key.start_mark, f"front matter has the key {key.value!r} twice")
        seen.add(key.value)
        node = _value(value, budget, depth)
        if node is not None:
            yield key.value, node


def _value(node: Node, budget: Iterator[int], depth: int) -> dict[str, Any] | None:
    import yaml

    if next(budget, None) is None or depth > _DEEPEST:
        raise _at(node.start_mark, _TOO_MUCH)
    if isinstance(node, yaml.MappingNode):
        return {"t": "MetaMap", "c": dict(_pairs(node, budget, depth + 1))}
    if isinstance(node, yaml.SequenceNode):
        values = (_value(each, budget, depth + 1) for each in node.value)
        return {"t": "MetaList", "c": [each for each in values if each is not None]}
    plain = getattr(node, "style", None) is None
    if plain and node.value in _NONE:
        return None
    if plain and node.value == "false":
        return {"t": "MetaBool", "c": False}
    return {"t": "MetaString", "c": node.value}


def _marked(key: str, node: dict[str, Any]) -> dict[str, Any]:
    """Return a text that this project wrote, with its marks."""
    if key in _TITLES and node["t"] == "MetaString":
        return {"t": "MetaMarked", "c": node["c"]}
    return node


def _at(mark: Any, message: str) -> ReviewError:
    """Return an error at a place in the front matter, below the line that opens it."""
    if mark is None:
        return refused("RF508", message)
    line, column = mark.line + 2, mark.column + 1
    span = Span(line, column, 0, line, column, 0)
    return ReviewError([Diagnostic("RF508", message, span)])


# TOML and JSON


_TOML_FRONT = re.compile(r"\s*\+\+\+[ \t]*\r?\n(.*?)\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_TOML_BARE = re.compile(
    r"""\"{3}(?s:.*?)\"{3}|'{3}(?s:.*?)'{3}|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*+"""
    r"""|(?P<before>[=,\[]\s*+)(?P<bare>[0-9+-][\w.:+-]*+"""
    r"""(?:\ [0-9:]{5,8}(?:\.[0-9]++)?(?:Z|[+-][0-9:]{5})?)?)"""
)
"""A number or a date instead of a value, and texts and comments, which are skipped."""

_TOML_TWICE = re.compile(r"Cannot overwrite a value|Cannot declare .* twice|Duplicate .* key ")


def _toml(text: str) -> Taken | None:
    match = _TOML_FRONT.match(text)
    if match is None:
        return None
    import tomllib

    source = match[1].replace("\r\n", "\n")
    if len(source) > _MOST:
        raise refused("RF508", f"front matter has more than {_MOST} characters")
    try:
        values = tomllib.loads(_TOML_BARE.sub(_as_text, source), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error), text.count("\n", 0, match.start(1))) from None
    except RecursionError:
        raise refused("RF508", _TOO_MUCH) from None
    return Taken(text[match.end() :], unprofiled(_metas(values), ours=False))


def _as_text(match: re.Match[str]) -> str:
    """Return a number or a date in quotes, so that it stays as its author spelled it."""
    return match[0] if match["bare"] is None else f'{match["before"]}"{match["bare"]}"'


def _not_toml(source: str, said: str, above: int) -> ReviewError:
    """Return the error of a TOML reader; `above` are the lines above the source."""
    lines = source.split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    place = _TOML_PLACE.search(said)
    if place is not None:
        said = said[: place.start()]
        if place["line"] is not None:
            line, column = int(place["line"]), int(place["column"])
    if _TOML_TWICE.match(said):
        key = lines[line - 1].partition("=")[0].strip(" \t[]")
        message, column = f"front matter has the key {key!r} twice", 1
    else:
        message = f"front matter is not TOML: {said[:1].lower()}{said[1:]}"
    span = Span(line + above, column, 0, line + above, column, 0)
    return ReviewError([Diagnostic("RF508", message, span)])


_JSON_FRONT = re.compile(r'\{[ \t]*\r?\n\s*+"[^"\n]*"\s*+:')
"""Matches JSON on its own lines, which is front matter even if it is invalid."""


def _json(text: str) -> Taken | None:
    if not text.startswith("{"):
        return None
    import json

    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    try:
        values, end = decoder.raw_decode(text[:_MOST])
    except (ValueError, RecursionError):
        if _JSON_FRONT.match(text):
            raise _not_json(text) from None
        return None
    rest = text[end:]
    if rest.strip() and not re.match(r"[ \t]*\r?\n", rest):
        return None
    if (twice := _json_fault(text[:end])) is not None:
        raise twice
    return Taken(rest, unprofiled(_metas(values), ours=False))


def _not_json(text: str) -> ReviewError:
    if len(text) > _MOST:
        return refused("RF508", f"front matter has more than {_MOST} characters, or never ends")
    return _json_fault(text) or refused("RF508", "front matter is not JSON")


def _json_fault(text: str) -> ReviewError | None:
    """Return the first fault of a JSON text at its place; None if it is valid."""
    from reviewfmt.document.places import places
    from reviewfmt.source import Lines

    faults = places(text).faults
    if not faults:
        return None
    first = min(faults, key=lambda fault: fault.start)
    message = f"front matter is not JSON: {first.message}"
    span = Lines(text).span(first.start, first.end)
    return ReviewError([Diagnostic("RF508", message, span)])


# The title block of pandoc

_BLOCK = re.compile(
    r"%(?P<title>[^\n]*+(?:\n[ \t]++[^\s%][^\n]*+)*+)"
    r"(?:\n%(?P<author>[^\n]*+(?:\n[ \t]++[^\s%][^\n]*+)*+))?+"
    r"(?:\n%(?P<date>[^\n]*+))?+(?:\n|\Z)"
)


def _title_block(text: str) -> Taken | None:
    """Return the title, authors and date in the lines with a percent sign above a text."""
    match = _BLOCK.match(text.replace("\r\n", "\n")) if text.startswith("%") else None
    if match is None or not (match["title"].strip() or match["author"] or match["date"]):
        return None
    given: dict[str, Any] = {}
    for key in ("title", "date"):
        if said := " ".join((match[key] or "").split()):
            given[key] = {"t": "MetaMarked" if key == "title" else "MetaString", "c": said}
    names = re.split(r"[;\n]", match["author"] or "")
    if authors := [" ".join(name.split()) for name in names if name.strip()]:
        given["author"] = {"t": "MetaList", "c": [{"t": "MetaString", "c": one} for one in authors]}
    return Taken(text.replace("\r\n", "\n")[match.end() :], given)


# The properties of Logseq

_PROPERTY = re.compile(r"(?P<key>[A-Za-z][\w-]{0,30}):: (?P<value>[^\n]*+)(?:\n|\Z)")


def _properties(text: str) -> Taken | None:
    """Return the values of lines such as `title:: Fog` above a text."""
    values: dict[str, Any] = {}
    place = 0
    while (match := _PROPERTY.match(text, place)) is not None and match["key"] not in values:
        said = match["value"].strip()
        if said:
            values[match["key"]] = said
        place = match.end()
    return Taken(text[place:], unprofiled(_metas(values), ours=False)) if values else None


def _title_lines(text: str) -> Taken | None:
    """Return the values of lines such as `Title: Fog` above a text."""
    from reviewfmt.converter.markdown.title_lines import title_lines

    found = title_lines(text.replace("\r\n", "\n"))
    return None if found is None else Taken(found[1], unprofiled(_metas(found[0]), ours=False))


# The head of a mail

_MAIL_LINE = re.compile(r"(?P<key>From|To|Cc|Subject|Date|Reply-To): (?P<value>[^\n]*+)(?:\n|\Z)")
_ANSWERS = re.compile(r"(?:(?:re|fwd?|aw|tr|rv):\s*+)++", re.IGNORECASE)
_ADDRESS = re.compile(r"[ \t]*+<[^<>\n]*+>")


def _mail(text: str) -> Taken | None:
    """Return the values in the head of a mail above a text."""
    said: dict[str, str] = {}
    place = 0
    while (match := _MAIL_LINE.match(text, place)) is not None:
        said.setdefault(match["key"], match["value"].strip())
        place = match.end()
    if not {"From", "Subject"} <= said.keys() or text[place : place + 1].strip():
        return None
    values: dict[str, Any] = {
        "title": _ANSWERS.sub("", said.pop("Subject")),
        "author": _ADDRESS.sub("", said.pop("From")).strip("\"' ") or None,
        "date": said.pop("Date", None),
        **said,
    }
    return Taken(text[place:], _metas(values))


def _metas(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _meta(value, 0) for key, value in values.items() if value is not None}


def _meta(value: object, depth: int) -> dict[str, Any]:
    if isinstance(value, dict) and depth < _DEEPEST:
        return {"t": "MetaMap", "c": {key: _meta(one, depth + 1) for key, one in value.items()}}
    if isinstance(value, list) and depth < _DEEPEST:
        return {"t": "MetaList", "c": [_meta(one, depth + 1) for one in value]}
    if isinstance(value, bool):
        return {"t": "MetaString", "c": str(value).lower()}
    return {"t": "MetaString", "c": str(value)}
