"""The composition root: the only module that knows every room and introduces them."""

from __future__ import annotations

from asyncio import gather
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import random

import structlog

from bot.config import Settings
from bot.conversation.bus import LocalBus
from bot.conversation.erasing import Erasing
from bot.conversation.flooding import Floods
from bot.conversation.inbox import STOPPING_SECONDS as STOPS_WRITING
from bot.conversation.inbox import Inbox
from bot.conversation.outbox import STOPPING_SECONDS as STOPS_SENDING
from bot.conversation.outbox import Outbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Rules, Scene
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.crypto.chance import chance
from bot.crypto.keys import Keyring, read_key_file
from bot.house import House
from bot.intake.bringing import intake_of
from bot.meaning.vectors import Vectors, reading
from bot.process.ending import ended
from bot.publishing.published import (
    DEFAULT_COVER,
    NEAR,
    read_directory,
    read_source,
    scene_of,
)
from bot.publishing.stage import stage_of, with_pinned
from bot.rehearsal.room import Rehearsals
from bot.scheduling.fetching import Fetcher
from bot.storage.alarms import SqlAlarms
from bot.storage.audit import SqlAudit
from bot.storage.calendars import SqlCalendars
from bot.storage.channels import SqlChannels
from bot.storage.counts import SqlCounts
from bot.storage.desk import SqlDesk
from bot.storage.drills import SqlDrills
from bot.storage.flow_recordings import SqlRecordings
from bot.storage.ids import RandomIds
from bot.storage.kept import SqlKept
from bot.storage.people import SqlPeople
from bot.storage.provided import SqlProvided
from bot.storage.reviews import SqlReviews
from bot.storage.rota import SqlRota
from bot.storage.routing import SqlRouting
from bot.storage.routing_waits import SqlWaits
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_keys import SqlKeys
from bot.storage.staff_members import SqlMembers
from bot.storage.tray import SqlTray
from bot.storage.undelivered import SqlUndelivered
from bot.wiring.adjusted import adjusted, bounds_of
from bot.wiring.around import around_of
from bot.wiring.chat_tools import chat_tools
from bot.wiring.chosen import Chosen
from bot.wiring.external import external_of, how_on, phone_of, there
from bot.wiring.flyers import flyer_now
from bot.wiring.limits import limits_of
from bot.wiring.practising import practice_of
from bot.wiring.provided import Provided
from bot.wiring.rotating import Rotating
from bot.wiring.rules import keeping_of, rules_of
from bot.wiring.together import together_of
from bot.wording.desk import Wording
from bot.workshop.workshop import Workshop

LAST_SECONDS = 2.0
"""How long a room may take to end that has nothing to finish."""

HOUSE_ENDS = 3 * LAST_SECONDS + STOPS_SENDING + 1 + STOPS_WRITING + 1
"""How long the whole house may take: see ``_end``."""

log = structlog.get_logger(__name__)


def now() -> datetime:
    """The time, in UTC: the one place where anybody asks the clock."""
    return datetime.now(UTC)


def published_scene(
    clock: Callable[[], datetime] = now,
    cover: str = DEFAULT_COVER,
    name: str = "",
    own: Path | None = None,
) -> Scene:
    """What lies in the project's folders now. Raises ``UnpublishableError``."""
    return scene_of(read_source(), read_directory(own), clock, cover=cover, name=name)


def keyring_of(settings: Settings) -> Keyring:
    """The keys of the installation. Raises ``KeyFileError``."""
    files = (settings.master_key_file, settings.next_key_file)
    return Keyring(*(read_key_file(path) for path in files if path is not None))


@asynccontextmanager
async def store_of(settings: Settings) -> AsyncIterator[SqlStore]:
    """The open store of the settings. Raises ``KeyFileError`` or ``StorageError``."""
    keys = keyring_of(settings)
    store = await SqlStore.open(settings.database_url, keys, keeping_of(settings))
    try:
        yield store
    finally:
        await ended("database", store.close(), LAST_SECONDS)


@asynccontextmanager
async def house(
    settings: Settings, clock: Callable[[], datetime] = now, rules: Rules | None = None
) -> AsyncIterator[House]:
    """The whole service of one process, running within the block.

    Raises ``KeyFileError``, ``StorageError`` or ``UnpublishableError`` when it cannot start.
    """
    scene, content = _read(settings, clock, rules or rules_of(settings))
    async with store_of(settings) as store:
        scene = await with_pinned(scene, content, store)
        async with furnished(settings, scene, store, clock) as built:
            yield built


