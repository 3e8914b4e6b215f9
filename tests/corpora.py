"""Helpers for tests of corpora: inputs that are made, jobs done in this process, tables read."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet
import warcio.statusandheaders
import warcio.warcwriter

from reviewfmt.corpus import child
from reviewfmt.corpus.cutting import Cut
from reviewfmt.corpus.inputs import inputs_of
from reviewfmt.corpus.job import Done, Job
from reviewfmt.corpus.pool import emptied
from reviewfmt.corpus.reading import Rows, rows_of
from reviewfmt.corpus.records import Asked, Record, Result
from reviewfmt.corpus.run import run

StatusAndHeaders: Any = warcio.statusandheaders.StatusAndHeaders
WARCWriter: Any = warcio.warcwriter.WARCWriter
READ_TABLE: Any = pyarrow.parquet.read_table
DATE = "2021-03-04T05:06:07Z"


def text(number: int) -> str:
    """Return the text of a review."""
    return (
        f"Lantern Bay {number} Season 2 Review\nAuthor: Ida Thorn\n\nEpisode Guide\n"
        f"Episode 1: Fog -| Review Score – 4/5\nEpisode 2: Ice -| Review Score – {number % 6}/5\n\n"
        f"A harbour town, told for the {number}th time.\n\nVerdict: {number % 11}/10\n"
    )


def page(number: int) -> str:
    """Return a page of HTML that holds a review, or for every third number none."""
    if number % 3 == 2:
        return f"<html><body><h1>Opening hours {number}</h1><p>Always.</p></body></html>"
    return (
        f"<html><head><title>Salt Road {number} Review</title></head><body><article>"
        f"<h1>Salt Road {number} Review</h1><p>By Ida Thorn</p>"
        f"<p>A road and its people, number {number}.</p><p>Verdict: {number % 11}/10</p>"
        "</article></body></html>"
    )


def json_lines(path: Path, texts: Iterable[str], **more: str) -> Path:
    """Write texts as lines of JSON, compressed where the name says so."""
    lines = [json.dumps({"text": one, **more}, ensure_ascii=False) + "\n" for one in texts]
    data = "".join(lines).encode()
    path.write_bytes(gzip.compress(data, 1, mtime=0) if path.suffix == ".gz" else data)
    return path


def warc(path: Path, pages: Iterable[str | bytes], *, others: bool = False) -> Path:
    """Write pages as a web archive; with `others` a request is in front of each answer."""
    with path.open("wb") as file:
        writer: Any = WARCWriter(file, gzip=path.suffix == ".gz")
        for number, one in enumerate(pages):
            address = f"https://a.example/{number}"
            data = one if isinstance(one, bytes) else one.encode()
            dated = {"WARC-Date": DATE, "WARC-Record-ID": f"<urn:uuid:{number:032}>"}
            if others:
                head = StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True)
                made = writer.create_warc_record(
                    address, "request", http_headers=head, warc_headers_dict=dict(dated)
                )
                _write(writer, made)
            head = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            made = writer.create_warc_record(
                address, "response", io.BytesIO(data), http_headers=head, warc_headers_dict=dated
            )
            _write(writer, made)
    return path


def _write(writer: Any, record: Any) -> None:
    writer.write_record(record)
    record.raw_stream.close()  # which warcio leaves open


def here(cuts: Iterable[Cut], asked: Asked) -> Generator[tuple[Cut, Result], None, None]:
    """Do pieces in this process."""
    for one in cuts:
        yield emptied(one), child.do(one.piece, asked, {})


def done(paths: Sequence[Path], output: Path, part: int = 20_000, **given: Any) -> Done:
    """Do a job in this process."""
    forced = given.pop("force", False)
    limit = given.pop("limit_records", None)
    engine = given.pop("engine", None)
    asked = Asked(**given)
    job = Job(inputs_of([str(one) for one in paths], asked), asked, part, limit)
    return run(job, str(output), engine or (lambda cuts: here(cuts, asked)), force=forced)


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table, part after part."""
    rows: list[dict[str, Any]] = []
    for path in sorted((folder / name).glob("part-*.parquet")):
        rows += READ_TABLE(path).to_pylist()
    return rows


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return every file below a folder, byte for byte."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# -- a process that does what a record says -----------------------------------------------------


def obedient_main() -> None:
    """Run the process that reads records, in which a record may end, stop or fill it."""

    def obeying(record: Record, asked: Asked) -> Rows:
        for word, act in _ACTS.items():
            if word in record.data:
                act()
        return rows_of(record, asked)

    vars(child)["rows_of"] = obeying
    child.main()


def _grow() -> None:
    held = b"x" * 450_000_000
    time.sleep(1000)
    del held


_ACTS: dict[bytes, Callable[[], object]] = {
    b"KILL": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"LEAVE": lambda: os._exit(7),
    b"HANG": lambda: time.sleep(1000),
    b"GROW": _grow,
    b"PRINT": lambda: print("a library that prints"),
}
OBEDIENT = (
    "import sys; sys.path[:] = {path!r}; from tests.corpora import obedient_main; obedient_main()"
)
BROKEN = f"import sys; sys.exit('no {sys.implementation.name} here')"
