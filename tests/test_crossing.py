"""What a command hands to its processes reaches those that are spawned, as on macOS and Windows."""

from __future__ import annotations

import pickle

from reviewfmt.cli.inputs import configured


def test_configurations_cross_processes() -> None:
    found = pickle.loads(pickle.dumps(configured(exclude=["drafts/"])))
    assert found.of("reviews").exclude == configured(exclude=["drafts/"]).of("reviews").exclude
