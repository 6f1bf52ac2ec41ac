"""What she agreed to, in memory: keeps the same contract as ``sql_terms``."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.terms import Consent, Reminder
from bot.handoff.callback import Callback
from bot.handoff.contact import ReminderState
from bot.safety.contract import Forbidden
from bot.storage.changes import Change, Changes


class MemoryTerms:
    """Proofs of her yes (with the moment when it was taken back), reminders and arrangements."""

    def __init__(self) -> None:
        self.consents: dict[str, tuple[Consent, datetime | None]] = {}
        self.reminders: dict[str, Reminder] = {}
        self.callbacks: dict[str, Callback] = {}

    def of(self, conversation: str) -> tuple[Reminder, ...]:
        """The reminders of a conversation, in order of their moments."""
        own = (one for one in self.reminders.values() if one.conversation == conversation)
        return tuple(sorted(own, key=lambda one: (one.at, one.id)))

    def due(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """(conversation id, reminder id) of waiting reminders whose moment has come."""
        waiting = (one for one in self.reminders.values() if one.state == "waiting")
        due = sorted((one.at, one.id, one.conversation) for one in waiting if one.at <= now)
        return [(conversation, id) for _, id, conversation in due[:limit]]

    def record(self, changes: Changes) -> None:
        """New proofs, and those that hold no longer."""
        self.consents |= {one.id: (one, None) for one in changes.consents}
        for gone in changes.withdrawn:
            if gone.id in self.consents:
                self.consents[gone.id] = (self.consents[gone.id][0], gone.at)

    def save(self, conversation: str, change: Change) -> None:
        """Reminders as they are now; those on their way to somebody who leaves are not sent."""
        if change.taken_back is not None:
            self.forget(conversation)
        for one in self.of(conversation) if change.cancel and change.had_contract else ():
            self.close(one.id, "forbidden", Forbidden.LEFT.value)
        self.reminders |= change.reminders
        self.callbacks |= change.callbacks

    def close(self, id: str, state: ReminderState, why: str = "") -> None:
        """What became of a reminder that was on its way; one that was sent was sent."""
        known = self.reminders.get(id)
        if known is not None and (known.state == "queued" or state == "sent"):
            self.reminders[id] = replace(known, state=state, why=why)

    def drop_waiting(self, id: str) -> None:
        """A reminder of something that does not hold, if it has not gone out."""
        if (known := self.reminders.get(id)) is not None and known.state == "waiting":
            del self.reminders[id]

    def forget(self, conversation: str) -> None:
        """Reminders and arrangements go with their conversation."""
        for one in self.of(conversation):
            del self.reminders[one.id]
        kept = (one for one in self.callbacks.values() if one.conversation != conversation)
        self.callbacks = {one.id: one for one in kept}

    def forget_consents(self, before: datetime, limit: int) -> int:
        """Delete proofs that were given earlier. Returns how many."""
        old = [id for id, (one, _) in self.consents.items() if one.at < before][:limit]
        for id in old:
            del self.consents[id]
        return len(old)
