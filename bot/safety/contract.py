"""The contact contract: whether, when and how she may be contacted first. Default: never.

It is a pure value, so that a hand-off, a referral or a booking can carry it with them: whoever
would reach her asks ``may_contact`` of the contract itself. Days and hours are those of the clocks
of Milan; a moment is judged by what that clock shows at it, also in the two nights of the year in
which an hour is missing or comes twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.messages import Channel

ROME = ZoneInfo("Europe/Rome")
EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})
_DAY_MINUTES = 24 * 60
_HOUR = timedelta(hours=1)


class Line(StrEnum):
    """The kinds of neutral line that a reminder can be: what she reads, and nothing else."""

    ALMANAC = "almanac"
    DESK = "desk"
    APPOINTMENT = "appointment"


class Forbidden(StrEnum):
    """Why she may not be contacted: she never said so, or not so.

    ``late`` is no term of a contract: what should have been sent earlier is never sent later.
    """

    NEVER = "never"
    WEB = "web"
    CHANNEL = "channel"
    EXPIRED = "expired"
    DAY = "day"
    HOUR = "hour"
    WORDS = "words"
    LEFT = "left"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Contract:
    """What she allows until ``expires_at``.

    ``weekdays``: Monday is 0. ``opens`` and ``closes`` are minutes of the day by the clocks of
    Milan; the last is outside. ``line``: how a reminder reads. ``after_exit``: also while she is
    away after a safe exit. Times are UTC.
    """

    channel: Channel
    weekdays: frozenset[int]
    opens: int
    closes: int
    line: Line
    given_at: datetime
    expires_at: datetime
    after_exit: bool = False

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for terms that no moment can meet."""
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("A contract needs one of the seven days at least.")
        if not 0 <= self.opens < self.closes <= _DAY_MINUTES:
            raise ValueError("The hours of a contract lie within one day, first before last.")
        if self.expires_at <= self.given_at:
            raise ValueError("A contract ends after it was given.")

    def ended(self, now: datetime) -> Contract:
        """The same contract, at its end now where it had not ended before."""
        soonest = max(now, self.given_at + timedelta(milliseconds=1))
        return replace(self, expires_at=min(self.expires_at, soonest))


def forbidden(
    contract: Contract | None, channel: Channel, now: datetime, *, away: bool = False
) -> Forbidden | None:
    """Why she may not be contacted first on this channel now, or None where she allowed it.

    ``away``: she has left by a safe exit and not come back. ``now`` must have a time zone.
    """
    if channel is Channel.WEB:
        return Forbidden.WEB
    if contract is None:
        return Forbidden.NEVER
    if contract.channel is not channel:
        return Forbidden.CHANNEL
    if not contract.given_at <= now < contract.expires_at:
        return Forbidden.EXPIRED
    there = now.astimezone(ROME)
    if there.weekday() not in contract.weekdays:
        return Forbidden.DAY
    if not contract.opens <= there.hour * 60 + there.minute < contract.closes:
        return Forbidden.HOUR
    # On WhatsApp nothing can be taken back, and only a template would go: after an exit none does.
    quiet = channel is Channel.WHATSAPP or not contract.after_exit
    return Forbidden.LEFT if away and quiet else None


def may_contact(
    contract: Contract | None, channel: Channel, now: datetime, *, away: bool = False
) -> bool:
    """Whether she may be contacted first on this channel now."""
    return forbidden(contract, channel, now, away=away) is None


def next_allowed(
    contract: Contract | None, channel: Channel, after: datetime, *, away: bool = False
) -> datetime | None:
    """The first moment, not before ``after``, at which she may be contacted; None: there is none.

    The clock of Milan is whole hours from UTC and changes at whole hours, so that hours can begin
    only at the minute of ``opens`` or at a whole hour.
    """
    if contract is None:
        return None
    first = max(after.astimezone(UTC), contract.given_at.astimezone(UTC))
    if may_contact(contract, channel, first, away=away):
        return first
    hour = first.replace(minute=0, second=0, microsecond=0)
    minutes = sorted({0, contract.opens % 60})
    while hour < contract.expires_at:
        for minute in minutes:
            moment = hour + timedelta(minutes=minute)
            if moment > first and may_contact(contract, channel, moment, away=away):
                return moment
        hour += _HOUR
    return None