@asynccontextmanager
async def furnished(
    settings: Settings, scene: Scene, store: SqlStore, clock: Callable[[], datetime]
) -> AsyncIterator[House]:
    """The house over an open store, with what is published, running within the block."""
    with reading(wanted=settings.meaning, near=NEAR) as reader:
        built = _build(settings, scene, store.keys, store, clock, reader)
        await built.stage.refresh()
        await built.stage.refresh_choices()
        await built.rotating.say()
        await built.inbox.start()
        try:
            yield built
        finally:
            await _end(built)


async def _end(built: House) -> None:
    """Each room's end, in this order and each in time: none keeps the next from its own."""
    await ended("loops", built.loops.stop(), LAST_SECONDS)
    await gather(
        ended("outbox", built.outbox.stop(), STOPS_SENDING + 1),
        ended("erasing", built.erasing.stop(), LAST_SECONDS),
    )
    await ended("inbox", built.inbox.stop(), STOPS_WRITING + 1)
    written = built.external.write_down(built.store, built.channels)
    await gather(
        ended("channels", built.external.close(), LAST_SECONDS),
        ended("signs", written, LAST_SECONDS),
        ended("keys", built.rotating.leave(), LAST_SECONDS),
    )


def _build(
    settings: Settings,
    scene: Scene,
    keys: Keyring,
    store: SqlStore,
    clock: Callable[[], datetime],
    reader: Vectors | None,
) -> House:
    ids, bus, presence = RandomIds(), LocalBus(), Presence()
    phone = phone_of(settings)
    world = World(ids, phone.rings_for, lambda token: f"{settings.public_url}/g/{token}")
    external = external_of(settings, clock, scene.cover)

    how = how_on(settings)
    stage, made_up = stage_of(scene, store, there(how)), settings.demonstration
    stage.adjust = lambda known, chosen: adjusted(known, settings, chosen)
    addresses = Fetcher(private=settings.calendar_private)
    current = stage.current
    inbox = Inbox(store, current, world, bus, ids, presence, reader, Floods(lambda: chance(32)))
    senders, paces = external.senders, external.paces
    outbox = Outbox(
        store,
        senders,
        clock,
        bus.publish,
        paces=paces,
        post=inbox.post,
        chance=random,
        note=external.note,
    )
    accounts, reviews = SqlAccounts(store), SqlReviews(store)
    workshop = Workshop(stage.flows, stage, store.save_bundle, reviews.digests)
    flyer = partial(flyer_now, settings, current, clock)
    return House(
        settings=settings,
        store=store,
        stage=stage,
        inbox=inbox,
        views=Views(store, current, world, ids, presence),
        bus=bus,
        accounts=accounts,
        together=together_of(store, accounts, current),
        desk=SqlDesk(store, ids.new),
        people=SqlPeople(store),
        tray=SqlTray(store),
        undelivered=SqlUndelivered(store),
        calendars=SqlCalendars(store),
        addresses=addresses,
        intake=intake_of(store, stage, addresses, bus.publish, clock, made_up=made_up),
        keys=keys,
        outbox=outbox,
        erasing=Erasing(store, senders, clock),
        alarms=SqlAlarms(store),
        routing=SqlRouting(store),
        rota=SqlRota(store),
        waits=SqlWaits(store),
        audit=SqlAudit(store),
        passkeys=SqlKeys(store),
        members=SqlMembers(store),
        channels=SqlChannels(store, how),
        provided=Provided(settings, current, external, SqlProvided(store), clock),
        workshop=workshop,
        rehearsals=Rehearsals(
            workshop,
            current,
            scene.directory,
            SqlRecordings(store),
            reader,
            settings.cover_name,
        ),
        counts=SqlCounts(store),
        kept=SqlKept(store, limits_of(settings, scene.rules)),
        wording=Wording(workshop, reviews),
        around=around_of(store, workshop, accounts, ids, current, flyer),
        phone=phone,
        external=external,
        chat=chat_tools(settings, current, store, presence),
        practice=practice_of(SqlDrills(store), inbox.post, keys.tokens.mint, settings.public_url),
        chosen=Chosen(stage, bus, bounds_of(settings)),
        rotating=Rotating(store, clock),
        ids=ids,
        clock=clock,
    )


def _read(settings: Settings, clock: Callable[[], datetime], rules: Rules) -> tuple[Scene, bytes]:
    """What lies in the project's folders, and its bundle packed: the files themselves are not kept
    in memory."""
    # The directory first: reading it takes most room for a while, which the rest then uses.
    directory, source = read_directory(settings.directory), read_source()
    named = (settings.cover, settings.cover_name)
    return scene_of(source, directory, clock, rules, *named), source.packed()
