"""Her telephone in a trial: what the queue lets out arrives there, and goes where it is unsent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.fit import Fitted, fit
from bot.conversation.erasing import Erasing
from bot.conversation.state import Outgoing
from bot.messages import Address, Channel
from bot.storage.gate import ERASABLE, FIRST_DELETED
from bot.storage.memory import MemoryStore

AT_ONCE = 50
LEASE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """A message on her phone; ``name`` is what its provider calls it."""

    text: str
    hers: bool = False
    name: str = field(default="", compare=False)


class Phone:
    """What arrives stays until it is unsent (``conversation.erasing.Unsender``)."""

    def __init__(self, channel: Channel, store: MemoryStore) -> None:
        self._channel = channel
        self._store = store
        self.lines: list[Line] = []
        self.copies = 0
        """How many copies of a provider's own were deleted there."""

    def writes(self, text: str, name: str) -> None:
        """A message of hers stands in the chat."""
        self.lines.append(Line(text, True, name))

    async def receives(self, now: datetime) -> None:
        """Everything arrives that the queue lets out at that moment."""
        while waiting := await self._store.claim(now, LEASE_SECONDS, AT_ONCE):
            for message in waiting:
                async with self._store.starting(message, lambda: now) as may_start:
                    pass
                if may_start:
                    await self._store.mark_sent(message, self._takes(message), now)

    async def loses(self, now: datetime) -> None:
        """Everything is unsent that is to be, the copies of providers a little later too."""
        moment = now + FIRST_DELETED + timedelta(seconds=1)
        erasing = Erasing(self._store, {self._channel: self}, lambda: moment)
        while await erasing.work_off():
            pass

    def _takes(self, message: Outgoing) -> str:
        name = f"ours-{message.id}"
        self.lines.append(Line(shown(fit(message.speech, self._channel)), name=name))
        return name

    async def unsend(self, address: Address, provider_ids: Sequence[str]) -> None:
        """As the channels do: where messages can be taken back they go, elsewhere only the
        provider's own copies do."""
        if address.channel in ERASABLE:
            self.lines = [one for one in self.lines if one.name not in provider_ids]
        else:
            self.copies += len(provider_ids)


def shown(fitted: Fitted) -> str:
    """A message as it stands on her screen: its text, and the choices below it."""
    if fitted.message != fitted.text:
        return fitted.message
    return "\n".join((fitted.text, *(f"[{one.label}]" for one in fitted.buttons)))
