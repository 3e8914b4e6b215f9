"""The weights of the page reader, learned whole and measured on layouts kept out."""

from __future__ import annotations

from reviewfmt.pages.decode import model
from scripts.measure_pages import measure
from scripts.train import examples, main


def test_the_weights_and_their_scale_are_what_the_pages_teach() -> None:
    assert main(["--check"]) == 0


def test_pages_of_other_layouts_are_read() -> None:
    measured = measure(examples(), model().scale)
    assert measured.lines >= 0.9
    assert measured.documents >= 0.7
    assert measured.silent <= 0.01
    assert measured.doubted <= 0.25
