"""`reviewfmt serve`: shows the site while it is written, and what is wrong with the reviews."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from reviewfmt.batch import STDIN
from reviewfmt.batch.engine import processors
from reviewfmt.cli.console import say, tell_with_help
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.inputs import configured, find, of_first, unread_folders
from reviewfmt.cli.looks import OF_LOOKS, LookChoice, look_options, seen_option
from reviewfmt.cli.options import (
    Choice,
    choosing_options,
    encoding_option,
    language_option,
    paths_argument,
    quiet_option,
)
from reviewfmt.cli.site import inputs_of, look_of, summary
from reviewfmt.cli.watched import PICTURES, WatchedPaths
from reviewfmt.config import ConfigError
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import FileError, reason

if TYPE_CHECKING:
    from reviewfmt.config import Configs
    from reviewfmt.converter.editions.edition import UpTo
    from reviewfmt.publish.site import Built, Input
    from reviewfmt.publish.site.server import Server
    from reviewfmt.publish.site.state import Shown, State

PORT = 8000
_ASKED_EVERY = 0.1
_LONG = 3600.0


@click.command(
    "serve",
    epilog="""\b
Examples:
  reviewfmt serve reviews/              http://127.0.0.1:8000/
  reviewfmt serve draft.review --open   and show it in the browser
  reviewfmt serve reviews/ --port 0     any free port

\b
Pages reload when you save a file; this needs pip install "reviewfmt[watch]". The bottom of each
page lists its findings, with links to the lines. Drafts and reviews with errors are also shown.
The site is visible only on this machine. Ctrl-C stops the server and removes its files.""",
)
@paths_argument("PATH...")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port to listen on; 0 selects a free one.",
)
@click.option("--open", "opens", is_flag=True, help="Show the site in the browser.")
@click.option("--name", metavar="NAME", help="The name of the site.")
@language_option
@look_options
@seen_option
@encoding_option
@choosing_options
@quiet_option
def command(
    paths: tuple[str, ...],
    port: int,
    opens: bool,
    name: str | None,
    language: str | None,
    look: LookChoice,
    seen: UpTo | None,
    encoding: str | None,
    choice: Choice,
    quiet: bool,
) -> int:
    """Preview the site of reviews while you write: files, and folders (searched for *.review)."""
    import tempfile

    from reviewfmt.publish.site.server import Server
    from reviewfmt.publish.site.state import State

    if STDIN in paths:
        raise click.UsageError("a site is made from files, not from standard input")
    state = State()
    try:
        server = Server(port, state)
    except OSError as error:
        told = f"port {port} cannot be used: {reason(error)}"
        raise click.ClickException(f"{told}; --port 0 selects a free one") from error
    with server, tempfile.TemporaryDirectory(prefix="reviewfmt-") as folder:
        maker = Maker(paths, folder, choice, name, language, look, encoding, seen)
        try:
            maker.show(state, quiet=quiet)  # before there are threads: processes can be forked
            if state.get()[0].folder is None:
                return COULD_NOT_RUN  # the reason has been reported
            with served(server):
                _watch(server, maker, opens=opens, quiet=quiet)
        except KeyboardInterrupt:
            if not quiet:
                say("ended")
    return 0


@contextlib.contextmanager
def served(server: Server) -> Iterator[None]:
    """Serve in another thread while the block runs."""
    import threading

    threading.Thread(target=server.serve_forever, args=(_ASKED_EVERY,), daemon=True).start()
    try:
        yield
    finally:
        server.state.end()
        server.shutdown()


def _watch(server: Server, maker: Maker, *, opens: bool, quiet: bool) -> None:
    """Show the site again after each change, until Ctrl-C."""
    from reviewfmt.batch.watching import Watcher, WatchError

    say(f"{server.address} (Ctrl-C ends it)")
    if opens:
        import webbrowser

        webbrowser.open(server.address)
    try:
        watched_paths = maker.watched_paths()
        watcher = Watcher(watched_paths.folders, watched_paths.files, watched_paths)
        while True:
            changed = watcher.wait()
            if any(one.endswith(".toml") for one in changed):
                watched_paths.configure()
            maker.show(server.state, quiet=quiet)
    except WatchError as error:
        told = str(error).replace("--watch", "that")
        say(f"pages do not reload: {told}")
        while True:
            time.sleep(_LONG)


@dataclass
class Maker:
    """Makes the site that is shown, in its own folder; unchanged files stay."""

    paths: tuple[str, ...]
    folder: str
    choice: Choice
    name: str | None
    language: str | None
    look: LookChoice
    encoding: str | None
    seen: UpTo | None = None

    def watched_paths(self) -> WatchedPaths:
        """Return the function that tells which changes matter."""
        theme_files = [one for one in (*self.look.css, self.look.template) if one]
        also = (self.choice.config_path, *theme_files)
        beside = (*PICTURES, *OF_LOOKS)
        return WatchedPaths(
            self.paths, lambda: configured(*self.choice), (".review",), (), also, beside
        )

    def show(self, state: State, *, quiet: bool) -> None:
        """Make the site again and show it; errors are shown with the last good state."""
        from reviewfmt.theme import ThemeError

        try:
            shown, built = self._shown()
        except (click.ClickException, ConfigError, ThemeError, FileError) as error:
            told = error.format_message() if isinstance(error, click.ClickException) else str(error)
            state.fail(told)
            say(told)
        except ReviewError as error:
            state.fail("; ".join(map(str, error.diagnostics)))
            for one in error.diagnostics:
                tell_with_help(one)
        else:
            state.put(shown)
            if not quiet:
                say(summary(built))

    def _shown(self) -> tuple[Shown, Built]:
        from reviewfmt.batch.manifest import hold
        from reviewfmt.publish.site import Asked, Reader, build
        from reviewfmt.publish.site.state import Shown

        configs = configured(*self.choice)
        if missing := [one for one in self.paths if not os.path.exists(one)]:
            raise click.ClickException(f"{missing[0]}: no such file or folder")
        found = find(self.paths, (".review",), configs)
        if unread := unread_folders(found):
            raise click.ClickException(str(unread[0]))
        inputs = inputs_of(found, None)
        config = of_first(self.paths, configs)
        asked = Asked(
            self.name or config.site_name,
            self.language or config.language,
            None,
            look_of(config, self.look),
            drafts=True,
            force=True,
        )
        reader = Reader(configs, True, self.encoding, self.seen)
        with hold(self.folder, anew=True) as manifest:
            built = build(inputs, reader, manifest, asked, processors())
            for name in built.stale:
                manifest.remove(os.path.join(manifest.folder, *name.split("/")))
        texts, checked = _checked(inputs, configs, built)
        catalogue = built.catalogue
        pages = {} if catalogue is None else {one.path: one.source for one in catalogue.reviews}
        return Shown(self.folder, texts, checked, pages), built


def _checked(
    inputs: Collection[Input], configs: Configs, built: Built
) -> tuple[dict[str, str], dict[str, tuple[Diagnostic, ...]]]:
    """Return the texts of the sources, and the findings of each."""
    from reviewfmt.linter import check
    from reviewfmt.publish.reading import text_of

    texts = {}
    found: dict[str, list[Diagnostic]] = {}
    for one in inputs:
        if one.format == "review":
            text = texts[one.path] = text_of(one.path)
            settings = configs.of(one.path).settings_for(one.path)
            found[one.path] = check(text, one.path, settings)
    for each in (*built.found, *built.lost):
        if each.path is not None and (each.code.startswith("RF5") or each.path not in texts):
            found.setdefault(each.path, []).append(each)
    return texts, {path: tuple(every) for path, every in found.items() if every}
