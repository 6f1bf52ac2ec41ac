"""Everything that runs in one process, and what it does because time passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from aiohttp import web

from bot.config import Settings
from bot.conversation.bus import LocalBus
from bot.conversation.duty_phone import DutyPhone
from bot.conversation.erasing import Erasing
from bot.conversation.inbox import Inbox
from bot.conversation.outbox import Outbox
from bot.conversation.ports import OUTBOX
from bot.conversation.scene import Scene
from bot.conversation.views import Views
from bot.crypto.keys import Keyring
from bot.directory.model import Directory
from bot.intake.bringing import Intake
from bot.publishing.stage import Stage
from bot.rehearsal.room import Rehearsals
from bot.scheduling.ahead import FORGETTING_WAITS, REMINDING_WAITS, Ahead
from bot.scheduling.alarms import Watch, ring_duty, tell_her
from bot.scheduling.feeds import keep_calendars
from bot.scheduling.fetching import Fetcher
from bot.scheduling.loops import Loops, fire_reminders, fire_timers, tell_unattended
from bot.scheduling.waiting import keep_waits
from bot.storage.channels import SqlChannels
from bot.storage.kept import SqlKept
from bot.web import app as public
from bot.web.cover import cover_in_words
from bot.web.ports import Settings as PublicSettings
from bot.web.words import PageWords
from bot.wiring.adjusted import exit_of
from bot.wiring.around import Around
from bot.wiring.chat_tools import ChatTools
from bot.wiring.chosen import Chosen
from bot.wiring.external import External
from bot.wiring.practising import Practice
from bot.wiring.provided import Provided
from bot.wiring.rotating import SAYS_EVERY, Rotating
from bot.wiring.rules import staff_values
from bot.wiring.stores import Stores
from bot.wiring.sweeping import Sweeps, by_one
from bot.wiring.together import Together
from bot.wording.desk import Wording
from bot.workshop.workshop import Workshop

TIMERS_AT_ONCE = 200
UNATTENDED_AT_ONCE = 200
ABANDONED_AFTER = timedelta(minutes=10)
"""A case whose holder has no living page for so long goes back to the queue."""


@dataclass(slots=True, repr=False)
class House(Stores):
    """Everything that runs in one process. The staff site is built from it (``admin.ports``)."""

    settings: Settings
    stage: Stage
    inbox: Inbox
    views: Views
    bus: LocalBus
    addresses: Fetcher
    intake: Intake
    keys: Keyring
    outbox: Outbox
    channels: SqlChannels
    provided: Provided
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
    rotating: Rotating
    clock: Callable[[], datetime]
    loops: Loops = field(default_factory=Loops)

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
        return await self.measured() is not None

    async def measured(self) -> Mapping[str, int] | None:
        """How many messages wait and met each end; None: the database does not answer."""
        try:
            return await self.store.counts()
        except Exception:  # noqa: BLE001 - readiness is a yes or a no
            return None

    async def values_left(self) -> int:
        """How many values stand under the key before, while one follows another."""
        return await self.rotating.left()

    @property
    def failures(self) -> int:
        """How many rounds of the loops failed since the start."""
        return self.loops.failures

    def public_site(self) -> web.Application:
        """The public site of this house."""
        words = PageWords(self.scene.translator, self.settings.cover_name)
        site = public.build(
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
        site.on_startup.append(lambda _: self.external.come_back())
        return site

    def start_loops(self) -> None:
        """Start what happens because time passes."""
        self.loops.every(1.0, "timers", self._fire_timers)
        ahead = Ahead(self.clock, monotonic)
        remind = ahead.unless(REMINDING_WAITS, self._fire_reminders)
        self.loops.every(1.0, "reminders", remind)
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
        self.loops.every(30.0, "forgetting", ahead.unless(FORGETTING_WAITS, self.sweep))
        self.loops.every(15.0, "drills", lambda: self.practice.end_due(self.clock()))
        self.loops.every(30.0, "old messages", ahead.unless(FORGETTING_WAITS, self.recall_old))
        self.loops.every(30.0, "abandoned cases", self._release_abandoned)
        self.loops.every(1.0, "alarm signs", self._tell_her)
        self.loops.every(1.0, "duty phone", self._ring_duty)
        self.loops.every(1.0, "audit", lambda: self.audit.seal(self.clock()))
        self.loops.every(5.0, "sealing anew", self.rotating.go_on)

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
        self.loops.every(SAYS_EVERY, "master keys", self.rotating.say)
        self.loops.every(5.0, "directory", self.stage.refresh)
        self.loops.every(1.0, "switches", self.chosen.follow)
        spent = partial(self.external.write_down, self.store, self.channels)
        self.loops.every(60.0, "signs of channels", spent)
        wakes = self.store.wakes()
        if wakes is not None:
            self.bus.onward = wakes.tell
            keep = partial(wakes.keep, self.bus.wake, self.bus.wake_all)
            self.loops.every(1.0, "wake-ups", keep)

    async def _drop_keys(self) -> None:
        await self.store.drop_forgotten_keys(self.clock())

    async def sweep(self) -> None:
        """Destroy everything that is past its time, unless another worker is at it."""
        sweep = partial(self._sweeps().sweep, self.clock())
        await by_one(self.store.alone, "forgetting", sweep)

    async def recall_old(self) -> None:
        """Have every message of either side deleted that has been in a chat for too long."""
        recall = partial(self._sweeps().recall_old, self.clock())
        await by_one(self.store.alone, "old messages", recall)

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
