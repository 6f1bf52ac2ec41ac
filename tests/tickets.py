"""A case of a store in memory as the desk would read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from bot.handoff.case import State, Ticket
from bot.messages import Shown
from bot.storage.memory import MemoryStore

_STATES: dict[str, State] = {state: state for state in get_args(State)}


def as_the_desk_reads(store: MemoryStore, id: str) -> tuple[Ticket, Sequence[Shown]]:
    """The case of that id, and the lines of its conversation since her consent."""
    case = store.cases[id]
    talk = store.conversations[case.conversation]
    ticket = Ticket(
        id=case.id,
        conversation=case.conversation,
        network=case.network,
        state=_STATES[case.state.value],
        curtain=talk.curtain.value,
        language=case.language,
        opened_at=case.opened_at,
        since=case.since,
        seq=talk.seq,
        shared=case.shared,
        danger=case.danger,
        operator=case.operator,
        claimed_at=case.claimed_at,
        closed_at=case.closed_at,
        left_at=talk.left_at,
        taken_back=case.taken_back,
    )
    lines = store.messages.get(case.conversation, ())
    return ticket, [line for line in lines if line.seq >= case.since]
