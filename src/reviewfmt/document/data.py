"""Review <-> the data of a JSON document: dicts, lists, texts, numbers and None (spec, "JSON").

The keys are in the order of the schema's properties; the user's own keys follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reviewfmt import constraints
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.document.schema import checked
from reviewfmt.fields import FieldSpec, FieldType
from reviewfmt.model import (
    FIELDS,
    FORMAT_VERSION,
    AnyScore,
    Block,
    Boilerplate,
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
from reviewfmt.violation import Path, Violation


@dataclass(frozen=True, slots=True)
class Document:
    """What a JSON document says.

    `own` holds the values of the user's own keys, which begin with `x_`, by their paths. `to_data`
    and `write_json` put them back; no other format can hold them. `diagnostics` are the warnings
    (RF205) about keys of a later version of the format, which are left out.
    """

    review: Review
    own: Mapping[Path, object] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def to_data(review: Review, own: Mapping[Path, object] | None = None) -> dict[str, object]:
    """Return the JSON document of `review` as data, its keys in the order of the schema.

    Whole numbers are int, others float; a number that neither holds exactly stays a Decimal. The
    data of a review with errors may be incomplete (a missing verdict is None): `violations` tells
    what is wrong with it. A JSON document has no comments. `own` are the values of the user's own
    keys by their paths (`Document.own`); a value whose object the document does not have is left
    out.
    """
    title = review.title
    data: dict[str, object] = {
        "reviewfmt": FORMAT_VERSION,
        "title": title.text,
        "work": title.work,
        "season": title.season,
        "tagline": title.tagline,
        "metadata": _metadata_data(review.metadata),
        "guides": [_guide_data(one) for one in review.guides],
        "sections": [_section_data(one) for one in review.sections],
        "ratings": [_rating_data(one) for one in review.ratings],
        "verdict": _verdict_data(review.verdict) if review.verdict else None,
        "boilerplate": [line.text for line in review.boilerplate],
    }
    for path, value in (own or {}).items():
        holder = _holder(data, path)
        if isinstance(holder, dict):
            holder[path[-1]] = value
    return data


def from_data(data: object) -> Review:
    """Return the review of a JSON document; its nodes have no place in a source.

    `data` is what a JSON reader returns. A number may be an int, a float (read as its shortest
    decimal) or a Decimal. Keys of a later minor version are left out, and so are the user's own
    keys, which `read_data` keeps. Raises ReviewError (RF202, RF203) with every violation of the
    schema, or of the constraints.
    """
    return read_data(data).review


def read_data(data: object) -> Document:
    """Return the review of a JSON document, and what else the document holds.

    The parameters and exceptions are those of `from_data`.
    """
    found, violations, left_out = document_of(data)
    if found is None:
        raise ReviewError(Diagnostic(one.code, one.text, help=one.help) for one in violations)
    warnings = tuple(
        Diagnostic(one.code, one.text, severity=Severity.WARNING, help=one.help) for one in left_out
    )
    return Document(found.review, found.own, warnings)


def document_of(data: object) -> tuple[Document | None, list[Violation], list[Violation]]:
    """Return the document of data, or its violations; then what a later version added to it.

    The paths of violations lead into `data`. The document has no diagnostics yet.
    """
    seen = checked(data)
    if seen.violations:
        return None, seen.violations, seen.left_out
    review = _review(seen.data)
    found = [
        Violation(seen.original(one.path), one.message, one.at_key, one.code, one.help)
        for one in constraints.violations(review)
    ]
    if found:
        return None, found, seen.left_out
    return Document(review, seen.own), [], seen.left_out


def _holder(data: object, path: Path) -> object:
    for step in path[:-1]:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _review(data: Any) -> Review:
    verdict = data["verdict"]
    return Review(
        title=Title(data["title"], data["work"], data["season"], data["tagline"]),
        metadata=_metadata(data["metadata"]),
        guides=tuple(map(_guide, data["guides"])),
        sections=tuple(map(_section, data["sections"])),
        ratings=tuple(
            Rating(one["aspect"], _score(one["score"]), one["note"]) for one in data["ratings"]
        ),
        verdict=None if verdict is None else Verdict(_score(verdict["score"]), verdict["note"]),
        boilerplate=tuple(map(Boilerplate, data["boilerplate"])),
    )


# -- the fields -------------------------------------------------------------------------------


def _metadata_data(metadata: Metadata) -> dict[str, object]:
    data: dict[str, object] = {}
    for spec in FIELDS:
        value = getattr(metadata, spec.name)
        if spec.required or value not in (None, ()):
            data[spec.name] = _field_data(value)
    data["extra"] = {one.key: one.value for one in metadata.extra}
    return data


def _field_data(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _metadata(data: Any) -> Metadata:
    known = {spec.name: _field(spec, data[spec.name]) for spec in FIELDS if spec.name in data}
    extra = tuple(Field(key, value) for key, value in data["extra"].items())
    return Metadata(**known, extra=extra)


def _field(spec: FieldSpec, value: Any) -> Any:
    if value is None:
        return None
    if spec.type is FieldType.DATE:
        return date.fromisoformat(value)
    return tuple(value) if spec.type is FieldType.LIST else value


# -- guides and sections ----------------------------------------------------------------------


def _guide_data(guide: Guide) -> dict[str, object]:
    return {
        "season": guide.season,
        "score": _score_data(guide.score),
        "episodes": [_episode_data(one) for one in guide.episodes],
    }


def _guide(data: Any) -> Guide:
    return Guide(data["season"], tuple(map(_episode, data["episodes"])), _score(data["score"]))


def _episode_data(episode: Episode) -> dict[str, object]:
    return {
        "label": episode.label,
        "number": _number_data(episode.number),
        "number_end": _number_data(episode.number_end),
        "title": episode.title,
        "score": _score_data(episode.score),
        "notes": [_block_data(block) for block in episode.notes],
    }


def _episode(data: Any) -> Episode:
    return Episode(
        label=data["label"],
        number=_number(data["number"]),
        number_end=_number(data["number_end"]),
        title=data["title"],
        score=_score(data["score"]),
        notes=tuple(map(_block, data["notes"])),
    )


def _section_data(section: Section) -> dict[str, object]:
    return {
        "guide": section.guide,
        "heading": section.heading.text if section.heading else None,
        "score": _score_data(section.score),
        "blocks": [_block_data(block) for block in section.blocks],
    }


def _section(data: Any) -> Section:
    heading = data["heading"]
    return Section(
        heading=None if heading is None else Heading(heading),
        blocks=tuple(map(_block, data["blocks"])),
        guide=data["guide"],
        score=_score(data["score"]),
    )


def _block_data(block: Block) -> dict[str, object]:
    if isinstance(block, Paragraph):
        return {"paragraph": block.text}
    if isinstance(block, Quote):
        return {"quote": [paragraph.text for paragraph in block.paragraphs]}
    if isinstance(block, Figure):
        return {"figure": {"src": block.src, "alt": block.alt, "caption": block.caption}}
    items = [item.text for item in block.items]
    return {"list": items} if block.start is None else {"numbered": items, "start": block.start}


def _block(data: Any) -> Block:
    if "paragraph" in data:
        return Paragraph(data["paragraph"])
    if "quote" in data:
        return Quote(tuple(map(Paragraph, data["quote"])))
    if "figure" in data:
        figure = data["figure"]
        return Figure(figure["src"], figure["alt"], figure["caption"])
    if "numbered" in data:
        return ItemList(tuple(map(Item, data["numbered"])), data["start"])
    return ItemList(tuple(map(Item, data["list"])))


# -- ratings, scores and numbers --------------------------------------------------------------


def _rating_data(rating: Rating) -> dict[str, object]:
    return {
        "aspect": rating.aspect,
        "score": _score_data(rating.score),
        "note": rating.note,
    }


def _verdict_data(verdict: Verdict) -> dict[str, object]:
    return {"score": _score_data(verdict.score), "note": verdict.note}


def _score_data(score: AnyScore | None) -> dict[str, object] | None:
    if score is None:
        return None
    if isinstance(score, Grade):
        return {"grade": score.grade}
    return {"value": _number_data(score.value), "out_of": _number_data(score.out_of)}


def _score(data: Any) -> AnyScore | None:
    if data is None:
        return None
    if "grade" in data:
        return Grade(data["grade"])
    return Score(Decimal(repr(data["value"])), Decimal(repr(data["out_of"])))


def _number_data(number: Decimal | None) -> int | float | Decimal | None:
    if number is None or not number.is_finite() or abs(number.adjusted()) > 15:
        return number
    whole = int(number)
    if whole == number:
        return whole
    real = float(number)
    return real if Decimal(repr(real)) == number else number


def _number(number: int | float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number))
