"""Builds the extension for VS Code: `make vscode` writes out/reviewfmt.vsix.

It needs Node.js 20 or later with npm, and fetches the packages in package-lock.json. It adds what
the extension shares with the rest of the project: the TextMate grammar, the version and the
licence. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from scripts import versions  # noqa: E402  # the path to it is set above
from scripts.node_packages import (  # noqa: E402  # as above
    BuildError,
    emptied,
    epoch,
    install,
    licences,
    notices,
    require_node,
    run,
)

SOURCE = ROOT / "editors" / "vscode"
STAGE = ROOT / "out" / "vscode"
TARGET = ROOT / "out" / "reviewfmt.vsix"
COPIED = {
    ROOT / "LICENSE": "LICENSE",
    ROOT / "editors" / "textmate" / "review.tmLanguage.json": "syntaxes/review.tmLanguage.json",
}
"""Files from other folders of the project, and their places in the extension."""

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


def stage(folder: Path = STAGE) -> None:
    """Copy the sources to `folder`; packages that npm has installed there stay."""
    emptied(folder)
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
    """Return the version of the project in the spelling of the marketplace."""
    return versions.current().marketplace


def build(
    target: Path = TARGET,
    *,
    check: bool = True,
    folder: Path = STAGE,
    address: str | None = None,
) -> None:
    """Write the extension to `target`; with `check`, check its types first.

    `address` is the address of the extension's folder on the web. The marketplace requires that
    links and pictures of the README lead there. Without it they stay relative. Raises BuildError.
    """
    require_node()
    stage(folder)
    install(folder)
    if check:
        run(folder, "node_modules/.bin/tsc")
    run(folder, "node_modules/.bin/esbuild", *BUNDLE)
    (folder / "ThirdPartyNotices.txt").write_text(
        notices(licences(folder), "The extension"), encoding="utf-8"
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    made = folder / "made.vsix"
    links: tuple[str, ...] = ("--no-rewrite-relative-links",)
    if address is not None:
        links = ("--baseContentUrl", address, "--baseImagesUrl", address)
    early = ("--pre-release",) if versions.current().candidate is not None else ()
    options = ("--no-dependencies", "--allow-missing-repository", *early, *links)
    when = {"SOURCE_DATE_EPOCH": epoch()}
    run(folder, "node_modules/.bin/vsce", "package", *options, "--out", made.name, more=when)
    made.replace(target)


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
