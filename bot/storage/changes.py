"""What a batch of turns comes to: one change per conversation, whatever number of turns it had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.conversation.state import (
    Arranged,
    Case,
    Conversation,
    Held,
    Letter,
    Marked,
    Outgoing,
    Received,
    TurnRecord,
)
from bot.conversation.terms import Consent, Reminder, Withdrawn
from bot.engine.effects import Tried
from bot.handoff.alarm import Alarm, AlarmMark
from bot.handoff.callback import Callback
from bot.handoff.trace import Trace
from bot.messages import Address, AskedReminder, Inbound, Reminds, Shown, Thread
from bot.safety.her_words import WordKind
from bot.storage.plain import to_ms
from bot.values.proposals import Unshared


@dataclass(slots=True)
class Change:
    """What becomes of one conversation: from its row (None: it is new) to its last state.

    ``aside`` are operators' texts that were cancelled in the very batch that would have sent them,
    ``received`` messages of hers, each with its seq.
    """

    before: Conversation | None
    after: Conversation | None
    forgotten: bool = False
    cancel: bool = False
    shown: list[Shown] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    words: list[tuple[WordKind, str]] = field(default_factory=list)
    number: str = ""
    links: list[str] = field(default_factory=list)
    moved: bool = False
    aside: list[Held] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    lost: list[Held] = field(default_factory=list)
    received: list[tuple[int, Received]] = field(default_factory=list)
    taken_back: datetime | None = None
    wiped_from: int | None = None
    reminders: dict[str, Reminder] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    delivered: list[str] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    arranged: dict[str, Arranged] = field(default_factory=dict)
    marks: list[Marked] = field(default_factory=list)

    @property
    def leaves(self) -> bool:
        """Whether what was sent or waits to be sent stays behind: she left, or is elsewhere now."""
        return self.before is not None and (self.cancel or self.moved)

    def cancel_outgoing(self) -> None:
        """What this batch would have sent is not sent; what an operator wrote is kept."""
        self.cancel = True
        kept = [one.fallback for one in self.outgoing if one.fallback is not None]
        ids = {one.id for one in kept}
        self.outgoing.clear()
        self.aside.extend(kept)
        self.shown = [
            replace(one, undelivered=one.undelivered or one.id in ids) for one in self.shown
        ]

    @property
    def had_contract(self) -> bool:
        """Whether a reminder of hers may be on its way."""
        return self.before is not None and self.before.contract is not None

    @property
    def shuts(self) -> bool:
        """Whether something that could start before may no longer start after it."""
        agreed = self.before.contract if self.before is not None else None
        now = self.after.contract if self.after is not None else None
        return self.leaves or self.forgotten or agreed != now


@dataclass(slots=True)
class Changes:
    """A batch: changes by conversation id, letters left, alarms raised or marked (they outlive
    their conversation), and what has now happened."""

    by_id: dict[str, Change] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    alarm_marks: list[AlarmMark] = field(default_factory=list)
    happened: list[tuple[Address, Inbound]] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    traces: list[Trace] = field(default_factory=list)

    def left(self) -> list[str]:
        """The conversations for which no request may start any more."""
        return [id for id, one in self.by_id.items() if one.shuts]

    def latest(self) -> int:
        """The newest moment of the batch, in epoch ms; 0 for a batch in which nothing happened."""
        moments = [to_ms(one.at) for _, one in self.happened]
        after = (one.after for one in self.by_id.values())
        return max(*moments, *(to_ms(one.touched_at) for one in after if one), 0, 0)


class Read:
    """What a batch has read, to check that what it writes follows from it."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self._inbound: dict[str, list[Inbound]] = {}

    def note(self, inbound: Iterable[Inbound], conversations: Iterable[Conversation]) -> None:
        """Remember what was asked for and what was found."""
        for one in inbound:
            self._inbound.setdefault(one.id, []).append(one)
        for conversation in conversations:
            self.conversations[conversation.id] = conversation

    def gather(self, turns: Sequence[TurnRecord]) -> Changes:
        """All turns as one change per conversation, in order; asserts that each follows."""
        changes = Changes()
        for turn in turns:
            state = turn.after or turn.before
            happened = self._happened(turn, state)
            if happened is not None:
                changes.happened.append(happened)
            if turn.letter is not None:
                changes.letters.append(turn.letter)
            changes.tried.extend(turn.tried)
            if turn.alarm is not None:
                changes.alarms.append(turn.alarm)
            if turn.alarm_mark is not None:
                changes.alarm_marks.append(turn.alarm_mark)
            changes.consents.extend(turn.consents)
            changes.withdrawn.extend(turn.withdrawn)
            changes.counted.update(turn.counted)
            if turn.trace is not None:
                changes.traces.append(turn.trace)
            if state is not None:
                self._add(changes.by_id, turn, state.id)
        return changes

    def _happened(
        self, turn: TurnRecord, state: Conversation | None
    ) -> tuple[Address, Inbound] | None:
        if not turn.inbound:
            return None
        waiting = self._inbound.get(turn.inbound, ())
        assert waiting, "A turn is saved in the batch that loaded its happening."
        address = state.address if state is not None else None
        for one in waiting:
            if address is None and isinstance(one.to, Address):
                return one.to, one
            if address is not None and one.to in (address, Thread(state.id if state else "")):
                return address, one
        return None

    def _add(self, by_id: dict[str, Change], turn: TurnRecord, id: str) -> None:
        change = by_id.get(id)
        if change is None:
            known = self.conversations.get(id)
            assert (known is None) == (turn.before is None), (
                "A new conversation has no row, and a known one was loaded in this batch."
            )
            assert known is None or turn.before is None or known.seq == turn.before.seq, (
                "A conversation is locked between load and save: it cannot have changed."
            )
            change = by_id[id] = Change(turn.before, turn.after)
        change.after = turn.after
        if turn.received is not None and turn.after is not None:
            change.received.append((turn.after.seq, turn.received))
        if turn.forget:
            change.forgotten = True
            return
        assert not change.forgotten, "After forgetting, the next turn begins a new conversation."
        if turn.cancel_outgoing:
            change.cancel_outgoing()
        if turn.taken_back is not None:
            # What was shown earlier in this batch could be read by operators: it is not written.
            change.taken_back = turn.taken_back
            change.marks.append(Unshared(turn.taken_back))
            change.shown.clear()
            change.aside.clear()
            change.reminders.clear()
            change.arranged.clear()
            change.callbacks.clear()
        if turn.wiped_from is not None:
            first = turn.wiped_from
            change.wiped_from = (
                first if change.wiped_from is None else min(first, change.wiped_from)
            )
            change.shown = [one for one in change.shown if one.seq < first]
            change.arranged.clear()
        if turn.reminder is not None:
            change.reminders[turn.reminder.id] = turn.reminder
        change.arranged |= {one.id: one for one in turn.arranged}
        if turn.callback is not None:
            change.callbacks[turn.callback.id] = turn.callback
        change.delivered.extend(filter(None, [turn.delivered]))
        change.fetched.extend(turn.fetched)
        change.shown.extend(turn.shown)
        change.outgoing.extend(turn.outgoing)
        change.words.extend(turn.words)
        change.number = turn.number or change.number
        change.links.extend(filter(None, [turn.link]))
        change.lost.extend(filter(None, [turn.lost]))
        change.moved = change.moved or turn.moved
        change.marks.extend(turn.marks)
        if turn.case is not None:
            change.cases[turn.case.id] = turn.case


def about_reminders(inbound: Iterable[Inbound]) -> Iterator[Inbound]:
    """The happenings for which the reminders of a conversation have to be read."""
    return (one for one in inbound if isinstance(one.what, AskedReminder | Reminds))
