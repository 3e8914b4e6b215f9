"""`reviewfmt site`: makes a web site of reviews."""

from __future__ import annotations

import os
import sys
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from reviewfmt.batch import STDIN, Found
from reviewfmt.cli.console import colored, say, tell, tell_all, tell_with_help
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.inputs import UNREAD, configuration, configured, find, of_first, unread_folders
from reviewfmt.cli.looks import LookChoice, Looks, look_options, seen_option
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.options import (
    Running,
    drafts_option,
    folder_option,
    language_option,
    lenient_option,
    paths_argument,
    running_options,
)
from reviewfmt.cli.outputs import held, remove
from reviewfmt.cli.plan import format_of
from reviewfmt.cli.progress import progress
from reviewfmt.config import Config
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError

if TYPE_CHECKING:
    from reviewfmt.batch.manifest import Manifest
    from reviewfmt.converter.editions.edition import UpTo
    from reviewfmt.publish.site import Asked, Built, Input
    from reviewfmt.theme import Look


def base_url(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    """Return the address of `--base-url`, with a slash at its end."""
    from reviewfmt.addresses import root_of

    if given is None:
        return None
    found = root_of(given)
    if found is None:
        told = f'found "{given}", expected an address such as https://example.org/reviews/'
        raise click.BadParameter(told)
    return found


@click.command(
    "site",
    epilog="""\b
Examples:
  reviewfmt site reviews/ -o public/
  reviewfmt site reviews/ -o public/ --base-url https://example.org/reviews/ --name "Sea Reviews"
  reviewfmt site reviews/ -o public/ --prune
  reviewfmt serve reviews/                          preview the site while you write

\b
Feeds, the sitemap and robots.txt need the address of the site: --base-url, or base-url in the
configuration. Search needs a web server: any host, or reviewfmt serve. The rest works from files.

\b
The folder has a list of the files, .reviewfmt.json. Files that have not changed are not written
again. Other existing files are replaced only with --force. Pages that no longer belong to the
site are reported, and removed with --prune.

Exit codes: 0 all published; 1 a review with errors is left out, or there is no review; 2 the
command could not run, or could not read, write or remove a file.""",
)
@paths_argument("PATH...")
@folder_option("The folder of the site.", type=click.Path(readable=False, file_okay=False))
@click.option(
    "--base-url",
    callback=base_url,
    metavar="URL",
    help="The address at which the site will be published.",
)
@click.option("--name", metavar="NAME", help="The name of the site.")
@language_option
@look_options
@seen_option
@drafts_option
@lenient_option
@click.option(
    "--force",
    is_flag=True,
    help="Replace files that reviewfmt did not write, or that were changed.",
)
@click.option(
    "--prune",
    is_flag=True,
    help="Remove files of an earlier run that no longer belong to the site.",
)
@click.option("--verbose", is_flag=True, help="List everything that is not published.")
@click.option(
    "--no-cache", is_flag=True, help="Make every page again, even if nothing has changed."
)
@running_options
def command(
    paths: tuple[str, ...],
    output: str,
    base_url: str | None,
    name: str | None,
    language: str | None,
    look: LookChoice,
    seen: UpTo | None,
    drafts: bool,
    lenient: bool,
    force: bool,
    prune: bool,
    verbose: bool,
    no_cache: bool,
    running: Running,
) -> int:
    """Make a web site of reviews: files, and folders (searched for *.review)."""
    from reviewfmt.publish.site import Asked, Reader, build
    from reviewfmt.theme import ThemeError

    if STDIN in paths:
        raise click.UsageError("a site is made from files, not from standard input")
    configs = configured(*running.choice)
    found = find(paths, (".review",), configs)
    inputs = inputs_of(found, output)
    config = of_first(paths, configs)
    asked = Asked(
        name or config.site_name,
        language or config.language,
        base_url or config.base_url,
        look_of(config, look),
        drafts,
        force,
        no_cache,
    )
    unread = unread_folders(found)
    for one in unread:
        tell(str(one))
    if not inputs:
        if found.files:
            say(f"{output}: the folder of the site holds all the reviews: give another with -o")
            return COULD_NOT_RUN
        say("there is no review to publish")
        return COULD_NOT_RUN if found.missing or unread else 1
    reader = Reader(configs, lenient, running.encoding, seen)

    shown = partial(progress, quiet=running.quiet)
    try:
        with held(output, anew=force) as manifest:
            built = build(
                inputs,
                reader,
                manifest,
                asked,
                running.jobs,
                shown,
                fail_fast=running.fail_fast,
            )
            is_whole = not (found.missing or unread or built.is_stopped)
            if not is_whole and prune:
                say("nothing is pruned, because not all of the site could be read")
            well = handle_stale(manifest, built, prune=prune and is_whole, quiet=running.quiet)
    except ReviewError as error:
        for one in error.diagnostics:
            tell_with_help(one)
        return COULD_NOT_RUN
    except (FileError, ThemeError) as error:
        raise click.ClickException(str(error)) from error
    color = colored(running.color, sys.stderr)
    report(built, asked, verbose=verbose, quiet=running.quiet, color=color)
    could_not = found.missing or unread or built.unwritten or not well
    if could_not or any(one.code == UNREAD for one in built.found):
        return COULD_NOT_RUN
    return 1 if built.failed else 0


def inputs_of(found: Found, output: str | None) -> list[Input]:
    """Return the files that were found, with their formats, except those in the site itself."""
    from reviewfmt.publish.site import Input

    own = None if output is None else os.path.join(os.path.abspath(output), "")
    return [
        Input(path, format_of(path, None))
        for path in found.files
        if own is None or not os.path.abspath(path).startswith(own)
    ]


def look_of(config: Config, asked: LookChoice) -> Look:
    """Return the look of a site, which has one for all its pages.

    A site has several templates, so the command line must name a folder, not a file.
    """
    if asked.template is not None and os.path.isfile(asked.template):
        raise click.UsageError(
            f"{asked.template} is a file, and a site takes a folder of templates"
        )
    with configuration():
        return Looks(asked).of(config)


def handle_stale(manifest: Manifest, built: Built, *, prune: bool, quiet: bool) -> bool:
    """Name the files that the site no longer has, or remove them; return whether it succeeded."""
    well = True
    for name in built.stale:
        path = os.path.join(manifest.folder, *name.split("/"))
        gone = f"{path}: no longer belongs to the site"
        if prune:
            well &= remove(manifest, path, gone, quiet=quiet)
        else:
            say(f"{gone}; --prune removes it")
    return well


def report(built: Built, asked: Asked, *, verbose: bool, quiet: bool, color: bool) -> None:
    """Report the findings and the summary."""
    from reviewfmt.cli.reports import report as reported
    from reviewfmt.linter import Checked

    by_file: dict[str, list[Any]] = {}
    for one in built.found:
        by_file.setdefault(one.path or "", []).append(one)
    for path, found in by_file.items():
        if text := built.texts.get(path):
            tell_all(reported("full").render([Checked(path, text, tuple(found))], color))
        else:
            for one in found:
                tell_with_help(one)
    losses = Losses(listed=False, counted=not verbose and built.made + built.kept > 1)
    for _, lost in groupby(built.lost, key=lambda one: one.path):
        losses.add(lost)
    losses.finish(quiet=quiet)
    for fault in built.faults:
        say(fault)
    if quiet:
        return
    if asked.base is None:
        say("no feeds, sitemap and robots.txt without the address of the site: give --base-url")
    if built.drafts:
        many = "1 draft is" if built.drafts == 1 else f"{built.drafts} drafts are"
        say(f"{many} left out: remove the Status line of a finished review, or give --drafts")
    say(summary(built))


def summary(built: Built) -> str:
    """Return what to say about a run."""
    told = f"{built.made} published"
    if built.kept:
        told += f", {built.kept} unchanged"
    if built.failed:
        told += f", {built.failed} failed"
    return f"{told}; {built.written} other files written"
