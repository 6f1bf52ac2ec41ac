"""What a free text is about; for now only whether it tells of danger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.understanding.danger import Screen


@dataclass(frozen=True, slots=True)
class Understanding:
    """``topics`` are ids with their weight, best first. ``decision``: go there, offer, or ask."""

    danger: bool
    topics: tuple[tuple[str, float], ...]
    decision: Literal["sure", "offer", "lost"]


def understand(
    text: str, language: str, screen: Screen, vector: Sequence[float] | None = None
) -> Understanding:
    """What the text means. ``language`` is that of the talk: signs of danger are heard in all.

    ``vector`` is its meaning, where a model has read it.
    """
    return Understanding(screen.sign(text, vector) is not None, (), "lost")
