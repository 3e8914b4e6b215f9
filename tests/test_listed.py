"""The list of a folder's outputs in memory and on disk: the same however it is laid out."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.batch.manifest import NAME, hold
from reviewfmt.batch.output_list import Output, Outputs, read

_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_NAMES = st.text("ab é\\\"'{}:,\n\udc80", min_size=1, max_size=8)
_DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXTS, lambda inner: st.lists(inner, max_size=3)
)
_OUTPUTS = st.dictionaries(
    _NAMES, st.builds(Output, _TEXTS, _TEXTS, _DIGESTS, _JSON, _JSON), max_size=5
)


def _data(outputs: dict[str, Output]) -> dict[str, Any]:
    said = {
        name: {key: value for key, value in one._asdict().items() if value is not None}
        for name, one in outputs.items()
    }
    return {"version": 2, "outputs": said}


@given(outputs=_OUTPUTS, ours=st.booleans())
def test_a_list_is_read_as_it_was_written_and_in_any_other_layout(
    outputs: dict[str, Output], ours: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("out")
    if ours:
        made = Outputs()
        for name, one in outputs.items():
            made[name] = one
        data = b"".join(made.dumped())
    else:
        data = json.dumps(_data(outputs), indent=3).encode()
    assert json.loads(data.decode("utf-8", "surrogateescape")) == _data(outputs)
    (folder / NAME).write_bytes(data)
    found, _ = read(str(folder))
    assert dict(found) == outputs
    assert not found.is_changed
    assert json.loads(b"".join(found.dumped()).decode("utf-8", "surrogateescape")) == _data(outputs)


def test_a_list_is_changed_by_what_it_does_not_say_alone() -> None:
    outputs = Outputs()
    outputs["a"] = Output("b", "json", "0" * 64)
    assert outputs.is_changed
    outputs.is_changed = False
    outputs["a"] = Output("b", "json", "0" * 64)
    assert not outputs.is_changed
    outputs["a"] = Output("b", "json", "1" * 64)
    assert outputs.is_changed
    outputs.is_changed = False
    del outputs["a"]
    assert outputs.is_changed
    assert not outputs


def test_a_list_takes_little_more_room_than_its_file(tmp_path: Path) -> None:
    """It is read, a tenth of it changes, it is saved: as objects it takes five times as much."""
    outputs = Outputs()
    made = ["k" * 32, "1" * 64, "7678 1795702069364260088 1795702069364260088 4254950", [], []]
    for number in range(2000):
        state = f"11564 1795704162754251633 1795704162754251633 {number}"
        outputs[f"a-review-of-a-show-{number}.json"] = Output(
            f"../reviews/a-review-of-a-show-{number}.review", "json", "0" * 64, state, made
        )
    (tmp_path / NAME).write_bytes(b"".join(outputs.dumped()))
    size = (tmp_path / NAME).stat().st_size
    with hold(str(tmp_path)):  # what is imported for it is no part of it
        pass
    tracemalloc.start()
    try:
        with hold(str(tmp_path)) as manifest:
            for name in list(manifest.outputs)[::10]:
                manifest.outputs[name] = manifest.outputs[name]._replace(sha256="2" * 64)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2.5 * size, (peak, size)
    assert json.loads((tmp_path / NAME).read_bytes())["outputs"]
