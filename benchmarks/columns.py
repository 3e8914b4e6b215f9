"""Tables: the cost of a query over a million rows, and the memory for many reviews.

The million rows repeat those of 1,000 generated reviews, each with its own source.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as arrow_parquet

from benchmarks import corpus
from benchmarks.measure import Row, cost
from reviewfmt import loads
from reviewfmt.columns.parquet import arrow_table
from reviewfmt.columns.rows import rows_of
from reviewfmt.columns.schema import REVIEWS

OURS = str(Path(sys.executable).parent / "reviewfmt")
GROWN, MILLION = 10_000, 1_000_000
FEW, MANY = 500, 4_000

QUERIES = {
    "mean by work": """
        SELECT work_key, count(*), avg(verdict_share) FROM reviews GROUP BY 1 ORDER BY 3 DESC
        LIMIT 20""",
    "how authors lean, by year": """
        SELECT author, year(published), avg(verdict_share - mean_share), stddev(verdict_share)
        FROM reviews GROUP BY ALL ORDER BY ALL LIMIT 20""",
    "one work in all of them": """
        SELECT title, verdict FROM reviews WHERE work_key = 'fog' ORDER BY verdict_share""",
}


def million(path: Path) -> None:
    """Write the rows."""
    rows = [rows_of(loads(text), name).review for name, text in corpus.reviews(GROWN // 10, seed=3)]
    table = arrow_table(REVIEWS, rows * 10)
    with arrow_parquet.ParquetWriter(path, table.schema, compression="zstd") as writer:
        for at in range(MILLION // GROWN):
            sources = pa.array([f"{at}/{number}.review" for number in range(GROWN)])
            writer.write_table(table.set_column(0, table.schema.field(0), sources))


def columns() -> Iterator[Row]:
    """Tables of reviews: seconds of processor time of a whole process, and its memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "million.parquet")
        million(path)
        for name, query in QUERIES.items():
            spent = min(cost([OURS, "query", query, str(path)]).processor for _ in range(3))
            yield Row(f"seconds for 1,000,000 rows: {name}", spent, 2.0)
        peaks = []
        for number in (FEW, MANY):
            source = Path(folder, str(number))
            corpus.write(source, number)
            target = str(Path(folder, f"{number}.out"))
            command = [OURS, "convert", str(source), "-t", "parquet", "-o", target, "-j1", "-q"]
            peaks.append(cost(command).memory)
        yield Row(f"memory for {MANY:,} reviews / {FEW}", peaks[1] / peaks[0], 1.5)


if __name__ == "__main__":
    for row in columns():
        print(row, flush=True)
