"""The JSON of seats, asides, passing a case on and handing it back."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from admin.schema import Given, Line, Taken
from bot.handoff.case import MOST_CHARACTERS
from bot.handoff.seats import SeatKind
from bot.values.proposals import Wish

State = Literal["asked", "invited", "open", "refused", "ended"]


class Colleague(Given):
    """Somebody who can be invited. ``networks``: her agencies, by id and name."""

    id: str
    name: str
    networks: dict[str, str]
    languages: list[str]
    on_duty: bool
    trained: bool


class Colleagues(Given):
    """Everybody who answers women somewhere."""

    people: list[Colleague]


class NewSeat(Taken):
    """Invite somebody beside a case."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")
    kind: SeatKind
    account: str = Field(min_length=1, max_length=64)
    network: str = Field(min_length=1, max_length=64)


class SeatId(Taken):
    """The id that an act of this page gets, so that it happens once."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")


class Seat(Given):
    """One seat, as holder and guests see it. ``mine``: the reader's own."""

    id: str
    case: str
    kind: SeatKind
    name: str
    network: str
    home: str
    state: State
    until: datetime
    joined_at: datetime | None
    mine: bool


class Asked(Given):
    """What she is being asked, and about whom."""

    wish: Wish
    about: str
    agency: str
    until: datetime


class Around(Given):
    """Who sits beside a case, what she is asked, and what was written around it."""

    seats: list[Seat]
    asked: Asked | None
    asides: list[AsideLine]


class AsideLine(Given):
    """One line between holder and seats; she never sees it."""

    id: str
    author: str
    mine: bool
    at: datetime
    text: str


class NewAside(Taken):
    """Write to the others around the case."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")
    text: str = Field(max_length=MOST_CHARACTERS, repr=False)


class SeatList(Given):
    """The reader's own seats."""

    seats: list[Seat]


class Seated(Given):
    """What a guest reads from her seat."""

    seat: Seat
    language: str
    danger: bool
    lines: list[Line]
    asides: list[AsideLine]


class Transfer(Taken):
    """Pass a case on: to a person (cold), or to the queue of another network."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")
    network: str = Field(min_length=1, max_length=64)
    account: str = Field(default="", max_length=64)


class Passed(Given):
    """``done``: somebody else has the case now. ``asked``: she decides first."""

    state: Literal["done", "asked"]


class Entry(Given):
    """A flow at whose start the service can go on."""

    flow: str
    title: str


class Entries(Given):
    """All of them."""

    entries: list[Entry]


class HandBack(Taken):
    """Where the service goes on with her."""

    flow: str = Field(pattern=r"^[a-z0-9_]{1,64}$")


Around.model_rebuild()
