"""The composition root: the only module that knows every room and introduces them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import random

import structlog
from aiohttp import web

from bot.adjusted import adjusted, bounds_of, exit_of
from bot.around import Around, around_of
from bot.bringing import Intake, intake_of
from bot.chat_tools import ChatTools, chat_tools
from bot.chosen import Chosen
from bot.config import Settings
from bot.conversation.bus import LocalBus
from bot.conversation.duty_phone import DutyPhone
from bot.conversation.erasing import Erasing
from bot.conversation.flooding import Floods
from bot.conversation.inbox import Inbox
from bot.conversation.outbox import Outbox
from bot.conversation.ports import OUTBOX
from bot.conversation.presence import Presence
from bot.conversation.scene import Rules, Scene
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.crypto.chance import chance
from bot.crypto.keys import Keyring, read_key_file
from bot.directory.model import Directory
from bot.external import External, external_of, how_on, phone_of, there
from bot.flyers import flyer_now
from bot.joined import Together, together_of
from bot.limits import limits_of
from bot.meaning.vectors import Vectors, reading
from bot.practising import Practice, practice_of
from bot.published import (
    DEFAULT_COVER,
    NEAR,
    read_directory,
    read_source,
    scene_of,
)
from bot.rehearsal.room import Rehearsals
from bot.rules import keeping_of, rules_of, staff_values
from bot.scheduling.alarms import Watch, ring_duty, tell_her
from bot.scheduling.feeds import keep_calendars
from bot.scheduling.fetching import Fetcher
from bot.scheduling.loops import Loops, fire_reminders, fire_timers, tell_unattended
from bot.scheduling.waiting import keep_waits
from bot.stage import Stage, stage_of, with_pinned
from bot.storage.alarms import SqlAlarms
from bot.storage.audit import SqlAudit
from bot.storage.calendars import SqlCalendars
from bot.storage.channels import SqlChannels
from bot.storage.counts import SqlCounts
from bot.storage.desk import SqlDesk
from bot.storage.drills import SqlDrills
from bot.storage.ids import RandomIds
from bot.storage.kept import SqlKept
from bot.storage.people import SqlPeople
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
from bot.sweeping import Sweeps
from bot.web import app as public
from bot.web.cover import cover_in_words
from bot.web.ports import Settings as PublicSettings
from bot.web.words import PageWords
from bot.wording.desk import Wording
from bot.workshop.workshop import Workshop

TIMERS_AT_ONCE = 200
UNATTENDED_AT_ONCE = 200
ABANDONED_AFTER = timedelta(minutes=10)
"""A case whose holder has no living page for so long goes back to the queue."""

log = structlog.get_logger(__name__)


def now() -> datetime:
    """The time, in UTC: the one place where anybody asks the clock."""
    return datetime.now(UTC)


def published_scene(
    clock: Callable[[], datetime] = now, cover: str = DEFAULT_COVER, name: str = ""
) -> Scene:
    """What lies in the project's folders now. Raises ``UnpublishableError``."""
    return scene_of(read_source(), read_directory(), clock, cover=cover, name=name)


