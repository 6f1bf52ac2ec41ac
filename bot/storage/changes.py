"""What a batch of turns comes to: one change per conversation, whatever number of turns it had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.conversation.state import Case, Conversation, Letter, Outgoing, TurnRecord
from bot.messages import Address, Inbound, Shown, Thread


@dataclass(slots=True)
class Change:
    """What becomes of one conversation: from its row (None: it is new) to its last state."""

    before: Conversation | None
    after: Conversation | None
    forgotten: bool = False
    cancel: bool = False
    shown: list[Shown] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """A batch: changes by conversation id, letters left, and what has now happened."""

    by_id: dict[str, Change] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    happened: list[tuple[Address, Inbound]] = field(default_factory=list)


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
        if turn.forget:
            change.forgotten = True
            return
        assert not change.forgotten, "After forgetting, the next turn begins a new conversation."
        if turn.cancel_outgoing:
            change.cancel = True
            change.outgoing.clear()
        change.shown.extend(turn.shown)
        change.outgoing.extend(turn.outgoing)
        if turn.case is not None:
            change.cases[turn.case.id] = turn.case
