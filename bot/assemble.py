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
from bot.storage.channels import SqlChannels
from bot.storage.drills import SqlDrills
from bot.storage.flow_recordings import SqlRecordings
from bot.storage.ids import RandomIds
from bot.storage.kept import SqlKept
from bot.storage.provided import SqlProvided
from bot.storage.reviews import SqlReviews
from bot.storage.sql import SqlStore
from bot.wiring.adjusted import adjusted, bounds_of
from bot.wiring.around import around_of
from bot.wiring.chat_tools import chat_tools
from bot.wiring.chosen import Chosen
from bot.wiring.external import External, external_of, how_on, phone_of, there
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
        built = _build(settings, scene, store, clock, reader)
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
    store: SqlStore,
    clock: Callable[[], datetime],
    reader: Vectors | None,
) -> House:
    """What is published, what decides a turn over it, what is sent; then whoever works beside."""
    ids, bus, presence, mint = RandomIds(), LocalBus(), Presence(), store.keys.tokens.mint
    phone, how = phone_of(settings), how_on(settings)
    external = external_of(settings, clock, scene.cover)
    stage = stage_of(scene, store, there(how))
    stage.adjust = lambda known, chosen: adjusted(known, settings, chosen)
    current = stage.current
    world = World(ids, phone.rings_for, lambda token: f"{settings.public_url}/g/{token}")
    inbox = Inbox(store, current, world, bus, ids, presence, reader, Floods(lambda: chance(32)))
    addresses = Fetcher(private=settings.calendar_private)
    reviews, flyer = SqlReviews(store), partial(flyer_now, settings, current, clock)
    workshop = Workshop(stage.flows, stage, store.save_bundle, reviews.digests)
    return House(
        settings=settings,
        store=store,
        keys=store.keys,
        ids=ids,
        clock=clock,
        bus=bus,
        stage=stage,
        chosen=Chosen(stage, bus, bounds_of(settings)),
        inbox=inbox,
        views=Views(store, current, world, ids, presence),
        phone=phone,
        external=external,
        outbox=_outbox(external, inbox, store, bus, clock),
        erasing=Erasing(store, external.senders, clock),
        channels=SqlChannels(store, how),
        provided=Provided(settings, current, external, SqlProvided(store), clock),
        chat=chat_tools(settings, current, store, presence),
        together=together_of(store, current),
        practice=practice_of(SqlDrills(store), inbox.post, mint, settings.public_url),
        addresses=addresses,
        intake=intake_of(
            store, stage, addresses, bus.publish, clock, made_up=settings.demonstration
        ),
        workshop=workshop,
        wording=Wording(workshop, reviews),
        rehearsals=Rehearsals(
            workshop, current, scene.directory, SqlRecordings(store), reader, settings.cover_name
        ),
        around=around_of(store, workshop, ids, current, flyer),
        kept=SqlKept(store, limits_of(settings, scene.rules)),
        rotating=Rotating(store, clock),
    )


def _outbox(
    external: External, inbox: Inbox, store: SqlStore, bus: LocalBus, clock: Callable[[], datetime]
) -> Outbox:
    """What sends over these channels, and posts what comes of it by the door of everything else."""
    return Outbox(
        store,
        external.senders,
        clock,
        bus.publish,
        paces=external.paces,
        post=inbox.post,
        chance=random,
        note=external.note,
    )


def _read(settings: Settings, clock: Callable[[], datetime], rules: Rules) -> tuple[Scene, bytes]:
    """What lies in the project's folders, and its bundle packed: the files themselves are not kept
    in memory."""
    # The directory first: reading it takes most room for a while, which the rest then uses.
    directory, source = read_directory(settings.directory), read_source()
    named = (settings.cover, settings.cover_name)
    return scene_of(source, directory, clock, rules, *named), source.packed()
