"""A referral to another agency: who may do what with it, and what the agency reads and when.

The operator prepares it, she says yes or no in the chat, and only then it exists for the agency.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.handoff.agencies import Agency
from bot.handoff.case import Ticket, holder_refusal
from bot.handoff.people import Account
from bot.handoff.reasons import Reason
from bot.handoff.sheet import Sheet

KEPT = timedelta(days=30)
"""A referral is destroyed so long after the decision; without one, after her yes."""

MOST_OPEN = 8
"""So many referrals of one case may wait at once."""


class State(StrEnum):
    """Where a referral stands. Until ``SENT`` it exists for the case's holder only."""

    PREPARED = "prepared"
    ASKED = "asked"
    REFUSED = "refused"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


REACHED = frozenset({State.SENT, State.ACKNOWLEDGED, State.ACCEPTED, State.DECLINED})
"""States in which the agency sees it."""

OVER = frozenset({State.REFUSED, State.DECLINED, State.WITHDRAWN})


class Why(StrEnum):
    """Why an agency declines: of a closed list, so that nothing of hers is written down."""

    FULL = "full"
    OTHER_AREA = "other_area"
    OTHER_SERVICE = "other_service"
    LANGUAGE = "language"
    NOT_RESPONDING = "not_responding"


FollowState = Literal["waiting", "kept", "missed", "moved"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A day on which the agency asks how it goes, and what became of it."""

    on: date
    state: FollowState = "waiting"


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral. ``network`` sends it, ``agency`` receives it; times are UTC.

    ``pseudonym`` is how she is called there: another agency has another one. ``asked_at`` is when
    she was asked, ``decided_at`` her answer, ``answered_at`` the agency's. ``due_at``: the agency
    answers until then, by its procedure. ``version`` counts its changes, so that none is lost.
    ``call`` is the training call that she is interested in, ``about`` its neutral name; both empty
    where an operator prepared it, and ``prepared_by`` empty where she sent it herself.
    """

    id: str
    conversation: str
    case: str
    network: str
    agency: str
    state: State
    prepared_by: str
    prepared_at: datetime
    forget_at: datetime
    sheet: Sheet = field(default_factory=dict, repr=False)
    pseudonym: str = field(default="", repr=False)
    asked_at: datetime | None = None
    decided_at: datetime | None = None
    due_at: datetime | None = None
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    answered_by: str = ""
    answered_at: datetime | None = None
    why: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    version: int = 1
    call: str = ""
    about: str = field(default="", repr=False)


def taken_back(referral: Referral) -> Referral:
    """The referral after she took her yes back: nothing of hers is in it any more."""
    return replace(
        referral,
        state=State.WITHDRAWN,
        sheet={},
        pseudonym="",
        follow_ups=(),
        version=referral.version + 1,
        about="",
    )


def prepare_refusal(
    account: Account, ticket: Ticket, agency: Agency | None, sheet: Sheet | None
) -> Reason | None:
    """Why the holder may not prepare this, or None."""
    refusal = holder_refusal(account, ticket)
    if refusal is not None:
        return refusal
    if agency is None or agency.id == ticket.network:
        return Reason.NO_SUCH_AGENCY
    return Reason.SHEET if sheet is None else None


def ask_refusal(account: Account, ticket: Ticket, referral: Referral) -> Reason | None:
    """Why she may not be asked about it now, or None."""
    refusal = holder_refusal(account, ticket)
    if refusal is not None:
        return refusal
    return None if referral.state in (State.PREPARED, State.ASKED) else Reason.ANSWERED_BY_HER


def acknowledge_refusal(account: Account, referral: Referral, *, trained: bool) -> Reason | None:
    """Why this person may not acknowledge her contact contract, or None."""
    refusal = _agency_refusal(account, referral)
    if refusal is not None:
        return refusal
    if referral.state not in (State.SENT, State.ACKNOWLEDGED, State.ACCEPTED):
        return Reason.REFERRAL_OVER
    return None if trained else Reason.UNTRAINED


def answer_refusal(account: Account, referral: Referral) -> Reason | None:
    """Why the agency may not accept or decline, or None: it has acknowledged, and not answered."""
    refusal = _agency_refusal(account, referral)
    if refusal is not None:
        return refusal
    if referral.state is State.SENT:
        return Reason.NOT_ACKNOWLEDGED
    return None if referral.state is State.ACKNOWLEDGED else Reason.REFERRAL_OVER


def follow_up_refusal(account: Account, referral: Referral) -> Reason | None:
    """Why a day to ask how it goes may not be set or answered, or None."""
    refusal = _agency_refusal(account, referral)
    if refusal is not None:
        return refusal
    return None if referral.state is State.ACCEPTED else Reason.REFERRAL_OVER


def _agency_refusal(account: Account, referral: Referral) -> Reason | None:
    reaches = referral.agency in account.networks and referral.state in REACHED
    return None if reaches else Reason.UNKNOWN


def is_late(referral: Referral, now: datetime) -> bool:
    """Whether the agency has not answered in the time of its procedure."""
    waits = referral.state in (State.SENT, State.ACKNOWLEDGED)
    return waits and referral.due_at is not None and now >= referral.due_at


def may_know_how_to_reach_her(referral: Referral) -> bool:
    """Whether the agency sees her pseudonym and the way to her: it has acknowledged first."""
    return referral.state in (State.ACKNOWLEDGED, State.ACCEPTED)


def next_follow_up(
    follow_ups: tuple[FollowUp, ...], today: date, days: int
) -> tuple[FollowUp, ...]:
    """The same with the next day, so many days from today."""
    return (*follow_ups, FollowUp(today + timedelta(days=days)))
