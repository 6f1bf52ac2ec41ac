"""Notes of a case: for whoever holds it, never sent, and gone after a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.handoff.case import Ticket, may_read, text_refusal
from bot.handoff.people import Account
from bot.handoff.reasons import Reason

MOST_NOTES = 50
"""So many notes a case may have: more is a file on somebody."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note. ``author`` is an account id. Destroyed at ``forget_at``, and with her."""

    id: str
    case: str
    conversation: str
    network: str
    author: str
    at: datetime
    forget_at: datetime
    text: str = field(repr=False)


def note_refusal(account: Account, ticket: Ticket, text: str, count: int) -> Reason | None:
    """Why this note may not be kept, or None. ``count``: how many the case has already."""
    if not may_read(account, ticket):
        return Reason.TAKEN_BACK if ticket.taken_back else Reason.NOT_HOLDER
    return text_refusal(text) or (Reason.MANY_NOTES if count >= MOST_NOTES else None)
