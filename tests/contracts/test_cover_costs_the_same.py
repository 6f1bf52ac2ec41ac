"""A turn of the cover does to the database what a turn of the service does: nobody can time it."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.assemble import published_scene
from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.world import World
from bot.messages import Address, Channel, Happening, Inbound, Left, Media, Opened, Said, Sent
from bot.publishing.published import read_cover, read_covers
from bot.storage.sql import SqlStore
from bot.talk import Counted

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERS = ("1", "1", "4", "menu", "lavoro", "menu", "2", "2")
"""Through the service: language, safe, the menu around, to a person who may come."""

STRANGERS: tuple[Happening, ...] = (
    *map(Said, ("chi sei?", "domani piove?", "gnurzel", "3", "mi sta picchiando", "aiuto")),
    Sent(Media.VOICE),
    Said("grazie"),
)


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """The statements of every engine within the block, by their first two words."""
    seen: Counter[str] = Counter()

    def note(*args: Any) -> None:
        seen[" ".join(str(args[2]).split()[:2])] += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


class House:
    """An inbox over a database; each happening is a turn, and its statements are counted."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._numbers = count(1)

    async def cost(self, to: Address, what: Happening) -> dict[str, int]:
        """The statements of this one turn."""
        number = next(self._numbers)
        at = NOW + timedelta(seconds=number)
        with counting() as seen:
            turned = await self._inbox.post(Inbound(f"in-{number}", to, at, what, ("it",)))
        assert turned.shown, "every turn here says something"
        return dict(seen)


@pytest.fixture
async def house(sql_store: SqlStore, scene: Scene) -> AsyncIterator[House]:
    """The shell over SQLite and PostgreSQL."""
    ids = Counted()
    inbox = Inbox(sql_store, lambda: scene, World(ids), LocalBus(), ids, Presence())
    await inbox.start()
    yield House(inbox)
    await inbox.stop()


@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS])
async def test_a_covered_turn_takes_the_same_statements_as_an_open_one(
    house: House, channel: Channel
) -> None:
    """First contact against first contact, and every later turn against every later turn."""
    hers, stranger = Address(channel, "hers"), Address(channel, "stranger")
    assert await house.cost(stranger, Said("ciao")) == await house.cost(hers, Opened())
    later = [await house.cost(hers, Said(text)) for text in HERS]
    covered = [await house.cost(stranger, what) for what in STRANGERS]
    assert covered == [later[2]] * len(STRANGERS)
    assert later[2:5] == [later[2]] * 3


async def test_so_does_a_turn_after_an_exit(house: House) -> None:
    """What comes in when she has left costs what it cost while she was there."""
    hers = Address(Channel.SMS, "hers")
    await house.cost(hers, Opened())
    (open_turn,) = {
        tuple(sorted((await house.cost(hers, Said(text))).items())) for text in ("1", "1", "4")
    }
    await house.cost(hers, Left("word"))
    for what in (Said("ciao"), *STRANGERS):
        assert await house.cost(hers, what) == dict(open_turn)


@pytest.mark.parametrize("cover", sorted(read_covers()))
async def test_whichever_cover_is_chosen(sql_store: SqlStore, scene: Scene, cover: str) -> None:
    """All covers cost the same."""
    chosen = replace(scene, cover=read_cover(cover))
    ids = Counted()
    inbox = Inbox(sql_store, lambda: chosen, World(ids), LocalBus(), ids, Presence())
    await inbox.start()
    house, stranger = House(inbox), Address(Channel.SMS, "stranger")
    await house.cost(stranger, Said("ciao"))
    costs = [await house.cost(stranger, what) for what in STRANGERS]
    await inbox.stop()
    assert all(cost == costs[0] for cost in costs)
    assert costs[0]["INSERT INTO"] == 3, "one for each table: line, outbox, inbox"
