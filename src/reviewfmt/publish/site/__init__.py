"""A web site of reviews: a page each, and the lists, grids, feeds and index that lead to them."""

from __future__ import annotations

from reviewfmt.publish.reading import Input, Reader
from reviewfmt.publish.site.asked import Asked, Built
from reviewfmt.publish.site.build import build

__all__ = ["Asked", "Built", "Input", "Reader", "build"]
