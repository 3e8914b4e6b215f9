"""`reviewfmt new`: writes the skeleton of a review."""

from __future__ import annotations

import contextlib
import os

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli.completing import fields, languages
from reviewfmt.cli.console import emit_bytes, say, tell
from reviewfmt.cli.inputs import (
    config_option,
    configuration,
    configured,
    naming,
    quiet_option,
    read,
)
from reviewfmt.cli.pairs import any_pairs
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError, read_file, write_whole
from reviewfmt.skeleton import MOST_EPISODES, Plan, has_words, skeleton

_LARGEST_SEASON = 9999


def _today(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    if given is None or given.strip().lower() != "today":
        return given
    from datetime import date

    return date.today().isoformat()


@click.command(
    "new",
    epilog="""\b
Examples:
  reviewfmt new "Harbour Lights" --season 2 --episodes 12
  reviewfmt new "Harbour Lights" --titles titles.txt --author "Ana Lima" --date today
  reviewfmt new "Hafenlichter" --season 1 --episodes 8 --language de
  reviewfmt new "Harbour Lights" --section Story --section Sound -o reviews/harbour.review
  reviewfmt new "Harbour Lights" -o -      to standard output

The file is named after the work and its season, in this folder: harbour-lights-2.review. Its words
are those of the language, which the configuration may name (language). What is still to be written
is found by `reviewfmt check`.

Exit codes: 0 written, or the same is there already; 1 not written, as where another file is there;
2 it could not run.""",
)
@click.argument("work", callback=naming("work"))
@click.option(
    "-s", "--season", type=click.IntRange(0, _LARGEST_SEASON), help="The season that is reviewed."
)
@click.option(
    "-e",
    "--episodes",
    type=click.IntRange(1, MOST_EPISODES),
    help="How many numbered entries the guide has.",
)
@click.option(
    "--titles",
    type=click.Path(readable=False),
    callback=naming("path of a list of titles"),
    metavar="FILE",
    help="Take the titles of the entries from the lines of FILE, - for standard input.",
)
@click.option(
    "-l",
    "--language",
    metavar="TAG",
    shell_complete=languages,
    help="The language of the review, such as de; English when nothing says it.",
)
@click.option("--author", metavar="NAME", help="Who writes the review.")
@click.option(
    "--date",
    "published",
    metavar="DAY",
    callback=_today,
    help="The day that it is published: 2024-04-11, or today.",
)
@click.option(
    "--metadata",
    multiple=True,
    callback=any_pairs,
    shell_complete=fields,
    metavar="KEY=VALUE",
    help="Set another field, such as network or one of a plug-in; may be given again.",
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="HEADING",
    help="Begin a section under this heading; may be given again.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(readable=False),
    callback=naming("path of a review"),
    metavar="PATH",
    help="A file, a folder, or - for standard output.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@config_option
@quiet_option
def command(
    work: str,
    season: int | None,
    episodes: int | None,
    titles: str | None,
    language: str | None,
    author: str | None,
    published: str | None,
    metadata: dict[str, str],
    sections: tuple[str, ...],
    output: str | None,
    force: bool,
    config_path: str | None,
    quiet: bool,
) -> None:
    """Write the skeleton of a review of WORK, for you to fill in."""
    path = output or ""
    if path != STDIN and (not path or os.path.isdir(path) or path.endswith(("/", os.sep))):
        path = os.path.join(path, _name(work, season))
    with configuration():
        config = configured(config_path).of("" if path == STDIN else path)
    known, extra = _known_and_own(metadata, config.settings.plugins)
    given = (("author", author), ("published", published))
    plan = Plan(
        work,
        season,
        episodes,
        _titles(titles),
        known.get("language") or language or config.language or "en",
        known | {key: value for key, value in given if value is not None},
        extra,
        sections or None,
        config.settings.maximum or 10,
    )
    try:
        text = skeleton(plan, config.settings.words)
    except ReviewError as error:
        told = "; ".join(one.message for one in error.diagnostics)
        raise click.UsageError(told) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if not quiet and not has_words(plan.language, config.settings.words):
        told = f"the words are English: the format has no words for {plan.language}"
        say(f"{told}; the key vocabulary of a configuration can add them")
    if path == STDIN:
        emit_bytes(text.encode())
        return
    done = "written" if _write(path, text.encode(), force=force) else "unchanged"
    if not quiet:
        tell(f"{path} {done}; reviewfmt check {path} says what is still to be written")


def _known_and_own(
    given: dict[str, str], plugins: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, str]]:
    """Part the values of fields of the format, by name, from those of plug-ins, by key."""
    known = {name.lower(): value for name, value in given.items()}
    if not plugins:
        return known, {}
    from reviewfmt.rules.plugins import loaded
    from reviewfmt.syntax.words import fold

    keys: dict[str, str] = {}
    for field in (field for plugin in loaded(plugins) for field in plugin.fields):
        keys |= {fold(field.name): field.label, **{fold(key): key for key in field.keys}}
    extra = {keys[fold(name)]: value for name, value in given.items() if fold(name) in keys}
    return {name: value for name, value in known.items() if fold(name) not in keys}, extra


def _name(work: str, season: int | None) -> str:
    """Return the name of the file: that of the work, and the number of the season."""
    from reviewfmt.publish.site.slugs import slug

    return f"{slug(work)}{'' if season is None else f'-{season}'}.review"


def _titles(path: str | None) -> tuple[str, ...]:
    """Return the lines of a file that are not blank."""
    from reviewfmt.source import decode

    if path is None:
        return ()
    try:
        text = decode(read(path), path)
    except ReviewError as error:
        raise click.ClickException(f"{path}: {error.diagnostics[0].message}") from error
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _write(path: str, data: bytes, *, force: bool) -> bool:
    """Write a file whole; returns False where it holds the same already."""
    with contextlib.suppress(OSError):  # writing says why it cannot be read
        if read_file(path, len(data)) == data:
            return False
    try:
        write_whole(path, data, ours=None if force else lambda _: False)
    except FileError as error:
        say(f"{path}: exists; --force replaces it" if error.exists else str(error))
        raise click.exceptions.Exit(1) from error
    return True
