"""«Exit here»: the same talk on every channel, left at the same place, and what is left then.

Nothing of this is a table. The talk is held on each channel with a telephone that receives what
the queue lets out, she leaves as one leaves there, what the channel takes back is taken off that
telephone, and then the store itself is looked at: now, and once more when its time is over.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.conversation.reading import Reader
from bot.conversation.scene import Scene
from bot.conversation.state import CaseState
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.messages import Channel
from bot.rehearsal.acts import EXIT, KEY, done
from bot.rehearsal.keeping import Kept, kept_of
from bot.rehearsal.setting import Around, in_setting
from bot.rehearsal.telephone import Line, Phone
from bot.rehearsal.trial import (
    Bubble,
    Plan,
    UntriableError,
    bubbles_of,
    chosen,
    label_of,
    line_of,
)
from bot.safety.words import EXIT_WORDS
from bot.storage.gate import ERASABLE
from bot.storage.memory import MemoryStore
from bot.talk import Counted, Talk, talking

SOMEBODY = "Ciao"
"""What somebody writes who takes the phone afterwards."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A talk that was left on one channel.

    ``same``: she stood at the same question there. ``exit``: how she left, ``EXIT`` or a word.
    ``seen``: what follows at once; ``later``: what somebody meets who takes the phone then.
    ``before``: how many messages stood on her phone, ``phone``: those that stay. ``takes_back``:
    whether this channel can take anything back. ``copies``: a provider's own, which were deleted.
    ``kept``: what the database holds then, ``after``: what it holds when the talk's time is over,
    ``until``. ``case``: where her case stands after the exit.
    """

    channel: Channel
    same: bool
    exit: str
    seen: tuple[Bubble, ...]
    later: tuple[Bubble, ...]
    before: int
    phone: tuple[Line, ...]
    takes_back: bool
    copies: int
    kept: tuple[Kept, ...]
    until: datetime | None
    after: tuple[Kept, ...]
    case: CaseState


async def parted_everywhere(
    plan: Plan, scene: Scene, reader: Reader | None = None
) -> tuple[Parted, ...]:
    """The talk of the plan, left at its end, on every channel. Raises ``UntriableError``."""
    plan.check()
    scene = in_setting(scene, plan.setting)
    hold = partial(_held, plan, scene, reader)
    meant, place = await _meant(plan, hold)
    return tuple([await _parted(one, hold, meant, place) for one in Channel])


@dataclass(frozen=True, slots=True)
class _Meant:
    """What she does, and the choice that she means by it, wherever that is offered."""

    act: str
    choice: str = ""

    def on(self, talk: Talk) -> str:
        """The same where the channel offers the choice, else as she wrote it."""
        offered = [one.id for one in talk.question.buttons] if talk.question else []
        return f"(touch {self.choice})" if self.choice in offered else self.act


class _Held:
    """A talk on one channel, with her telephone."""

    def __init__(self, talk: Talk, channel: Channel, store: MemoryStore, scene: Scene) -> None:
        self.talk = talk
        self.store = store
        self.channel = channel
        self.scene = scene
        self.phone = Phone(channel, store)

    async def does(self, act: str) -> None:
        """She does that, and what follows arrives. Raises ``UntriableError``."""
        digits = self.channel is Channel.SMS
        text = (line_of if digits else label_of)(self.talk.question, act)
        try:
            await done(self.talk, act)
        except (LookupError, ValueError):
            raise UntriableError from None
        if self.talk.written:
            self.phone.writes(text, self.talk.written)
        await self.phone.receives(self.talk.at)

    @property
    def place(self) -> str:
        """The step that waits for her."""
        session = self.talk.known.session if self.talk.known else None
        if session is None or session.ended:
            return ""
        return "/".join((session.stack[-1].flow, session.stack[-1].step))

    @property
    def language(self) -> str:
        """Hers."""
        session = self.talk.known.session if self.talk.known else None
        return session.language if session else "it"

    async def leaves(self) -> str:
        """She leaves as one does there: by the button of the page, by a word elsewhere."""
        exit = EXIT if self.channel is Channel.WEB else EXIT_WORDS[self.language][0]
        await self.does(exit)
        return exit

    async def screen(self) -> tuple[Line, ...]:
        """What stands on her screen: the chat, or the lines of a page that is still hers."""
        await self.phone.loses(self.talk.at)
        known = self.talk.known
        if self.channel is not Channel.WEB or known is None:
            return tuple(self.phone.lines)
        views = Views(
            self.store, lambda: self.scene, World(Counted()), Counted(), self.talk.presence
        )
        page = await views.page(known.address, (self.language,), self.talk.at)
        return tuple(Line(one.speech.text) for one in page.shown) if page.live else ()


@asynccontextmanager
async def _held(
    plan: Plan, scene: Scene, reader: Reader | None, channel: Channel
) -> AsyncIterator[_Held]:
    store = MemoryStore()
    around = Around(plan.setting, scene, store)
    async with talking(
        scene,
        channel,
        plan.language,
        plan.setting.begins,
        store,
        has_phone=lambda _: plan.setting.drilled,
        reader=reader,
        meanwhile=around.goes_on,
        named=True,
    ) as talk:
        held = _Held(talk, channel, store, scene)
        if not plan.setting.cover:
            await held.does(KEY)
            around.fill_the_box()
        yield held


_Hold = Callable[[Channel], AbstractAsyncContextManager[_Held]]


async def _meant(plan: Plan, hold: _Hold) -> tuple[list[_Meant], str]:
    """Her acts, each with the choice that it took, and where she then stands."""
    found: list[_Meant] = []
    async with hold(plan.channel) as held:
        for act in plan.acts:
            button = chosen(held.talk.question, act)
            await held.does(act)
            took = button is not None and any(one.took for one in held.talk.turned)
            found.append(_Meant(act, button.id if button and took else ""))
        return found, held.place


async def _parted(channel: Channel, hold: _Hold, meant: Sequence[_Meant], place: str) -> Parted:
    async with hold(channel) as held:
        for one in meant:
            await held.does(one.on(held.talk))
        same, before, her = held.place == place, len(await held.screen()), held.talk.known
        exit = await held.leaves()
        talk, seen = held.talk, bubbles_of(held.talk, channel, held.scene)
        phone, name = await held.screen(), her.id if her else ""
        kept, known = await kept_of(held.store, name), talk.known
        case, copies = held.store.newest_case(name), held.phone.copies
        await talk.say(SOMEBODY)
        later = bubbles_of(talk, channel, held.scene)
        if talk.known is not None:
            await talk.pass_time(talk.known.forget_at - talk.at + timedelta(minutes=1))
        return Parted(
            channel,
            same,
            exit,
            seen,
            later,
            before,
            phone,
            channel is Channel.WEB or channel in ERASABLE,
            copies,
            kept,
            known.forget_at if known else None,
            await kept_of(held.store, name),
            case.state if case else CaseState.NONE,
        )
