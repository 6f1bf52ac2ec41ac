"""What a turn of the cover takes beside one of the service: a clock must not tell them apart."""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.assemble import house, now
from bot.config import load
from bot.crypto.keys import create_key_file
from bot.house import House
from bot.messages import Address, Channel, Happening, Inbound, Opened, Said
from bot.storage.upgrade import upgrade

TALKS = 20
ROUNDS = 25
OPEN = ("altro", "altro", "altro", "torna all'inizio")
COVERED = ("chi sei?", "domani", "grazie", "che ore sono")
"""Four turns of each side, round and round: the menu behind the curtain, questions before it."""


@dataclass(slots=True)
class Side:
    """The turns of one side: statements of each, and milliseconds until it was durable."""

    statements: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list, repr=False)

    def percentile(self, part: float) -> float:
        """Milliseconds that this part of the turns took at most."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


@dataclass(frozen=True, slots=True)
class Sides:
    """Turns of the service and of the cover, taken by turns on one machine."""

    open: Side
    covered: Side

    @property
    def covered_is_slower(self) -> float:
        """In so many of 100 pairs the turn of the cover took longer: 50 tells nothing."""
        ordered = sorted(self.open.waits)
        won = sum(
            (bisect_left(ordered, wait) + bisect_right(ordered, wait)) / 2
            for wait in self.covered.waits
        )
        return 100 * won / (len(ordered) * len(self.covered.waits))


def measured_sides(folder: Path) -> Sides:
    """One turn after the other, each alone, over SQLite in this folder: open, covered, open, ….

    The first contacts are not counted. Raises ``RuntimeError`` where a turn says nothing.
    """
    return asyncio.run(_measured(folder))


async def _measured(folder: Path) -> Sides:
    settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": f"sqlite:///{folder}/cover.sqlite",
            "FILO_MASTER_KEY_FILE": f"{folder}/cover.key",
        }
    )
    create_key_file(settings.master_key_file)
    await upgrade(settings.database_url)
    sides = Sides(Side(), Side())
    async with house(settings) as service:
        hers = [Address(Channel.SMS, f"hers-{n}") for n in range(TALKS)]
        strangers = [Address(Channel.SMS, f"stranger-{n}") for n in range(TALKS)]
        for to in hers:
            for what in (Opened(), Said("1"), Said("1")):
                await _post(service, to, what)
        for to in strangers:
            await _post(service, to, Said("ciao"))
        with _counting() as count:
            for number in range(ROUNDS * len(OPEN)):
                which = number % len(OPEN)
                for one, other in zip(hers, strangers, strict=True):
                    await _take(service, one, OPEN[which], sides.open, count)
                    await _take(service, other, COVERED[which], sides.covered, count)
    return sides


async def _take(service: House, to: Address, text: str, side: Side, count: Sequence[str]) -> None:
    before, began = len(count), time.perf_counter()
    await _post(service, to, Said(text))
    side.waits.append((time.perf_counter() - began) * 1000)
    side.statements.append(len(count) - before)


async def _post(service: House, to: Address, what: Happening) -> None:
    turned = await service.inbox.post(Inbound(service.ids.new(), to, now(), what, ("it",)))
    if not turned.shown:
        raise RuntimeError("a turn that is measured says something")


@contextmanager
def _counting() -> Iterator[list[str]]:
    """The statements of every engine within the block."""
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
