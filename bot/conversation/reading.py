"""Has the meaning of her words read before the turn, where the words alone leave it open."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from bot.conversation.scene import Scene
from bot.engine.flow import Bundle
from bot.messages import Inbound, Said
from bot.spelling import fold

FEWEST = 2
"""A single word is a choice, a place or a word of hers: its meaning is not asked for."""


class Reader(Protocol):
    """A model that reads texts."""

    async def read(self, text: str) -> tuple[float, ...] | None:
        """The meaning of the text, or None where the model has no time for it."""


async def read_meaning(inbound: Inbound, scene: Scene, reader: Reader) -> Inbound:
    """The happening, with the meaning of its text where that could tell of danger."""
    what = inbound.what
    if not isinstance(what, Said) or not _is_open(what.text, scene):
        return inbound
    return replace(inbound, meaning=await reader.read(what.text))


def _is_open(text: str, scene: Scene) -> bool:
    """Whether no choice, number or word settles the text, and its words tell too little."""
    folded = fold(text)
    if len(folded.split()) < FEWEST or folded in _labels(scene.newest):
        return False
    return scene.screen.is_in_doubt(text)


@lru_cache(maxsize=8)
def _labels(bundle: Bundle) -> frozenset[str]:
    """Everything that stands on a choice or leads to a flow, in every language, folded."""
    return frozenset(map(fold, bundle.spoken()))
