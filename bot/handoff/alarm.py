"""An alarm that she raised with her word, or a drill: what follows from it, and when.

A drill takes exactly the way of an alarm; only the signs for her are missing, since there is no
woman behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PHONE_AFTER = timedelta(seconds=60)
"""An alarm that nobody has seen for so long goes to the duty phone."""

RING_EVERY = timedelta(seconds=60)
MOST_RINGS = 10
RING_AGAIN = timedelta(seconds=5)
"""After so long a ring that certainly failed is tried again; it is not counted."""

NOBODY_AFTER = timedelta(minutes=3)
"""So long after raising an alarm that nobody saw she is told to call 112."""

TELLABLE = timedelta(minutes=15)
"""Later than this nothing is told to her any more: nobody knows who holds the phone by then."""

WATCHED = timedelta(minutes=30)
"""For so long after it was raised something can still happen to an alarm by itself."""

SIGN_EXPIRY = timedelta(minutes=5)
"""A sign that could not be sent for so long is dropped."""

DRILL_COUNTS = timedelta(days=30)
"""How long a drill that a duty saw in time proves that somebody is there."""


class Sign(StrEnum):
    """What she is told of her alarm, in words of the cover that were agreed with her."""

    SEEN = "seen"
    NOBODY = "nobody"


class Told(StrEnum):
    """What became of the newest sign. ``LATE``: it did not reach her, and will not."""

    NOTHING = ""
    SENDING = "sending"
    YES = "told"
    LATE = "late"


PAIRS = ("fruit", "sky", "months")
"""Pairs of signs that she may choose from. The sentences are in ``bot/i18n/texts.py``."""


def sign_key(pair: str, sign: Sign) -> str:
    """The key of the sentence that stands for that sign."""
    return f"sign.{pair}.{sign}"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm or drill. Times are UTC. ``conversation`` is empty for a drill and once forgotten.

    ``by`` is the account that acknowledged it. ``rings`` counts the calls to the duty phone, the
    first at ``phoned_at``. ``sign`` is the newest sign for her, ``message`` the id under which it
    waits in the outbox (empty on the web).
    """

    id: str
    network: str
    raised_at: datetime
    next_ring_at: datetime
    conversation: str = ""
    drill: bool = False
    acknowledged_at: datetime | None = None
    by: str = ""
    rings: int = 0
    phoned_at: datetime | None = None
    cancelled_at: datetime | None = None
    sign: Sign | None = None
    told: Told = Told.NOTHING
    message: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody still has to see it."""
        return self.acknowledged_at is None and self.cancelled_at is None


@dataclass(frozen=True, slots=True)
class AlarmMark:
    """What a turn changes of an alarm: a sign for her, or that she took it back."""

    alarm: str
    sign: Sign | None = None
    told: Told = Told.NOTHING
    message: str = ""
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """One call to a duty phone: how many alarms wait in its network, and for which it rings."""

    network: str
    count: int
    alarms: tuple[str, ...]


def raised(id: str, conversation: str, network: str, at: datetime) -> Alarm:
    """An alarm as it begins."""
    return Alarm(id, network, at, at + PHONE_AFTER, conversation)


def drilled(id: str, network: str, at: datetime) -> Alarm:
    """A drill as it begins."""
    return Alarm(id, network, at, at + PHONE_AFTER, drill=True)


def sign_owed(alarm: Alarm, now: datetime) -> Sign | None:
    """The sign that she has to be given now, or None."""
    if alarm.drill or alarm.cancelled_at is not None:
        return None
    if alarm.acknowledged_at is not None:
        return None if alarm.sign is Sign.SEEN else Sign.SEEN
    late = now - alarm.raised_at >= NOBODY_AFTER
    return Sign.NOBODY if late and alarm.sign is None else None


def may_be_told(raised_at: datetime, now: datetime) -> bool:
    """Whether a sign of an alarm raised then may still be given to her."""
    return now - raised_at <= TELLABLE


def proves(drill: Alarm, now: datetime) -> bool:
    """Whether this drill shows that alarms of its network are seen.

    It must have been seen as soon as she would have needed it, and not too long ago.
    """
    seen = drill.acknowledged_at
    if not drill.drill or seen is None:
        return False
    return seen - drill.raised_at < NOBODY_AFTER and now - seen <= DRILL_COUNTS
