"""`reviewfmt site`: makes a web site of reviews."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from reviewfmt.batch import STDIN, Found
from reviewfmt.cli.console import color_option, colored, say, tell, tell_all
from reviewfmt.cli.inputs import (
    UNREAD,
    choosing_options,
    configuration,
    configured,
    encoding_option,
    find,
    naming,
    of_first,
    paths_argument,
    quiet_option,
    unread_folders,
)
from reviewfmt.cli.looks import Looks, look_options, seen_option
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.many import many_options, progress
from reviewfmt.cli.plan import format_of
from reviewfmt.cli.publishing import drafts_option, language_option, lenient_option
from reviewfmt.config import Config
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError

if TYPE_CHECKING:
    from reviewfmt.batch.manifest import Manifest
    from reviewfmt.converter.edition import UpTo
    from reviewfmt.publish.site import Asked, Built, Input

_COULD_NOT_RUN = 2


def base_url(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    """Return the address that `--base-url` gives, with a slash at its end."""
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
  reviewfmt serve reviews/                          the same, shown while you write

\b
Feeds, the sitemap and robots.txt need the address of the site: --base-url, or base-url in the
configuration. Search needs a server: any host does, or reviewfmt serve. All else works from files.

\b
The folder has a list of what was written, .reviewfmt.json. What has not changed is not written
again. Other files that stand there are replaced only with --force. Pages that no longer belong to
the site are named, and removed with --prune.

Exit codes: 0 all published; 1 a review has errors, and is left out; 2 it could not run, or
something could not be read, written or removed.""",
)
@paths_argument("PATH...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(readable=False, file_okay=False),
    callback=naming("path of a folder"),
    metavar="FOLDER",
    help="The folder of the site.",
)
@click.option(
    "--base-url", callback=base_url, metavar="URL", help="The address that the site will have."
)
@click.option("--name", metavar="NAME", help="What the site is called.")
@language_option
@look_options
@seen_option
@drafts_option
@lenient_option
@click.option(
    "--force", is_flag=True, help="Replace files that reviewfmt did not make, or that were changed."
)
@click.option(
    "--prune", is_flag=True, help="Remove what an earlier run wrote and the site no longer has."
)
@click.option("--verbose", is_flag=True, help="List what is not published, one by one.")
@many_options
@click.option("--no-cache", is_flag=True, help="Make every page anew, changed or not.")
@encoding_option
@choosing_options
@quiet_option
@color_option
def command(
    paths: tuple[str, ...],
    output: str,
    base_url: str | None,
    name: str | None,
    language: str | None,
    theme: str | None,
    css: tuple[str, ...],
    template: str | None,
    seen: UpTo | None,
    drafts: bool,
    lenient: bool,
    force: bool,
    prune: bool,
    verbose: bool,
    jobs: int,
    fail_fast: bool,
    no_cache: bool,
    encoding: str | None,
    config_path: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool | None,
    quiet: bool,
    color: str,
) -> int:
    """Make a web site of reviews: files, and folders (searched for *.review)."""
    from reviewfmt.batch.manifest import hold
    from reviewfmt.publish.site import Asked, Reader, build
    from reviewfmt.theme import ThemeError

    if STDIN in paths:
        raise click.UsageError("a site is made of files, and standard input is none")
    configs = configured(config_path, exclude, force_exclude)
    found = find(paths, (".review",), configs)
    inputs = inputs_of(found, output)
    config = of_first(paths, configs)
    asked = Asked(
        name or config.site_name,
        language or config.language,
        base_url or config.base_url,
        look_of(config, theme, css, template),
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
        else:
            say("there is no review to publish")
        return _COULD_NOT_RUN
    reader = Reader(configs, lenient, encoding, seen)

    def shown(results: Iterable[Any], total: int, verb: str) -> Iterable[Any]:
        return progress(results, total, verb, quiet=quiet)

    told = f"waiting for another run that writes in {output}"
    try:
        with hold(output, anew=force, waiting=lambda: say(told)) as manifest:
            built = build(inputs, reader, manifest, asked, jobs, shown, fail_fast=fail_fast)
            is_whole = not (found.missing or unread or built.is_stopped)
            if not is_whole and prune:
                say("nothing is pruned, for not all of the site could be read")
            well = see_to_stale(manifest, built, prune=prune and is_whole, quiet=quiet)
    except ReviewError as error:
        for one in error.diagnostics:
            tell(f"{one}; {one.help}")
        return _COULD_NOT_RUN
    except (FileError, ThemeError) as error:
        raise click.ClickException(str(error)) from error
    report(built, asked, verbose=verbose, quiet=quiet, color=colored(color, sys.stderr))
    could_not = found.missing or unread or built.unwritten or not well
    if could_not or any(one.code == UNREAD for one in built.found):
        return _COULD_NOT_RUN
    return 1 if built.failed else 0


def inputs_of(found: Found, output: str | None) -> list[Input]:
    """Return the files that were found with their formats; those in the site itself are none."""
    from reviewfmt.publish.site import Input

    own = None if output is None else os.path.join(os.path.abspath(output), "")
    return [
        Input(path, format_of(path, None))
        for path in found.files
        if own is None or not os.path.abspath(path).startswith(own)
    ]


def look_of(config: Config, theme: str | None, css: tuple[str, ...], template: str | None) -> Any:
    """Return the look of a site, which has one for all its pages.

    A site has several templates, so a file that the command line names would be none of them.
    """
    if template is not None and os.path.isfile(template):
        raise click.UsageError(f"{template} is a file, and a site takes a folder of templates")
    with configuration():
        return Looks(theme, css, template).of(config)


def see_to_stale(manifest: Manifest, built: Built, *, prune: bool, quiet: bool) -> bool:
    """Name the files that the site no longer has, or remove them; tell whether that went well."""
    well = True
    for name in built.stale:
        path = os.path.join(manifest.folder, *name.split("/"))
        if not prune:
            say(f"{path}: no longer belongs to the site; --prune removes it")
        else:
            try:
                manifest.remove(path)
            except FileError as error:
                say(str(error))
                well = False
            else:
                if not quiet:
                    say(f"{path}: no longer belongs to the site: removed")
    return well


def report(built: Built, asked: Asked, *, verbose: bool, quiet: bool, color: bool) -> None:
    """Say what was found and what was done."""
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
                tell(f"{one}{f'; {one.help}' if one.help else ''}")
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
        say(f"{many} left out; --drafts publishes drafts")
    say(summary(built))


def summary(built: Built) -> str:
    """Return what to say of a run."""
    told = f"{built.made} published"
    if built.kept:
        told += f", {built.kept} unchanged"
    if built.failed:
        told += f", {built.failed} failed"
    return f"{told}; {built.written} other files written"
