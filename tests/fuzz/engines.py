"""What drives a target: Atheris, guided by coverage, where it installs; else Hypothesis."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

ENGINES = ("atheris", "hypothesis")
_EXAMPLES = 50
"""How many inputs Hypothesis draws before it looks at the clock."""


def best() -> str:
    """Return the best engine that is installed."""
    return "atheris" if importlib.util.find_spec("atheris") is not None else "hypothesis"


def atheris(name: str, seconds: int, folder: Path) -> None:
    """Fuzz a target in this process, and leave it: with 0, or with 77 for a failure."""
    import atheris as engine

    with engine.instrument_imports(include=["reviewfmt"]):
        from tests.fuzz.targets import TARGETS
    corpus = folder / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for data in TARGETS[name].seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    flags = [f"-max_total_time={seconds}", f"-artifact_prefix={folder / name}-", "-max_len=20000"]
    engine.Setup([sys.argv[0], *flags, str(corpus)], TARGETS[name].ask)
    engine.Fuzz()


def hypothesis(name: str, seconds: int, folder: Path) -> None:
    """Fuzz a target in this process; leave it with 77 for a failure, the input kept in `folder`."""
    from tests.fuzz.targets import TARGETS

    target = TARGETS[name]
    seeds = target.seeds()
    last = b""

    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutations(seeds))
    def ask(data: bytes) -> None:
        nonlocal last
        last = data
        target.ask(data)

    end = time.monotonic() + seconds
    turn = 0
    while turn == 0 or time.monotonic() < end:
        try:
            seeded(turn)(ask)()
        except BaseException:
            kept = folder / f"{name}-{hashlib.sha256(last).hexdigest()[:16]}"
            kept.write_bytes(last)
            print(f"the input is in {kept}", file=sys.stderr)
            raise
        turn += 1


@st.composite
def mutations(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Return a seed with pieces cut out, repeated, or put in."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        piece = draw(
            st.one_of(
                st.just(b""),
                st.binary(max_size=8),
                st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
                st.integers(2, 40).map(bytes(data[at:end]).__mul__),
            )
        )
        data[at:end] = piece
    return bytes(data)
