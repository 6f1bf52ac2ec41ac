"""A booking from the hold to two days after it, and the list of those who wait for a moment.

What she chose to be called by at the desk is a number, and a word where she wanted one: no name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.appointments.calendar import Calendar, Need
from bot.appointments.slots import Slot, Taken
from bot.messages import Channel
from bot.safety.contract import Contract, may_contact

State = Literal["held", "booked", "cancelled", "called_off", "missed", "came"]
"""``cancelled`` by her, ``called_off`` by the agency. Whether she came the agency notes."""

HELD_FOR = timedelta(minutes=10)
"""So long a moment is kept for her until she says yes."""

KEPT_AFTER = timedelta(hours=48)
"""So long a booking is kept after it."""

MOST_LIVE = 2
"""So many bookings one talk may have at once: more would take other women's places."""

REMINDED = tuple(
    timedelta(hours=hours) for hours in (24, 20, 28, 16, *range(12, 1, -1), 32, 36, 44)
)
"""So long before it she may be reminded, the best moment first; never later than two hours."""

WAITS_FOR = timedelta(days=14)
"""So long somebody waits for a moment that becomes free."""

MARKED = frozenset({"missed", "came"})


@dataclass(frozen=True, slots=True)
class Booking:
    """One moment that is kept for one talk. Times are UTC.

    ``agency`` is the calendar's. ``until``: a hold ends then. ``number`` is what she says at the
    desk, ``word`` one that she chose. ``since`` is the seq of her talk at which it was made.
    ``instead`` is the booking that it replaces once it is confirmed; ``moved``: it replaced one.
    ``acknowledged_at``: the agency has read how she may be contacted.
    """

    id: str
    conversation: str
    calendar: str
    agency: str
    starts_at: datetime
    ends_at: datetime
    state: State
    made_at: datetime
    forget_at: datetime
    since: int
    language: str
    until: datetime | None = None
    room: str = ""
    number: str = field(default="", repr=False)
    word: str = field(default="", repr=False)
    need: Need = ""
    woman: bool = False
    instead: str = ""
    moved: bool = False
    acknowledged_at: datetime | None = None

    def takes_place(self, now: datetime) -> bool:
        """Whether nobody else may have this moment: a hold that ran out is nobody's."""
        if self.state == "held":
            return self.until is not None and now < self.until
        return self.state in ("booked", *MARKED)

    def is_ahead(self, now: datetime) -> bool:
        """Whether she is still expected."""
        return self.state == "booked" and now < self.ends_at

    @property
    def taken(self) -> Taken:
        """The time that it takes."""
        return Taken(self.calendar, self.agency, self.starts_at, self.ends_at, self.room)


@dataclass(frozen=True, slots=True)
class Waiting:
    """She waits for a moment of a kind, in that place, to become free.

    ``agencies`` are those that could have received her when she asked: they see that somebody
    waits. ``told``: when she was told that there is one.
    """

    id: str
    conversation: str
    kind: str
    town: str
    since: datetime
    until: datetime
    network: str = ""
    need: Need = ""
    woman: bool = False
    agencies: tuple[str, ...] = ()
    told: datetime | None = None


def held(
    slot: Slot,
    calendar: Calendar,
    *,
    id: str,
    conversation: str,
    number: str,
    seq: int,
    language: str,
    now: datetime,
    need: Need = "",
    woman: bool = False,
    instead: str = "",
) -> Booking:
    """The moment, kept for ten minutes. ``number``: eight digits of chance, of which she is given
    five, one group that one can keep in the head."""
    return Booking(
        id=id,
        conversation=conversation,
        calendar=calendar.id,
        agency=calendar.agency,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        state="held",
        made_at=now,
        forget_at=now + HELD_FOR,
        since=seq,
        language=language,
        until=now + HELD_FOR,
        room=slot.room,
        number=number[:5],
        need=need,
        woman=woman,
        instead=instead,
    )


def confirmed(booking: Booking, word: str, now: datetime) -> Booking | None:
    """The booking after her yes; None where the hold ran out: somebody else may have the moment."""
    if booking.state != "held" or not booking.takes_place(now):
        return None
    forget_at = booking.ends_at + KEPT_AFTER
    return replace(
        booking,
        state="booked",
        until=None,
        word=word,
        instead="",
        moved=bool(booking.instead),
        made_at=now,
        forget_at=forget_at,
    )


def freed(booking: Booking, state: State, now: datetime) -> Booking:
    """The booking without its moment. What remains says only that it was; it goes when the booking
    would have gone, or with the hold."""
    forget_at = min(booking.forget_at, max(booking.ends_at, now) + KEPT_AFTER)
    return replace(booking, state=state, until=None, forget_at=forget_at)


def is_hers_to_see(booking: Booking, *, verified: bool, surely: bool, began: int) -> bool:
    """Whether whoever writes may see and change it: after her word anything, and without one what
    was made in the talk that is still open."""
    return verified or (surely and booking.since > began)


def reminds_at(
    booking: Booking, contract: Contract | None, channel: Channel, now: datetime
) -> datetime | None:
    """When her agreement lets her be reminded of it, or None."""
    for before in REMINDED:
        at = booking.starts_at - before
        if at > now and may_contact(contract, channel, at):
            return at
    return None


def waits_still(waiting: Waiting, now: datetime) -> bool:
    """Whether she may be told of a moment that became free: once, and not for ever."""
    return waiting.told is None and now < waiting.until
