"""Where `convert` writes: a file of its own, or a folder that keeps a list of its outputs."""

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
    """Hold the folder that the tasks write into, and give the list of its outputs.

    It is None where they write elsewhere, but for a file that the list of a folder around it has,
    and where there is nothing to write and no list. Raises ReviewError (RF100) where the list
    cannot be read, unless `force` begins another one, and FileError where the folder cannot be
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
    told = f"waiting for another run that writes in {folder}"
    with hold(folder, anew=force, waiting=lambda: say(told)) as manifest:
        yield manifest


def see_to_stale(manifest: Manifest, *, prune: bool, quiet: bool) -> bool:
    """Name the outputs whose sources are gone, or remove them; returns whether that went well.

    One that was changed since it was written is named, and stays.
    """
    well = True
    for path, source, changed in manifest.stale():
        gone = f"{path}: its source {source} is gone"
        if changed:
            say(f"{gone}, and it was changed since reviewfmt wrote it: it stays")
        elif not prune:
            say(f"{gone}; --prune removes it")
        else:
            try:
                manifest.remove(path)
            except FileError as error:
                say(str(error))
                well = False
            else:
                if not quiet:
                    say(f"{gone}: removed")
    return well
