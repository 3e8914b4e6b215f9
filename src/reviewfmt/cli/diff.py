"""`reviewfmt diff`: what changed between two reviews, in their own terms."""

from __future__ import annotations

import os

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli.console import configured, emit, read, say, shown
from reviewfmt.comparison import changes
from reviewfmt.diagnostic import ReviewError
from reviewfmt.model import Review

_GIT_ARGUMENTS = 7


@click.command(
    "diff",
    epilog="""\b
Examples:
  reviewfmt diff old.review new.review
  reviewfmt diff a.review a.html            whatever formats the two are in
  reviewfmt diff old.json - -f json < new.json

\b
As git's own diff of reviews:
  git config diff.review.command "reviewfmt diff --git"
  echo "*.review diff=review" >> .gitattributes

Comments and boilerplate are not compared.

Exit codes: 0 the same; 1 different; 2 one could not be read.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="OLD NEW", type=click.Path())
@click.option(
    "-f", "--from", "form", metavar="FORMAT", help="The format of both, whatever their suffixes."
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Lines for people, or one list of objects.",
)
@click.option("--git", is_flag=True, help="Take the arguments that git gives a diff command.")
def command(paths: tuple[str, ...], form: str | None, output_format: str, git: bool) -> int:
    """Say what changed between two reviews: episodes, scores, paragraphs, verdict."""
    name = ""
    if git:
        if len(paths) < _GIT_ARGUMENTS:
            raise click.UsageError("--git takes what git gives: path, old file, …, new file, …")
        name, paths = paths[0], (paths[1], paths[4])
    if len(paths) != 2:
        raise click.UsageError(f"two reviews to compare are asked for, found {len(paths)}")
    if paths == (STDIN, STDIN):
        raise click.UsageError("standard input (-) is named twice")
    try:
        old, new = (_load(path, name or path, form) for path in paths)
    except ReviewError as error:
        for one in error.diagnostics:
            click.echo(shown(str(one)), err=True)
        return 2
    found = changes(old, new)
    if output_format == "json":
        import json

        emit(json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=2) + "\n")
    else:
        if git and found:
            emit(f"review {name}\n")
        emit("".join(f"{one}\n" for one in found))
    return 1 if found and not git else 0


def _load(path: str, name: str, form: str | None) -> Review:
    from reviewfmt.converter import FORMATS, read_document
    from reviewfmt.model import Title

    if path == os.devnull:
        return Review(Title("", ""))
    suffix = os.path.splitext(name)[1].lower()
    inferred = next((row.name for row in FORMATS.values() if suffix in row.suffixes), "review")
    if form is not None and form not in FORMATS:
        raise click.UsageError(f"no such format: {form}")
    data = read(path)
    if path == STDIN and form is None:
        say("standard input is taken for a review's text; --from names another format")
    words = configured().settings.words
    reading = read_document(data, form or inferred, path, words=words)
    for one in reading.losses:
        click.echo(shown(str(one)), err=True)
    return reading.review
