"""Opens the output of `convert`: a file, or a folder with a list of its outputs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence

from reviewfmt.batch import STDIN
from reviewfmt.batch.manifest import NAME, Manifest, hold, owner_of
from reviewfmt.cli.console import say
from reviewfmt.cli.plan import Task
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError


@contextlib.contextmanager
def opened(folder: str | None, tasks: Sequence[Task], *, force: bool) -> Iterator[Manifest | None]:
    """Hold the folder of the outputs, and return its list.

    The list is None if the tasks write elsewhere, unless the list of a folder around has their
    file; and if there is neither anything to write nor a list. Raises ReviewError (RF100) if the
    list cannot be read, unless `force` starts a new one. Raises FileError if the folder cannot be
    written.
    """
    if folder is None and tasks and tasks[0].target != STDIN:
        try:
            folder = owner_of(tasks[0].target)
        except ReviewError:
            if not force:
                raise
    elif folder is not None and not tasks and not os.path.lexists(os.path.join(folder, NAME)):
        folder = None
    if folder is None:
        yield None
        return
    with held(folder, anew=force) as manifest:
        yield manifest


def held(folder: str, *, anew: bool) -> contextlib.AbstractContextManager[Manifest]:
    """Hold a folder of outputs, as `batch.manifest.hold` does; tell the user if it has to wait."""
    told = f"waiting for another run that writes in {folder}"
    return hold(folder, anew=anew, waiting=lambda: say(told))


def handle_stale(manifest: Manifest, *, prune: bool, quiet: bool) -> bool:
    """Name the outputs whose sources are gone, or remove them; return whether this succeeded.

    An output that was changed since it was written is named, and stays.
    """
    well = True
    for path, source, changed in manifest.stale():
        gone = f"{path}: its source {source} is gone"
        if changed:
            say(f"{gone}, and it was changed since reviewfmt wrote it: it is kept")
        elif not prune:
            say(f"{gone}; --prune removes it")
        else:
            well &= remove(manifest, path, gone, quiet=quiet)
    return well


def remove(manifest: Manifest, path: str, why: str, *, quiet: bool) -> bool:
    """Remove an output and say why; return whether that went well."""
    try:
        manifest.remove(path)
    except FileError as error:
        say(str(error))
        return False
    if not quiet:
        say(f"{why}: removed")
    return True
