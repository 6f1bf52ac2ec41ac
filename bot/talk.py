"""A conversation in the terminal: the real shell over a store in memory, and nothing written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.channels.fit import fit, lines
from bot.conversation.bus import LocalBus
from bot.conversation.draft import Turned
from bot.conversation.inbox import Inbox
from bot.conversation.ports import Ids
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.speaker import may_send
from bot.conversation.world import World
from bot.messages import Address, Channel, Inbound, Opened, Said, Voice
from bot.storage.memory import MemoryStore


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


class Talk:
    """One woman on one channel, as the terminal plays her."""

    def __init__(
        self, inbox: Inbox, scene: Scene, channel: Channel, language: str, now: datetime
    ) -> None:
        self._inbox = inbox
        self._scene = scene
        self._address = Address(channel, "terminal")
        self._language = language
        self._now = now
        self._turns = 0
        self._last: Inbound | None = None

    async def open(self) -> list[str]:
        """What she sees when she comes with the key."""
        return await self._post(Opened())

    async def say(self, text: str) -> list[str]:
        """What she sees after writing this."""
        return await self._post(Said(text))

    async def _post(self, what: Opened | Said) -> list[str]:
        self._turns += 1
        # Each message comes a second after the last, so that order in time is the order of lines.
        at = self._now + timedelta(seconds=self._turns)
        self._last = Inbound(f"talk-{self._turns}", self._address, at, what, (self._language,))
        return self._seen(await self._inbox.post(self._last))

    async def repeat(self) -> Turned:
        """The last message arrives once more."""
        assert self._last is not None, "something was said before it can be repeated"
        return await self._inbox.post(self._last)

    def _seen(self, turned: Turned) -> list[str]:
        """The lines on her screen; behind a fallen curtain of the web that is the cover's."""
        seen = [
            line
            for shown in turned.shown
            if shown.voice is not Voice.HER
            for line in lines(fit(shown.speech, self._address.channel))
        ]
        if not seen and not may_send(turned.curtain):
            return [self._scene.cover_line(self._language)]
        return seen


@asynccontextmanager
async def talking(
    scene: Scene,
    channel: Channel,
    language: str,
    now: datetime,
    store: MemoryStore | None = None,
    ids: Ids | None = None,
) -> AsyncIterator[Talk]:
    """A talk with a running inbox of its own, within the block."""
    source = ids or Counted()
    inbox = Inbox(
        store or MemoryStore(), lambda: scene, World(source), LocalBus(), source, Presence()
    )
    await inbox.start()
    try:
        yield Talk(inbox, scene, channel, language, now)
    finally:
        await inbox.stop()


async def hold(
    scene: Scene,
    channel: Channel,
    language: str,
    now: datetime,
    messages: Iterable[str],
    show: Callable[[str], None],
) -> None:
    """Hold a conversation: each message is one turn, a blank line stands between turns."""
    async with talking(scene, channel, language, now) as talk:
        show("\n".join(await talk.open()))
        for message in messages:
            show("\n" + "\n".join(await talk.say(message)))
