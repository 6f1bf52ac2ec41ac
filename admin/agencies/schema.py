"""The JSON of agencies, procedures and trainings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from admin.schema import Given, Language, Taken
from bot.handoff.agencies import LONGEST_NAME, Kind
from bot.handoff.trained import Course

Duty = Literal["yes", "no", "unknown"]


class Hours(Taken):
    """Open on a weekday (Monday is 0) between two minutes of the day."""

    weekday: int = Field(ge=0, le=6)
    opens: int = Field(ge=0, le=1440)
    closes: int = Field(ge=0, le=1440)


class AgencyFacts(Taken):
    """What an agency's own people may change of it."""

    kind: Kind
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    answers: str = Field(default="", max_length=LONGEST_NAME)
    duty_to_report: Duty
    languages: list[Language] = Field(min_length=1, max_length=20)
    hours: list[Hours] = Field(default_factory=list, max_length=28)
    duty_phone: str = Field(default="", max_length=20)


class NewAgency(Taken):
    """An agency to begin with; hours, languages and the rest follow."""

    kind: Kind
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    duty_to_report: Duty


class Agency(Given):
    """One agency. ``mine``: the reader's. ``editable``: the reader keeps its facts. ``publishes``:
    it is a network, and its hours are those of ``/api/hours``."""

    id: str
    kind: Kind
    name: str
    answers: str
    duty_to_report: Duty
    languages: list[str]
    hours: list[Hours]
    publishes: bool
    duty_phone: str
    demonstration: bool
    mine: bool
    editable: bool
    changed_at: datetime | None
    changed_by: str


class AgencyList(Given):
    """Every agency, by kind and name."""

    agencies: list[Agency]


class DutyLine(Taken):
    """Who does what within what time."""

    who: str = Field(min_length=1, max_length=240)
    what: str = Field(min_length=1, max_length=240)
    within: str = Field(min_length=1, max_length=240)


class Times(Taken):
    """What routing, referrals and training follow."""

    claim_minutes: int = Field(ge=1, le=60)
    told_minutes: int = Field(ge=1, le=120)
    coordinator_minutes: int = Field(ge=1, le=240)
    referral_days: int = Field(ge=1, le=30)
    follow_up_days: int = Field(ge=1, le=90)
    training_years: int = Field(ge=1, le=5)


class NewProcedure(Taken):
    """The next version, by which act and from when."""

    version: int = Field(ge=1)
    act_number: str = Field(max_length=60)
    act_date: date
    valid_from: AwareDatetime
    times: Times
    duties: list[DutyLine] = Field(default_factory=list, max_length=40)


class Procedure(Given):
    """One version of an operating procedure. ``holds``: it is the one of now."""

    version: int
    act_number: str
    act_date: date | None
    valid_from: datetime | None
    times: Times
    duties: list[DutyLine]
    recorded_by: str
    recorded_at: datetime | None
    holds: bool


class Procedures(Given):
    """All versions of an agency, the newest first. Version 0 is what holds without any act."""

    agency: str
    editable: bool
    versions: list[Procedure]


class NewTraining(Taken):
    """A training that somebody of the agency had."""

    account: str = Field(min_length=1, max_length=64)
    course: Course
    on: date


class Training(Given):
    """One training and the day on which it counts no longer."""

    course: Course
    on: date
    until: date
    recorded_by: str


class Person(Given):
    """One person of the reader's agencies. ``trained``: she may have contact with women now."""

    id: str
    name: str
    trained: bool
    trainings: list[Training]


class People(Given):
    """The people of the reader's agencies."""

    people: list[Person]
