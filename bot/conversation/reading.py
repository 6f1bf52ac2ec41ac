"""Has the meaning of her words read before the turn, where the words alone leave it open."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from bot.conversation.scene import Scene
from bot.engine.flow import Bundle
from bot.messages import Inbound, Said
from bot.spelling import fold
from bot.understanding.topics import Reading

FEWEST = 2
"""A single word is a choice, a place or a word of hers: its meaning is not asked for."""


LONGEST = 1200
"""Characters of a text that are looked at to know whether it is a label."""


class Reader(Protocol):
    """A model that reads texts."""

    async def read(self, text: str, *, behind: bool = True) -> Reading | None:
        """The meaning of the text, or None where the model has no time for it. Not ``behind``: no
        other text is waited for."""


async def read_meaning(inbound: Inbound, scene: Scene, reader: Reader) -> Inbound:
    """The happening, with the meaning of its text where that could tell of danger, or what it is
    about. Only where it could tell of danger other women's texts are waited for."""
    what = inbound.what
    if not isinstance(what, Said) or not _is_open(what.text, scene):
        return inbound
    doubtful = scene.screen.is_in_doubt(what.text)
    if not doubtful and (scene.topics is None or scene.topics.is_clear(what.text)):
        return inbound
    read = await reader.read(what.text, behind=doubtful)
    return replace(inbound, meaning=read.vector, near=read.near) if read else inbound


def _is_open(text: str, scene: Scene) -> bool:
    """Whether no choice, number or word settles the text, and it is no story."""
    folded = fold(text[:LONGEST])
    words = folded.split()
    return len(words) >= FEWEST and folded not in _labels(scene.newest)


@lru_cache(maxsize=8)
def _labels(bundle: Bundle) -> frozenset[str]:
    """Everything that stands on a choice or leads to a flow, in every language, folded."""
    return frozenset(map(fold, bundle.spoken()))
