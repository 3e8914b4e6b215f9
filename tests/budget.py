"""How many texts the laws are asked of; `make test-all` asks for more (REVIEWFMT_CASES).

REVIEWFMT_CONVERTED says how many reviews go through every format and back.
"""

from __future__ import annotations

import os

import pytest

CASES = int(os.environ.get("REVIEWFMT_CASES", "20"))
"""Texts for each law that reads a text."""

SOME = min(CASES, 2000)
"""Texts for each law that takes long over one."""

CONVERTED = int(os.environ.get("REVIEWFMT_CONVERTED", "6"))
"""Reviews for the law of conversions, each through every format."""

IS_WHOLE = CASES >= 1000
"""Whether the slow checkers look at all that is published, or at a part."""

IN_WHOLE = pytest.mark.skipif(not IS_WHOLE, reason="it takes long: `make test-all` runs it")
"""Marks a test that `make test` has no time for."""
