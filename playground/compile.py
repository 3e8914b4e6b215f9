"""Compiles the modules of the playground, which would take a browser seconds at each start.

The build runs this in Pyodide, in Node.js (compile.mjs), since bytecode depends on the version of
Python. It finds the modules by using them, so it is also a test of the playground.
"""

from __future__ import annotations

import io
import py_compile
import sys
import tempfile
import zipfile
from importlib import import_module
from pathlib import Path

FOLDER = "/reviewfmt"
"""The folder of the packages, here and in a browser."""


def used() -> dict[str, str]:
    """Return the modules that were imported from source: their files, with the folder of each."""
    found = {}
    for module in list(sys.modules.values()):
        origin = getattr(getattr(module, "__spec__", None), "origin", None) or ""
        home = next((one for one in sys.path if one and origin.startswith(f"{one}/")), None)
        if home is not None and origin.endswith(".py"):
            found[origin.removeprefix(f"{home}/")] = home
    return found


def compiled(source: bytes, name: str) -> bytes:
    """Return the bytecode of a file; an import does not compare it with the source."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "source.py")
        path.write_bytes(source)
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        made = py_compile.compile(
            str(path), f"{path}c", dfile=name, doraise=True, invalidation_mode=mode
        )
        assert made is not None
        return Path(made).read_bytes()


def rewritten(data: bytes, home: str, files: dict[str, str]) -> bytes:
    """Return a zip file with bytecode instead of the source of the modules used from `home`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if files.get(name) == home:
                name, content = f"{name}c", compiled(content, f"{home}/{name}")
            new.writestr(zipfile.ZipInfo(name), content)  # stored, and without a time
    return made.getvalue()


def run(packages: bytes, library: bytes, texts: list[str]) -> tuple[bytes, bytes]:
    """Use the playground's functions on `texts`, and return both zip files with bytecode."""
    sys.path.insert(0, FOLDER)
    entry = import_module("entry")
    for text in texts:
        found = entry.look(text)
        assert found["page"], found["message"]
        assert found["document"]
        entry.mend(text)
    entry.opened(b"\xff")
    files = used()
    home = next(one for one in sys.path if one.endswith(".zip"))
    return rewritten(packages, FOLDER, files), rewritten(library, home, files)
