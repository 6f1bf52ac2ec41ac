"""What an operator is typing, kept so that a reload does not lose it and an exit does not leak it.

A draft belongs to one case and the one who holds it. It lives while she holds the case. When the
woman leaves it goes to the hold tray in the same transaction, as what could not be given to her.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.handoff.case import Ticket, holder_refusal
from bot.handoff.people import Account
from bot.handoff.reasons import Reason


@dataclass(frozen=True, slots=True)
class Draft:
    """``id`` is what the hold tray calls it, made of the author and of ``key``, under which her
    page would send it: sent, held or kept, it is one text. ``held_for``: how long it waits in the
    tray should the woman leave.
    """

    id: str
    key: str
    case: str
    conversation: str
    network: str
    operator: str
    at: datetime
    held_for: timedelta
    text: str = field(repr=False)


def draft_refusal(account: Account, ticket: Ticket) -> Reason | None:
    """Why this person may not keep a draft of this case now, or None."""
    refusal = holder_refusal(account, ticket)
    if refusal is not None:
        return refusal
    return Reason.EXITED if ticket.left else None
