"""A fixed number of grown reviews: the same ones in every run."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from reviewfmt.model import Review
from tests.growing import published


def grown(count: int) -> list[Review]:
    """Return `count` reviews as Hypothesis grows them, the same ones each time."""
    found: list[Review] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(published())
    def keep(review: Review) -> None:
        found.append(review)

    keep()
    assert len(found) >= count
    return found[:count]
