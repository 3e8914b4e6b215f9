"""Functions for builds that need Node.js: packages of a lock file, their programs and licences."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

EPOCH = "1704067200"
"""The time of the files in a package if SOURCE_DATE_EPOCH does not set one: 2024-01-01."""


class BuildError(Exception):
    """The reason why a build stops, for the user."""


def epoch() -> str:
    """Return the time of the files in a package, in seconds."""
    return os.environ.get("SOURCE_DATE_EPOCH", EPOCH)


def require_node() -> None:
    """Check that Node.js is installed. Raises BuildError."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise BuildError(f"{program} is not installed; the build needs Node.js 20 with npm")


def emptied(folder: Path) -> None:
    """Create a folder, or empty it except for the packages that npm has installed there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name not in ("node_modules", ".installed"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()


def install(folder: Path) -> None:
    """Install the packages of the lock file in `folder` if they are missing. Raises BuildError."""
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    mark = folder / ".installed"
    if mark.exists() and mark.read_text(encoding="utf-8") == lock:
        return
    # No scripts: those of esbuild, keytar and vsce-sign fetch files that the build does not need.
    run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_text(lock, encoding="utf-8")


def licences(folder: Path, meta: str = "meta.json") -> dict[str, str]:
    """Return the licences of the packages in a bundle of esbuild, by name and version.

    `meta` is its metafile in `folder`. Raises BuildError for a package without a licence.
    """
    found = json.loads((folder / meta).read_text(encoding="utf-8"))
    homes = set()
    for name in found["inputs"]:
        inside, is_package, rest = name.rpartition("node_modules/")
        if is_package:
            parts = rest.split("/")
            homes.add(f"{inside}node_modules/{'/'.join(parts[: 2 if rest[0] == '@' else 1])}")
    return dict(_licence(folder / home) for home in homes)


def _licence(home: Path) -> tuple[str, str]:
    said = json.loads((home / "package.json").read_text(encoding="utf-8"))
    files = sorted(one for one in home.iterdir() if "licen" in one.name.lower())
    name = f"{said['name']} {said['version']}"
    if files:
        return name, files[0].read_text(encoding="utf-8").replace("\r\n", "\n").strip()
    if said["name"] in _NAMED:
        return name, _NAMED[said["name"]]
    raise BuildError(f"{said['name']}: its package holds no licence")


_NAMED = {
    "pyodide": "Mozilla Public License 2.0, https://www.mozilla.org/MPL/2.0/\n"
    "Source: https://github.com/pyodide/pyodide",
}
"""The licences of packages that name theirs without its text."""


def notices(texts: Mapping[str, str], what: str) -> str:
    """Return the licences of packages as one text; `what` contains them."""
    parts = [f"{name}\n{'=' * len(name)}\n\n{texts[name]}\n" for name in sorted(texts)]
    return "\n\n".join([f"{what} contains these packages.\n", *parts])


def run(folder: Path, *command: str, more: Mapping[str, str] | None = None) -> None:
    """Run a program in `folder`, `more` in its environment. Raises BuildError with its output."""
    environment = {**os.environ, **(more or {})}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"{' '.join(command[:2])} failed:\n{done.stdout.rstrip()}")