@dataclass(slots=True, repr=False)
class House:
    """Everything that runs in one process. The staff site is built from it (``admin.ports``)."""

    settings: Settings
    store: SqlStore
    stage: Stage
    inbox: Inbox
    views: Views
    bus: LocalBus
    accounts: SqlAccounts
    desk: SqlDesk
    people: SqlPeople
    tray: SqlTray
    undelivered: SqlUndelivered
    calendars: SqlCalendars
    addresses: Fetcher
    intake: Intake
    keys: Keyring
    outbox: Outbox
    alarms: SqlAlarms
    routing: SqlRouting
    rota: SqlRota
    waits: SqlWaits
    audit: SqlAudit
    passkeys: SqlKeys
    members: SqlMembers
    channels: SqlChannels
    counts: SqlCounts
    kept: SqlKept
    workshop: Workshop
    rehearsals: Rehearsals
    wording: Wording
    around: Around
    phone: DutyPhone
    erasing: Erasing
    together: Together
    external: External
    chat: ChatTools
    practice: Practice
    chosen: Chosen
    ids: RandomIds = field(default_factory=RandomIds)
    loops: Loops = field(default_factory=Loops)
    clock: Callable[[], datetime] = now

    @property
    def scene(self) -> Scene:
        """What is published now."""
        return self.stage.scene

    @property
    def networks(self) -> Directory:
        """Names and agencies, as the staff site asks for them."""
        return self.scene.directory

    @property
    def staff(self) -> object:
        """Plain values for the staff site."""
        return staff_values(self.settings, self.scene.rules)

    async def is_ready(self) -> bool:
        """Whether messages can be taken: the database answers."""
        try:
            await self.store.counts()
        except Exception:  # noqa: BLE001 - readiness is a yes or a no
            return False
        return True

    def public_site(self) -> web.Application:
        """The public site of this house."""
        words = PageWords(self.scene.translator, self.settings.cover_name)
        return public.build(
            settings=PublicSettings(
                entry=self.settings.entry,
                exit_url=self.settings.exit_url,
                public_url=self.settings.public_url,
                secure_cookie=self.settings.secure,
                languages=self.scene.newest.languages,
            ),
            inbox=self.inbox,
            views=self.views,
            bus=self.bus,
            tokens=self.keys.tokens,
            words=words,
            almanac=cover_in_words(self.settings.cover, words, self.scene.translator),
            clock=self.clock,
            ready=self.is_ready,
            urgent=lambda text: self.scene.screen.sign(text) is not None,
            webhooks=self.external.webhooks,
            beside=self.chat.beside,
            exit_to=lambda: exit_of(self.settings, self.stage.chosen),
        )

    def start_loops(self) -> None:
        """Start what happens because time passes."""
        self.loops.every(1.0, "timers", self._fire_timers)
        self.loops.every(1.0, "reminders", self._fire_reminders)
        self.loops.every(15.0, "unattended cases", self.tell_unattended)
        self.loops.every(0.5, "outbox", self._send)
        self.loops.every(0.5, "erasures", self.erasing.start)
        self.external.start(self.loops.every, self.store, self.inbox.post)
        post, clock = self.inbox.post, self.clock
        procedures, wake = self.together.agencies.procedure_of, self.bus.publish
        keep_waits(self.loops, self.waits, procedures, post, self.phone, wake, clock)
        keep_calendars(self.loops, self.calendars, self.addresses, self.store, post, clock)
        self.intake.start(self.loops)
        self.loops.every(5.0, "planned texts", lambda: self.around.planning.publish_due(clock()))
        self.loops.every(30.0, "forgetting", self.sweep)
        self.loops.every(15.0, "drills", lambda: self.practice.end_due(self.clock()))
        self.loops.every(30.0, "old messages", self.recall_old)
        self.loops.every(30.0, "abandoned cases", self._release_abandoned)
        self.loops.every(1.0, "alarm signs", self._tell_her)
        self.loops.every(1.0, "duty phone", self._ring_duty)
        self.loops.every(1.0, "audit", lambda: self.audit.seal(self.clock()))

    def watch_alarms(self) -> None:
        """Let the staff pages of this process see within two seconds what any process stored."""
        for found in (self.alarms.under_way, self.waits.called, self.intake.files.under_way):
            watch = Watch(found, self.bus.publish, self.clock)
            self.loops.every(1.0, "alarms", watch.look)
        self.loops.every(1.0, "callbacks", self.chat.watching(self.bus.publish, self.clock))

    async def _tell_her(self) -> None:
        await tell_her(self.alarms, self.inbox.post, self.bus.publish, self.clock())

    async def _ring_duty(self) -> None:
        await ring_duty(self.alarms, self.phone, self.bus.publish, self.clock)

    async def _fire_timers(self) -> None:
        moment = self.clock()
        due = await self.store.due_timers(moment, TIMERS_AT_ONCE)
        await fire_timers(due, self.inbox.post, moment)

    async def _fire_reminders(self) -> None:
        moment = self.clock()
        due = await self.store.due_reminders(moment, TIMERS_AT_ONCE)
        await fire_reminders(due, self.inbox.post, moment)

    async def _send(self) -> None:
        """Start what waits, whenever something may wait, without waiting for any of it."""
        async with self.bus.subscribe(OUTBOX) as waiter:
            while True:
                await self.outbox.start_waiting()
                await waiter.wait(0.5)

    async def tell_unattended(self) -> None:
        """Tell every woman who waits in silence where nobody is on duty any more."""
        moment = self.clock()
        waiting = await self.store.unattended(moment, UNATTENDED_AT_ONCE)
        await tell_unattended(waiting, self.inbox.post, moment)

    async def _release_abandoned(self) -> None:
        for network in await self.desk.release_abandoned(self.clock() - ABANDONED_AFTER):
            self.bus.publish(f"network:{network}")

    def start_upkeep(self) -> None:
        """Start what every process does for itself, whatever its role."""
        self.loops.every(30.0, "keys", self._drop_keys)
        self.loops.every(5.0, "directory", self.stage.refresh)
        self.loops.every(1.0, "switches", self.chosen.follow)
        wakes = self.store.wakes()
        if wakes is not None:
            self.bus.onward = wakes.tell
            keep = partial(wakes.keep, self.bus.wake, self.bus.wake_all)
            self.loops.every(1.0, "wake-ups", keep)

    async def _drop_keys(self) -> None:
        await self.store.drop_forgotten_keys(self.clock())

    async def sweep(self) -> None:
        """Destroy everything that is past its time."""
        await self._sweeps().sweep(self.clock())

    async def recall_old(self) -> None:
        """Have every message of either side deleted that has been in a chat for too long."""
        await self._sweeps().recall_old(self.clock())

    def _sweeps(self) -> Sweeps:
        kept = (
            self.store,
            self.chat,
            self.intake,
            self.audit,
            self.alarms,
            self.rota,
            self.accounts,
            self.counts,
            self.kept,
            self.stage.choices,
            self.practice.drills,
        )
        return Sweeps(self.settings, *kept)


