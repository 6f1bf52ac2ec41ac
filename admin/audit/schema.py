"""The JSON of the audit's page: ids, moments and names of acts, never any content."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.handoff.people import Role


class Act(Given):
    """One row. ``login``: who it was, where she is of the reader's agencies; else empty.

    ``refused``: the code of the reason for which it was refused, empty where it was done.
    """

    id: str
    at: datetime
    account: str
    login: str
    role: Role | Literal[""]
    act: str
    refused: str
    subject: str
    network: str
    sealed: bool


class Person(Given):
    """Somebody whose acts may be looked for."""

    id: str
    login: str


class Acts(Given):
    """A page, the newest first. ``next`` goes back in ``before``; empty: there is no more."""

    acts: list[Act]
    next: str
    people: list[Person]


class Noted(Taken):
    """The head that was noted at an earlier verification; empty: none."""

    head: str = Field(default="", pattern=r"^(\d{1,18}:[0-9a-f]{64})?$")


class Fault(Given):
    """What does not fit: in which batch (0: in none), and which row where one is known."""

    fault: str
    batch: int
    row: str


class Verification(Given):
    """What a verification saw. ``head`` is to be noted elsewhere."""

    at: datetime
    whole: bool
    batches: int
    rows: int
    waiting: int
    unsigned: int
    head: str
    faults: list[Fault]
