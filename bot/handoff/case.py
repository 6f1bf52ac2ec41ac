"""A case as the desk sees it, and the rules of who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.handoff.people import Account
from bot.handoff.reasons import Reason

State = Literal["queued", "claimed", "closed"]
Curtain = Literal["covered", "open", "verified", "exited"]

MOST_CHARACTERS = 4000
"""The longest text that an operator may send at once."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One case and what of its conversation the desk may know. Times are UTC.

    ``since`` is the first seq that operators may read. ``seq`` is the last one of the thread.
    ``operator`` is the account id of the one holder, empty while the case is queued.
    """

    id: str
    conversation: str
    network: str
    state: State
    curtain: Curtain
    language: str
    opened_at: datetime
    since: int
    seq: int
    shared: Mapping[str, str] = field(default_factory=dict, repr=False)
    danger: bool = False
    operator: str = ""
    claimed_at: datetime | None = None
    closed_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def left(self) -> bool:
        """Whether she left and has not come back: nothing may be sent, nothing new is read."""
        return self.curtain == "exited"


def may_see(account: Account, ticket: Ticket) -> bool:
    """Whether the case exists at all for this person."""
    return ticket.network in account.networks


def may_read(account: Account, ticket: Ticket) -> bool:
    """Whether this person may read the thread: only who holds the case, or held it last."""
    return may_see(account, ticket) and bool(account.id) and ticket.operator == account.id


def claim_refusal(account: Account, ticket: Ticket) -> Reason | None:
    """Why this person may not take the case now, or None."""
    if not may_see(account, ticket):
        return Reason.UNKNOWN
    if ticket.state == "closed":
        return Reason.CLOSED
    if ticket.state == "claimed" and ticket.operator != account.id:
        return Reason.HELD
    return None


def holder_refusal(account: Account, ticket: Ticket) -> Reason | None:
    """Why this person may not act in the case as its holder, or None."""
    if not may_see(account, ticket):
        return Reason.UNKNOWN
    if ticket.state == "closed":
        return Reason.CLOSED
    if ticket.state != "claimed" or ticket.operator != account.id:
        return Reason.NOT_HOLDER
    return None


def reply_refusal(account: Account, ticket: Ticket, text: str) -> Reason | None:
    """Why this text may not be sent to her, or None."""
    refusal = holder_refusal(account, ticket)
    if refusal is not None:
        return refusal
    if ticket.left:
        return Reason.EXITED
    return text_refusal(text)


def text_refusal(text: str) -> Reason | None:
    """Why a text of an operator is none that can be sent, or None."""
    if not text.strip():
        return Reason.EMPTY
    return Reason.TOO_LONG if len(text) > MOST_CHARACTERS else None
