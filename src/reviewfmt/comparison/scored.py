"""The changes of what has a score: guides with their entries, ratings, and the verdict."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from reviewfmt.comparison.change import Change, value_change
from reviewfmt.comparison.prose import block_pieces, prose_changes
from reviewfmt.comparison.steps import pairs
from reviewfmt.model import Episode, Guide, Rating, Verdict, digits


def guide_changes(old: Sequence[Guide], new: Sequence[Guide]) -> Iterator[Change]:
    """Yield the changes of guides, their entries and the notes of these."""
    several = max(len(old), len(new)) > 1
    for at in range(max(len(old), len(new))):
        first = old[at] if at < len(old) else None
        second = new[at] if at < len(new) else None
        name = f"guide {at + 1}, " if several else ""
        if first and second:
            yield from value_change(f"{name}season", first.season, second.season)
        where = f"{name}score of the season"
        yield from value_change(
            where, first.score if first else None, second.score if second else None
        )
        yield from _episodes(
            name, first.episodes if first else (), second.episodes if second else ()
        )


def _episodes(name: str, old: Sequence[Episode], new: Sequence[Episode]) -> Iterator[Change]:
    for first, second in pairs(old, new, _episode_key):
        entry = first or second
        assert entry is not None
        where = name + _episode_name(entry)
        if first is None or second is None:
            shown = _entry(entry)
            yield Change(where, shown if second is None else None, shown if first is None else None)
            notes = block_pieces(entry.notes)
            yield from prose_changes(
                f"{where}, note: ", notes if second is None else [], notes if first is None else []
            )
            continue
        yield from value_change(f"{where}, label", _label(first), _label(second))
        yield from value_change(f"{where}, title", first.title, second.title)
        yield from value_change(f"{where}, score", first.score, second.score)
        notes_before, notes_after = block_pieces(first.notes), block_pieces(second.notes)
        found = list(prose_changes(f"{where}, note: ", notes_before, notes_after))
        yield from found
        if not found and first.notes != second.notes:
            yield Change(f"{where}, notes", "lists or quotes divided otherwise", "see the text")


def _episode_key(episode: Episode) -> Hashable:
    """Return what identifies an entry: its label and number, or else its title."""
    if episode.number is not None:
        return episode.label, episode.number
    return episode.label, None, episode.title


def _label(episode: Episode) -> str | None:
    """Return the label and the numbers of an entry: `Episode 3`, `Episodes 3 & 4`, `OVA 1`."""
    if episode.number is None:
        return episode.label
    label, number = episode.label or "Entry", digits(episode.number)
    if episode.number_end is None:
        return f"{label} {number}"
    return f"{label}s {number} & {digits(episode.number_end)}"


def _episode_name(episode: Episode) -> str:
    label = _label(episode)
    return label.lower() if label and episode.number is not None else f"entry {episode.title!r}"


def _entry(episode: Episode) -> str:
    title = f"“{episode.title}”" if episode.title else ""
    score = "" if episode.score is None else str(episode.score)
    return " ".join(part for part in (title, score) if part) or "without a title"


def rating_changes(old: Sequence[Rating], new: Sequence[Rating]) -> Iterator[Change]:
    """Yield the changes of the ratings of aspects."""
    for first, second in pairs(old, new, lambda rating: rating.aspect):
        rating = first or second
        assert rating is not None
        where = f"rating of {rating.aspect!r}"
        if first and second:
            yield from value_change(f"{where}, name", first.aspect, second.aspect)
        yield from _scored(where, first, second)


def verdict_changes(old: Verdict | None, new: Verdict | None) -> Iterator[Change]:
    """Yield the changes of the verdict: its score and its remark."""
    yield from _scored("verdict", old, new)


def _scored(
    where: str, old: Rating | Verdict | None, new: Rating | Verdict | None
) -> Iterator[Change]:
    yield from value_change(where, old.score if old else None, new.score if new else None)
    yield from value_change(
        f"{where}, remark", old.note if old else None, new.note if new else None
    )
