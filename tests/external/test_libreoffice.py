"""Word processors: what LibreOffice makes of our documents reads back, and prints as it should.

Needs LibreOffice Writer (`soffice`), and pdftotext and pdftoppm for what is printed, which no
Python package holds: `.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1, with which nothing
here may be skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from reviewfmt.converter import read_document, write
from reviewfmt.model import Review
from reviewfmt.parser import parse
from reviewfmt.source import decode
from tests.test_books import lay
from tests.test_pictures import shown
from tests.test_readers import published

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
POPPLER = shutil.which("pdftotext")
MADE = ("docx", "odt")
SAVED = ("docx", "odt", "html")


@pytest.fixture(autouse=True, scope="module")
def _tools() -> None:
    if SOFFICE is not None and POPPLER is not None:
        return
    missing = "LibreOffice or poppler-utils is not installed; .ci/run installs both"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


def sample(path: Path) -> Review:
    return parse(decode(path.read_bytes())).review


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sample, as `made-saved/name.saved`: one run of LibreOffice for each."""
    folder = tmp_path_factory.mktemp("word")
    for made in MADE:
        source = folder / made
        source.mkdir()
        paths = []
        for path in SAMPLES:
            paths.append(source / f"{path.stem}.{made}")
            paths[-1].write_bytes(write(sample(path), made))
        for target in (*SAVED, "pdf"):
            convert(target, folder / f"{made}-{target}", paths, folder)
    return folder


def convert(target: str, into: Path, paths: list[Path], folder: Path) -> None:
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{folder}/profile",
        *("--headless", "--convert-to", target, "--outdir", str(into)),
        *map(str, paths),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


def test_the_samples_are_found() -> None:
    assert len(SAMPLES) >= 13
    languages = {sample(path).metadata.language for path in SAMPLES}
    assert {"ar", "ja", "hi", "de", "es", None} <= languages


@pytest.mark.parametrize("target", SAVED)
@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_libreoffice_saves_is_the_same_review(
    path: Path, made: str, target: str, saved: Path
) -> None:
    data = (saved / f"{made}-{target}" / f"{path.stem}.{target}").read_bytes()
    reading = read_document(data, target)
    assert reading.review == published(sample(path))
    assert reading.losses == ()


@pytest.mark.parametrize("made", MADE)
def test_right_to_left_stays_so(made: str, saved: Path) -> None:
    name = "last-stop-cafe"
    page = (saved / f"{made}-html" / f"{name}.html").read_text(encoding="utf-8")
    assert re.search(r"<body\b[^>]*\bdir=\"rtl\"", page)
    with zipfile.ZipFile(saved / f"{made}-odt" / f"{name}.odt") as archive:
        styles = archive.read("styles.xml").decode()
    assert 'style:writing-mode="rl-tb"' in styles
    with zipfile.ZipFile(saved / f"{made}-docx" / f"{name}.docx") as archive:
        body = archive.read("word/document.xml").decode() + archive.read("word/styles.xml").decode()
    assert re.search(r"<w:bidi(?: w:val=\"(?:true|1)\")?/>", body)
    assert re.search(r"<w:bidiVisual(?: w:val=\"true\")?/>", body)


@pytest.mark.parametrize("made", MADE)
def test_the_scores_stand_at_the_end_of_the_line(made: str, saved: Path) -> None:
    """On paper: the words of a row share a line, and the scores end at one edge."""
    for name, at_left in (("metallic-rouge", False), ("last-stop-cafe", True)):
        pdf = saved / f"{made}-pdf" / f"{name}.pdf"
        words = boxes(pdf)
        scores = [box for text, box in words if re.fullmatch(r"[\d.]+/5", text)]
        assert len(scores) >= 5
        edges = {round(box[0] if at_left else box[2]) for box in scores}
        assert max(edges) - min(edges) <= 1, name
        middle = 595 / 2
        assert all((box[0] < middle) is at_left for box in scores), name


def boxes(pdf: Path) -> list[tuple[str, tuple[float, float, float, float]]]:
    command = ["pdftotext", "-bbox", "-l", "1", str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>',
        told,
    )
    return [(text, tuple(map(float, box))) for *box, text in found]  # type: ignore[misc] # four


@pytest.mark.parametrize("made", MADE)
def test_the_header_of_a_guide_is_on_each_of_its_pages(
    made: str, tmp_path: Path, saved: Path
) -> None:
    rows = "\n".join(f"Episode {at}: Title {at} | {at % 5 + 1}/5" for at in range(1, 91))
    text = f"Long Show Season 1 Review\n\nEpisode Guide\n\n{rows}\n\nGood.\n\nVerdict: 8/10\n"
    path = tmp_path / f"long.{made}"
    path.write_bytes(write(parse(text).review, made))
    convert("pdf", tmp_path, [path], saved)
    command = ["pdftotext", "-layout", str(tmp_path / "long.pdf"), "-"]
    pages = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    filled = [page for page in pages.split("\f") if "Title" in page]
    assert len(filled) >= 3
    assert all(re.search(r"Episode\s+Title\s+Score", page) for page in filled)


KEEPS_ADDRESSES = {"docx": "docx:Office Open XML Text"}
"""LibreOffice's other filter, "Word 2007-365", drops the titles of pictures: our addresses."""


@pytest.mark.parametrize("target", SAVED)
@pytest.mark.parametrize("made", MADE)
def test_pictures_stay_with_their_addresses_and_texts(
    made: str, target: str, tmp_path: Path
) -> None:
    lay(tmp_path, {"a.png": "png", "img/b.jpg": "jpg", "c.gif": "gif"})
    review = shown(["a.png", "img/b.jpg", "c.gif", "a.png"], "A “pier” & fog", "The *old* pier")
    path = tmp_path / f"fog.{made}"
    path.write_bytes(write(review, made, folder=str(tmp_path)))
    convert(KEEPS_ADDRESSES.get(target, target), tmp_path / "out", [path], tmp_path)
    back = read_document((tmp_path / "out" / f"fog.{target}").read_bytes(), target)
    assert back.review == review
    assert back.losses == ()
