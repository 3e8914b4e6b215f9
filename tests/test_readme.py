"""The README says what is so: its review, its tables, its commands and its code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewfmt import load, to_json
from reviewfmt.cli import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "samples" / "metallic-rouge.review"


def fences(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_review_shown_is_the_first_sample() -> None:
    shown = [line for line in fences("text")[0].splitlines() if line != "…"]
    sample = iter(SAMPLE.read_text(encoding="utf-8").splitlines())
    assert all(line in sample for line in shown), "not the sample's lines, in their order"
    assert sum(line.startswith("Episode ") for line in shown) == 14


def test_the_json_shown_is_what_it_becomes() -> None:
    def agrees(shown: object, real: object) -> bool:
        if shown == "…":
            return True
        if isinstance(shown, dict) and isinstance(real, dict):
            return all(key == "…" or agrees(value, real[key]) for key, value in shown.items())
        if isinstance(shown, list) and isinstance(real, list):
            left = iter(real)
            return all(one == "…" or any(agrees(one, other) for other in left) for one in shown)
        return shown == real

    assert agrees(json.loads(fences("json")[0]), to_json(load(SAMPLE)))


def test_the_table_of_formats_is_the_converters() -> None:
    script = ROOT / "scripts" / "format_table.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "the formats have changed: run scripts/format_table.py"


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    lines = [line for text in fences("console") for line in text.splitlines()]
    commands = [line[len("$ reviewfmt ") :].split() for line in lines if line.startswith("$ ")]
    (tmp_path / "pasted.txt").write_bytes(SAMPLE.read_bytes())
    assert len(commands) == 4
    for command in commands:
        assert run(command) == 0, command
    assert (tmp_path / "rouge.epub").exists()
    assert (tmp_path / "public" / "index.html").exists()
    assert len(list((tmp_path / "reviews").glob("*.review"))) == 1


def test_what_a_command_is_shown_to_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    block = fences("console")[0]
    command, *told = block.partition("\n$ ")[0].splitlines()
    assert run(command[len("$ reviewfmt ") :].split()) == 0
    out, err = capsys.readouterr()
    assert (out + err).splitlines() == told


def test_the_code_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(fences("python")[0], "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("Metallic Rouge 1\n1 Crimson")


LANGUAGES = {
    "Arabic": "ar",
    "Chinese": "zh",
    "Dutch": "nl",
    "English": "en",
    "French": "fr",
    "German": "de",
    "Italian": "it",
    "Japanese": "ja",
    "Korean": "ko",
    "Portuguese": "pt",
    "Spanish": "es",
}


def test_the_languages_are_those_of_the_vocabularies() -> None:
    told = re.search(r"may\s+be\s(English,.*?) or (\w+)\.", README, re.DOTALL)
    assert told is not None
    tags = {LANGUAGES[name] for name in (*re.split(r",\s", told[1]), told[2])}
    assert tags == {path.stem for path in (ROOT / "grammar" / "vocabulary").glob("*.toml")}


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_every_link_leads_somewhere() -> None:
    pages = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "conformance/README.md")
    for page in (*(ROOT / name for name in pages), *ROOT.glob("docs/*.md")):
        text = re.sub(r"^```.*?^```$|``.*?``|`[^`\n]*`", "", _text(page), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
