"""docs/columns.md and docs/query.md: the commands and the queries give what the pages show."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from reviewfmt.cli import run
from reviewfmt.cli.query import FORMATS
from reviewfmt.columns.delimited import guarded
from reviewfmt.columns.formats import TABULAR
from reviewfmt.columns.parquet import ROWS_A_GROUP
from reviewfmt.columns.schema import SCHEMA_VERSION
from scripts.column_pages import rendered

ROOT = Path(__file__).parents[1]
SHELF = Path(__file__).parent / "data" / "columns" / "shelf"
COLUMNS = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
QUERY = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
_QUESTION = r"^### ([^\n]*)\n(?:(?!^#).)*?```sql\n(.*?)```\n\n```text\n(.*?)```\n"
QUESTIONS = re.findall(_QUESTION, QUERY, re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def _shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SHELF, tmp_path / "reviews")
    monkeypatch.chdir(tmp_path)


def steps(page: str) -> list[tuple[str, str]]:
    """The commands of a page, and what it shows of each."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    found = [step.partition("\n") for block in blocks for step in block.split("$ ")[1:]]
    return [(command, shown) for command, _, shown in found]


def told(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    run(arguments)
    sys.stdout.flush()
    return "".join(capfd.readouterr())


def test_the_tables_of_columns_are_those_of_the_schema() -> None:
    assert rendered(COLUMNS) == COLUMNS, "python -m scripts.column_pages writes them"


def test_the_commands_on_tables_do_what_the_page_shows(capfd: pytest.CaptureFixture[str]) -> None:
    assert len(steps(COLUMNS)) == 3
    for command, shown in steps(COLUMNS):
        assert told(capfd, *shlex.split(command)[1:]) == shown


def test_what_the_page_on_tables_says_of_formats_is_so() -> None:
    table = COLUMNS.partition("| Format |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?)\|$", table, re.MULTILINE)
    assert [row[0] for row in rows] == list(TABULAR)
    for name, suffixes, needs in rows:
        assert re.findall(r"`(\.\w+)`", suffixes) == list(TABULAR[name].suffixes)
        assert bool(needs.strip()) == bool(TABULAR[name].needs)
    assert f"{ROWS_A_GROUP:,} rows" in COLUMNS
    assert f"(`reviewfmt.schema`, now {SCHEMA_VERSION})".replace("\n", " ") in " ".join(
        COLUMNS.split()
    )


def test_the_cells_that_the_page_shows_are_so() -> None:
    table = COLUMNS.partition("| The title |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(.*?)` \| `(.*?)` \|$", table, re.MULTILINE)
    assert len(rows) == 2
    for title, cell in rows:
        assert guarded(title.replace("\\|", "|")) == cell.replace("\\|", "|")


def test_there_are_ten_questions() -> None:
    assert len(QUESTIONS) == 10
    assert QUERY.count("```sql") == 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: str(one[0]))
def test_a_question_has_the_answer_that_is_shown(
    question: tuple[str, str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    _, query, answer = question
    stdin = io.TextIOWrapper(io.BytesIO(query.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    assert told(capfd, "query", "-", "reviews", "--format", "table") == answer


def test_the_commands_on_queries_do_what_the_page_shows(capfd: pytest.CaptureFixture[str]) -> None:
    found = steps(QUERY)
    assert len(found) == 3
    for command, shown in found:
        arguments = shlex.split(command)[1:]
        if "verdit" not in command and arguments[0] == "query":
            arguments += ["--format", "table"]  # as on a terminal
        assert told(capfd, *arguments) == shown


def test_the_table_of_formats_of_queries_is_whole() -> None:
    table = QUERY.partition("| `--format` |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(FORMATS)
