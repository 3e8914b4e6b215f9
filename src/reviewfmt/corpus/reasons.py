"""Why the records of a corpus failed."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from reviewfmt.columns.parquet import ParquetError, rows_in
from reviewfmt.corpus.tables import FAILED, RECORDS

_MOST = 100_000
"""The usual reason is determined from this many records."""


class Usual(NamedTuple):
    """The reason why most records failed, and the source of the first of them."""

    reason: str
    source: str


def usual(folder: str) -> Usual | None:
    """Return the reason why most records of a corpus failed, or None if none did."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    paths = sorted(Path(folder, RECORDS.name).glob("part-*.parquet"))
    columns = ("source", "outcome", "reason")
    rows = chain.from_iterable(rows_in(str(path), RECORDS, columns) for path in paths)
    try:
        for row in islice(rows, _MOST):
            if row["outcome"] == FAILED:
                reason = str(row["reason"])
                counts[reason] += 1
                first.setdefault(reason, str(row["source"]))
    except ParquetError:
        pass
    return next((Usual(one, first[one]) for one, _ in counts.most_common(1)), None)
