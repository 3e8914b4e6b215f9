"""The process that reads records: pieces come on standard input, rows go to standard output.

The command, or a Dask worker, starts it, and can tell that it is dead, hangs or has grown, and
which record it was reading. `doer` is that side.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections import Counter
from queue import SimpleQueue
from typing import Any

from reviewfmt.columns.batches import packed
from reviewfmt.columns.rows import Row
from reviewfmt.corpus.reading import failed_rows, rows_of
from reviewfmt.corpus.records import Asked, Piece, Result
from reviewfmt.corpus.tables import TABLES
from reviewfmt.corpus.wire import AT, HEAD, send


def do(piece: Piece, asked: Asked, bad: dict[int, str], at: int | None = None) -> Result:
    """Return the result of a piece.

    `bad` are the records that must not be read, by index, with the reasons. The index of each
    record is written to the file `at` before the record is read.
    """
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    counts: Counter[str] = Counter()
    for index, record in enumerate(piece.records):
        if at is not None:
            os.pwrite(at, AT.pack(index), 0)
        found = failed_rows(record, bad[index]) if index in bad else rows_of(record, asked)
        counts[found.counted] += 1
        for name, more in found.rows.items():
            rows[name] += more
    batches = {table.name: packed(rows[table.name], table) for table in TABLES}
    return Result(batches, dict(counts))


def main() -> None:
    """Process pieces until standard input ends.

    Then exit at once, even in the middle of a piece.
    """
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent process
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the output of libraries is not a message
    at = int(sys.argv[-1])
    messages: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(messages,), daemon=True).start()
    asked: Asked = messages.get()
    gc.freeze()
    while True:
        piece, bad = messages.get()
        send(out, do(piece, asked, bad, at))
        os.pwrite(at, AT.pack(-1), 0)
        del piece


def _receive(messages: SimpleQueue[Any]) -> None:
    source = sys.stdin.buffer
    while len(head := source.read(HEAD.size)) == HEAD.size:
        messages.put(pickle.loads(source.read(HEAD.unpack(head)[0])))
    os._exit(0)


if __name__ == "__main__":
    main()
