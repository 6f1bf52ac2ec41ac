"""The tray over ``MemoryStore``, keeping the same contract as ``SqlTray``: for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.state import Held
from bot.handoff.case import Ticket
from bot.handoff.held import HeldTicket, may_read_held
from bot.handoff.people import Account
from bot.safety.her_words import WordKind
from bot.storage.memory import MemoryStore


class MemoryTray:
    """Texts out of a dictionary."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def hold(self, ticket: Ticket, text: HeldTicket) -> HeldTicket | None:
        """Lay a text into the tray of a case, once; None: its conversation is gone."""
        if ticket.conversation not in self._store.conversations:
            return None
        new = Held(
            text.id,
            ticket.conversation,
            text.case,
            text.network,
            text.author,
            text.at,
            text.forget_at,
            text.place,
            text.text,
        )
        return self._ticket(self._store.held.texts.setdefault(text.id, new))

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[HeldTicket]:
        """What waits in the tray and in the boxes of these networks, the oldest first."""
        own = (
            self._ticket(one)
            for one in self._store.held.texts.values()
            if one.network in networks and one.forget_at > now
        )
        return sorted(own, key=lambda one: (one.at, one.id))

    async def one(self, networks: Sequence[str], id: str, now: datetime) -> HeldTicket | None:
        """One of these, or None."""
        return next((one for one in await self.all(networks, now) if one.id == id), None)

    async def discard(self, id: str) -> None:
        """Destroy it."""
        self._store.held.texts.pop(id, None)

    async def put_in_box(self, id: str, until: datetime) -> None:
        """Lay it into her letter box, where it waits until then."""
        one = self._store.held.texts.get(id)
        if one is not None:
            self._store.held.texts[id] = replace(one, place="box", forget_at=until)

    async def count(self, account: Account, now: datetime) -> int:
        """How many texts in the tray wait for this person: as their author, or as holder."""
        found = await self.all(account.networks, now)
        return sum(one.place == "tray" and may_read_held(account, one) for one in found)

    def _ticket(self, text: Held) -> HeldTicket:
        case = self._store.cases.get(text.case)
        words = self._store.conversations[text.conversation].words
        return HeldTicket(
            id=text.id,
            case=text.case,
            network=text.network,
            author=text.operator,
            holder=case.operator if case else "",
            at=text.at,
            forget_at=text.forget_at,
            place=text.place,
            fetchable=WordKind.RETURN in words,
            text=text.text,
        )
