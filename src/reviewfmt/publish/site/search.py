"""The search index of a site, in the format that MiniSearch 7 loads.

MiniSearch (MIT) is maintained and small, and needs no WebAssembly, so that it runs under a strict
content security policy. Pagefind needs `wasm-unsafe-eval`; lunr has had no release since 2020. The
serialized form of MiniSearch is a list of terms, so the index is made here, and the browser need
not read reviews.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reviewfmt.publish.site.catalogue import Placed

FIELDS = ("title", "terms", "text")
"""The fields of a document of the index: templates/site/search.js weighs them."""

STORED = ("path", "title", "note")

_VERSION = 2
_COMMON_FROM = 20
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]++")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]++"
)
"""Runs of scripts without spaces between words. search.js has the same ranges."""


def tokens(text: str) -> Iterator[str]:
    """Yield the words of a text for the index: in lower case, without accents.

    A run of a script without spaces gives each pair of neighbours, and its last character.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text))
    if not text.isascii():
        text = text.translate({ord(sign): " " for sign in set(text) if not _is_word(sign)})
    else:
        text = _OTHERS.sub(" ", text)
    for word in text.split():
        if word.isascii():
            yield word
            continue
        at = 0
        for run in _UNSPACED.finditer(word):
            if run.start() > at:
                yield word[at : run.start()]
            signs = run[0]
            yield from (signs[one : one + 2] for one in range(len(signs) - 1))
            yield signs[-1]
            at = run.end()
        if at < len(word):
            yield word[at:]


_OTHERS = re.compile("[^a-z0-9]++")


def _is_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"


def index_of(reviews: Sequence[Placed]) -> bytes:
    """Return the index of some reviews, in the order given, as JSON.

    A large index leaves out words that most reviews contain.
    """
    terms: dict[str, dict[int, dict[int, int]]] = {}
    lengths: dict[str, list[int]] = {}
    for document, one in enumerate(reviews):
        counts = [Counter(tokens(text)) for text in _texts(one)]
        lengths[str(document)] = [sum(each.values()) for each in counts]
        for field, each in enumerate(counts):
            for term, count in each.items():
                terms.setdefault(term, {}).setdefault(field, {})[document] = count
    text = len(FIELDS) - 1
    if len(reviews) >= _COMMON_FROM:
        for found in terms.values():
            if len(found.get(text, ())) > len(reviews) / 2:
                del found[text]
    index = [
        [term, {str(field): _keyed(counts) for field, counts in sorted(found.items())}]
        for term, found in sorted(terms.items())
        if found
    ]
    many = len(reviews) or 1
    data: dict[str, Any] = {
        "documentCount": len(reviews),
        "nextId": len(reviews),
        "documentIds": {str(at): at for at in range(len(reviews))},
        "fieldIds": {name: at for at, name in enumerate(FIELDS)},
        "fieldLength": lengths,
        "averageFieldLength": [
            round(sum(one[at] for one in lengths.values()) / many, 4) for at in range(len(FIELDS))
        ],
        "storedFields": {
            str(at): dict(zip(STORED, _stored(one), strict=True)) for at, one in enumerate(reviews)
        },
        "dirtCount": 0,
        "index": index,
        "serializationVersion": _VERSION,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def rested_on(one: Placed) -> tuple[str, ...]:
    """Return everything of a review that is in the index."""
    return (*_texts(one), *_stored(one))


def _keyed(counts: dict[int, int]) -> dict[str, int]:
    return {str(document): count for document, count in counts.items()}


def _texts(one: Placed) -> Iterable[str]:
    record = one.record
    named = (record.author or "", *record.genre, *record.tags)
    return record.title, " ".join(named), f"{record.tagline} {record.text}"


def _stored(one: Placed) -> tuple[str, str, str]:
    record = one.record
    told = (record.verdict.text if record.verdict else "", record.author, record.published)
    return one.path, record.title, " · ".join(filter(None, told))
