"""The composition root: the only module that knows every room and introduces them."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import structlog
from aiohttp import web

from bot.config import Settings
from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.outbox import Outbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Rules, Scene
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.crypto.keys import Keyring, read_key_file
from bot.directory.model import Directory
from bot.engine.flow import Bundle
from bot.i18n.translator import Translator
from bot.published import (
    Source,
    UnpublishableError,
    bundle_of,
    read_directory,
    read_source,
)
from bot.scheduling.loops import Loops, fire_timers
from bot.storage.desk import SqlDesk
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.understanding.topics import signs_of_danger
from bot.web import app as public
from bot.web.cover import almanac_in_words
from bot.web.ports import Settings as PublicSettings
from bot.web.words import PageWords

TIMERS_AT_ONCE = 200
FORGOTTEN_AT_ONCE = 500
AUDIT_KEPT = timedelta(days=730)
ABANDONED_AFTER = timedelta(minutes=10)
"""A case whose holder has no living page for so long goes back to the queue."""

log = structlog.get_logger(__name__)


def now() -> datetime:
    """The time, in UTC: the one place where anybody asks the clock."""
    return datetime.now(UTC)


class RandomIds:
    """Unguessable ids and numbers (``conversation.ports.Ids``)."""

    def new(self) -> str:
        """22 URL-safe characters, 128 bits of chance."""
        return secrets.token_urlsafe(16)

    def number(self) -> str:
        """Eight random digits, the first not 0."""
        return str(secrets.randbelow(90_000_000) + 10_000_000)


def scene_of(
    source: Source, directory: Directory, clock: Callable[[], datetime], rules: Rules | None = None
) -> Scene:
    """What is published, out of its files. Raises ``UnpublishableError``."""
    bundle = bundle_of(source)
    translator = Translator(source.catalogues)
    words = PageWords()
    almanac = almanac_in_words(words, translator)

    def cover_line(language: str) -> str:
        return f"{words.text('web.title', language)}. {almanac(clock(), language).brief}"

    return Scene(
        bundles={bundle.id: bundle},
        current=bundle.id,
        directory=directory,
        translator=translator,
        rules=rules or Rules(),
        cover_line=cover_line,
    )


def published_scene(clock: Callable[[], datetime] = now) -> Scene:
    """What lies in the project's folders now. Raises ``UnpublishableError``."""
    return scene_of(read_source(), read_directory(), clock)


@dataclass(slots=True)
class House:
    """Everything that runs in one process. The staff site is built from it (``admin.ports``)."""

    settings: Settings
    store: SqlStore
    scene: Scene
    inbox: Inbox
    views: Views
    bus: LocalBus
    accounts: SqlAccounts
    desk: SqlDesk
    keys: Keyring
    outbox: Outbox
    ids: RandomIds = field(default_factory=RandomIds)
    loops: Loops = field(default_factory=Loops)
    clock: Callable[[], datetime] = now

    @property
    def networks(self) -> Directory:
        """Names and agencies, as the staff site asks for them."""
        return self.scene.directory

    @property
    def staff(self) -> object:
        """Plain values for the staff site."""
        return SimpleNamespace(
            origin="",
            secure=self.settings.secure,
            idle=timedelta(hours=2),
            longest=timedelta(hours=12),
            heartbeat=15.0,
        )

    async def is_ready(self) -> bool:
        """Whether messages can be taken: the database answers."""
        try:
            await self.store.counts()
        except Exception:  # noqa: BLE001 - readiness is a yes or a no
            return False
        return True

    def public_site(self) -> web.Application:
        """The public site of this house."""
        words = PageWords()
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
            almanac=almanac_in_words(words, self.scene.translator),
            clock=self.clock,
            ready=self.is_ready,
            urgent=lambda text: signs_of_danger(text) is not None,
        )

    def start_loops(self) -> None:
        """Start what happens because time passes."""
        self.loops.every(1.0, "timers", self._fire_timers)
        self.loops.every(0.5, "outbox", self.outbox.send_waiting)
        self.loops.every(30.0, "forgetting", self._forget)
        self.loops.every(30.0, "abandoned cases", self._release_abandoned)

    async def _fire_timers(self) -> None:
        moment = self.clock()
        due = await self.store.due_timers(moment, TIMERS_AT_ONCE)
        await fire_timers(due, self.inbox.post, moment)

    async def _release_abandoned(self) -> None:
        for network in await self.desk.release_abandoned(self.clock() - ABANDONED_AFTER):
            self.bus.publish(f"network:{network}")

    async def _forget(self) -> None:
        moment = self.clock()
        await self.store.forget_due(moment, FORGOTTEN_AT_ONCE)
        await self.desk.forget_audit(moment - AUDIT_KEPT)
        await self.accounts.forget_sessions(moment - timedelta(hours=12), moment)


@asynccontextmanager
async def house(
    settings: Settings, clock: Callable[[], datetime] = now, rules: Rules | None = None
) -> AsyncIterator[House]:
    """The whole service of one process, running within the block.

    Raises ``KeyFileError``, ``StorageError`` or ``UnpublishableError`` when it cannot start.
    """
    source = read_source()
    scene = scene_of(source, read_directory(), clock, rules)
    keys = Keyring(read_key_file(settings.master_key_file))
    store = await SqlStore.open(settings.database_url, keys)
    try:
        scene = await _with_pinned(scene, source, store)
        built = _build(settings, scene, keys, store, clock)
        await built.inbox.start()
        try:
            yield built
        finally:
            await built.loops.stop()
            await built.inbox.stop()
    finally:
        await store.close()


def _build(
    settings: Settings,
    scene: Scene,
    keys: Keyring,
    store: SqlStore,
    clock: Callable[[], datetime],
) -> House:
    ids, bus, presence = RandomIds(), LocalBus(), Presence()
    world = World(ids)

    def current() -> Scene:
        return scene

    return House(
        settings=settings,
        store=store,
        scene=scene,
        inbox=Inbox(store, current, world, bus, ids, presence),
        views=Views(store, current, world, ids, presence),
        bus=bus,
        accounts=SqlAccounts(store),
        desk=SqlDesk(store, ids.new),
        keys=keys,
        outbox=Outbox(store, {}, clock),
        ids=ids,
        clock=clock,
    )


async def _with_pinned(scene: Scene, source: Source, store: SqlStore) -> Scene:
    """The scene with every older bundle that a conversation is still pinned to."""
    await store.save_bundle(scene.current, source.packed())
    live = await store.live_bundles() - {scene.current}
    older: dict[str, Bundle] = {}
    for content in (await store.load_bundles(sorted(live))).values():
        try:
            bundle = bundle_of(Source.unpacked(content))
        except UnpublishableError:
            # It was published under other rules: its talks go on in the current bundle.
            log.warning("pinned_bundle_left_behind")
            continue
        older[bundle.id] = bundle
    return replace(scene, bundles={**older, **scene.bundles})
