"""`reviewfmt new`: writes the skeleton of a review."""

from __future__ import annotations

import contextlib
import os

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli.completing import fields, languages
from reviewfmt.cli.console import emit_bytes, say, tell
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.field_values import any_pairs, told
from reviewfmt.cli.inputs import configuration, configured, read
from reviewfmt.cli.options import config_option, naming, output_option, path_option, quiet_option
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
    context_settings={"allow_extra_args": True},  # the message about them shows the quotes
    epilog="""\b
Examples:
  reviewfmt new "Harbour Lights" --season 2 --episodes 12
  reviewfmt new "Harbour Lights" --titles titles.txt --author "Ana Lima" --date today
  reviewfmt new "The Salt Road" --chapters 12 --metadata kind=Novel
  reviewfmt new "Moth Street" --metadata kind=Film     a work without parts
  reviewfmt new "Hafenlichter" --season 1 --episodes 8 --language de
  reviewfmt new "Harbour Lights" --section Story --section Sound -o reviews/harbour.review
  reviewfmt new "Harbour Lights" -o -      to standard output

The file is named after the work and its season, in the current folder: harbour-lights-2.review. The
skeleton is in the language of --language or of the configuration (language). `reviewfmt check`
reports the parts that are still missing.

Exit codes: 0 the file is written, or exists with the same content; 1 another file exists; 2 the
command could not run, or could not write the file.""",
)
@click.argument("work", callback=naming("work"))
@click.option(
    "-s", "--season", type=click.IntRange(0, _LARGEST_SEASON), help="The season under review."
)
@click.option(
    "-e",
    "--episodes",
    type=click.IntRange(1, MOST_EPISODES),
    help="The number of episodes.",
)
@click.option(
    "-c",
    "--chapters",
    type=click.IntRange(1, MOST_EPISODES),
    help="The number of chapters, for a book; not with --episodes.",
)
@path_option(
    "--titles",
    what="path of a list of titles",
    help="Read the titles of the entries from the lines of FILE; - for standard input.",
)
@click.option(
    "-l",
    "--language",
    metavar="TAG",
    shell_complete=languages,
    help="The language of the review, such as de; English by default.",
)
@click.option("--author", metavar="NAME", help="The author of the review.")
@click.option(
    "--date",
    "published",
    metavar="DAY",
    callback=_today,
    help="The date of publication: 2024-04-11, or today.",
)
@click.option(
    "--metadata",
    multiple=True,
    callback=any_pairs,
    shell_complete=fields,
    metavar="KEY=VALUE",
    help="Set another field, such as network or one of a plug-in; can be repeated.",
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="HEADING",
    help="Begin a section with this heading; can be repeated.",
)
@output_option("A file, a folder, or - for standard output.", "PATH", "path of a review")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@config_option
@quiet_option
@click.pass_context
def command(
    context: click.Context,
    work: str,
    season: int | None,
    episodes: int | None,
    chapters: int | None,
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
    """Write the skeleton of a review of WORK for you to fill in."""
    if context.args:
        name = " ".join((work, *context.args))
        raise click.UsageError(f'expected one work: put quotes around its name, "{name}"')
    if episodes is not None and chapters is not None:
        raise click.UsageError("--episodes and --chapters are two ways to divide a work: use one")
    path = output or ""
    if path != STDIN and (not path or os.path.isdir(path) or path.endswith(("/", os.sep))):
        path = os.path.join(path, _name(work, season))
    elif path != STDIN and not os.path.splitext(path)[1] and not os.path.exists(path):
        hint = f"{path} is not there: write {path}/ for a folder, or {path}.review for a file"
        raise click.UsageError(hint)
    with configuration():
        config = configured(config_path).of("" if path == STDIN else path)
    values = {name.lower(): value for name, value in metadata.items()}
    tag = values.get("language") or language or config.language or "en"
    known, extra = _known_and_own(values, config.settings.plugins, tag)
    given = (("author", author), ("published", published))
    plan = Plan(
        work,
        season,
        episodes if chapters is None else chapters,
        _titles(titles),
        tag,
        known | {key: value for key, value in given if value is not None},
        extra,
        sections or None,
        config.settings.maximum or 10,
        "Episode" if chapters is None else "Chapter",
    )
    try:
        text = skeleton(plan, config.settings.words)
    except ReviewError as error:
        raise click.UsageError(told(error)) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if not quiet and not has_words(plan.language, config.settings.words):
        missing = f"the words are English: the format has no words for {plan.language}"
        say(f"{missing}; the key vocabulary of a configuration can add them")
    if path == STDIN:
        emit_bytes(text.encode())
        return
    done = "written" if _write(path, text.encode(), force=force) else "unchanged"
    if not quiet:
        tell(f"{path} {done}; reviewfmt check {path} says what is still to be written")


def _known_and_own(
    given: dict[str, str], plugins: tuple[str, ...], language: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Separate the values of fields of the format, by name, from those of plug-ins, by key.

    A plug-in's field that is given by its name has the key of the language.
    """
    if not plugins:
        return given, {}
    from reviewfmt.rules.plugins import loaded
    from reviewfmt.syntax.vocabulary import fold

    keys: dict[str, str] = {}
    for field in (field for plugin in loaded(plugins) for field in plugin.fields):
        keys |= {fold(key): key for key in field.keys}
        keys[fold(field.name)] = field.key(language)
    extra = {keys[fold(name)]: value for name, value in given.items() if fold(name) in keys}
    return {name: value for name, value in given.items() if fold(name) not in keys}, extra


def _name(work: str, season: int | None) -> str:
    """Return the name of the file, made from the work and the season."""
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
    """Write a file as a whole; return False if it already holds the same."""
    with contextlib.suppress(OSError):  # writing reports the error
        if read_file(path, len(data)) == data:
            return False
    try:
        write_whole(path, data, ours=None if force else lambda _: False)
    except FileError as error:
        say(f"{path}: exists; --force replaces it" if error.exists else str(error))
        raise click.exceptions.Exit(1 if error.exists else COULD_NOT_RUN) from error
    return True
