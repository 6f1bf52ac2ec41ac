"""How long the three proposals of an appointment take: 200 calendars, booked over a year."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from bot.appointments.calendar import Calendar, Window
from bot.appointments.slots import moments
from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.conversation.world import World
from bot.crypto.keys import Keyring
from bot.engine.effects import Call
from bot.engine.session import Session
from bot.messages import Address, Channel
from bot.storage.appointment_tables import bookings
from bot.storage.calendars import SqlCalendars
from bot.storage.ids import RandomIds
from bot.storage.plain import to_ms
from bot.storage.sql import SqlStore
from bot.storage.upgrade import upgrade

NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)
DESKS = 200
DAYS = 365
ASKED = 300
TAKEN_OF_TEN = 8
"""So many of ten moments of the whole year are taken: whoever asks has to look far."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Milliseconds of one question, the median and 95 of 100, over so many bookings."""

    median: float
    most: float
    bookings: int


def proposed(folder: Path) -> Proposed:
    """Measure over SQLite in that folder."""
    return asyncio.run(_measured(folder))


async def _measured(folder: Path) -> Proposed:
    url = f"sqlite:///{folder}/appointments.db"
    # The migration runs a loop of its own.
    await asyncio.to_thread(asyncio.run, upgrade(url))
    store = await SqlStore.open(url, Keyring(bytes(range(32))))
    try:
        desks = [_desk(number) for number in range(DESKS)]
        for desk in desks:
            await SqlCalendars(store).put(desk, NOW)
        rows = [row for desk in desks for row in _year(desk)]

        def fill(connection: Connection) -> None:
            for at in range(0, len(rows), 5_000):
                connection.execute(insert(bookings), rows[at : at + 5_000])

        await store.write(fill)
        scene, world = published_scene(), World(RandomIds())
        waits = [await _ask(store, scene, world, number) for number in range(ASKED)]
    finally:
        await store.close()
    # The first one opens the calendars, which later ones find open.
    ordered = sorted(waits[1:])
    return Proposed(ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100], len(rows))


def _desk(number: int) -> Calendar:
    week = tuple(Window(day, 9 * 60, 17 * 60) for day in range(5))
    return Calendar(f"desk-{number:03}", f"agency-{number:03}", "legal", "Sportello", week)


def _year(desk: Calendar) -> Iterator[dict[str, Any]]:
    number = int(desk.id[-3:])
    for day in range(DAYS):
        for nth, slot in enumerate(moments(desk, (NOW + timedelta(days=day)).date())):
            if (nth + day + number) % 10 < TAKEN_OF_TEN:
                yield {
                    "id": f"{desk.id}-{day}-{nth}",
                    "conversation": f"c-{desk.id}-{day}-{nth}",
                    "calendar": desk.id,
                    "agency": desk.agency,
                    "starts_at": to_ms(slot.starts_at),
                    "ends_at": to_ms(slot.ends_at),
                    "state": "booked",
                    "until": None,
                    "made_at": to_ms(NOW),
                    "forget_at": to_ms(slot.ends_at),
                    "since": 1,
                    "room": "",
                    "acknowledged_at": None,
                    "sealed": b"",
                }


async def _ask(store: SqlStore, scene: Scene, world: World, number: int) -> float:
    """One question within a transaction of its own, in milliseconds."""
    her = Address(Channel.WEB, "her")
    session = Session(scene.current, "it")
    talk = Conversation("c", her, Curtain.OPEN, session, 1, NOW, NOW)
    call = Call("appointments.offer", (("town", "015182"), ("kind", "legal")))
    async with store.batch() as batch:
        began = time.perf_counter()
        now = NOW + timedelta(hours=number % 24)
        answer = await world.answer(call, talk, None, scene, {}, now, batch)
        took = (time.perf_counter() - began) * 1000
    if answer.outcome != "found":
        raise RuntimeError("nothing was offered: the desks are not as this measurement knows them")
    return took
