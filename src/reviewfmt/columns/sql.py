"""Queries in SQL: DuckDB in memory over the tables, without access to files or a network.

A query reads the views `reviews` and `episodes`, and a view for every other table that files of
Parquet hold. pyarrow reads Parquet when a query needs it; rows of reviews are loaded.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Event, Thread
from typing import Any, NamedTuple

import duckdb

from reviewfmt.columns.parquet import Held, arrow_table, can_hold, dataset
from reviewfmt.columns.printed import DEEPEST, is_too_deep, printed, quoted
from reviewfmt.columns.results import distinct
from reviewfmt.columns.rows import Row, Rows
from reviewfmt.columns.schema import TABLES

FETCHED = 1_024
"""The number of rows of a result in memory at once."""

MEMORY = "60%"
"""The share of the memory that a query may use."""

_LOADED = 4_096
"""The number of reviews that are loaded at once."""

_WAITING, _LEAVING = 0.2, 2.0
"""Seconds: how long one wait for a query takes, and how long one that was given up may go on."""

# In this order: after the last ones, nothing can be set.
_SETTINGS = (
    "SET temp_directory = ''",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class QueryError(Exception):
    """An error in a query. `line` and `column` count from 1; None if the place is not known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Store the message, in one line, and the place."""
        self.message, self.line, self.column = message, line, column
        super().__init__(message)


class Result(NamedTuple):
    """The result of a query: the names of its columns, and its rows.

    A value is None, a boolean, a number, a text, or a list, tuple or mapping of these. Any other
    value is a text as DuckDB prints it.
    """

    names: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class Database:
    """Tables in memory. `database` makes one; fill it, `lock` it, then query it with `ask`.

    `is_busy`: an abandoned query is still running, so the connection cannot be closed.
    """

    def __init__(self, connection: Any) -> None:
        """Store a connection that nothing else uses."""
        self._connection = connection
        self.is_busy = False
        self._loaded = dict.fromkeys(TABLES, 0)
        self._held: dict[str, list[Held]] = {}
        connection.execute("CREATE SCHEMA hidden")
        for name, table in TABLES.items():
            connection.register("rows", arrow_table(table, ()))
            connection.execute(f'CREATE TABLE hidden."loaded {name}" AS SELECT * FROM rows')
            connection.unregister("rows")

    def take(self, held: Held) -> None:
        """Add the rows of a Parquet file; they are read when a query needs them."""
        self._held.setdefault(held.table, []).append(held)

    def load(self, found: Iterable[Rows]) -> None:
        """Load the rows of reviews."""
        source = iter(found)
        while some := list(islice(source, _LOADED)):
            for name in TABLES:
                self._insert(name, [row for one in some for row in one.of(name)])

    def _insert(self, name: str, rows: Sequence[Row]) -> None:
        self._connection.register("rows", arrow_table(TABLES[name], rows))
        with _errors(""):
            self._connection.execute(f'INSERT INTO hidden."loaded {name}" SELECT * FROM rows')
        self._connection.unregister("rows")
        self._loaded[name] += len(rows)

    def lock(self) -> None:
        """Make the views, and close all access to files and settings.

        Raises ParquetError if the columns of files have different types.
        """
        for name in dict.fromkeys((*TABLES, *self._held)):
            sources = []
            if held := self._held.get(name):
                self._connection.execute("USE hidden")
                self._connection.from_arrow(dataset(held)).create_view(f"held {name}")
                self._connection.execute("USE main")
                sources.append(f"held {name}")
            if name in TABLES and (self._loaded[name] or not sources):
                sources.append(f"loaded {name}")
            selected = (f"SELECT * FROM hidden.{quoted(one)}" for one in sources)
            body = " UNION ALL BY NAME ".join(selected)
            self._connection.execute(f"CREATE VIEW {quoted(name)} AS {body}")
        for setting in _SETTINGS:
            self._connection.execute(setting)

    def check(self, query: str) -> None:
        """Raise QueryError for a query that is not SQL or writes, and for several queries."""
        with _errors(query):
            self._only(query)

    def ask(self, query: str) -> Result:
        """Return the result of one query; its rows are computed as they are read.

        Raises QueryError, also while rows are read, for a query that is not SQL, that does more
        than read, or that fails; KeyboardInterrupt if that comes meanwhile.
        """
        statement = self._bound(query)
        asked = self._printed(statement)
        before = 0 if asked is statement else len(_OPENING)
        with _errors(query, before):
            self._apart(lambda: self._connection.execute(asked))
            described = self._connection.description or ()
        names = tuple(distinct([str(one[0]) for one in described]))
        return Result(names, self._rows(query, before))

    def _bound(self, query: str) -> Any:
        """Return the statement of a query whose names and types are known.

        Raises QueryError with a place, which DuckDB does not give for what it runs later.
        """
        with _errors(query):
            statement = self._only(query)
        if statement.type != duckdb.StatementType.EXPLAIN:
            with _errors(query, len(_OPENING)):
                bound = f"{_OPENING}{_without_end(query)}\n) LIMIT 0"
                self._apart(lambda: self._connection.execute(bound))
        return statement

    def _printed(self, statement: Any) -> Any:
        """Return a statement, or one around it that gives values as text, as DuckDB prints them."""
        if statement.type == duckdb.StatementType.EXPLAIN:  # it may run, and returns only text
            return statement
        relation = self._apart(lambda: self._connection.sql(statement))
        _refuse_deep(relation)
        columns = [f"#{at}" for at in range(1, len(relation.types) + 1)]
        wanted = list(map(printed, columns, relation.types))
        if wanted == columns:
            return statement
        named = zip(wanted, relation.columns, strict=True)
        selected = ", ".join(f"{one} AS {quoted(name)}" for one, name in named)
        return f"{_OPENING}{_without_end(statement.query)}\n) SELECT {selected}"

    def ask_arrow(self, query: str) -> tuple[Any, Iterator[Any]]:
        """Return pyarrow's schema of the result of one query, and its batches.

        Raises as `ask` does, also while batches are read.
        """
        statement = self._bound(query)
        with _errors(query):
            relation = self._apart(lambda: self._connection.sql(statement))
            _refuse_deep(relation)
            reader = self._apart(lambda: relation.to_arrow_reader(FETCHED * 16))
        schema = reader.schema
        for field, type_ in zip(schema, relation.types, strict=True):
            if not can_hold(field):
                told = f"Parquet has no type for the column {field.name}, {type_}"
                raise QueryError(
                    f"{told}; CAST({quoted(field.name)} AS VARCHAR) converts it to text"
                )
        names = distinct(schema.names)
        batches = (one.rename_columns(names) for one in self._batches(query, reader))
        return schema.empty_table().rename_columns(names).schema, batches

    def _batches(self, query: str, reader: Any) -> Iterator[Any]:
        while True:
            with _errors(query):
                batch = self._apart(lambda: next(reader, None))
            if batch is None:
                return
            yield batch

    def _apart(self, work: Callable[[], Any]) -> Any:
        """Do work in a thread, and wait for it, so that Ctrl-C and SIGTERM take effect at once.

        DuckDB itself checks for signals only between two steps, and a step may take very long.
        """
        found: list[Any] = []
        failed: list[Exception] = []

        def do() -> None:
            try:
                found.append(work())
            except Exception as error:
                failed.append(error)
            finally:
                is_done.set()

        is_done = Event()
        self.is_busy = True  # until it is known that the work has ended
        Thread(target=do, daemon=True).start()
        try:
            while not is_done.wait(_WAITING):
                pass
        except BaseException:
            self._connection.interrupt()
            self.is_busy = not is_done.wait(_LEAVING)
            raise
        self.is_busy = False
        if failed:
            raise failed[0]
        return found[0]

    def _only(self, query: str) -> Any:
        """Return the statement of a query; QueryError unless it is a single one that only reads."""
        found = self._connection.extract_statements(query)
        if not found:
            raise QueryError("the query is empty")
        if len(found) > 1:
            place = _place(query, len(found[0].query.encode()))
            raise QueryError("there are several queries, expected one", *place)
        kind = found[0].type
        if kind not in _READING:
            name = str(kind.name)
            raise QueryError(f"a query only reads, expected SELECT, found {name}", *_begin(query))
        return found[0]

    def _rows(self, query: str, before: int) -> Iterator[tuple[Any, ...]]:
        while True:
            with _errors(query, before):
                rows = self._apart(lambda: self._connection.fetchmany(FETCHED))
            if not rows:
                return
            yield from rows


_READING = (
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.MULTI,  # PIVOT
)

_OPENING = "FROM ("
"""The text before a query that is part of another one."""


def _refuse_deep(relation: Any) -> None:
    """Raise QueryError for a result with a column that is nested too deeply."""
    for name, type_ in zip(relation.columns, relation.types, strict=True):
        if is_too_deep(type_):
            told = f"the column {name[:_SHOWN]} holds values that are nested more than {DEEPEST}"
            raise QueryError(f"{told} levels deep")


_SHOWN = 60
"""How many characters of a long name are shown."""


def _without_end(query: str) -> str:
    """Return a query without the semicolon and the comments after it."""
    data = query.encode()
    for offset, kind in reversed(duckdb.tokenize(query)):
        if data[offset : offset + 1] != b";" and kind != duckdb.token_type.comment:
            break
        data = data[:offset]
    return data.decode()


@contextlib.contextmanager
def database() -> Iterator[Database]:
    """Give an empty database, which is closed at the end."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET errors_as_json = true")
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    tables = Database(connection)
    try:
        yield tables
    finally:
        if not tables.is_busy:
            connection.close()


