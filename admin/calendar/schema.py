"""The JSON of calendars and bookings. Hours are minutes of the day by the clocks of Milan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime, Field

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
    holidays: bool = False


class Calendar(Given):
    """A calendar as it is. ``feed``: somebody may subscribe to it."""

    id: str
    settings: CalendarBody
    feed: bool


class Calendars(Given):
    """All that exist for the caller."""

    calendars: list[Calendar]


class Booking(Given):
    """An appointment. ``number`` and ``word`` are what she says at the desk; there is no name.

    Of what is only ``held`` (``until``: how long) or was ``cancelled`` by her, no more than when.
    ``moved``: it took the place of an earlier one.
    """

    id: str
    calendar: str
    starts_at: datetime
    ends_at: datetime
    state: Literal["held", "booked", "came", "missed", "cancelled", "called_off"]
    until: datetime | None
    room: str
    number: str
    word: str
    language: str
    need: Literal["", "interpreter", "mediator"]
    woman: bool
    moved: bool
    acknowledged: bool


class OpenHours(Given):
    """When a calendar receives on one day, so many women at once; ``women``: a woman surely does.

    Moments, since the clocks of Milan change: in one night hours are missing, in another twice.
    """

    calendar: str
    opens_at: datetime
    closes_at: datetime
    capacity: int
    room: str
    women: bool


class BusyTime(Given):
    """When the agency's own calendar says that nobody can be received; why is not known here."""

    calendar: str
    starts_at: datetime
    ends_at: datetime


class Day(Given):
    """One day in Milan, from one midnight to the next: 23, 24 or 25 hours. ``holiday``: of Italy or
    of the city."""

    day: date
    begins_at: datetime
    ends_at: datetime
    holiday: bool
    hours: list[OpenHours]


class Bookings(Given):
    """Those of some days, in order of time, with how many came and did not, when women are received
    and when the agency is busy."""

    first: date
    last: date
    days: list[Day]
    bookings: list[Booking]
    busy: list[BusyTime]
    came: int
    missed: int


class Moment(Given):
    """A moment that is free. ``room``: which one it takes."""

    starts_at: datetime
    ends_at: datetime
    room: str


class Moments(Given):
    """The free moments of one calendar, the first ones. ``more``: there are others, later."""

    moments: list[Moment]
    more: bool


class NewAppointment(Taken):
    """A moment that is to be kept for her, and that she is asked about. ``wants``: whom she would
    have beside her, or that a woman receives her. ``instead``: a booking of hers that it would take
    the place of once she has said yes."""

    calendar: str = Field(min_length=1, max_length=64)
    starts_at: AwareDatetime
    wants: Literal["", "interpreter", "mediator", "woman"] = ""
    instead: str = Field("", max_length=64)


class AskedAppointment(Given):
    """What she is being asked: when, with which calendar, and what she reads. Until ``held_until``
    the moment is kept for her; None: no longer, it is kept anew when she answers, if it is free."""

    calendar: str
    starts_at: datetime
    held_until: datetime | None
    preview: list[str]


class CaseAppointments(Given):
    """Her appointments with the caller's agencies, and what she is being asked. ``asked_other``:
    her answer to another question is waited for."""

    bookings: list[Booking]
    asked: AskedAppointment | None
    asked_other: bool


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
