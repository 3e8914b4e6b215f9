"""Reads pandoc's JSON AST as a review, whoever wrote the document (spec, "Reading back").

What `to_pandoc` writes is read back exactly. Of other documents, everything that has a place in a
review is read, and the rest is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import AnyScore, Boilerplate, Field, Review, Title, Verdict
from reviewfmt.pandoc_ast.entries.roman_numerals import in_digits
from reviewfmt.pandoc_ast.entries.runs import with_entries_apart
from reviewfmt.pandoc_ast.footnotes import notes_below
from reviewfmt.pandoc_ast.heads.bold_lines import with_bold_heads
from reviewfmt.pandoc_ast.heads.mails import letter_of
from reviewfmt.pandoc_ast.heads.paired_lines import paired
from reviewfmt.pandoc_ast.heads.titles import season_above, title_of
from reviewfmt.pandoc_ast.heads.top import other_top, own_top
from reviewfmt.pandoc_ast.lines.bylines import byline_of, is_name
from reviewfmt.pandoc_ast.lines.counts import counts_in
from reviewfmt.pandoc_ast.lines.fields import (
    fields_of,
    names,
    once_each,
    rated_of,
    unpacked,
    values_of,
)
from reviewfmt.pandoc_ast.lines.loose import headed, listed, rejoined, scored_heads
from reviewfmt.pandoc_ast.lines.scored_titles import scored_title
from reviewfmt.pandoc_ast.pieces.blocks import pieces
from reviewfmt.pandoc_ast.pieces.piece import Piece, Prose
from reviewfmt.pandoc_ast.reading.body import Body, Source
from reviewfmt.pandoc_ast.reading.other_body import OtherBody
from reviewfmt.pandoc_ast.reading.outline import unfolded
from reviewfmt.pandoc_ast.reading.plain_pieces import bare, names_guide
from reviewfmt.pandoc_ast.reading.subtitles import may_be_tagline, subtitle_of
from reviewfmt.pandoc_ast.scores.drawn import in_our_stars
from reviewfmt.pandoc_ast.scores.scales import scaled
from reviewfmt.pandoc_ast.scores.verdicts import typed_score
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.tables.cells import names_work
from reviewfmt.pandoc_ast.tables.front_matter import tables_in
from reviewfmt.pandoc_ast.text import UNSCALED, TextReader
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold

_TITLE_FIELDS = frozenset(field.name for field in TITLE_FIELDS)


@dataclass(slots=True)
class Draft:
    """A review as far as a document contains one, and what of the document is not in it.

    The paragraphs of `review` keep forced line ends. `overrules` are the values of fields that
    overrule the title, "" for none. `markup` counts changed markup by name; `left` are the texts
    that were left out. `subtitle` is the line below the title.
    """

    review: Review
    markup: Mapping[str, int] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    overrules: Mapping[str, str] = field(default_factory=dict)
    subtitle: str = ""


def from_pandoc(document: Node, source: Source | None = None) -> Draft:
    """Return the review in a pandoc document (JSON AST).

    The work, the season and the tagline are not separated yet; they are in the title line.
    """
    source = source or Source()
    styles = source.marked and not source.page
    text = TextReader(pipes=source.pipes, styles=styles, held=source.held, loose=not source.ours)
    left: list[str] = []
    counts: list[Field] = []
    meta = document.get("meta", {})
    tables: list[Piece] = []
    if not source.ours:
        tables, meta = tables_in(meta)
    found = {key: values_of(node, text) for key, node in meta.items()}
    for key, node in meta.items():
        if node == {"t": "MetaBool", "c": False} and fold(key) in _TITLE_FIELDS:
            found[key] = ("",)
    noted = notes_below(document["blocks"])
    text.markup["footnote"] += noted.footnotes
    run = pieces(noted.blocks if source.ours else unfolded(noted.blocks), text)
    if not source.ours:
        run = in_digits([*map(in_our_stars, run), *tables])
    letter = None if source.ours else letter_of(run)
    if letter is not None:
        run = letter.run
        left += letter.left
        found |= {key: (inline.escape(said),) for key, said in letter.given.items()}
    if not source.ours:
        run, unscaled = scaled(run)
        text.markup[UNSCALED] += unscaled
        run = with_bold_heads(with_entries_apart(run))
        run = scored_heads(listed(paired(rejoined(headed(list(map(bare, run)), names_guide)))))
        run, counts = counts_in(run)
        subtitle = next((key for key in found if fold(key) == "subtitle"), "")
        if subtitle and byline_of(" ".join(map(inline.plain, found[subtitle]))) is not None:
            run.insert(0, Prose(" ".join(found.pop(subtitle))))
    called = next((said for key, said in found.items() if fold(key) == "title"), ())
    title, language = " ".join(called), None
    above: tuple[str, ...] = ()
    if source.page or not source.ours:  # our documents have a heading for the title only in a page
        title, language, run, above = title_of(run, title, source.page, ours=source.ours)
    below = ""
    if not source.ours and (named := _named_work(found, title)):
        found["work"] = found.pop(named)
    if not source.ours:
        key = next((key for key in found if fold(key) == "subtitle"), "")
        beneath = " ".join(found.get(key, ()))
        dated = any(names(ours=False).get(fold(one)) == "published" for one in found)
        if dated and is_name(inline.plain(beneath)):
            found.setdefault("author", found.pop(key))
        elif beneath and title and may_be_tagline(beneath):
            below = beneath
            del found[key]
        elif title:
            below, run = subtitle_of(run)
    fields_named = {names(ours=False).get(fold(key)) for key in found}
    signed = source.signed or "author" in fields_named
    top = own_top(run) if source.ours else other_top(run, signed=signed)
    if not source.ours and "published" not in {*top.given, *fields_named}:
        days = (said.date for said in map(byline_of, above) if said is not None and said.date)
        if day := next(days, None):  # a diary has the day above
            top.given["published"] = (inline.escape(day),)
    subtitle = next((said for key, said in found.items() if fold(key) == "subtitle"), ())
    said = (*map(Prose, (*subtitle, *top.bylines[:1])), *top.run)
    if not source.ours and "season" not in top.given and (season := season_above(said)):
        top.given["season"] = (str(season),)
    if source.ours and source.page:
        found = {}  # the body has everything, and the page may have an assumed language
    given, extra = top.given, [*top.extra, *counts]
    if language and not found.get("lang"):
        given["language"] = (language,)
    body = Body(left, source) if source.ours else OtherBody(left, source)
    body.take(top.run)
    if isinstance(body, OtherBody):
        given, extra = {**body.fields, **given}, [*extra, *body.extra]
        signed = signed or "author" in given
        for key, value in body.credits:
            if signed:
                left.append(f"{key}: {value}")
            else:
                given["author"], signed = (inline.escape(value),), True
        title = title or " ".join(given.get("work", ()) or _any_work(found))
    values = found if source.ours else unpacked(found)
    fields = fields_of(values, given, extra, left, page=source.page, ours=source.ours)
    if not source.ours:
        fields = once_each(fields, left)
    verdict = body.verdict
    if isinstance(body, OtherBody):
        title, verdict = _rated_title(body, title, values, left)
    elif rated := rated_of(values, verdict.score if verdict else None, left):
        verdict = Verdict(rated)
    review = Review(
        Title(title, title),
        fields.metadata,
        body.noted_guides(),
        tuple(body.sections),
        tuple(body.ratings),
        verdict,
        tuple(map(Boilerplate, (*above, *top.bylines))),
    )
    text.markup.update(body.markup)
    return Draft(review, dict(+text.markup), (*text.left, *left), fields.overrules, below)


def _named_work(found: Mapping[str, Sequence[str]], title: str) -> str:
    """Return the key of metadata that names the work of a title in its own words, or ""."""
    whole = fold(inline.plain(title))
    for key, said in found.items():
        if len(said) != 1 or fold(key) == "title" or not names_work(key):
            continue
        if fold(inline.plain(said[0])) in whole and "work" not in map(fold, found):
            return key
    return ""


def _any_work(found: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the work that metadata names, for a document without a title."""
    keys = (key for key, said in found.items() if len(said) == 1 and names_work(key))
    return next((found[key] for key in keys if fold(key) != "title"), ())


