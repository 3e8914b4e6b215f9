"""How Sphinx makes the documentation site: `make docs` runs it, with every warning an error."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pygments.lexers import find_lexer_class_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound
from sphinx.application import Sphinx

from reviewfmt.version import VERSION

# Where links lead that leave this folder: to the pages of the files in the repository.
REPOSITORY = os.environ.get("REVIEWFMT_REPOSITORY", "https://example.org/REPOSITORY")

project = "reviewfmt"
author = "the reviewfmt authors"
release = VERSION
language = "en"

extensions = ["myst_parser", "sphinx_external_toc", "sphinx.ext.autodoc"]
external_toc_path = "contents.yml"
exclude_patterns = ["pictures"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
pygments_style = "default"
pygments_dark_style = "github-dark"

html_theme = "furo"
html_title = "reviewfmt"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False


def _to_repository(app: Sphinx, name: str, source: list[str]) -> None:
    """Lead the links that leave the folder of the documentation to the repository.

    A picture outside the folder is left alone: Sphinx copies it into the site.
    """
    folder = Path(app.srcdir, name).parent

    def led(match: re.Match[str]) -> str:
        path = os.path.relpath(os.path.normpath(folder / match["path"]), app.srcdir)
        if match["picture"] or not path.startswith("../"):
            return match[0]
        return f"]({REPOSITORY}/{path.removeprefix('../')}{match['place'] or ''})"

    link = r"(?P<picture>!\[[^\]\n]*)?\]\((?P<path>\.\./[^)#\s]+)(?P<place>#[^)\s]*)?\)"
    source[0] = re.sub(link, led, source[0])


def setup(app: Sphinx) -> None:
    """Make Sphinx know the cases of the spec, and the links to the repository."""
    spec = Path(app.srcdir, "spec.md").read_text(encoding="utf-8")
    for kind in sorted(set(re.findall(r"^```([a-z-]+)", spec, re.MULTILINE))):
        try:
            find_lexer_class_by_name(kind)
        except ClassNotFound:
            app.add_lexer(kind, TextLexer)
    app.connect("source-read", _to_repository)
