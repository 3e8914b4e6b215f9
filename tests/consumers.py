"""Programs that show what is written, neither ours nor pandoc's, and the text that a reader sees.

A consumer takes documents by name and gives the visible text of each, one process for all of them
where that is possible.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from reviewfmt.converter import FORMATS
from reviewfmt.model import Episode, Figure, Rating, Review, Section, Verdict, walk
from reviewfmt.syntax.inline import plain

ROOT = Path(__file__).parents[1]

Documents = Mapping[str, bytes]
Shown = dict[str, str]


class Consumer(NamedTuple):
    """What shows a format: its commands, the paths of its packages, the names of its modules."""

    needs: tuple[str, ...]
    show: Callable[[Documents, Path], Shown]


def is_here(need: str) -> bool:
    """Tell whether this machine has a command, a path, or (by `name.py`) a module."""
    if need.endswith(".py"):
        return find_spec(need.removesuffix(".py")) is not None
    return shutil.which(need) is not None or (ROOT / need).exists()


def said_by(review: Review) -> Iterator[str]:
    """Yield each text of a review that a reader must see, in order."""
    for node in walk(replace(review, boilerplate=(), comments=())):
        match node:
            case Episode(title=title, score=score):
                yield from (plain(title or ""), str(score or ""))
            case Section(score=score) if score:
                yield str(score)
            case Rating(score=score, note=note) | Verdict(score=score, note=note):
                yield from (str(score), plain(note or ""))
            case Figure(caption=caption):
                yield plain(caption or "")
        if text := getattr(node, "text", getattr(node, "aspect", "")):
            yield plain(text)


def run(command: list[str], folder: Path) -> bytes:
    """Run a program in a folder; return what it says on standard output."""
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    told = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == 0, f"{command[0]}: {told[-2000:]}"
    return done.stdout


def put(documents: Documents, format: str, folder: Path) -> dict[str, Path]:
    """Write documents into a folder, each under its name; return where they are."""
    paths = {name: folder / f"{name}{FORMATS[format].suffixes[0]}" for name in documents}
    for name, path in paths.items():
        path.write_bytes(documents[name])
    return paths


class _Body(HTMLParser):
    """Collects the text of the body of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("head", "script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("head", "script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said.append(data)


def of_page(page: str) -> str:
    """Return the visible text of an HTML page."""
    body = _Body()
    body.feed(page)
    body.close()
    return "".join(body.said)


# -- the programs -----------------------------------------------------------------------------


def _pdf_text(paths: list[Path], folder: Path) -> Shown:
    return {
        path.stem: run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], folder).decode()
        for path in paths
    }


def latex(documents: Documents, folder: Path, engine: str = "pdflatex") -> Shown:
    """Typeset with LaTeX on paper so wide that no word is broken, and read the PDF."""
    wide = rb"\usepackage[paperwidth=190in,paperheight=100in,margin=1in]{geometry}\pagestyle{empty}"
    for path in put(documents, "latex", folder).values():
        source = path.read_bytes()
        path.write_bytes(source.replace(rb"\begin{document}", wide + rb"\begin{document}", 1))
        run([engine, "-interaction=nonstopmode", "-halt-on-error", path.name], folder)
    return _pdf_text([folder / f"{name}.pdf" for name in documents], folder)


def typst(documents: Documents, folder: Path) -> Shown:
    """Compile with Typst for paper as wide, and read the PDF."""
    import typst as compiler

    page = b"paper: paper,\n    margin: margin,\n    numbering: pagenumbering,"
    for name, data in documents.items():
        assert data.count(page) == 1
        wide = data.replace(page, b"width: 190in, height: auto,")
        (folder / f"{name}.pdf").write_bytes(compiler.compile(wide))
    return _pdf_text([folder / f"{name}.pdf" for name in documents], folder)


def rst(documents: Documents, folder: Path) -> Shown:
    """Make pages with docutils."""
    from docutils.core import publish_string

    settings = {"halt_level": 5, "report_level": 5, "embed_stylesheet": False, "stylesheet": None}
    return {
        name: of_page(
            publish_string(data.decode(), writer="html5", settings_overrides=settings).decode()
        )
        for name, data in documents.items()
    }


_ASCIIDOCTOR = """
import * as asciidoctor from '@asciidoctor/core'
import { readFileSync, writeFileSync } from 'node:fs'
const options = { standalone: true, safe: 'safe', attributes: { reproducible: '', nofooter: '' } }
for (const path of process.argv.slice(1)) {
  const page = await asciidoctor.convert(readFileSync(path, 'utf8'), options)
  writeFileSync(path + '.html', page)
}
"""


