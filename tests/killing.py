"""The command line, with files that are at fault by their names; see data/engine/cases.toml."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from reviewfmt import files
from reviewfmt.batch import engine
from reviewfmt.cli import conversion, inputs

_read = files.read_file


def _read_at_fault(path: str, *given: Any) -> bytes:
    name = Path(path).name
    if "kills-once" in name and not Path(f"{path}.killed").exists():
        Path(f"{path}.killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "kills." in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "waits" in name:
        time.sleep(0.02)
    if "goes" in name:
        Path(path).unlink()
    data = _read(path, *given)
    if "moves" in name:
        with Path(path).open("ab") as file:
            file.write(b"+")
    return data


_replace = os.replace


def _replace_at_fault(old: str, new: str) -> None:
    if "halves" in Path(new).name:
        os.kill(os.getpid(), signal.SIGKILL)
    _replace(old, new)
    if "lost" in Path(new).name:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    os.replace = _replace_at_fault  # type: ignore[assignment]
    vars(inputs)["read_file"] = _read_at_fault
    engine.FEW, conversion._FEW = 32, 8  # several processes, though the files are few
    from reviewfmt.__main__ import main

    main()
