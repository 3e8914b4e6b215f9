"""Turns a JSON document with errors into a review that can be published.

A text that the format does not allow is changed: a line end becomes a space, a control character
U+FFFD. An unreadable score is shown by its words. A value that a review has no place for becomes a
paragraph, `key: value`, as close to its place as possible.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from reviewfmt.characters import CONTROL, LANGUAGE_TAG, tidy
from reviewfmt.fields import STATUSES, FieldSpec, FieldType
from reviewfmt.model import (
    FIELDS,
    GRADES,
    LABELS,
    AnyScore,
    Block,
    Episode,
    Field,
    Figure,
    Grade,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)
from reviewfmt.pandoc_ast import Illegible
from reviewfmt.syntax import inline

Value: TypeAlias = Any
"""A value of a JSON document: its numbers are Decimals, its objects are lists of pairs."""

_MOST_DIGITS = 18
_LAST_SEASON = 9999
_UNPUBLISHED = ("$schema", "reviewfmt", "boilerplate")


class _Pairs(tuple[tuple[str, Value], ...]):
    """The pairs of an object, in which a key may appear twice."""

    __slots__ = ()


def published_of(text: str) -> Review | None:
    """Return what can be published of the text of a JSON document; None if it holds none."""
    try:
        data = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=_number,
            parse_float=_number,
            parse_constant=str,
        )
        return _review(data) if isinstance(data, _Pairs) and data else None
    except (ValueError, RecursionError):
        return None


def _number(written: str) -> Decimal | str:
    try:
        return Decimal(written)
    except InvalidOperation:
        return written


class _Object:
    """The keys of an object that are not taken yet, and the unexpected ones: `odd`."""

    def __init__(self, value: Value) -> None:
        self.left: list[tuple[str, Value]] = list(value) if isinstance(value, _Pairs) else []
        self.odd: list[str] = []
        if not isinstance(value, _Pairs):
            self.refuse("", value)

    def take(self, key: str) -> Value:
        """Take and return the first value of a key, or None if the key is absent."""
        for at, (name, value) in enumerate(self.left):
            if name == key:
                del self.left[at]
                return value
        return None

    def refuse(self, key: str, value: Value) -> None:
        """Keep a value that no review has a place for."""
        if value is not None and (said := _said(value)):
            self.odd.append(f"{_clean(key)}: {said}" if _clean(key) else said)

    def text(self, key: str) -> str | None:
        """Return a text; another value without parts is returned as its words."""
        value = self.take(key)
        if isinstance(value, list | _Pairs):
            self.refuse(key, value)
            return None
        return _said(value) or None

    def whole(self, key: str, most: int) -> int | None:
        """Return a whole number of at most `most`."""
        value = self.take(key)
        if isinstance(value, Decimal) and 0 <= value <= most and value == int(value):
            return int(value)
        self.refuse(key, value)
        return None

    def number(self, key: str) -> Decimal | None:
        """Return a number that an entry may have."""
        value = self.take(key)
        if isinstance(value, Decimal) and value >= 0 and _is_short(value):
            return value
        self.refuse(key, value)
        return None

    def items(self, key: str) -> list[Value]:
        """Return the items of a list; a value that is not a list is its only item."""
        value = self.take(key)
        return [one for one in (value if isinstance(value, list) else [value]) if one is not None]

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(filter(None, map(_said, self.items(key))))

    def score(self, key: str) -> AnyScore | None:
        """Return a score, or the words in place of one."""
        value = self.take(key)
        if value is None or not isinstance(value, _Pairs):
            said = _said(value)
            return Illegible(said) if said else None
        held = _Object(value)
        most, points, grade = held.take("out_of"), held.take("value"), held.take("grade")
        said = "/".join(_said(one) for one in (points, most) if one is not None)
        found: AnyScore | None = None
        if said:
            found = _score(points, most) or Illegible(said)
            held.refuse("grade", grade)
        elif grade is not None:
            found = Grade(grade) if grade in GRADES else Illegible(_said(grade))
        self.odd += held.rest()
        return found

    def rest(self) -> list[str]:
        """Return what is unexpected, except the user's own keys, which begin with `x_`."""
        for key, value in self.left:
            if not key.startswith("x_"):
                self.refuse(key, value)
        self.left.clear()
        return self.odd


