"""The nodes of a text with marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Words without a mark."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasized words: `*words*`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly emphasized words: `**words**`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to `target`: `[words](target)`, or `<target>` where both are the same."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Spoiler:
    """Words that a reader sees only on request: `||words||`."""

    children: tuple[Inline, ...]


Inline: TypeAlias = Text | Emphasis | Strong | Link | Spoiler
"""What a text with marks is made of."""