def _rated_title(
    body: OtherBody, title: str, found: Mapping[str, Sequence[str]], left: list[str]
) -> tuple[str, Verdict | None]:
    """Return the title and the verdict of a document that other people made.

    No line of prose is the verdict. A score at the end of the title is the verdict, or repeats it.
    """
    bare, score = scored_title(title)
    verdict, typed = _verdict(body, found, left, score)
    said = verdict.score if verdict is not None else typed
    return (title if score is None or said != score else bare), verdict


def _verdict(
    body: OtherBody,
    found: Mapping[str, Sequence[str]],
    left: list[str],
    titled: AnyScore | None,
) -> tuple[Verdict | None, AnyScore | None]:
    """Return the verdict, and the score of the line of prose that is the verdict instead.

    `titled` is the score of the title.
    """
    typed = None
    if body.verdict is None or body.weak:
        below = body.typed_verdict()
        typed = typed_score(body.sections) if below is None else None
        if below is not None or typed is not None:
            body.prefer(below)
    rated = rated_of(found, body.verdict.score if body.verdict else typed, left)
    if body.verdict is not None or rated is not None or typed is not None:
        return body.verdict or (Verdict(rated) if rated else None), typed
    if titled is not None:
        return Verdict(titled), None
    return body.embedded_verdict() or body.concluding_verdict(), None