def asciidoc(documents: Documents, folder: Path) -> Shown:
    """Make pages with Asciidoctor."""
    paths = put(documents, "asciidoc", folder)
    command = ["node", "--input-type=module", "--eval", _ASCIIDOCTOR, "--"]
    run([*command, *map(str, paths.values())], ROOT)
    return _pages(paths)


def _pages(paths: Mapping[str, Path]) -> Shown:
    return {
        name: of_page(Path(f"{path}.html").read_text(encoding="utf-8"))
        for name, path in paths.items()
    }


FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
"""What Typst takes for Japanese, Korean, Chinese and Arabic; it has Latin fonts of its own."""

LUA = "/usr/share/texlive/texmf-dist/tex/luatex/luaotfload/luaotfload.sty"
"""What LuaLaTeX loads fonts with."""

STYLES = Path("/usr/share/xml/docbook/stylesheet/docbook-xsl-ns/xhtml5/docbook.xsl")


def docbook(documents: Documents, folder: Path) -> Shown:
    """Make pages with the DocBook stylesheets."""
    paths = put(documents, "docbook", folder)
    for path in paths.values():
        nothing = ["--stringparam", "generate.toc", "", "--nonet"]
        run(["xsltproc", *nothing, "-o", f"{path}.html", str(STYLES), str(path)], folder)
    return _pages(paths)


_ORG = """
(require 'ox-html)
(setq org-export-with-toc nil org-html-postamble nil gc-cons-threshold 100000000)
(dolist (path command-line-args-left)
  (with-current-buffer (find-file-noselect path)
    (org-export-to-file 'html (concat path ".html"))))
(setq command-line-args-left nil)
"""


def org(documents: Documents, folder: Path) -> Shown:
    """Make pages with Org, in Emacs."""
    paths = put(documents, "org", folder)
    (folder / "export.el").write_text(_ORG, encoding="utf-8")
    command = ["emacs", "--batch", "-Q", "-l", "export.el"]
    run([*command, *map(str, paths.values())], folder)
    return _pages(paths)


def office(format: str) -> Callable[[Documents, Path], Shown]:
    """Return what opens a format in LibreOffice and saves its text."""

    def show(documents: Documents, folder: Path) -> Shown:
        paths = put(documents, format, folder)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
        run([*command, "--outdir", "text", *map(str, paths.values())], folder)
        return {
            name: (folder / "text" / f"{name}.txt").read_text(encoding="utf-8-sig")
            for name in documents
        }

    return show


def man(documents: Documents, folder: Path) -> Shown:
    """Show pages as `man` does, on a terminal that is very wide."""
    said = {}
    for name, path in put(documents, "man", folder).items():
        wide = ["-rLL=4000n", "-rLT=4000n", "-rHY=0", "-P-c", "-P-b", "-P-u"]
        out = run(["groff", "-k", "-t", "-man", "-Tutf8", *wide, str(path)], folder)
        said[name] = re.sub("\x1b\\[[0-9;]*m|.\b", "", out.decode())
    return said


def mediawiki(documents: Documents, folder: Path) -> Shown:
    """Read pages with the parser that makes books of Wikipedia."""
    with warnings.catch_warnings(action="ignore"):  # it uses old names of pyparsing
        parse = import_module("mwlib.parser.refine.compat").parse_txt

    def text(node: Any) -> str:
        if type(node).__name__ == "Text":
            return str(node.caption)
        return "".join(map(text, node.children))

    return {name: text(parse(data.decode())) for name, data in documents.items()}


CONSUMERS = {
    "latex": Consumer(("pdflatex", "pdftotext"), latex),
    "typst": Consumer(("pdftotext", *FONTS), typst),
    "rst": Consumer((), rst),
    "asciidoc": Consumer(("node", "node_modules/@asciidoctor/core"), asciidoc),
    "docbook": Consumer(("xsltproc", str(STYLES)), docbook),
    "org": Consumer(("emacs",), org),
    "rtf": Consumer(("soffice",), office("rtf")),
    "odt": Consumer(("soffice",), office("odt")),
    "docx": Consumer(("soffice",), office("docx")),
    "man": Consumer(("groff",), man),
    "mediawiki": Consumer(("mwlib.py",), mediawiki),
}
"""The consumers by the formats that they show."""
