"""Reads what an HTML page says besides its text: structured data, bylines, and surroundings.

Reviews on the web give their score for machines, as a schema.org Review in JSON-LD or microdata, or
as an h-review. It is used if the text itself has no verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reviewfmt.characters import tidy
from reviewfmt.converter.linked_data import linked, linked_article
from reviewfmt.model import Boilerplate, Field, Paragraph, Section, Title, Verdict
from reviewfmt.pandoc_ast.lines.bylines import byline_of
from reviewfmt.pandoc_ast.lines.fields import metadata_of, season_of
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.pandoc_ast.scores.verdicts import typed_score
from reviewfmt.syntax import inline

if TYPE_CHECKING:
    from reviewfmt.pandoc_ast import Draft


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says for machines, by the names of schema.org, and what surrounds its content.

    `outside` are the texts around the content, `bylines` the lines with the author and the date,
    and `content` is the HTML of the content. `addresses` are the links outside, `fields` are lines
    of fields that the format does not know, and `tags` are the tags that the page links to.
    """

    said: Mapping[str, str]
    outside: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    content: str = field(default="", compare=False, repr=False)
    addresses: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def complete(self, draft: Draft) -> Draft:
        """Return `draft` completed with what the page says, and what it leaves out."""
        review = draft.review
        left = [*draft.left, *self.outside]
        said = self.said
        # A verdict in the prose is the review's own; accounting reports any other one.
        judged = review.verdict is not None or typed_score(review.sections) is not None
        if not judged and said.get("ratingValue"):
            rated = said["ratingValue"]
            score = read_score(rated) or read_score(f"{rated}/{said.get('bestRating') or '5'}")
            if score is None:
                left.append(f"ratingValue: {rated}")
            else:
                review = replace(review, verdict=Verdict(score))
        body = said.get("reviewBody")
        if body and not review.sections:
            text = inline.escape(body)
            review = replace(review, sections=(Section(None, (Paragraph(text),)),))
        if (signed := byline_of(said.get("author", ""))) is not None and signed.author:
            said = {**said, "author": signed.author}
        name = inline.escape(said.get("work") or said.get("name") or "")
        if not review.title.text and name:
            review = replace(review, title=Title(name, name))
        given: dict[str, tuple[str, ...]] = {
            key: (inline.escape(said[name]),)
            for key, name in (
                ("author", "author"),
                ("published", "datePublished"),
                ("language", "inLanguage"),
            )  # fields of a review, and their names in schema.org
            if said.get(name) and getattr(review.metadata, key) is None
        }
        if self.tags and not review.metadata.tags:
            given["tags"] = tuple(map(inline.escape, self.tags))
        if given:
            found = metadata_of(given, left)
            data = replace(
                review.metadata,
                **{key: getattr(found, key) for key in given},
            )
            review = replace(review, metadata=data)
        pairs = (line.partition(":") for line in self.fields)
        extra = tuple(Field(tidy(key), tidy(value)) for key, _, value in pairs)
        data = review.metadata
        review = replace(review, metadata=replace(data, extra=(*data.extra, *extra)))
        bylines = tuple(map(Boilerplate, self.bylines))
        review = replace(review, boilerplate=(*review.boilerplate, *bylines))
        overrules = {**self._season(review.title.text), **draft.overrules}
        return replace(draft, review=review, left=tuple(left), overrules=overrules)

    def _season(self, title: str) -> dict[str, str]:
        """Return the season that the page names for machines, if its title names none."""
        from reviewfmt.parser.title import read_title
        from reviewfmt.syntax.words import built_in

        season = season_of(self.said.get("season", ""))
        named = read_title(title, built_in()).season
        return {} if season is None or named is not None else {"season": season}


def read_page(text: str, *, ours: bool = False) -> Page:
    """Return what a page says besides the text of its review. Never raises.

    A page that this project wrote is all content, and its data for machines repeats the content.
    """
    from reviewfmt.converter.web import hold

    if ours:
        return Page({}, content=text)
    page = hold(text)
    said = dict(page.properties)
    for source in page.scripts:
        said = {**said, **linked(source)}
    authors = ", ".join(page.authors)
    beside = {"author": authors, "datePublished": page.date or ""}
    articles = map(linked_article, page.scripts)
    for given in (beside, page.named, *articles):
        for name, value in given.items():
            if value:
                said.setdefault(name, value)
    bylines = tuple(filter(None, map(tidy, page.bylines)))
    return Page(said, page.furniture, bylines, page.content, page.addresses, page.fields, page.tags)