def keyring_of(settings: Settings) -> Keyring:
    """The keys of the installation. Raises ``KeyFileError``."""
    return Keyring(read_key_file(settings.master_key_file))


@asynccontextmanager
async def store_of(settings: Settings) -> AsyncIterator[SqlStore]:
    """The open store of the settings. Raises ``KeyFileError`` or ``StorageError``."""
    keys = keyring_of(settings)
    store = await SqlStore.open(settings.database_url, keys, keeping_of(settings))
    try:
        yield store
    finally:
        await store.close()


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
        await built.inbox.start()
        try:
            yield built
        finally:
            await built.loops.stop()
            await built.outbox.stop()
            await built.erasing.stop()
            await built.inbox.stop()
            await built.external.close()
            await built.external.write_down(store)


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
    outbox = Outbox(store, senders, clock, bus.publish, paces=paces, post=inbox.post, chance=random)
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
        workshop=workshop,
        rehearsals=Rehearsals(workshop, current, scene.directory, reader, settings.cover_name),
        counts=SqlCounts(store),
        kept=SqlKept(store, limits_of(settings, scene.rules)),
        wording=Wording(workshop, reviews),
        around=around_of(store, workshop, accounts, ids, current, flyer),
        phone=phone,
        external=external,
        chat=chat_tools(settings, current, store, presence),
        practice=practice_of(SqlDrills(store), inbox.post, keys.tokens.mint, settings.public_url),
        chosen=Chosen(stage, bus, bounds_of(settings)),
        ids=ids,
        clock=clock,
    )


def _read(settings: Settings, clock: Callable[[], datetime], rules: Rules) -> tuple[Scene, bytes]:
    """What lies in the project's folders, and its bundle packed: the files themselves are not kept
    in memory."""
    # The directory first: reading it takes most room for a while, which the rest then uses.
    directory, source = read_directory(), read_source()
    named = (settings.cover, settings.cover_name)
    return scene_of(source, directory, clock, rules, *named), source.packed()
