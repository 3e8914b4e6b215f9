"""Plans the tasks of `convert`: what is read, what is written, and what must not be replaced."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import click

from reviewfmt.batch import STDIN, Found, folder_below, identity
from reviewfmt.config import nearest

if TYPE_CHECKING:
    from reviewfmt.columns.formats import TabularFormat
    from reviewfmt.converter import Format


class Task(NamedTuple):
    """A file to convert: source and target, with their formats.

    `folder` is the folder that the target must not leave by a link; None if a file was named.
    `twin` is another source with the same target: then neither is converted.
    """

    source: str
    source_format: str
    target: str
    target_format: str
    folder: str | None = None
    twin: str | None = None


def output_folder(found: Found, output: str | None) -> str | None:
    """Return the folder of the outputs; None if they go to a file or a pipe."""
    if output is None or output == STDIN:
        return None
    is_folder = _several(found) or os.path.isdir(output) or output.endswith(("/", os.sep))
    return output if is_folder else None


def _several(found: Found) -> bool:
    return found.searched or len(found.files) + len(found.missing) > 1


def plan(
    found: Found,
    from_: str | None,
    to: str | None,
    output: str | None,
    *,
    publishing: str | None = None,
) -> list[Task]:
    """Return the tasks. Raises UsageError if they are ambiguous, or would overwrite an input.

    `publishing` is an option that requires a format for readers.
    """
    several = _several(found)
    folder = output_folder(found, output) is not None
    if several and output is None:
        raise click.UsageError("several inputs need an output folder: -o FOLDER")
    if several and output == STDIN:
        raise click.UsageError("several inputs cannot go to standard output; give -o FOLDER")
    if folder and output is not None and os.path.lexists(output) and not os.path.isdir(output):
        raise click.UsageError(f"{output} is a file, and several inputs need an output folder")
    if folder and to is None and output and not os.path.isdir(output) and _suffix(output):
        told = f"several inputs need a folder, and {output} is the name of a file"
        raise click.UsageError(f"{told}; give -t FORMAT -o FOLDER")
    row = _target_format(to, output, folder)
    if publishing and row.text:
        told = f"{publishing} needs a format for readers, such as html or epub, and not {row.name}"
        raise click.UsageError(told)
    if folder and STDIN in found.files:
        raise click.UsageError("standard input has no name to keep in a folder; give -o FILE")
    if output is None and row.binary:
        raise click.UsageError(f"{row.name} is binary; give -o FILE, or -o - for standard output")
    if output == STDIN and row.binary and sys.stdout.isatty():
        raise click.UsageError(f"{row.name} is binary, and standard output is a terminal")
    within = output if folder else None
    below: dict[str, str] = {}  # where what a folder holds goes
    tasks = []
    for path in found.files:
        target = output or STDIN
        if within is not None:
            above, name = os.path.split(path)
            if above not in below:
                below[above] = folder_below(above, found.base, within)
            target = os.path.join(below[above], os.path.splitext(name)[0] + row.suffixes[0])
        tasks.append(Task(path, format_of(path, from_), target, row.name, within))
    refuse_losses((task.target for task in tasks), (task.source for task in tasks))
    return _with_twins(tasks)


def _with_twins(tasks: list[Task]) -> list[Task]:
    """Return the tasks; those with the same target name each other."""
    first: dict[str, int] = {}
    for at, task in enumerate(tasks):
        other = first.setdefault(os.path.normcase(task.target), at)
        if other != at:
            tasks[at] = task._replace(twin=tasks[other].source)
            tasks[other] = tasks[other]._replace(twin=tasks[other].twin or task.source)
    return tasks


def refuse_losses(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Raise UsageError if an output would replace an input, with links followed."""
    known = {identity(path) for path in inputs if path != STDIN} - {None}
    for path in outputs:
        if path != STDIN and identity(path) in known:
            raise click.UsageError(f"{path} is an input, and an output never replaces one")


def _target_format(to: str | None, output: str | None, folder: bool) -> Format:
    from reviewfmt.converter import FORMATS

    if to is not None:
        return FORMATS[to]
    if output is None or output == STDIN or folder:
        raise click.UsageError("which format? give -t FORMAT, or -o FILE with a suffix")
    suffix = _suffix(output)
    for row in FORMATS.values():
        if suffix in row.suffixes:
            return row
    from reviewfmt.publish.chapters import PDF

    if suffix == f".{PDF}":
        raise click.UsageError(f"convert writes no {suffix}: write reviewfmt book … -o {output}")
    known = {one: None for row in FORMATS.values() for one in row.suffixes}
    told = (
        f'no format has the suffix "{suffix}"{nearest(suffix, known)}'
        if suffix
        else (f'"{output}" has no suffix to tell its format')
    )
    raise click.UsageError(f"{told}; use -t FORMAT")


def format_of(path: str, from_: str | None) -> str:
    """Return the format of a file by its suffix; with an unknown suffix it is a review."""
    from reviewfmt.columns.formats import TABULAR
    from reviewfmt.converter import FORMATS, SOURCES

    if from_ is not None:
        return from_
    suffix = _suffix(path)
    if path == STDIN or suffix in ("", ".txt"):
        return "review"
    rows: tuple[Format | TabularFormat, ...] = (*FORMATS.values(), *TABULAR.values())
    for row in rows:
        if suffix in row.suffixes:
            if row.name not in SOURCES:
                raise click.UsageError(f"{path}: {row.name} can only be written")
            return row.name
    return "review"


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()
