"""A stated number of episodes that does not match the guide.

## What it checks

If English prose says how many episodes the season has ("this 13-episode series", "all thirteen
episodes"), the guide has that many entries, or ends with that number. Numbers about a hypothetical
season, another work, or a part of the season are ignored.

## Why

Readers trust the number in the opening paragraph. If the guide does not match, the number is wrong
or an entry is missing.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5

This 3-episode series is about ferries.

  • Verdict - 8/10
```

```text
8:6: RF306 3 episodes are stated, but the guide has 2
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4/5

This 2-episode series is about ferries.

  • Verdict - 8/10
```

## How to fix

Correct the number, or add the missing entries to the guide.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import LABELS, Episode, Guide
from reviewfmt.rules.context import Context, warning

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_ONES += " sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_ONES.split(), 1)}
_WORDS |= {word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
# A sentence with one of these speaks of what is not, of another season, or of a part of this one.
_OTHER_WORDS = "would could should might may if instead longer shorter another previous earlier"
_OTHER_WORDS += " other next unlike than not isn first second third last final half remaining"
_OTHER = frozenset(_OTHER_WORDS.split())
_SPACES = " \u00a0"
_JOINTS = _SPACES + "-\u2010\u2011"
_LONGEST = 24  # characters of a number in words, with what is before "episode"
_MOST = 9999  # episodes that the number of one entry can add
_BEFORE, _AFTER = 90, 60  # the characters of the sentence that are looked at on either side
_APART = str.maketrans(dict.fromkeys("-,'’", " "))
# Compiled by the first text that needs them.
_SENTENCE_END = r"[.!?;:…]['\"”’)]*\s|[\r\n]"
_THING = r"(?:show|series|season|anime|drama|cour|run|adaptation|miniseries)"
_WHOLE_THING = _THING.replace("|cour|run", "")  # a run of episodes may be a part of them
_SUBJECT = (
    rf"(?i)(?:\bthis|\bits|\b(?:it|{_THING})(?: is| was|['’]s| runs as) an?)"
    r"(?: whole| full| entire)?\s$"
)
_SEASON = rf"episode(?:[ ,]+\w+){{0,3}}? {_WHOLE_THING}\b"
_WHOLE = (
    rf"(?i)(?:\ball|\ball of (?:its|the|these)|\b{_THING} (?:has|spans|comprises|consists of"
    r"|contains|runs for|runs)|\bmade up of)\s$"
)
_PART = r"episodes? (?!and |but |long\b|in all\b|in total\b|are |is |was |were |with a )"


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each stated number of episodes that no guide, nor all of them, has."""
    text, guides = context.text, context.review.guides
    if len(context.guides) < len(guides):
        return
    known: tuple[list[int], set[int]] | None = None
    at = text.find("episode") if guides else -1
    while at >= 0:
        stated = _stated(context, at)
        if stated is not None and context.in_prose(at):
            number, start = stated
            lengths, counts = known = known or _counts(guides)
            if number not in counts:
                noun = "guide has" if len(guides) == 1 else "guides have"
                verb = "is" if number == 1 else "are"
                message = f"{number} episode{'s' * (number != 1)} {verb} stated, but the {noun}"
                help_ = "correct the number, or add the missing entries to the guide"
                span = context.span(start, at + len("episode"))
                yield warning("RF306", f"{message} {sum(lengths)}", span, help_)
        at = text.find("episode", at + 1)


def _counts(guides: tuple[Guide, ...]) -> tuple[list[int], set[int]]:
    """Return the length of each guide, and every number of episodes that the guides bear out.

    These are the lengths, with and without specials, and the number that a guide ends at.
    """
    lengths = [_length(guide.episodes) for guide in guides]
    plain = [_length([one for one in guide.episodes if _is_plain(one)]) for guide in guides]
    counts = {*lengths, *plain, sum(lengths), sum(plain)}
    for guide in guides:
        last = guide.episodes[-1] if guide.episodes else None
        if last is not None and last.number is not None:
            counts.add(min(int(last.number_end or last.number), _MOST))
    return lengths, counts


def _length(episodes: Sequence[Episode]) -> int:
    length = len(episodes)
    for episode in episodes:
        if episode.number is not None and episode.number_end is not None:
            length += min(int(episode.number_end - episode.number), _MOST)
    return length


def _is_plain(episode: Episode) -> bool:
    return episode.label == LABELS[0]


def _stated(context: Context, at: int) -> tuple[int, int] | None:
    """Return the number stated before `at`, where "episode" stands, and its offset."""
    text = context.text
    joint = text[at - 1 : at]
    if not joint or joint not in _JOINTS:
        return None
    words = text[max(0, at - _LONGEST) : at - 1].split()
    word = words[-1].lstrip("(“\"‘'") if words else ""
    number = _value(word)
    if number is None:
        return None
    start = at - 1 - len(word)
    sentence = re.split(_SENTENCE_END, text[max(0, start - _BEFORE) : start])[-1]
    after = re.split(_SENTENCE_END, text[at : at + _AFTER], maxsplit=1)[0]
    if not _OTHER.isdisjoint(f"{sentence}{after}".lower().translate(_APART).split()):
        return None
    if joint in _SPACES:
        meant = bool(re.search(_WHOLE, sentence) and not re.match(_PART, after))
    else:
        works = (f"{context.review.work} is a ", f"{context.review.work} is an ")
        subject = sentence.endswith(works) or re.search(_SUBJECT, sentence)
        meant = bool(subject and re.match(_SEASON, after))
    return (number, start) if meant else None


def _value(word: str) -> int | None:
    """Return the number that `word` says, 0 < number < 10000, in digits or in English."""
    if word.isdecimal():
        return int(word) if len(word) < 5 and int(word) else None
    tens, _, ones = word.lower().partition("-")
    value = _WORDS.get(tens)
    if value is None or not ones:
        return value
    return value + _WORDS[ones] if value >= 20 and _WORDS.get(ones, 10) < 10 else None
