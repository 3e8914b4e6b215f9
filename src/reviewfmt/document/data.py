"""Review <-> the data of a JSON document: dicts, lists, texts, numbers and None (spec, "JSON")."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document.schema import checked
from reviewfmt.model import (
    FORMAT_VERSION,
    Block,
    Boilerplate,
    Episode,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)


def to_data(review: Review) -> dict[str, object]:
    """Return the JSON document of `review` as data, its keys in the order of the format.

    Whole numbers are int, all others float, which hold them exactly; a number that neither
    holds exactly stays a Decimal. Of a review with errors the data is as far as it goes (no
    verdict is None): `violations` tells what is wrong with it. Comments and unknown fields are
    no part of a JSON document.
    """
    title, verdict = review.title, review.verdict
    return {
        "reviewfmt": FORMAT_VERSION,
        "title": title.text,
        "work": title.work,
        "season": title.season,
        "tagline": title.tagline,
        "metadata": _metadata_data(review.metadata),
        "guides": [
            {"season": guide.season, "episodes": [_episode_data(one) for one in guide.episodes]}
            for guide in review.guides
        ],
        "sections": [
            {
                "heading": section.heading.text if section.heading else None,
                "blocks": [_block_data(block) for block in section.blocks],
            }
            for section in review.sections
        ],
        "ratings": [
            {"aspect": rating.aspect, "score": _score_data(rating.score)}
            for rating in review.ratings
        ],
        "verdict": _score_data(verdict.score) if verdict else None,
        "boilerplate": [line.text for line in review.boilerplate],
    }


def from_data(data: object) -> Review:
    """Return the review that a JSON document says, its nodes with no place in a source.

    `data` is what a JSON reader returns; a number may be an int, a float (read as the shortest
    decimal that it stands for) or a Decimal. Raises ReviewError (RF202, RF203) with every
    violation of the schema.
    """
    plain, found = checked(data)
    if found:
        raise ReviewError(Diagnostic(one.code, one.text, help=one.help, path=None) for one in found)
    return build(plain)


def build(data: Any) -> Review:
    """Return the review that data says which has passed the schema (`schema.checked`)."""
    return Review(
        title=Title(data["title"], data["work"], data["season"], data["tagline"]),
        metadata=_metadata(data["metadata"]),
        guides=tuple(
            Guide(guide["season"], tuple(_episode(one) for one in guide["episodes"]))
            for guide in data["guides"]
        ),
        sections=tuple(
            Section(
                None if section["heading"] is None else Heading(section["heading"]),
                tuple(_block(block) for block in section["blocks"]),
            )
            for section in data["sections"]
        ),
        ratings=tuple(Rating(one["aspect"], _score(one["score"])) for one in data["ratings"]),
        verdict=Verdict(_score(data["verdict"])),
        boilerplate=tuple(Boilerplate(line) for line in data["boilerplate"]),
    )


def _metadata_data(metadata: Metadata) -> dict[str, object]:
    published = metadata.published
    data: dict[str, object] = {
        "author": metadata.author,
        "published": published.isoformat() if published else None,
        "language": metadata.language,
    }
    if metadata.network is not None:
        data["network"] = metadata.network
    if metadata.genre:
        data["genre"] = list(metadata.genre)
    if metadata.tags:
        data["tags"] = list(metadata.tags)
    if metadata.cover is not None:
        data["cover"] = metadata.cover
    if metadata.spoilers is not None:
        data["spoilers"] = metadata.spoilers
    return data


def _metadata(data: Any) -> Metadata:
    published = data["published"]
    return Metadata(
        author=data["author"],
        published=date.fromisoformat(published) if published else None,
        language=data["language"],
        network=data.get("network"),
        genre=tuple(data.get("genre", ())),
        tags=tuple(data.get("tags", ())),
        cover=data.get("cover"),
        spoilers=data.get("spoilers"),
    )


def _episode_data(episode: Episode) -> dict[str, object]:
    data: dict[str, object] = {"label": episode.label, "number": _number_data(episode.number)}
    if episode.number_end is not None:
        data["number_end"] = _number_data(episode.number_end)
    data["title"] = episode.title
    data["score"] = _score_data(episode.score)
    return data


def _episode(data: Any) -> Episode:
    number, number_end, score = data["number"], data.get("number_end"), data["score"]
    return Episode(
        label=data["label"],
        number=None if number is None else _number(number),
        number_end=None if number_end is None else _number(number_end),
        title=data["title"],
        score=None if score is None else _score(score),
    )


def _block_data(block: Block) -> dict[str, object]:
    if isinstance(block, Paragraph):
        return {"paragraph": block.text}
    return {"list": [item.text for item in block.items]}


def _block(data: Any) -> Block:
    if "paragraph" in data:
        return Paragraph(data["paragraph"])
    return ItemList(tuple(Item(text) for text in data["list"]))


def _score_data(score: Score | None) -> dict[str, object] | None:
    if score is None:
        return None
    return {"value": _number_data(score.value), "out_of": _number_data(score.out_of)}


def _score(data: Any) -> Score:
    return Score(_number(data["value"]), _number(data["out_of"]))


def _number_data(number: Decimal | None) -> int | float | Decimal | None:
    if number is None or not number.is_finite() or abs(number.adjusted()) > 15:
        return number
    whole = int(number)
    if whole == number:
        return whole
    real = float(number)
    return real if Decimal(repr(real)) == number else number


def _number(number: int | float) -> Decimal:
    return Decimal(repr(number))
