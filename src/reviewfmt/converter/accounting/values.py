"""Finds the machine-readable values of a document that are held nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.converter.accounting.addresses import led
from reviewfmt.converter.accounting.held import Held
from reviewfmt.converter.accounting.texts import Lost
from reviewfmt.converter.units import CHANGED, DELETED, LINK, PROGRAMS, SOURCE, Unit, of_linked

# fmt: off
_OF_THE_FILE = re.compile(
    r"(?i)(?:viewport|generator|made-with|robots|googlebot|referrer|charset|progid|originator|identifier"
    r"|meta|item|color-scheme|theme-color|format-detection|content-type|css|dir|created|modified"
    r"|revision|lastmodifiedby|lastprinted|creation-date|editing-duration|editing-cycles"
    r"|document-statistic|version|changed|changedby|createdby|format|type"
    r"|blogid|postid|url|image_url|next-head-count|og:type|og:url|og:locale.*+|og:image:.*+"
    r"|fb:.*+|twitter:(?:card|site|creator|url|domain|label\d)|msapplication.*+|apple-.*+"
    r"|google.*+|.*?verification|.*?csrf.*+|mobile-web-app-capable|handheldfriendly"
    r"|application-name|appversion|article:(?:publisher|author)|(?:.*?\.)?(?:url|sameas|logo|target"
    r"|width|height|wordcount|isaccessibleforfree|encodingformat))"
)
"""The names of values about a file or its site rather than the review."""
_NEVER_HELD = re.compile(r"(?:.*\.)?(?:aggregateRating|interactionStatistic)\..*", re.DOTALL)
_AHEAD = 20_000
_SMALLEST = ("worstRating", "worst_rating")


def of_value(unit: Unit, held: Held) -> Iterator[Lost]:
    """Yield what a value says and `held` does not contain; from then on it counts as held."""
    if unit.name == "json-ld":
        yield from _of_script(unit, held)
    elif unit.text.strip() in PROGRAMS or _OF_THE_FILE.fullmatch(unit.name):
        return
    elif unit.name in (LINK, SOURCE):
        if not held.holds_address(unit.text):
            address = " ".join(unit.text.split())
            held.addresses.add(led(address))
            yield Lost(f"{unit.name}: {address}", unit, 0, len(unit.text))
    elif unit.name in (CHANGED, DELETED) or not held.holds(unit.text, unit.name):
        text = f"{unit.name}: {' '.join(unit.text.split())}"
        held.add(text)
        yield Lost(text, unit, 0, len(unit.text))


def _of_script(unit: Unit, held: Held) -> Iterator[Lost]:
    """Yield the texts and numbers of linked data that are held nowhere."""
    import json

    from reviewfmt.converter.linked_data import bare

    try:
        data = json.loads(bare(unit.text))
    except (ValueError, RecursionError):
        yield Lost(f"json-ld that is not JSON: {' '.join(unit.text.split())}", unit, 0, 0)
        return
    place = told = 0
    rest: dict[str, list[Lost]] = {}
    for name, said in of_linked(data):
        at = unit.text.find(said, place, place + _AHEAD)  # they come in this order
        place = at if at >= 0 else place
        if not said.strip() or _OF_THE_FILE.fullmatch(name) or name.endswith(_SMALLEST):
            continue
        never = _NEVER_HELD.fullmatch(name) is not None
        if never or not held.holds(said, name):
            text = f"{name}: {' '.join(said.split())}"
            held.add(text)
            one = Lost(text, unit, max(at, 0), max(at, 0) + len(said))
            told += 1
            if told <= _MOST:
                yield one
            else:
                rest.setdefault(name, []).append(one)
    for name, ones in rest.items():
        texts = ", ".join(one.text.removeprefix(f"{name}: ") for one in ones)
        yield ones[0]._replace(text=f"{name}: {texts}")


_MOST = 100
"""At most this many values of a script are reported separately; the others are grouped by name."""