def _score(points: Value, most: Value) -> Score | None:
    numbers = isinstance(points, Decimal) and isinstance(most, Decimal)
    if numbers and _is_short(points) and _is_short(most) and 0 <= points <= most != 0:
        return Score(points, most)
    return None


def _is_short(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return number.adjusted() < _MOST_DIGITS and isinstance(exponent, int) and exponent > -99


def _clean(text: str) -> str:
    """Return any text in the form that the format allows."""
    return tidy(" ".join(CONTROL.sub("\ufffd", text).split("\n")))


def _said(value: Value) -> str:
    """Return a value on one line; "" for null and empty values."""
    if isinstance(value, str):
        return _clean(" ".join(value.splitlines()))
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value in ([], ()):
        return ""
    if isinstance(value, Decimal):
        return str(value)
    return _clean(_spelled(value))


def _spelled(value: Value) -> str:
    """Return a value as JSON spells it."""
    if isinstance(value, _Pairs):
        inner = (f"{json.dumps(key, ensure_ascii=False)}: {_spelled(one)}" for key, one in value)
        return f"{{{', '.join(inner)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_spelled, value))}]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


# -- the review -------------------------------------------------------------------------------


def _review(data: _Pairs) -> Review:
    held = _Object(data)
    for key in _UNPUBLISHED:
        held.take(key)
    title = _title(held)
    metadata = _metadata(_Object(held.take("metadata") or _Pairs()), held.odd)
    guides, below = _guides(held.items("guides"), held.odd)
    sections = _sections(held.items("sections"), len(guides), held.odd)
    end: list[str] = []
    ratings = [_rating(_Object(one), end) for one in held.items("ratings")]
    verdict = _verdict(held.take("verdict"), end)
    below.setdefault(None, [])[:0] = held.rest()
    return Review(
        title,
        metadata,
        tuple(guides),
        tuple(_with_lines(sections, below, end, len(guides))),
        tuple(one for one in ratings if one.aspect or one.score or one.note),
        verdict,
    )


def _title(held: _Object) -> Title:
    """Return the title; if a named part is faulty, it is read from the line of the title."""
    from reviewfmt.parser.title import read_title
    from reviewfmt.syntax.words import built_in

    text = held.text("title") or ""
    named = read_title(text, built_in())
    given = {key: value for key, value in held.left if value is None}
    work, tagline = held.text("work"), held.text("tagline")
    season = held.whole("season", _LAST_SEASON)
    return Title(
        text,
        work or named.work,
        season if season is not None or "season" in given else named.season,
        tagline if tagline is not None or "tagline" in given else named.tagline,
    )


def _metadata(held: _Object, odd: list[str]) -> Metadata:
    known = {field.name: _field(held, field) for field in FIELDS}
    extra = _Object(held.take("extra") or _Pairs())
    found = []
    for key, value in extra.left:
        if (name := _clean(key)) and isinstance(value, str) and (said := _said(value)):
            found.append(Field(name, said))
        else:
            extra.refuse(key, value)
    odd += (*held.rest(), *extra.odd)
    return Metadata(**known, extra=tuple(found))


def _field(held: _Object, field: FieldSpec) -> Value:
    if field.type is FieldType.LIST:
        return held.texts(field.name)
    if field.type is FieldType.TEXT:
        return held.text(field.name)
    if field.type is FieldType.NUMBER:
        return held.whole(field.name, _LAST_SEASON)
    value = held.take(field.name)
    if isinstance(value, str):
        if field.type is FieldType.DATE:
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        elif (field.type is FieldType.LANGUAGE and LANGUAGE_TAG.fullmatch(value)) or (
            field.type is FieldType.STATUS and value in STATUSES
        ):
            return value
    held.refuse(field.name, value)
    return None


_Below: TypeAlias = dict[int | None, list[str]]
"""The unexpected lines below each guide, and above the first."""


def _guides(given: Iterable[Value], odd: list[str]) -> tuple[list[Guide], _Below]:
    found: list[Guide] = []
    below: _Below = {}
    for value in given:
        held = _Object(value)
        season, score = held.whole("season", _LAST_SEASON), held.score("score")
        episodes = tuple(_episode(_Object(one)) for one in held.items("episodes"))
        if episodes or score:
            found.append(Guide(season, episodes, score))
        below.setdefault(len(found) - 1 if found else None, []).extend(held.rest())
    return found, below


def _episode(held: _Object) -> Episode:
    label = held.take("label")
    if not isinstance(label, str) or label not in LABELS:
        held.refuse("label", label)
        label = None
    number, last = held.number("number"), held.number("number_end")
    if label is None or number is None:
        for key, value in (("number", number if label is None else None), ("number_end", last)):
            held.refuse(key, value)
        number, last = (None, None) if label is None else (number, None)
    title, score = held.text("title"), held.score("score")
    notes = list(_blocks(held.items("notes")))
    odd = held.rest()
    if label is None and title is None:  # a row must not be empty
        title = inline.escape(odd.pop(0) if odd else "–")
    return Episode(label, number, last, title, score, (*_paragraphs(odd), *notes))


def _sections(given: Iterable[Value], guides: int, odd: list[str]) -> list[Section]:
    found: list[Section] = []
    guide: int | None = None
    for value in given:
        held = _Object(value)
        stands = held.take("guide")
        if isinstance(stands, Decimal) and 0 <= stands < guides and stands == int(stands):
            guide = max(int(stands), -1 if guide is None else guide)
        else:
            held.refuse("guide", stands)
        heading, score = held.text("heading"), held.score("score")
        blocks = list(_blocks(held.items("blocks")))
        if heading is None and score is not None:
            held.refuse("score", str(score))
            score = None
        below = (*_paragraphs(held.rest()), *blocks)
        if heading or below:
            found.append(Section(Heading(heading) if heading else None, below, guide, score))
    return found


def _with_lines(
    sections: list[Section], below: Mapping[int | None, list[str]], end: list[str], guides: int
) -> Iterator[Section]:
    """Yield the sections with the unexpected lines; those below a guide come first there."""
    standing: dict[int | None, list[Section]] = {}
    for section in sections:
        standing.setdefault(section.guide, []).append(section)
    for guide in (None, *range(guides)):
        lines = tuple(_paragraphs(below.get(guide, ())))
        here = standing.get(guide, [])
        if lines and here and here[0].heading is None:
            here[0] = replace(here[0], blocks=(*lines, *here[0].blocks))
        elif lines:
            here.insert(0, Section(None, lines, guide))
        if end and guide == (guides - 1 if guides else None):
            last = tuple(_paragraphs(end))
            if here:
                here[-1] = replace(here[-1], blocks=(*here[-1].blocks, *last))
            else:
                here.append(Section(None, last, guide))
        yield from here


# -- blocks -----------------------------------------------------------------------------------


def _paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    for line in lines:
        yield Paragraph(inline.escape(line))


def _blocks(given: Iterable[Value]) -> Iterator[Block]:
    for value in given:
        if not isinstance(value, _Pairs):
            said = _said(value)
            if said:
                yield Paragraph(said if isinstance(value, str) else inline.escape(said))
            continue
        held = _Object(value)
        yield from _block(held)
        yield from _paragraphs(held.rest())


def _block(held: _Object) -> Iterator[Block]:
    if said := held.text("paragraph"):
        yield Paragraph(said)
    if items := held.texts("list"):
        yield ItemList(tuple(map(Item, items)))
    if items := held.texts("numbered"):
        start = held.whole("start", 999)
        yield ItemList(tuple(map(Item, items)), 1 if start is None else start)
    if items := held.texts("quote"):
        yield Quote(tuple(map(Paragraph, items)))
    figure = held.take("figure")
    if figure is not None:
        inner = _Object(figure)
        src, alt, caption = inner.text("src"), inner.text("alt"), inner.text("caption")
        if src:
            yield Figure("%20".join(src.split()), alt, caption)
        else:
            yield from (Paragraph(one) for one in (alt, caption) if one)
        held.odd += inner.rest()


# -- ratings and the verdict ------------------------------------------------------------------


def _rating(held: _Object, end: list[str]) -> Rating:
    aspect, score, note = held.text("aspect") or "", held.score("score"), held.text("note")
    if score is None and note:
        held.refuse("note", note)
        note = None
    end += held.rest()
    return Rating(aspect, score, note)


def _verdict(value: Value, end: list[str]) -> Verdict | None:
    if value is None:
        return None
    if not isinstance(value, _Pairs):
        said = _said(value)
        return Verdict(Illegible(said)) if said else None
    held = _Object(value)
    score, note = held.score("score"), held.text("note")
    if score is None:
        end += [note] if note else []
    end += held.rest()
    return Verdict(score, note) if score is not None else None
