"""`reviewfmt diff`: what changed between two reviews, in their own terms."""

from __future__ import annotations

import os

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli import completing
from reviewfmt.cli.console import as_json, emit, say, shown, tell
from reviewfmt.cli.inputs import configuration, configured, read
from reviewfmt.cli.options import config_option, paths_argument
from reviewfmt.comparison import changes
from reviewfmt.config import Configs, nearest
from reviewfmt.diagnostic import ReviewError
from reviewfmt.model import Review

_GIT_ARGUMENTS = 7


@click.command(
    "diff",
    epilog="""\b
Examples:
  reviewfmt diff old.review new.review
  reviewfmt diff a.review a.html            the formats can differ
  reviewfmt diff old.json - -f json < new.json

\b
As git's own diff of reviews:
  git config diff.review.command "reviewfmt diff --git"
  echo "*.review diff=review" >> .gitattributes

Comments and boilerplate are not compared.

Exit codes: 0 the reviews are the same; 1 they differ; 2 one could not be read.""",
)
@paths_argument("OLD NEW")
@click.option(
    "-f",
    "--from",
    "form",
    shell_complete=completing.sources,
    metavar="FORMAT",
    help="The format of both files; by default their suffixes select it.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="The format: text for people, or a JSON list of objects.",
)
@click.option("--git", is_flag=True, help="Accept the arguments that git passes to a diff command.")
@config_option
def command(
    paths: tuple[str, ...],
    form: str | None,
    output_format: str,
    git: bool,
    config_path: str | None,
) -> int:
    """Show what changed between two reviews: episodes, scores, paragraphs, verdict."""
    name = ""
    if git:
        if len(paths) < _GIT_ARGUMENTS:
            raise click.UsageError("--git expects path, old file, …, new file, … from git")
        name, paths = paths[0], (paths[1], paths[4])
    if len(paths) != 2:
        raise click.UsageError(f"expected two reviews to compare, found {len(paths)}")
    if paths == (STDIN, STDIN):
        raise click.UsageError("standard input (-) is named twice")
    configs = configured(config_path)
    try:
        old, new = (_load(path, name or path, form, configs) for path in paths)
    except ReviewError as error:
        for one in error.diagnostics:
            tell(str(one))
        return 2
    found = changes(old, new)
    if output_format == "json":
        emit(as_json([one._asdict() for one in found]))
    else:
        if git and found:
            emit(f"review {shown(name)}\n")
        emit("".join(f"{shown(str(one))}\n" for one in found))
    return 1 if found and not git else 0


def _load(path: str, name: str, form: str | None, configs: Configs) -> Review:
    from reviewfmt.converter import FORMATS, SOURCES
    from reviewfmt.model import Title
    from reviewfmt.reading import read_source

    if path == os.devnull:
        return Review(Title("", ""))
    suffix = os.path.splitext(name)[1].lower()
    inferred = next((row.name for row in FORMATS.values() if suffix in row.suffixes), "review")
    if form is not None and form not in FORMATS and form not in SOURCES:
        known = {**FORMATS, **SOURCES}
        hint = nearest(form, known) or f"; known are {', '.join(known)}"
        raise click.UsageError(f'unknown format "{form}"{hint}')
    with configuration():
        config = configs.of(name)
    data = read(path, config.max_file_size)
    if path == STDIN and form is None:
        say("standard input is read as the text of a review; --from selects another format")
    reading = read_source(data, form or inferred, path, words=config.settings.words)
    for one in reading.losses:
        tell(str(one))
    return reading.review
