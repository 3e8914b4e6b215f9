"""Builds the extension for VS Code: `make vscode` writes out/reviewfmt.vsix.

It needs Node.js 20 or later with npm, and fetches what package-lock.json names. What the extension
shares with the rest of the project is put in here, and stands in no second place: the TextMate
grammar, the version and the licence. With the same sources the file has the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "editors" / "vscode"
STAGE = ROOT / "out" / "vscode"
TARGET = ROOT / "out" / "reviewfmt.vsix"
COPIED = {
    ROOT / "LICENSE": "LICENSE",
    ROOT / "editors" / "textmate" / "review.tmLanguage.json": "syntaxes/review.tmLanguage.json",
}
"""What comes from elsewhere in the project, and where it goes."""

EPOCH = "1704067200"
"""The time of the files in the package where SOURCE_DATE_EPOCH names no other: 2024-01-01."""

BUNDLE = (
    "src/extension.ts",
    "--bundle",
    "--platform=node",
    "--format=cjs",
    "--target=node20",
    "--external:vscode",
    "--outfile=dist/extension.js",
    "--metafile=meta.json",
    "--legal-comments=none",
    "--log-level=warning",
)


class BuildError(Exception):
    """What stops the build, for the user."""


def stage(folder: Path = STAGE) -> None:
    """Lay out the sources in `folder`; packages that npm has put there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name not in ("node_modules", ".installed"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    skipped = shutil.ignore_patterns("node_modules", "dist")
    shutil.copytree(SOURCE, folder, ignore=skipped, dirs_exist_ok=True)
    for path, name in COPIED.items():
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, folder / name)
    manifest = folder / "package.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["version"] = version()
    manifest.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def version() -> str:
    """Return the version of the project."""
    text = (ROOT / "src" / "reviewfmt" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'^VERSION = "(\d+\.\d+\.\d+)[^"]*"', text, re.MULTILINE)
    assert found is not None
    return found[1]


def install(folder: Path) -> None:
    """Install the packages of the lock, unless they are there."""
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    mark = folder / ".installed"
    if mark.exists() and mark.read_text(encoding="utf-8") == lock:
        return
    # No scripts: those of esbuild, keytar and vsce-sign fetch what the build does not need.
    _run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_text(lock, encoding="utf-8")


def notices(folder: Path) -> str:
    """Return the licences of the packages that the bundle holds, by name."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    homes = set()
    for name in meta["inputs"]:
        inside, is_package, rest = name.rpartition("node_modules/")
        if is_package:
            parts = rest.split("/")
            homes.add(f"{inside}node_modules/{'/'.join(parts[: 2 if rest[0] == '@' else 1])}")
    texts = {}
    for home in homes:
        said = json.loads((folder / home / "package.json").read_text(encoding="utf-8"))
        files = sorted(one for one in (folder / home).iterdir() if "licen" in one.name.lower())
        if not files:
            raise BuildError(f"{said['name']}: its package holds no licence")
        licence = files[0].read_text(encoding="utf-8").replace("\r\n", "\n").strip()
        texts[f"{said['name']} {said['version']}"] = licence
    parts = [f"{name}\n{'=' * len(name)}\n\n{texts[name]}\n" for name in sorted(texts)]
    return "\n\n".join(["The extension contains these packages.\n", *parts])


def build(
    target: Path = TARGET,
    *,
    check: bool = True,
    folder: Path = STAGE,
    address: str | None = None,
) -> None:
    """Write the extension to `target`; with `check` its types are checked first.

    `address` is where the folder of the extension stands on the web: links and pictures of the
    README lead there, as the marketplace asks. Without it they stay relative. Raises BuildError.
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise BuildError(f"{program} is not installed; the build needs Node.js 20 with npm")
    stage(folder)
    install(folder)
    if check:
        _run(folder, "node_modules/.bin/tsc")
    _run(folder, "node_modules/.bin/esbuild", *BUNDLE)
    (folder / "ThirdPartyNotices.txt").write_text(notices(folder), encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    made = folder / "made.vsix"
    links: tuple[str, ...] = ("--no-rewrite-relative-links",)
    if address is not None:
        links = ("--baseContentUrl", address, "--baseImagesUrl", address)
    options = ("--no-dependencies", "--allow-missing-repository", *links)
    epoch = {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", EPOCH)}
    _run(folder, "node_modules/.bin/vsce", "package", *options, "--out", made.name, more=epoch)
    made.replace(target)


def _run(folder: Path, *command: str, more: Mapping[str, str] | None = None) -> None:
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


def main() -> int:
    """Build the extension and say where it is; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the extension for VS Code.")
    parser.add_argument("--no-check", action="store_true", help="do not check the types first")
    parser.add_argument("-o", "--output", type=Path, default=TARGET, help="where to write it")
    parser.add_argument("--address", metavar="URL", help="where its folder stands on the web")
    given = parser.parse_args()
    try:
        build(given.output.absolute(), check=not given.no_check, address=given.address)
    except BuildError as error:
        print(f"vscode: {error}", file=sys.stderr)
        return 1
    print(f"wrote {given.output} ({given.output.stat().st_size:,} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
