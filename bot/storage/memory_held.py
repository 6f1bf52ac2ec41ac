"""Operators' texts that could not be given to her, in a dictionary: the tray and her box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.state import Held, Outgoing
from bot.messages import Shown, Voice


class MemoryHeld:
    """The texts by id. ``lines`` are the threads, whose lines say what never arrived."""

    def __init__(self, lines: dict[str, list[Shown]]) -> None:
        self._lines = lines
        self.texts: dict[str, Held] = {}

    def put_aside(self, message: Outgoing) -> frozenset[str]:
        """Keep what an operator wrote in a message that was not sent: the networks concerned."""
        kept = message.fallback
        if kept is None:
            return frozenset()
        self.texts[kept.id] = kept
        thread = self._lines.get(message.conversation, [])
        thread[:] = [
            replace(one, undelivered=True) if one.seq == message.seq else one for one in thread
        ]
        return frozenset({kept.network})

    def lose(self, lost: Held) -> None:
        """An operator's text that was sent and not delivered; its line says so, once."""
        thread = self._lines.get(lost.conversation, [])
        for at, one in enumerate(thread):
            if one.id == lost.id and one.voice is Voice.OPERATOR and not one.undelivered:
                thread[at] = replace(one, undelivered=True)
                text = replace(lost, operator=one.author, text=one.speech.text)
                self.texts[lost.id] = text

    def box(self, conversation: str, now: datetime) -> Sequence[Held]:
        """What waits in her box, the oldest first."""
        own = [
            one
            for one in self.texts.values()
            if one.conversation == conversation and one.place == "box" and one.forget_at > now
        ]
        return sorted(own, key=lambda one: (one.at, one.id))

    def save(self, kept: Iterable[Held], fetched: Iterable[str]) -> None:
        """Keep these texts, and let go of those that she was shown."""
        self.texts |= {one.id: one for one in kept}
        for id in fetched:
            self.texts.pop(id, None)

    def empty_tray(self, conversation: str) -> None:
        """Of this conversation operators keep nothing; her box stays."""
        self.texts = {
            id: one
            for id, one in self.texts.items()
            if one.conversation != conversation or one.place == "box"
        }

    def forget(self, conversation: str) -> None:
        """Nothing of this conversation is kept."""
        self.texts = {id: one for id, one in self.texts.items() if one.conversation != conversation}

    def sweep(self, now: datetime, limit: int) -> int:
        """Destroy texts that nobody fetched in time. Returns how many."""
        old = [one.id for one in self.texts.values() if one.forget_at <= now][:limit]
        for id in old:
            del self.texts[id]
        return len(old)
