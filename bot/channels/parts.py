"""Puts together a long text message that a carrier delivered in pieces, in whatever order.

Twilio joins pieces wherever the carrier says which belong together. Where it does not, each piece
comes as a message of its own, and only its length shows that it is one: every piece but the last
is as long as a piece can be. A short message never waits, so no word that leaves is ever held up.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import final

from bot.channels.segments import is_gsm, segments

WAIT_SECONDS = 2.0
"""How long a full piece waits for what follows, and a short one is remembered for what comes late;
far less than the 15 seconds after which Twilio gives up."""

REMEMBERED = 1000

_FULL = {True: (152, 153), False: (66, 67)}
"""Septets or UTF-16 units of a full piece; one less where a double character would be split."""


@dataclass(slots=True)
class _Whole:
    """A text that is being put together."""

    full: list[str] = field(repr=False)
    last: str = field(default="", repr=False)
    more: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def text(self) -> str:
        return "".join(self.full) + self.last


@dataclass(frozen=True, slots=True)
class _Short:
    sid: str
    text: str = field(repr=False)
    at: float


@final
class Parts:
    """Holds pieces in memory for two seconds, and the ids of those that were joined."""

    def __init__(self, seconds: float = WAIT_SECONDS) -> None:
        self._seconds = seconds
        self._open: dict[str, _Whole] = {}
        self._short: OrderedDict[str, _Short] = OrderedDict()
        self._taken: OrderedDict[str, None] = OrderedDict()

    async def whole(self, number: str, sid: str, text: str) -> str | None:
        """The whole text that begins with this piece, or None for one that belongs to another.

        A message that is no piece comes back at once, as it is.
        """
        if sid in self._taken:
            return None
        begun = self._open.get(number)
        if is_full(text):
            if begun is None:
                return await self._gather(number, sid, text)
            begun.full.append(text)
        elif begun is None:
            self._remember(number, _Short(sid, text, self._now()))
            return text
        else:
            begun.last = text
        self._take(sid)
        begun.more.set()
        return None

    async def _gather(self, number: str, sid: str, text: str) -> str:
        whole = self._open[number] = _Whole([text])
        # While it waits, the same piece delivered once more belongs to it.
        self._take(sid)
        early = self._short.pop(number, None)
        if early is not None and early.sid != sid and self._now() - early.at <= self._seconds:
            whole.last = early.text
        try:
            while not whole.last:
                whole.more.clear()
                async with asyncio.timeout(self._seconds):
                    await whole.more.wait()
        except TimeoutError:
            pass
        finally:
            del self._open[number]
            self._taken.pop(sid, None)
        return whole.text

    def _remember(self, number: str, short: _Short) -> None:
        self._short.pop(number, None)
        self._short[number] = short
        now = self._now()
        while self._short and now - next(iter(self._short.values())).at > self._seconds:
            self._short.popitem(last=False)

    def _take(self, sid: str) -> None:
        self._taken[sid] = None
        if len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def is_full(text: str) -> bool:
    """Whether a text is exactly as long as one piece of a longer one."""
    found = segments(text)
    return found.count == 1 and found.used in _FULL[is_gsm(text)]
