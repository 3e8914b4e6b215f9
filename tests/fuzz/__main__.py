"""`python -m tests.fuzz`: fuzz each target for a while; what it finds is kept as a file.

Make what it finds a fixture: a text of `tests/data/laws`, or a case of the reader's own data.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.fuzz import engines

TARGETS = ("text", "json", "markdown", "html", "epub", "docx", "config")
"""The names of the targets; only a child process imports them, since Atheris instruments them."""


def main() -> int:
    """Run the targets, each in a process of its own; return 1 if any of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=30, help="for each target (default 30)")
    parser.add_argument("--engine", choices=engines.ENGINES, default=engines.best())
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"), help="where findings go")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"unknown target {sorted(unknown)[0]}, expected one of {', '.join(TARGETS)}")
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.child:
        run = engines.atheris if options.engine == "atheris" else engines.hypothesis
        run(options.targets[0], options.seconds, options.keep)
        return 0
    failed = []
    for name in options.targets or TARGETS:
        print(f"{name}: {options.seconds} s with {options.engine}", flush=True)
        command = [sys.executable, "-m", "tests.fuzz", name, "--child"]
        command += ["--seconds", str(options.seconds), "--engine", options.engine]
        command += ["--keep", str(options.keep)]
        log = options.keep / f"{name}.log"
        with log.open("wb") as output:
            done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            failed.append(name)
            tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
            print("\n".join(tail))
    print(f"failed: {', '.join(failed)}" if failed else "nothing found")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
