"""Builds the playground: `make playground` writes out/playground, a folder that any host can serve.

It needs Node.js 20 or later with npm, and fetches the packages in playground/package-lock.json.
Pyodide is Python for browsers. It gets the wheel of this project, and the packages of REQUIRED from
the environment that runs this script. The same sources give the same bytes.

The name of each file that the page loads contains a hash of its bytes. One compressed script
contains everything that Python needs, so the playground also works without a server.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from base64 import b64encode
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from playground.entry import look  # noqa: E402  # the path to it is set above
from reviewfmt.source import decode  # noqa: E402  # as above
from reviewfmt.version import VERSION  # noqa: E402  # as above
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

SOURCE = ROOT / "playground"
STAGE = ROOT / "out" / "playground-build"
TARGET = ROOT / "out" / "playground"
SAMPLES = ("last-stop-cafe", "metallic-rouge", "shiomachi-diner")
REQUIRED = ("jinja2", "markupsafe")
"""The packages that reviewfmt needs in the playground, in pure Python."""

LARGEST = 15_000_000
"""The maximum size of the playground in bytes."""

_BUNDLE = (
    "--bundle",
    "--format=iife",
    "--platform=browser",
    "--target=es2022",
    "--minify",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=error",
    "--loader:.review=text",
)
_ZIPS = ("packages.zip", "python_stdlib.zip")
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "style-src-elem": "'self' %SHEET%",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "data:",
    "worker-src": "'self' blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What the page may load. Its frame inherits this, so it has the hash of the style sheet there."""

_SHEET = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_PYTHON = "Python Software Foundation License, https://docs.python.org/3/license.html"


def stage(folder: Path = STAGE) -> None:
    """Copy the sources to `folder`; packages that npm has installed there stay."""
    emptied(folder)
    skipped = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(SOURCE, folder, ignore=skipped, dirs_exist_ok=True)
    shutil.copytree(ROOT / "editors" / "lezer", folder / "src" / "lezer")
    (folder / "src" / "samples").mkdir()
    for name in SAMPLES:
        text = decode((ROOT / "samples" / f"{name}.review").read_bytes())
        (folder / "src" / "samples" / f"{name}.review").write_text(text, encoding="utf-8")


def build(target: Path = TARGET, *, check: bool = True, folder: Path = STAGE) -> None:
    """Write the playground to the folder `target`; with `check`, check its types first.

    An existing playground is replaced. Raises BuildError.
    """
    if target.exists() and not (target / "sw.js").is_file() and any(target.iterdir()):
        raise BuildError(f"{target} holds other files, expected an empty folder or a playground")
    require_node()
    stage(folder)
    install(folder)
    grammar = folder / "src" / "lezer"
    generator = str(folder / "node_modules" / ".bin" / "lezer-generator")
    run(grammar, generator, "review.grammar", "-o", "review.parser.js")
    if check:
        run(folder, "node_modules/.bin/tsc")
    _bundle(folder, "main")
    _bundle(folder, "worker", "--external:node:*", "--external:ws")
    files = _named(folder)
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name, said in _said(files).items():
        page = page.replace(f"%{name}%", said)
    texts = {**licences(folder, "main.json"), **licences(folder, "worker.json"), **_python()}
    files["notices.txt"] = notices(texts, "The playground").encode()
    files["index.html"] = page.encode()
    files["sw.js"] = _service(files, (folder / "src" / "sw.js").read_text(encoding="utf-8"))
    if (size := sum(map(len, files.values()))) > LARGEST:
        raise BuildError(f"the files have {size:,} bytes, expected at most {LARGEST:,}")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, data in files.items():
        (target / name).write_bytes(data)


def _bundle(folder: Path, name: str, *more: str) -> None:
    run(
        folder,
        "node_modules/.bin/esbuild",
        f"src/{name}.ts",
        f"--outfile=made/{name}.js",
        f"--metafile={name}.json",
        *_BUNDLE,
        *more,
    )


