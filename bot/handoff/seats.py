"""Seats beside the holder of a case: who may sit, who must say yes, and when a seat ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.handoff.case import Ticket, holder_refusal, may_see
from bot.handoff.people import Account, Role
from bot.handoff.reasons import Reason
from bot.values.proposals import Wish

SeatState = Literal["asked", "invited", "open", "refused", "ended"]
LIVE: tuple[SeatState, ...] = ("asked", "invited", "open")
"""States of a seat that nobody ended."""

LASTS = timedelta(hours=8)
"""A seat ends by itself after so long, or with the case."""

MOST_SEATS = 4


class SeatKind(StrEnum):
    """What somebody sits there for. A successor joins first and then takes the case over."""

    CONSULT = "consult"
    INTERPRETER = "interpreter"
    SUPERVISOR = "supervisor"
    SUCCESSOR = "successor"


WISHES = {
    SeatKind.CONSULT: Wish.CONSULT,
    SeatKind.INTERPRETER: Wish.INTERPRETER,
    SeatKind.SUCCESSOR: Wish.SUCCESSOR,
}
"""What she is asked before somebody of another network sits."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of one person, for one case only.

    ``network`` is that of the person, ``home`` that of the case when she was invited: once the case
    is elsewhere the seat is void. ``invited_by`` held the case.
    """

    id: str
    conversation: str
    case: str
    kind: SeatKind
    account: str
    network: str
    home: str
    invited_by: str
    state: SeatState
    at: datetime
    until: datetime
    joined_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What somebody around the case wrote to the others; she never sees it."""

    id: str
    author: str
    at: datetime
    text: str = field(repr=False)


def stands(seat: Seat, ticket: Ticket, now: datetime) -> bool:
    """Whether the seat still is one: its time and its case are not over, and nobody ended it."""
    lives = seat.state in ("asked", "invited", "open") and now < seat.until
    return lives and ticket.state == "claimed" and ticket.network == seat.home


def may_read_seated(seat: Seat, account: Account, ticket: Ticket, now: datetime) -> bool:
    """Whether this person reads the talk since her consent from that seat."""
    if ticket.taken_back or seat.account != account.id or seat.state != "open":
        return False
    return stands(seat, ticket, now)


def needs_her_yes(kind: SeatKind, guest: str, ticket: Ticket) -> bool:
    """Whether she is asked first: always where somebody of another network would read her."""
    return guest != ticket.network


def invite_refusal(
    account: Account, ticket: Ticket, kind: SeatKind, guest: Account | None, *, trained: bool
) -> Reason | None:
    """Why the holder may not invite this person, or None."""
    refusal = holder_refusal(account, ticket)
    if refusal is not None:
        return refusal
    if kind is SeatKind.SUPERVISOR or guest is None or guest.id == account.id:
        return Reason.NO_SUCH_GUEST
    if guest.role not in (Role.OPERATOR, Role.COORDINATOR):
        return Reason.NO_SUCH_GUEST
    return None if trained else Reason.GUEST_UNTRAINED


def supervise_refusal(account: Account, ticket: Ticket, *, trained: bool) -> Reason | None:
    """Why this person may not sit as supervisor, or None. The holder sees that she does."""
    if not may_see(account, ticket):
        return Reason.UNKNOWN
    if account.role is not Role.COORDINATOR:
        return Reason.ROLE
    if ticket.taken_back:
        return Reason.TAKEN_BACK
    if ticket.state != "claimed":
        return Reason.CLOSED if ticket.state == "closed" else Reason.NOT_CLAIMED
    return None if trained else Reason.UNTRAINED


def take_over_refusal(seat: Seat, ticket: Ticket, now: datetime) -> Reason | None:
    """Why a successor may not take the case over, or None: she has joined, and whoever invited her
    still holds it."""
    if seat.kind is not SeatKind.SUCCESSOR or seat.state != "open" or not stands(seat, ticket, now):
        return Reason.SEAT_OVER
    return None if ticket.operator == seat.invited_by else Reason.OVERTAKEN
