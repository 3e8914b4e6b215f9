"""docs/editors.md: it lists what the server declares, and its files can be read."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from reviewfmt.server.actions import FIX_ALL
from reviewfmt.server.protocol import Protocol
from reviewfmt.server.shell import Server

PAGE = (Path(__file__).parents[1] / "docs" / "editors.md").read_text(encoding="utf-8")
FEATURES = {
    "Diagnostics": {"textDocument/diagnostic", "workspace/diagnostic"},
    "Code actions": {"textDocument/codeAction", "codeAction/resolve"},
    "Formatting": {"textDocument/formatting", "textDocument/rangeFormatting"},
    "Outline and folding": {"textDocument/documentSymbol", "textDocument/foldingRange"},
    "Hover": {"textDocument/hover"},
    "Completion": {"textDocument/completion"},
    "Rename": {"textDocument/rename", "textDocument/prepareRename"},
    "Colours": {"textDocument/semanticTokens/full", "textDocument/semanticTokens/range"},
    "Inlay hints": {"textDocument/inlayHint"},
    "Links": {"textDocument/documentLink"},
}


def test_the_table_has_every_feature() -> None:
    section = PAGE.partition("## Features")[2].partition("\n## ")[0]
    told = re.findall(r"^\| ([A-Z][\w ]+) \| (?!What)", section, re.MULTILINE)
    assert told == list(FEATURES)
    server = Server()
    assert type(server.protocol) is Protocol
    registered = {
        name
        for name in server.protocol.fm.features
        if name.startswith("textDocument/")
        or name in ("workspace/diagnostic", "codeAction/resolve")
    }
    registered.discard("textDocument/didSave")
    assert registered == {one for names in FEATURES.values() for one in names}
    assert FIX_ALL.startswith("source.fixAll.")


def test_what_it_tells_to_write_can_be_read() -> None:
    fences = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    commands = []
    for kind, body in fences:
        if kind == "toml":
            one = tomllib.loads(body)["language-server"]["reviewfmt"]
            commands.append([one["command"], *one["args"]])
        elif kind == "json":
            (outer,) = json.loads(body).values()
            (one,) = outer.values()
            commands.append(one["command"])
    assert commands == [["reviewfmt", "server"]] * 3


@pytest.mark.parametrize("name", ["configuration.md", "grammars.md"])
def test_links_lead_to_pages(name: str) -> None:
    assert f"]({name})" in PAGE
    assert (Path(__file__).parents[1] / "docs" / name).is_file()
