"""The extension for VS Code: what its package holds, and what a writer sees of it in the workbench.

Building needs Node.js and npm. The workbench is code-server, which `scripts/code_server.py`
installs, in Chromium by playwright-core: `.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1,
with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from reviewfmt.cli import run
from scripts import build_vscode, code_server
from scripts.code_server import SETTINGS, Workbench
from scripts.node_packages import BuildError

ROOT = Path(__file__).parents[2]
SCENES = Path(__file__).parent / "workbench"
OURS = SETTINGS["reviewfmt.path"]
CONTENTS = {
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/ThirdPartyNotices.txt",
    "extension/dist/extension.js",
    "extension/icon.png",
    "extension/images/workbench.png",
    "extension/language-configuration.json",
    "extension/media/preview.css",
    "extension/media/preview.js",
    "extension/package.json",
    "extension/readme.md",
    "extension/snippets.json",
    "extension/syntaxes/review.tmLanguage.json",
}
BUNDLED = ("vscode-languageclient", "vscode-jsonrpc", "semver", "minimatch")
LARGEST = 500_000
"""The most bytes of the package."""

FIELDS = "Author: Ana\nPublished: 11 April 2024\nLanguage: en\n\n"
BODY = (
    "Harbour Lights Season 1 Review – Calm at sea\n\n"
    f"{FIELDS}"
    "Episode Guide\n\nEpisode 1: Fog -| 3/5\nEpisode 2: Rain -| 4/5\nEpisode 4: Snow -| 4/5\n\n"
    "A quiet show ||and he dies||, with [a link](https://example.org).\n\n"
    + "".join(f"Paragraph {number} of what there is to say.\n\n" for number in range(20))
)
BROKEN = f"{BODY}Verdict: 18/10\n"
OTHER = f"{BODY}Verdict: 7/10\n".replace(FIELDS, FIELDS.replace("11 April 2024", "2024-04-11"))


def _give_up(why: str) -> None:
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def vsix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            _give_up(f"{program} is not installed; .ci/run installs it")
    folder = tmp_path_factory.mktemp("vsix")
    if not (build_vscode.STAGE / "node_modules").is_dir() and not os.environ.get(
        "REVIEWFMT_EXTERNAL"
    ):
        _give_up("`make vscode` fetches what the build needs")
    target = folder / "reviewfmt.vsix"
    build_vscode.build(target)
    return target


def test_the_package_holds_what_it_should(vsix: Path) -> None:
    with zipfile.ZipFile(vsix) as package:
        assert set(package.namelist()) == CONTENTS
        files = {name: package.read(name) for name in package.namelist()}
    assert vsix.stat().st_size <= LARGEST
    manifest = json.loads(files["extension/package.json"])
    assert manifest["version"] == build_vscode.version()
    grammar = ROOT / "editors" / "textmate" / "review.tmLanguage.json"
    assert files["extension/syntaxes/review.tmLanguage.json"] == grammar.read_bytes()
    assert files["extension/LICENSE.txt"] == (ROOT / "LICENSE").read_bytes()
    readme = (ROOT / "editors" / "vscode" / "README.md").read_bytes()
    assert files["extension/readme.md"] == readme
    notices = files["extension/ThirdPartyNotices.txt"].decode()
    assert all(re.search(rf"^{name} \d", notices, re.MULTILINE) for name in BUNDLED)
    places = [str(ROOT), str(Path.home()), "sourceMappingURL"]
    for name, data in files.items():
        for place in places:
            assert place.encode() not in data, f"{name} names {place}"
    script = files["extension/dist/extension.js"].decode()
    needed = set(re.findall(r'require\("([^"./][^"]*)"\)', script)) - set(_builtins())
    assert needed == {"vscode"}, "all else is bundled"


def _builtins() -> list[str]:
    told = subprocess.run(
        ["node", "-p", "JSON.stringify(require('module').builtinModules)"],
        capture_output=True,
        check=True,
    )
    names: list[str] = json.loads(told.stdout)
    return [*names, *(f"node:{name}" for name in names)]


def test_the_same_sources_give_the_same_bytes(vsix: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.vsix"
    build_vscode.build(again, check=False)
    assert again.read_bytes() == vsix.read_bytes()


def test_pictures_of_the_readme_lead_to_the_web_where_it_is_known(
    vsix: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made.vsix"
    build_vscode.build(made, check=False, address="https://example.org/vscode")
    for package, address in ((vsix, "images/"), (made, "https://example.org/vscode/images/")):
        with zipfile.ZipFile(package) as opened:
            readme = opened.read("extension/readme.md").decode()
        assert f"]({address}workbench.png)" in readme


def test_a_type_that_is_wrong_stops_the_build(vsix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert vsix.exists()
    stage = build_vscode.stage

    def broken(folder: Path = build_vscode.STAGE) -> None:
        stage(folder)
        (folder / "src" / "slip.ts").write_text('export const one: number = "two";\n')

    monkeypatch.setattr(build_vscode, "stage", broken)
    with pytest.raises(BuildError, match=r"slip\.ts"):
        build_vscode.build(vsix.with_name("never.vsix"))
    assert not vsix.with_name("never.vsix").exists()


# -- the workbench ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbench(vsix: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    if (why := code_server.missing()) is not None:
        _give_up(f"{why}; .ci/run does it")
    return Workbench(tmp_path_factory.mktemp("code"), vsix)


def _workspace(folder: Path) -> Path:
    """Return a workspace of two folders, each with its review and its own configuration."""
    files = {
        "one/a.review": BROKEN,
        "two/b.review": OTHER.replace("Author: Ana\n", ""),
        "two/reviewfmt.toml": 'ignore = ["RF302"]\n',
        "both.code-workspace": json.dumps({"folders": [{"path": "one"}, {"path": "two"}]}),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "both.code-workspace"


def _programs(folder: Path) -> dict[str, str]:
    """Return programs that cannot serve, by what is wrong with them."""
    bare = folder / "bare"
    (bare / "pygls").mkdir(parents=True)
    missing = "raise ModuleNotFoundError(\"No module named 'pygls'\", name='pygls')\n"
    (bare / "pygls" / "__init__.py").write_text(missing)
    scripts = {
        "old": '[ "$1" = --version ] && echo "reviewfmt 0.0.9" && exit; echo "no server"; exit 2',
        "other": "exit 3",
        "without its server": f'PYTHONPATH="{bare}" exec "{OURS}" "$@"',
    }
    paths = {"missing": str(folder / "nowhere" / "reviewfmt")}
    for number, (name, script) in enumerate(scripts.items()):
        path = folder / f"program-{number}"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        paths[name] = str(path)
    return paths


TOLD = {
    "missing": "no program is there",
    "old": "0.0.9",
    "other": "is not reviewfmt",
    "without its server": "its language server is not installed",
}


def test_a_writer_at_the_workbench(workbench: Workbench, tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    suffixes = {"HTML": "html", "JSON": "json", "Markdown": "md", "EPUB": "epub", "PDF": "pdf"}
    outputs = {label: str(tmp_path / f"made.{suffix}") for label, suffix in suffixes.items()}
    shelf = tmp_path / "shelf.epub"
    seen = workbench.play(
        SCENES / "writer.mjs",
        workspace,
        outputs=outputs,
        book=str(shelf),
    )
    problems = " ".join(seen["problems"])
    assert {"RF105", "RF302", "RF419", "RF401"} == set(re.findall(r"RF\d{3}", problems))
    assert problems.count("RF302") == 1, "the configuration of the second folder ignores it"

    entry = {text.strip(): hue for text, hue in seen["colours"]["entry"]}
    assert entry["Fog"] != entry["3/5"]
    assert {hue for _, hue in seen["colours"]["title"]}.isdisjoint(entry.values())
    assert any("RF419" in one for one in seen["actions"])

    preview = seen["preview"]
    assert preview["title"].startswith("Harbour Lights Season 1 Review")
    assert preview["spoilers"] == [False]
    assert preview["scripts"] == 0
    assert preview["sandbox"] == "allow-same-origin"
    assert "default-src 'none'" in preview["policy"]
    assert "unsafe-eval" not in preview["policy"]
    assert re.search(r"script-src 'nonce-[\w+/=]+'$", preview["policy"])
    assert float(preview["styled"].removesuffix("px")) > 20
    assert seen["kept"] == seen["scrolled"] > 0
    assert "RF120" in seen["why"]
    assert seen["still"] == preview["title"]

    assert "RF105" in seen["refused"]["said"]
    assert seen["refused"]["buttons"] == ["Write It Anyway", "Show Problems"]
    made = json.loads(Path(outputs["JSON"]).read_text(encoding="utf-8"))
    assert made["verdict"]["score"] == {"value": 8, "out_of": 10}
    assert "18/10" in Path(outputs["HTML"]).read_text(encoding="utf-8")
    assert Path(outputs["PDF"]).read_bytes().startswith(b"%PDF-")
    assert Path(outputs["Markdown"]).read_text(encoding="utf-8").startswith("---\n")
    assert all(zipfile.is_zipfile(one) for one in (outputs["EPUB"], shelf))
    again = tmp_path / "again.epub"
    assert run(["book", str(tmp_path / "two"), "-o", str(again), "-q"]) == 0
    assert again.read_bytes() == shelf.read_bytes()
    saved = (tmp_path / "one" / "a.review").read_text(encoding="utf-8")
    assert "Published: 2024-04-11\n" in saved
    assert saved.endswith("Verdict: 8/10\n")


def test_programs_that_cannot_serve(workbench: Workbench, tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    seen = workbench.play(
        SCENES / "broken.mjs",
        workspace,
        programs=_programs(tmp_path),
        told=TOLD,
        settings={"path": str(workbench.settings), "values": dict(SETTINGS)},
    )
    install, upgrade = (
        'pip install "reviewfmt[server]"',
        'pip install --upgrade "reviewfmt[server]"',
    )
    assert install in seen["missing"]["said"]
    assert upgrade in seen["old"]["said"]
    assert install in seen["without its server"]["said"]
    assert seen["missing"]["buttons"] == ["Install in Terminal", "Open Settings", "Show Output"]
    assert seen["old"]["buttons"] == ["Install in Terminal", "Show Output"]
    assert seen["other"]["buttons"] == ["Open Settings", "Show Output"]


def test_a_folder_that_nobody_trusts(workbench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "a.review").write_text(BROKEN, encoding="utf-8")
    trust = {"enabled": True, "startupPrompt": "never", "banner": "never"}
    changed = {f"security.workspace.trust.{name}": value for name, value in trust.items()}
    workbench.write_settings({**SETTINGS, **changed, "workbench.colorTheme": "Dark Modern"})
    try:
        seen = workbench.play(SCENES / "untrusted.mjs", tmp_path)
    finally:
        workbench.write_settings(SETTINGS)
    assert "Restricted Mode" in seen["mode"]
    assert re.search(r"img-src data:;", seen["policy"])
    assert seen["isDark"], "the page has the colours of the workbench"
    assert seen["refused"]["buttons"] == ["Manage Trust"]
    assert [one.name for one in tmp_path.iterdir()] == ["a.review"]
