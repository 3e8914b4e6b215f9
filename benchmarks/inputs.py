"""The inputs of benchmarks: a real page, if there is one, and reviews of a given size."""

from __future__ import annotations

from itertools import count, cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real" / "metallic-rouge-s1.txt"
SAMPLES = sorted((ROOT / "samples").glob("*.review"))


def page() -> str:
    """Return the real page, or else the first sample."""
    return (REAL if REAL.exists() else ROOT / "samples" / "metallic-rouge.review").read_text(
        encoding="utf-8"
    )


def grown(size: int) -> str:
    """Return a valid review of about `size` bytes, in the proportions of the page."""
    lines = page().splitlines()
    entries = [
        line.split(": ", 1)[1] for line in lines if line.startswith("Episode ") and "|" in line
    ]
    prose = cycle([line for line in lines if len(line) > 200])
    title, verdict = lines[0], "  • Verdict - 6/10"
    blocks: list[str] = []
    guide: list[str] = []
    numbers = count(1)
    done = 0
    while done < size:
        more = [f"Episode {next(numbers)}: {entry}" for entry in entries]
        guide += more
        text = [f"Part {len(blocks)}", *(f"{next(prose)} {len(blocks) + n}." for n in range(16))]
        blocks += text
        done += sum(len(line.encode()) + 2 for line in (*more, *text))
    return "\n\n".join([title, "Episode Guide", "\n".join(guide), *blocks, verdict]) + "\n"


def yaml(size: int) -> str:
    """Return a YAML file of about `size` bytes without findings of yamllint."""
    lines = ["---", "services:"]
    for number in count(1):
        if sum(len(line) + 1 for line in lines) >= size:
            return "\n".join(lines) + "\n"
        lines += [
            f"  service-{number}:",
            f"    image: example/service:{number}.0",
            "    restart: unless-stopped",
            "    environment:",
            '      LEVEL: "info"',
            "    ports:",
            f'      - "{8000 + number}:80"',
        ]
    raise AssertionError("unreachable")
