"""A case as the desk sees it, and the rules of who may do what with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.handoff.people import Account
from bot.handoff.reasons import Reason
from bot.messages import Channel

State = Literal["queued", "claimed", "closed"]
Check = Literal["", "asked", "confirmed", "unconfirmed", "unproven", "withdrawn"]
Curtain = Literal["covered", "open", "verified", "exited"]

MOST_CHARACTERS = 4000
"""The longest text that an operator may send at once."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One case and what of its conversation the desk may know. Times are UTC.

    ``since`` is the first seq that operators may read. ``seq`` is the last one of the thread.
    ``check`` is what became of the question whether it is she who writes, at ``checked_at``.
    ``operator`` is the account id of the one holder, empty while the case is queued. ``behind``
    counts what came in since she left, ``danger_at`` is when some of it told of danger: who wrote
    it is not verified, and its text is nowhere. ``taken_back``: she took her yes back, and nobody
    reads it any more. ``muted``: the provider of her channel lets nobody write to her.
    ``channel`` is the one that she writes from now. ``drill``: no woman is behind it, colleagues
    practise.
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
    check: Check = ""
    checked_at: datetime | None = None
    taken_back: bool = False
    muted: bool = False
    behind: int = 0
    danger_at: datetime | None = None
    channel: Channel = Channel.WEB
    drill: bool = False

    @property
    def left(self) -> bool:
        """Whether she left and has not come back: nothing may be sent, nothing new is read."""
        return self.curtain == "exited"

    @property
    def possible_danger_at(self) -> datetime | None:
        """When something told of danger behind the curtain, during this case; None: nothing did."""
        during = self.danger_at is not None and self.danger_at >= self.opened_at
        return self.danger_at if during else None


def may_see(account: Account, ticket: Ticket) -> bool:
    """Whether the case exists at all for this person."""
    return ticket.network in account.networks


def may_read(account: Account, ticket: Ticket) -> bool:
    """Whether this person may read the thread: only who holds the case, or held it last, and
    nobody once she has taken her yes back."""
    if ticket.taken_back:
        return False
    return may_see(account, ticket) and bool(account.id) and ticket.operator == account.id


def claim_refusal(account: Account, ticket: Ticket, *, trained: bool = True) -> Reason | None:
    """Why this person may not take the case now, or None. ``trained``: she has a dated training
    that still counts."""
    if not may_see(account, ticket):
        return Reason.UNKNOWN
    if ticket.taken_back:
        return Reason.TAKEN_BACK
    if ticket.state == "closed":
        return Reason.CLOSED
    if ticket.state == "claimed" and ticket.operator != account.id:
        return Reason.HELD
    return None if trained else Reason.UNTRAINED


def holder_refusal(account: Account, ticket: Ticket) -> Reason | None:
    """Why this person may not act in the case as its holder, or None."""
    if not may_see(account, ticket):
        return Reason.UNKNOWN
    if ticket.taken_back:
        return Reason.TAKEN_BACK
    if ticket.state == "closed":
        return Reason.CLOSED
    if ticket.state != "claimed" or ticket.operator != account.id:
        return Reason.NOT_HOLDER
    return None


def reply_refusal(account: Account, ticket: Ticket, text: str) -> Reason | None:
    """Why this text may not be sent to her, or None."""
    refusal = holder_refusal(account, ticket) or text_refusal(text)
    if refusal is not None:
        return refusal
    return Reason.EXITED if ticket.left else None


def text_refusal(text: str) -> Reason | None:
    """Why a text of an operator is none that can be sent, or None."""
    if not text.strip():
        return Reason.EMPTY
    return Reason.TOO_LONG if len(text) > MOST_CHARACTERS else None
