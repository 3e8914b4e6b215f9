"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is no failure: no test here is about time.
settings.register_profile("reviewfmt", deadline=None)
settings.load_profile("reviewfmt")
