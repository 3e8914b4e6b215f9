"""What holds for every test."""

from __future__ import annotations

import importlib
import pkgutil

from hypothesis import settings

import benchmarks
import reviewfmt
import scripts

# A slow machine is no failure: no test here is about time.
settings.register_profile("reviewfmt", deadline=None)
settings.load_profile("reviewfmt")

# Hypothesis draws constants of every module of the project that is loaded. All are loaded here, so
# that a test draws the same texts whichever tests its worker ran before.
for package in (reviewfmt, benchmarks, scripts):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
