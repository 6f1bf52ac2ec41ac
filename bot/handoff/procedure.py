"""The operating procedure of an agency: who does what within what time, by which act, since when.

The working groups of the protocol write these. A version is never changed: a new one follows, and
the old ones stay readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from bot.handoff.reasons import Reason

LONGEST_ACT = 60
MOST_DUTIES = 40
LONGEST_LINE = 240


@dataclass(frozen=True, slots=True)
class Times:
    """What routing, referrals and training follow.

    ``claim_minutes`` without a claim ring the duty phone, ``told_minutes`` tell her,
    ``coordinator_minutes`` call the coordinator; ``referral_days`` answer a referral,
    ``follow_up_days`` ask how it went; a training counts for ``training_years``.
    """

    claim_minutes: int = 2
    told_minutes: int = 5
    coordinator_minutes: int = 10
    referral_days: int = 5
    follow_up_days: int = 14
    training_years: int = 2


LIMITS = {
    "claim_minutes": (1, 60),
    "told_minutes": (1, 120),
    "coordinator_minutes": (1, 240),
    "referral_days": (1, 30),
    "follow_up_days": (1, 90),
    "training_years": (1, 5),
}
"""The least and the most of each."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One line of who does what within what time, in the agency's own words."""

    who: str
    what: str
    within: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version. ``act_number`` and ``act_date`` are of the act that decided it; ``recorded_by``
    is the person who wrote it down. Version 0 is what holds where nobody has decided anything."""

    agency: str
    version: int = 0
    act_number: str = ""
    act_date: date | None = None
    valid_from: datetime | None = None
    times: Times = Times()
    duties: tuple[DutyLine, ...] = ()
    recorded_by: str = ""
    recorded_at: datetime | None = None

    @property
    def claim_minutes(self) -> int:
        """Minutes without a claim after which the duty phone rings."""
        return self.times.claim_minutes

    @property
    def told_minutes(self) -> int:
        """Minutes without a claim after which she is told, with choices."""
        return self.times.told_minutes

    @property
    def coordinator_minutes(self) -> int:
        """Minutes without a claim after which the coordinator is called."""
        return self.times.coordinator_minutes


def in_force(agency: str, versions: Iterable[Procedure], at: datetime) -> Procedure:
    """The version that holds then: the newest of those that had begun; else the defaults."""
    begun = [one for one in versions if one.valid_from is not None and one.valid_from <= at]
    return max(begun, key=_newest, default=Procedure(agency))


def _newest(one: Procedure) -> tuple[datetime, int]:
    assert one.valid_from is not None, "a version has a day from which it holds"
    return one.valid_from, one.version


def change_refusal(new: Procedure, versions: Sequence[Procedure]) -> Reason | None:
    """Why this version cannot follow the others, or None."""
    if not new.act_number.strip() or new.act_date is None or new.valid_from is None:
        return Reason.NO_ACT
    if len(new.act_number) > LONGEST_ACT or len(new.duties) > MOST_DUTIES:
        return Reason.BAD_REQUEST
    lines = (text for one in new.duties for text in (one.who, one.what, one.within))
    if any(not text.strip() or len(text) > LONGEST_LINE for text in lines):
        return Reason.BAD_REQUEST
    if not all(_is_within(new.times, one.name) for one in fields(Times)):
        return Reason.BAD_REQUEST
    last = max((one.version for one in versions), default=0)
    return None if new.version == last + 1 else Reason.OVERTAKEN


def _is_within(times: Times, name: str) -> bool:
    least, most = LIMITS[name]
    value: int = getattr(times, name)
    return least <= value <= most