# -- errors -----------------------------------------------------------------------------------


@contextlib.contextmanager
def _errors(query: str, before: int = 0) -> Iterator[None]:
    """Turn an exception of DuckDB in this context into QueryError.

    `before` is the number of bytes before the query in the text that DuckDB got.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:  # its own advice is about settings that are locked
        told = f"the query needs more than {MEMORY} of the memory; ask for less, or in parts"
        raise QueryError(told) from error
    except duckdb.Error as error:
        raise _query_error(query, str(error), before) from error


def _query_error(query: str, text: str, before: int = 0) -> QueryError:
    told = _as_json(text)
    message = str(told.get("exception_message") or text)
    lines = [_ADVICE.sub("", line).strip().rstrip("!") for line in message.splitlines()]
    said = "; ".join(filter(None, lines))
    position = str(told.get("position", ""))
    place = _place(query, int(position) - before) if position.isdecimal() else ()
    return QueryError(_CAPITAL.sub(lambda found: found[0].lower(), said), *place)


_ADVICE = re.compile(r'\bUse "?SET .*')
"""Advice to change a setting, which a query cannot do."""

_CAPITAL = re.compile(r"\A[A-Z](?=[a-z])")
"""The capital letter that begins a sentence; a keyword keeps its capital."""


def _as_json(text: str) -> Mapping[str, Any]:
    """Return the details that DuckDB gives about an error; empty if it gives only a message."""
    start = text.find("{")
    with contextlib.suppress(ValueError):
        found = json.loads(text[start:]) if start >= 0 else None
        if isinstance(found, dict):
            return found
    return {}


def _place(query: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset in bytes of UTF-8."""
    before = query.encode()[:offset].decode("utf-8", "ignore")
    line = before.count("\n")
    return line + 1, len(before) - (before.rfind("\n") + 1) + 1


def _begin(query: str) -> tuple[int, int]:
    """Return the place of the first character of a query."""
    return _place(query, len(query[: len(query) - len(query.lstrip())].encode()))
