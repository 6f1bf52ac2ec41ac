"""The JSON of calendars and bookings. Hours are minutes of the day by the clocks of Milan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.appointments.busy import LARGEST

Kind = Literal["cav", "cpi", "legal", "social"]
Beside = Literal["interpreter", "mediator"]


class Window(Taken):
    """Hours of a weekday (Monday is 0) in which so many women are received at once."""

    weekday: int = Field(ge=0, le=6)
    opens: int = Field(ge=0, le=1440)
    closes: int = Field(ge=0, le=1440)
    capacity: int = Field(1, ge=1, le=50)
    room: str = Field("", max_length=40)
    women: bool = False


class Exceptional(Taken):
    """Days, the last inside, on which the week does not hold: closed, or open at these hours."""

    first: date
    last: date
    windows: list[Window] = Field(default_factory=list, max_length=60)


class CalendarBody(Taken):
    """What a calendar is to be."""

    agency: str = Field(min_length=1, max_length=64)
    kind: Kind
    name: str = Field(min_length=1, max_length=80)
    who: str = Field("", max_length=80)
    duty_to_report: Literal["yes", "no", "unknown"] = "unknown"
    place: str = Field("", max_length=120)
    weekly: list[Window] = Field(default_factory=list, max_length=60)
    exceptions: list[Exceptional] = Field(default_factory=list, max_length=200)
    serves: list[str] = Field(default_factory=list, max_length=200)
    needs: list[Beside] = Field(default_factory=list, max_length=2)
    minutes: int = Field(60, ge=10, le=240)
    pause: int = Field(0, ge=0, le=240)
    notice_hours: int = Field(24, ge=0, le=2160)
    notice_needs_hours: int = Field(72, ge=0, le=2160)
    ahead_days: int = Field(42, ge=1, le=90)
    open: bool = True


class Calendar(Given):
    """A calendar as it is. ``feed``: somebody may subscribe to it."""

    id: str
    settings: CalendarBody
    feed: bool


class Calendars(Given):
    """All that exist for the caller."""

    calendars: list[Calendar]


class Booking(Given):
    """An appointment. ``number`` and ``word`` are what she says at the desk; there is no name."""

    id: str
    calendar: str
    starts_at: datetime
    ends_at: datetime
    state: Literal["booked", "came", "missed", "called_off"]
    room: str
    number: str
    word: str
    language: str
    need: Literal["", "interpreter", "mediator"]
    woman: bool
    acknowledged: bool


class Bookings(Given):
    """Those of some days, in order of time, with how many came and did not."""

    first: date
    last: date
    bookings: list[Booking]
    came: int
    missed: int


class BookingContact(Given):
    """What she allows about being contacted, in words. Nobody is given an address."""

    allowed: str


class Waiting(Given):
    """Somebody who waits for a moment: nothing says who. ``told``: she was told of one."""

    id: str
    kind: Kind
    since: datetime
    until: datetime
    need: Literal["", "interpreter", "mediator"]
    woman: bool
    told: bool


class WaitingList(Given):
    """Who waits, the longest first."""

    waiting: list[Waiting]


class Feed(Given):
    """The path of a calendar's feed on this host: whoever has it sees when, and nothing else."""

    path: str


class Source(Given):
    """Where busy times are read from. ``host``: of the address; the rest of it is a secret.

    ``problem``: address, away, answer, redirect, large, broken or many; empty: none.
    """

    id: str
    kind: Literal["address", "file"]
    host: str
    read_at: datetime | None
    problem: str
    count: int


class Sources(Given):
    """All of a calendar."""

    sources: list[Source]


class Address(Taken):
    """An address whose busy times are read from now on."""

    url: str = Field(min_length=1, max_length=1000, repr=False)


class File(Taken):
    """An iCalendar text that was exported elsewhere. It takes the place of an earlier one."""

    text: str = Field(min_length=1, max_length=LARGEST, repr=False)
