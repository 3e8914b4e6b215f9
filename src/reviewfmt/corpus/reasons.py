"""Why the records of a corpus failed."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from reviewfmt.columns.parquet import ParquetError, rows_in
from reviewfmt.corpus.tables import FAILED, RECORDS

_MOST = 100_000
"""This many records tell what usually went wrong."""


class Usual(NamedTuple):
    """The reason that most records failed for, and the source of the first of them."""

    reason: str
    source: str


def usual(folder: str) -> Usual | None:
    """Return for which reason most records of a corpus failed, None if none did."""
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
