"""The playground as far as it is Python: what a text gives, and that nothing else is needed for it.

tests/external/test_playground_browser.py builds it and drives it in a browser.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from playground.entry import MOST_FINDINGS, answer, look, mend, opened
from reviewfmt.converter import write
from reviewfmt.diagnostic import Severity
from reviewfmt.linter import check
from reviewfmt.parser import parse
from reviewfmt.source import decode
from scripts import build_playground
from scripts.node_packages import BuildError

ROOT = Path(__file__).parents[1]
CASES = tomllib.loads((ROOT / "tests/data/playground/looks.toml").read_text(encoding="utf-8"))
SAMPLES = sorted((ROOT / "samples").glob("*.review"))


def each(table: str) -> pytest.MarkDecorator:
    names = [one["name"] for one in CASES[table]]
    return pytest.mark.parametrize("case", CASES[table], ids=names)


@each("case")
def test_a_text_gives_what_there_is_to_show(case: dict[str, Any]) -> None:
    found = look(case["text"])
    said = [
        f"{one['code']} {one['line']}:{one['column']} {one['from']}-{one['to']}"
        for one in found["findings"]
    ]
    for name in ("errors", "message", "refused"):
        assert found[name] == case.get(name, found[name])
    assert said == case.get("findings", said)
    assert found["looks"] == case.get("looks")
    assert case.get("page", "") in (found["page"] or "")
    if "is_document" in case:
        assert (found["document"] is not None) == case["is_document"]
    assert (found["document"] is None) == (found["refused"] is not None)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_gives_what_the_commands_give(path: Path) -> None:
    """Findings as of `check`; JSON and page as of `convert`, which uses pandoc for the page."""
    text = decode(path.read_bytes())
    found = look(text)
    wanted = check(text)
    assert [
        (one["code"], one["line"], one["column"], one["message"]) for one in found["findings"]
    ] == [(one.code, one.span.line, one.span.column, one.message) for one in wanted]
    assert found["errors"] + found["warnings"] == len(wanted)
    parsed = parse(text)
    if any(one.severity is Severity.ERROR for one in parsed.diagnostics):
        assert found["document"] is None
        return
    review = parsed.review
    assert json.loads(found["document"]) == json.loads(write(review, "json"))
    assert found["page"] == write(review, "html").decode()


def test_places_are_those_of_a_browser() -> None:
    text = "A Show Review 🚢\n\nPublished: 11 April 2024\n\nIt is good.\n\nVerdict - 7/10\n"
    (found,) = (one for one in look(text)["findings"] if one["code"] == "RF419")
    units = text.encode("utf-16-le")
    (edit,) = found["fix"]["edits"]
    assert units[2 * edit["from"] : 2 * edit["to"]].decode("utf-16-le") == "11 April 2024"
    assert edit["insert"] == "2024-04-11"


def test_many_findings_are_counted_and_not_all_handed_over() -> None:
    text = "A Show Review\n\n" + "Story - 11/10\n\n" * 600 + "Verdict - 7/10\n"
    found = look(text)
    assert len(found["findings"]) == MOST_FINDINGS
    assert found["errors"] + found["warnings"] == len(check(text)) > MOST_FINDINGS


@each("file")
def test_a_file_is_opened_or_refused(case: dict[str, Any]) -> None:
    found = opened(bytes.fromhex(case["hex"]))
    assert found == {"text": case.get("text"), "message": case.get("message")}


@each("mended")
def test_what_is_safe_to_mend_is_mended(case: dict[str, Any]) -> None:
    assert mend(case["text"]) == {"text": case["after"], "mended": case["mended"]}


def test_answers_are_json() -> None:
    text = CASES["case"][0]["text"]
    assert json.loads(answer("look", text)) == look(text)
    with pytest.raises(KeyError):
        answer("remove", text)


ALONE = """
import sys
from importlib.abc import MetaPathFinder

class Nothing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        known = {*sys.stdlib_module_names, *ALLOWED, "reviewfmt", "playground"}
        if top not in known and not top.startswith("_"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Nothing())
from playground.entry import look, mend, opened
found = look(sys.stdin.read())
assert found["page"] and found["document"], found
mend("A Show Review\\n\\nVerdict - 7/10\\n")
opened(b"A")
used = {name.partition(".")[0] for name in sys.modules}
sys.stdout.write(" ".join(sorted(used & set(ALLOWED))))
"""


def test_no_other_package_is_needed() -> None:
    """What the build puts beside the wheel is what is imported, no more and no less."""
    script = ALONE.replace("ALLOWED", repr(build_playground.REQUIRED))
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=SAMPLES[0].read_text(encoding="utf-8"),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUTF8": "1"},
        timeout=120,
    )
    assert not done.returncode, done.stderr
    assert done.stdout.split() == list(build_playground.REQUIRED)


def test_the_policy_knows_the_style_sheet_of_a_page() -> None:
    assert build_playground.sheet() in build_playground.policy()


def test_the_documentation_names_the_limits() -> None:
    page = " ".join((ROOT / "docs" / "playground.md").read_text(encoding="utf-8").split())
    script = (ROOT / "playground" / "src" / "main.ts").read_text(encoding="utf-8")
    values = dict(re.findall(r"^const (\w+) = ([\d_]+);", script, re.MULTILINE))
    seconds = re.search(r"SECONDS = \{ typed: (\d+), pressed: (\d+) \}", script)
    assert seconds is not None
    for said, name in (
        ("Up to {:,} characters are checked while you type", "TYPED"),
        ("up to {:,} when you press *Check*", "LARGEST"),
        ("The browser keeps up to {:,} characters", "LARGEST_KEPT"),
        ("A link holds up to {:,} characters", "LONGEST_LINK"),
        ("its text is larger than {:,} bytes", "LARGEST_LINKED"),
    ):
        assert said.format(int(values[name])) in page
    assert f"more than {seconds[1]} seconds while you type, or {seconds[2]} seconds after" in page


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds other files"):
        build_playground.build(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


def test_packages_of_the_lock_come_from_no_host() -> None:
    lock = json.loads((ROOT / "playground" / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((ROOT / "playground" / "package.json").read_text(encoding="utf-8"))
    for name, version in wanted["devDependencies"].items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert not [name for name, one in lock["packages"].items() if "resolved" in one]
    assert all(one.get("integrity") for name, one in lock["packages"].items() if name)