def _named(folder: Path) -> dict[str, bytes]:
    """Return the files that the page loads, by names that contain their hashes."""
    data = {
        "engine.js": _engine(folder),
        "playground.css": (folder / "playground.css").read_bytes(),
        "playground.js": (folder / "made" / "main.js").read_bytes(),
    }
    found = {}
    for name, content in data.items():
        stem, _, suffix = name.rpartition(".")
        found[f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"] = content
    return found


def _said(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the replacement for each name in the page."""
    names = {(name.partition(".")[0], name.rpartition(".")[2]): name for name in files}
    return {
        "ENGINE": names["engine", "js"],
        "STYLE": names["playground", "css"],
        "SCRIPT": names["playground", "js"],
        "POLICY": policy(),
        "VERSION": VERSION,
    }


def policy() -> str:
    """Return the policy of the page: what it may load."""
    said = "; ".join(f"{name} {value}" for name, value in _POLICY.items())
    return said.replace("%SHEET%", sheet())


def sheet() -> str:
    """Return the hash of the style sheet of a published page, in the notation of a policy."""
    page = look("A Show Review\n\nVerdict - 7/10\n")["page"]
    sheets = _SHEET.findall(page)
    if len(sheets) != 1:
        raise BuildError(f"a page has {len(sheets)} style sheets, expected one")
    return f"'sha256-{b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()}'"


# -- what Python needs ------------------------------------------------------------------------


def _engine(folder: Path) -> bytes:
    """Return the script that contains the files of Python and reviewfmt."""
    home, made = folder / "node_modules" / "pyodide", folder / "made"
    (made / "packages.zip").write_bytes(_packages())
    shutil.copy(home / "python_stdlib.zip", made)
    texts = sorted(str(one) for one in (folder / "src" / "samples").iterdir())
    run(folder, "node", "compile.mjs", *map(str, (made / name for name in _ZIPS)), *texts)
    files = {name: (made / name).read_bytes() for name in (*_ZIPS, "worker.js")}
    files["pyodide.asm.wasm"] = (home / "pyodide.asm.wasm").read_bytes()
    lock = json.loads((home / "pyodide-lock.json").read_text(encoding="utf-8"))
    files["pyodide-lock.json"] = json.dumps({"info": lock["info"], "packages": {}}).encode()
    packed = {
        name: b64encode(gzip.compress(data, 9, mtime=0)).decode() for name, data in files.items()
    }
    return f"globalThis.reviewfmtEngine={json.dumps(packed, indent=0)};\n".encode()


def _packages() -> bytes:
    """Return a zip file with the packages that Python imports, unchanged."""
    files = {"entry.py": (SOURCE / "entry.py").read_bytes()}
    with zipfile.ZipFile(_wheel()) as wheel:
        files |= {name: wheel.read(name) for name in wheel.namelist()}
    for name in REQUIRED:
        for one in distribution(name).files or ():
            if one.parts[0] == name and one.suffix == ".py":
                files[one.as_posix()] = one.read_binary()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(files):  # stored: the file around this one is compressed
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return made.getvalue()


def _wheel() -> io.BytesIO:
    with TemporaryDirectory() as made:
        run(
            ROOT,
            *(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", made),
            more={"SOURCE_DATE_EPOCH": epoch()},
        )
        (wheel,) = Path(made).glob("*.whl")
        return io.BytesIO(wheel.read_bytes())


def _python() -> dict[str, str]:
    """Return the licences of Python and of the packages for it, by name and version."""
    found = {"Python": _PYTHON}
    for name in REQUIRED:
        package = distribution(name)
        texts = [one.read_text() for one in package.files or () if "licen" in one.name.lower()]
        if not texts:
            raise BuildError(f"{name}: its package holds no licence")
        found[f"{name} {package.version}"] = "\n\n".join(map(str.strip, texts))
    return found


# -- what the browser keeps -------------------------------------------------------------------


def _service(files: Mapping[str, bytes], script: str) -> bytes:
    """Return the service worker, with the names of all files and a hash of them all."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name} {len(files[name])}\n".encode() + files[name])
    names = json.dumps(sorted(files))
    return f'const FILES = {names};\nconst BUILD = "{whole.hexdigest()[:12]}";\n{script}'.encode()


def main() -> int:
    """Build the playground and say where it is; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the playground.")
    parser.add_argument("--no-check", action="store_true", help="do not check the types first")
    parser.add_argument("-o", "--output", type=Path, default=TARGET, help="where to write it")
    given = parser.parse_args()
    try:
        build(given.output.absolute(), check=not given.no_check)
    except BuildError as error:
        print(f"playground: {error}", file=sys.stderr)
        return 1
    size = sum(one.stat().st_size for one in given.output.iterdir())
    print(f"wrote {given.output} ({size:,} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
