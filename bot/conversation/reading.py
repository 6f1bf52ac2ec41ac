"""Has the meaning of her words read before the turn, where the words alone leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState
from bot.engine.flow import Bundle
from bot.messages import Address, Inbound, Said, Thread
from bot.text.spelling import fold
from bot.understanding.topics import Reading

FEWEST = 2
"""A single word is a choice, a place or a word of hers: its meaning is not asked for."""


CROWD = 10_000
"""So many addresses that a person attends to are remembered at most."""


LONGEST = 1200
"""Characters of a text that are looked at to know whether it is a label."""


class Reader(Protocol):
    """A model that reads texts."""

    async def read(self, text: str, doubted: Sequence[str] = ()) -> Reading | None:
        """The meaning of the text, and of those parts that may tell of danger, or None where the
        model has no time for it. Nothing ``doubted``: None also while another text is read, whose
        time it would take."""


class Attended:
    """Whose texts a person reads, as far as this process saw. In memory only.

    A guess, and a wrong one costs little: nobody is asked what her text is about although the bot
    answers it, or somebody is although a person does. Both hold for one text.
    """

    def __init__(self) -> None:
        self._who: set[Address] = set()

    def __contains__(self, to: Address | Thread) -> bool:
        return to in self._who

    def learn(self, address: Address, case: Case | None) -> None:
        """How the case of this address stands after a turn."""
        if case is None or case.state is not CaseState.CLAIMED:
            self._who.discard(address)
            return
        if len(self._who) >= CROWD:
            self._who.clear()
        self._who.add(address)


async def read_meaning(
    inbound: Inbound, scene: Scene, reader: Reader, *, attended: bool = False
) -> Inbound:
    """The happening, with the meaning of its text where that could tell of danger, or what it is
    about. ``attended``: a person reads it, so that only danger matters. Only where it could tell
    of danger it is read while another text is."""
    what = inbound.what
    if not isinstance(what, Said) or not _is_open(what.text, scene):
        return inbound
    doubted = scene.screen.doubted(what.text)
    told = attended or scene.topics is None or scene.topics.is_clear(what.text)
    if told and not doubted:
        return inbound
    read = await reader.read(what.text, doubted)
    return replace(inbound, meaning=read.doubted, near=read.near) if read else inbound


def _is_open(text: str, scene: Scene) -> bool:
    """Whether no choice, number or word settles the text, and it is no story."""
    folded = fold(text[:LONGEST])
    words = folded.split()
    return len(words) >= FEWEST and folded not in _labels(scene.newest)


@lru_cache(maxsize=8)
def _labels(bundle: Bundle) -> frozenset[str]:
    """Everything that stands on a choice or leads to a flow, in every language, folded."""
    return frozenset(map(fold, bundle.spoken()))
