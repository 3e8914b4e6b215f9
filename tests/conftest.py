"""What holds for every test."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

import pytest
from hypothesis import settings

import benchmarks
import reviewfmt
import scripts
from tests.budget import IS_WHOLE

# A slow machine is no failure: no test here is about time.
settings.register_profile("reviewfmt", deadline=None)
settings.load_profile("reviewfmt")

# Hypothesis draws constants of every module of the project that is loaded. All are loaded here, so
# that a test draws the same texts whichever tests its worker ran before.
for package in (reviewfmt, benchmarks, scripts):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

SAMPLED = (
    "convert_text",
    "editions",
    "engine",
    "faults",
    "incremental",
    "other_documents",
    "outputs",
    "pictures",
    "published_pages",
    "shelf",
    "unseen_documents",
    "worker",
)
"""The modules whose cases take long: of those `make test` runs every other one."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out every other case of the sampled modules where all modules are run, but not whole.

    `make test-all` runs them all, and so does whoever asks for some of the modules.
    """
    if IS_WHOLE or len({item.path for item in items}) < 100:
        return
    sampled = {f"test_{name}.py" for name in SAMPLED}
    cases: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        test, bracket, _ = item.nodeid.partition("[")
        if bracket and item.path.name in sampled:
            cases[test] += 1
        (left if bracket and cases[test] % 2 == 0 and cases[test] else kept).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept
