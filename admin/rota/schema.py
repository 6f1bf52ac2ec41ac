"""The JSON of the rota. Nothing of any woman is here."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from admin.schema import Given, Taken


class Stretch(Given):
    """From one moment until before another."""

    begins_at: datetime
    ends_at: datetime


class Turn(Given):
    """One turn: a shift on one of its days. ``begins`` and ``ends`` are minutes of the day in
    Milan, beyond 1440 those of the next. Not ``covers``: she cannot be there any more."""

    shift: str
    account: str
    day: date
    begins: int
    ends: int
    begins_at: datetime
    ends_at: datetime
    weekly: bool
    covers: bool
    mine: bool


class Planned(Given):
    """Somebody who can be planned there, or still is."""

    account: str
    name: str
    languages: list[str]
    mine: bool
    able: bool


class NetworkRota(Given):
    """A network's week. ``openings`` are its published hours of that week, ``holes`` those of the
    next fourteen days without anybody. ``until``: through that day none of them is promised to
    stay empty. Not ``planned``: nothing was ever planned, and nothing changes for anybody."""

    id: str
    network: str
    editable: bool
    planned: bool
    until: date | None
    people: list[Planned]
    turns: list[Turn]
    openings: list[Stretch]
    holes: list[Stretch]


class RotaWeek(Given):
    """The week that begins on Monday ``first``, of each of the reader's networks."""

    first: date
    today: date
    networks: list[NetworkRota]


class OwnTurn(Given):
    """A turn of the reader."""

    network: str
    begins_at: datetime
    ends_at: datetime


class OwnTurns(Given):
    """The reader's own turns of the next fourteen days, the one under way too."""

    turns: list[OwnTurn]


class PutTurn(Taken):
    """Who is there, and when: minutes of the day."""

    account: str = Field(min_length=1, max_length=64)
    begins: int = Field(ge=0, le=1439)
    ends: int = Field(ge=1, le=2880)


class NewShift(PutTurn):
    """A shift of one day, or every week through ``last`` (none: until somebody ends it)."""

    day: date
    weekly: bool = False
    last: date | None = None


class ChangedTurn(Taken):
    """What becomes of one turn, or with ``onwards`` of it and all that follow. Nothing put:
    nobody is there."""

    day: date
    onwards: bool = False
    put: PutTurn | None = None


class Cover(Taken):
    """Through which day every published hour has somebody; none: nothing is promised any more."""

    until: date | None = None
