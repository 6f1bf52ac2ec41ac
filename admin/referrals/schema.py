"""The JSON of referrals: closed fields only, in both directions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.handoff.referral import State, Why

Values = list[str]


class NewReferral(Taken):
    """Prepare a referral. ``sheet``: closed values by field; a free text is refused."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")
    agency: str = Field(min_length=1, max_length=64)
    sheet: dict[str, Values] = Field(max_length=10)


class FollowUp(Given):
    """A day on which the agency asks how it goes."""

    on: date
    state: Literal["waiting", "kept", "missed", "moved"]


class Referral(Given):
    """A referral as the network that sends it reads it. ``preview``: what she will read. ``about``:
    the training call, where she sent her interest in one herself. ``called``: how she presents
    herself there, once she said yes, so that who helps her can tell her; empty otherwise."""

    id: str
    about: str
    agency: str
    agency_name: str
    duty_to_report: Literal["yes", "no", "unknown"]
    state: State
    sheet: dict[str, Values]
    prepared_at: datetime
    asked_at: datetime | None
    decided_at: datetime | None
    due_at: datetime | None
    late: bool
    answered_at: datetime | None
    why: str
    follow_ups: list[FollowUp]
    forget_at: datetime
    called: str
    preview: list[str]


class Referrals(Given):
    """The referrals of a case. ``fields``: what can be said at all, by kind of agency; what she can
    do only as far as she said yes to it. ``words``: those abilities as a desk says them."""

    referrals: list[Referral]
    fields: dict[str, dict[str, Values]]
    words: dict[str, str]
    language: str


class SentReferral(Given):
    """A referral as its sender finds it again, also where her talk is over: how it stands, and by
    which name and way she and the agency meet."""

    id: str
    agency_name: str
    state: State
    called: str
    route: str
    sent_at: datetime
    due_at: datetime | None
    late: bool
    answered_at: datetime | None
    why: str
    follow_ups: list[FollowUp]
    forget_at: datetime


class SentReferrals(Given):
    """What was sent, the newest first."""

    referrals: list[SentReferral]


class Received(Given):
    """A referral as the agency reads it: nothing of the talk.

    ``called`` and ``route`` are empty until the contact contract was acknowledged. ``contract``:
    how she may be contacted, in words. ``sender``: empty where it would tell why she comes.
    ``about``: the training call that she is interested in, under its neutral name; empty where it
    is about none.
    ``words``: what she can do, as a desk says it.
    """

    id: str
    agency: str
    agency_name: str
    sender: str
    state: State
    sheet: dict[str, Values]
    about: str
    words: dict[str, str]
    contract: str
    called: str
    route: str
    reached_at: datetime
    due_at: datetime | None
    late: bool
    acknowledged_at: datetime | None
    answered_at: datetime | None
    why: str
    follow_ups: list[FollowUp]
    forget_at: datetime


class Inbox(Given):
    """What reached the reader's agencies, the longest waiting first."""

    referrals: list[Received]


class Decline(Taken):
    """Why the agency cannot take it, of a closed list."""

    why: Why


class NextFollowUp(Taken):
    """What became of the day that waits, and the next one. ``on``: None for none."""

    became: Literal["kept", "missed", "moved"]
    on: date | None = None
