"""The calls that she asked about: kept in her own conversation, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.messages import Channel
from bot.safety.contract import Contract, next_allowed

MOST_ASKED = 8
"""So many calls are remembered; of more the oldest goes that nothing hangs on."""

MOST_REMINDED = 3
"""More reminders than so many would be noticed."""

BEFORE = tuple(timedelta(days=days) for days in (3, 7, 1))
"""So long before the last moment she is reminded, if her agreement allows it then or a little
later; the best first."""

AT_THE_LATEST = timedelta(hours=3)
"""A reminder that leaves less time than this is none."""


@dataclass(frozen=True, slots=True)
class AskedCall:
    """One call that she looked at. Times are UTC.

    ``since`` is the seq of her talk at which she first did, ``seen_at`` when she last read how it
    stands, ``told_at`` when she was last told that it changed. ``reminder`` is the id of a reminder
    that was arranged for ``remind_at``; ``interest`` the id of the referral that she sent.
    """

    call: str
    since: int
    seen_at: datetime
    told_at: datetime | None = None
    reminder: str = ""
    remind_at: datetime | None = None
    interest: str = ""

    @property
    def knows_until(self) -> datetime:
        """She knows of every change up to then."""
        return max(self.seen_at, self.told_at or self.seen_at)

    def waits(self, now: datetime) -> bool:
        """Whether a reminder of it is still to come."""
        return bool(self.reminder) and self.remind_at is not None and now < self.remind_at


def is_hers_to_see(asked: AskedCall, *, verified: bool, surely: bool, began: int) -> bool:
    """Whether whoever writes may see it: after her word anything, and without one what was asked in
    the talk that is still open."""
    return verified or (surely and asked.since > began)


def with_this(asked: Iterable[AskedCall], one: AskedCall) -> tuple[AskedCall, ...]:
    """All of them with this one as it is now, the newest last."""
    others = [other for other in asked if other.call != one.call]
    while len(others) >= MOST_ASKED:
        loose = next((other for other in others if not (other.reminder or other.interest)), None)
        others.remove(loose or others[0])
    return (*others, one)


def unreminded(one: AskedCall) -> AskedCall:
    """The same without a reminder."""
    return replace(one, reminder="", remind_at=None)


def reminds_at(
    until: datetime, contract: Contract | None, channel: Channel, now: datetime
) -> datetime | None:
    """When her agreement lets her be reminded of what ends at ``until``, or None: never too late
    to do something, and never at another time than she allowed."""
    for before in BEFORE:
        first = max(now + timedelta(minutes=1), until - before)
        at = next_allowed(contract, channel, first)
        if at is not None and at <= until - AT_THE_LATEST:
            return at
    return None
