"""A conversation in the terminal: the real shell over a store in memory, and nothing written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from bot.appointments.slots import NOTHING, free
from bot.channels.fit import Fitted, Form, fit, lines
from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.moments import slot_id
from bot.conversation.ports import Ids
from bot.conversation.presence import Presence
from bot.conversation.question import no_phone
from bot.conversation.reading import Reader
from bot.conversation.scene import Scene
from bot.conversation.speaker import may_send
from bot.conversation.state import CaseState, Conversation
from bot.conversation.turned import Turned
from bot.conversation.world import World
from bot.engine.effects import Took
from bot.handoff.audit import Reading
from bot.handoff.pathway import Pathway, Step, StepKind, StepState
from bot.handoff.people import Role
from bot.handoff.procedure import Times
from bot.messages import (
    Address,
    Channel,
    Chose,
    Happening,
    Inbound,
    Left,
    Media,
    Opened,
    Proposed,
    Reminds,
    Said,
    Sent,
    Thread,
    TimerFired,
    Unattended,
    Voice,
    WaitsLong,
)
from bot.storage.memory import MemoryStore
from bot.values.proposals import ASKED_FOR, Proposal, Wish


class Counted:
    """Ids and numbers that are the same in every run (``ports.Ids``)."""

    def __init__(self) -> None:
        self._count = 0

    def new(self) -> str:
        """The next id."""
        self._count += 1
        return f"id-{self._count}"

    def number(self) -> str:
        """The next number of eight digits."""
        self._count += 1
        return f"{20_000_000 + self._count}"


ELSEWHERE = "milano-citta"
"""The agency that she is asked about."""

MINUTE = timedelta(minutes=1)
LOOKS = 1440
"""So often at most it is looked whether something is due while time passes."""

WRITTEN = (Opened, Said, Sent)
"""What is a message of hers on her phone."""

LONG = timedelta(minutes=Times().told_minutes)
"""She is told when nobody has taken her case for so long."""


class Talk:
    """One woman on one channel, as the terminal plays her."""

    def __init__(
        self,
        inbox: Inbox,
        store: MemoryStore,
        scene: Scene,
        channel: Channel,
        language: str,
        now: datetime,
        presence: Presence,
        meanwhile: Callable[[datetime], None] = lambda _: None,
        *,
        named: bool = False,
    ) -> None:
        """``presence``: when her page was last alive; while time passes it stays open.
        ``meanwhile`` changes the world around her as time passes. ``named``: her channel calls
        each message of hers by a name, as where it can be taken back."""
        self._meanwhile = meanwhile
        self.presence = presence
        self._named = named and channel is not Channel.WEB
        self.took: set[Took] = set()
        """The choices and timeouts that her flows went on with until now."""
        self._inbox = inbox
        self._store = store
        self._scene = scene
        self._address = Address(channel, "terminal")
        self._language = language
        self._now = now
        self._turns = 0
        self._last: Inbound | None = None
        self.seen: Sequence[Fitted] = ()
        """What was sent after the last thing that she did, as her channel shows it."""
        self.turned: Sequence[Turned] = ()
        """What followed from the last thing that she did, or from each that came with time."""
        self.question: Fitted | None = None
        """What she was asked last, with choices."""

    @property
    def at(self) -> datetime:
        """The moment of the last thing that happened, or until which time has passed."""
        return max(self._now, self._last.at) if self._last else self._now

    @property
    def written(self) -> str:
        """What her channel calls the message that was the last thing she did, where it was one."""
        return self._last.provider_id if self._last else ""

    @property
    def known(self) -> Conversation | None:
        """What is remembered of her."""
        return self._store.find(self._address)

    async def open(self) -> list[str]:
        """What she sees when she comes with the key."""
        return await self._post(Opened())

    async def say(self, text: str) -> list[str]:
        """What she sees after writing this."""
        return await self._post(Said(text))

    async def send(self, kind: Media) -> list[str]:
        """What she sees after sending something that is no text."""
        return await self._post(Sent(kind))

    async def choose(self, choice: str) -> list[str]:
        """What she sees after taking the choice with that id of what she was asked last.

        She touches it; where there are only digits she writes its digit. Raises ``LookupError``
        or ``ValueError`` where it is not there.
        """
        asked = self.question
        if asked is None:
            raise LookupError(choice)
        digit = [button.id for button in asked.buttons].index(choice)
        if asked.form is Form.DIGITS:
            return await self.say(str(digit + 1))
        return await self._post(Chose(choice, asked.buttons[digit].data.rpartition(":")[0]))

    async def leave(self) -> list[str]:
        """What she sees after the button or the keys of her exit."""
        return await self._post(Left())

    async def pass_time(self, length: timedelta) -> list[str]:
        """What she sees while so much time passes: every timer and reminder, and what she is told
        of whoever waits. Then what is past its time is destroyed."""
        until, step = self._now + length, max(MINUTE, length / LOOKS)
        out: list[str] = []
        seen: list[Fitted] = []
        turned: list[Turned] = []
        told: set[tuple[str, str]] = set()
        while self._now < until:
            self._now = min(self._now + step, until)
            self._meanwhile(self._now)
            if self._address.channel is Channel.WEB:
                self.presence.seen(self._address, self._now)
            for what, to in await self._due(told):
                out += await self._post(what, to)
                seen += self.seen
                turned += self.turned
        await self._store.forget_due(self._now, LOOKS)
        self.seen, self.turned = seen, turned
        return out

    async def _due(self, told: set[tuple[str, str]]) -> list[tuple[Happening, Thread]]:
        """What happens at this moment because of the time, each once."""
        now, store = self._now, self._store
        waits = [
            (one.conversation, one.id)
            for one in store.cases.values()
            if one.state is CaseState.QUEUED and now - one.opened_at >= LONG
        ]
        due: list[tuple[str, str, Happening]] = [
            *((talk, ask, TimerFired(ask)) for talk, ask in await store.due_timers(now, LOOKS)),
            *((talk, id, Reminds(id)) for talk, id in await store.due_reminders(now, LOOKS)),
            *((talk, f"{id} alone", Unattended(id)) for talk, id in await store.unattended(now, 9)),
            *((talk, f"{id} long", WaitsLong(id, now)) for talk, id in waits),
        ]
        fresh = [one for one in due if one[:2] not in told]
        told |= {one[:2] for one in fresh}
        return [(what, Thread(talk)) for talk, _, what in fresh]

    async def fall_silent(self) -> list[str]:
        """What she sees when she says nothing for as long as her question waits for her."""
        known = self._store.find(self._address)
        session = known.session if known else None
        if known is None or session is None or session.wake_at is None:
            return ["(nothing waits for her)"]
        self._now = session.wake_at
        return await self._post(TimerFired(session.ask), Thread(known.id))

    async def wait_long(self) -> list[str]:
        """What she sees when nobody has taken her case for as long as the procedure allows."""
        known = self._store.find(self._address)
        case = self._store.newest_case(known.id) if known else None
        if known is None or case is None:
            return ["(nobody has her case)"]
        return await self._post(WaitsLong(case.id, self._now), Thread(known.id))

    async def asked(self, wish: Wish) -> list[str]:
        """What she sees when her human asks her that. Who waits is with a human from then on."""
        known = self._store.find(self._address)
        assert known is not None, "somebody talks before she is asked"
        open_ = (CaseState.QUEUED, CaseState.CLAIMED)
        own = [one for one in self._store.cases.values() if one.conversation == known.id]
        case = next((one for one in own if one.state in open_), None)
        if case is None:
            return ["(nobody has her case)"]
        claimed = replace(case, state=CaseState.CLAIMED, operator="op-it", claimed_at=self._now)
        self._store.cases[case.id] = claimed
        self._store.together.readings[known.id] = (Reading(case.network, Role.OPERATOR, self._now),)
        if wish is Wish.PATHWAY:
            steps = (
                Step("one", known.id, StepKind.SKILLS, "cpi-rho", StepState.DONE, self._now),
                Step("two", known.id, StepKind.JOB, "cpi-rho", StepState.PLANNED, self._now),
            )
            self._store.together.pathways[known.id] = Pathway(known.id, self._now, None, steps)
        proposal = _proposal(wish, case.id, self._now)
        if wish is Wish.APPOINTMENT:
            proposal = replace(proposal, slot=self._first_slot())
        return await self._post(Proposed(case.id, "op-it", proposal), Thread(known.id))

    def _first_slot(self) -> str:
        """The first moment of the first calendar that has one; empty where there is none."""
        later = self._now + timedelta(hours=1)
        own = sorted(self._store.appointments.calendars.values(), key=lambda one: one.id)
        found = (slot for one in own for slot in free(one, NOTHING, later))
        return next((slot_id(slot) for slot in found), "")

    async def _post(self, what: Happening, to: Thread | None = None) -> list[str]:
        self._turns += 1
        # Each message comes a second after the last, so that order in time is the order of lines.
        at = self._now + timedelta(seconds=self._turns)
        to_her = to or self._address
        written = isinstance(what, WRITTEN) or (
            # A touch leaves a message of hers in the chat of WhatsApp alone.
            isinstance(what, Chose) and self._address.channel is Channel.WHATSAPP
        )
        name = f"hers-{self._turns}" if self._named and written else ""
        id = f"talk-{self._turns}"
        self._last = Inbound(id, to_her, at, what, (self._language,), provider_id=name)
        turned = await self._inbox.post(self._last)
        self.took |= {turned.took} if turned.took else set()
        self.seen, self.turned = self._fitted(turned), (turned,)
        asked = next((one for one in reversed(self.seen) if one.buttons), None)
        self.question = asked or self.question
        on_page = self._address.channel is Channel.WEB
        if not self.seen and on_page and not may_send(turned.curtain):
            # Behind a fallen curtain nothing is sent: what a page shows then is the cover's.
            return [self._scene.cover_line(self._language)]
        return [line for fitted in self.seen for line in lines(fitted)]

    async def repeat(self) -> Turned:
        """The last message arrives once more."""
        assert self._last is not None, "something was said before it can be repeated"
        return await self._inbox.post(self._last)

    def _fitted(self, turned: Turned) -> list[Fitted]:
        channel = self._address.channel
        return [fit(one.speech, channel) for one in turned.shown if one.voice is not Voice.HER]


def _proposal(wish: Wish, case: str, now: datetime) -> Proposal:
    """Something of that kind to ask, about an agency by an invented name."""
    duty = {Wish.REFERRAL: "no", Wish.TRANSFER: "yes"}.get(wish, "unknown")
    sheet = {"needs": ("work", "skills"), "languages": ("it",), "route": ("in_person",)}
    about = (ELSEWHERE, "Ente dimostrativo", duty)
    return Proposal(f"asked-{wish}", wish, case, now + ASKED_FOR, *about, "", sheet, "job")


@asynccontextmanager
async def talking(
    scene: Scene,
    channel: Channel,
    language: str,
    now: datetime,
    store: MemoryStore | None = None,
    ids: Ids | None = None,
    has_phone: Callable[[str], bool] = no_phone,
    reader: Reader | None = None,
    meanwhile: Callable[[datetime], None] = lambda _: None,
    *,
    named: bool = False,
) -> AsyncIterator[Talk]:
    """A talk with a running inbox of its own, within the block.

    ``has_phone``: which networks have a duty phone. ``reader`` reads the meaning of texts,
    ``meanwhile`` changes the world around her as time passes; ``named`` as ``Talk`` has it.
    """
    source = ids or Counted()
    world = World(source, has_phone, "https://almanacco.example/g/{}".format)
    kept, presence = store or MemoryStore(), Presence()
    inbox = Inbox(kept, lambda: scene, world, LocalBus(), source, presence, reader)
    await inbox.start()
    try:
        yield Talk(inbox, kept, scene, channel, language, now, presence, meanwhile, named=named)
    finally:
        await inbox.stop()


async def hold(
    scene: Scene,
    channel: Channel,
    language: str,
    now: datetime,
    messages: Iterable[str],
    show: Callable[[str], None],
    reader: Reader | None = None,
) -> None:
    """Hold a conversation: each message is one turn, a blank line stands between turns."""
    async with talking(scene, channel, language, now, reader=reader) as talk:
        show("\n".join(await talk.open()))
        for message in messages:
            show("\n" + "\n".join(await talk.say(message)))
