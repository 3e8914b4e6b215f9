"""Runs a process that modes of files bind, even where the tests run as root."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable

import pytest

_CAPBSET_DROP = 24
_WHAT_IGNORES_MODES = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def heeding_modes() -> Callable[[], None] | None:
    """Return what to pass as `preexec_fn`: root loses the rights by which it ignores modes.

    It stays root, for a checkout may be in a folder of root's. None where modes bind already.
    """
    if os.name == "nt":
        pytest.skip("POSIX modes")
    if os.geteuid() != 0:
        return None
    if sys.platform != "linux":
        pytest.skip("root ignores modes here")
    return _drop


def _drop() -> None:
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for right in _WHAT_IGNORES_MODES:
        if prctl(_CAPBSET_DROP, right, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "a right of root cannot be dropped")
