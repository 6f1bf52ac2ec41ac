"""A measure as a value: what it gives, who may ask, who will know, where, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from bot.directory.facts import ROME, Fact

MOST_QUESTIONS = 3
"""So many questions she is asked at most before she hears whether she may ask for it."""

PLACES: Mapping[str, str] = {
    "centre": "cav",
    "social": "social",
    "work": "cpi",
    "legal": "legal",
    "union": "",
}
"""Kind of service where a measure is asked for -> kind of desk that can be booked, if any."""

IfNo = Literal["unlikely", "unknown"]
"""What her no to a question means: probably not, or that nobody can tell from here."""


class Watcher(StrEnum):
    """Who, or through what somebody, may come to know that she uses something."""

    EMPLOYER = "employer"
    COMUNE = "comune"
    INPS = "inps"
    HOUSEHOLD = "household"
    JOINT_ACCOUNT = "joint_account"
    PAYSLIP = "payslip"
    LETTER = "letter"
    IDENTITY = "identity"


class Knows(StrEnum):
    """Whether a watcher comes to know. ``unknown``: no source says it."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"
    UNKNOWN = "unknown"


class Together(StrEnum):
    """Whether a measure goes together with another; ``needed``: it cannot be had without it."""

    YES = "yes"
    NO = "no"
    NEEDED = "needed"


WhoWillKnow = Mapping[Watcher, Knows]
"""An answer for every watcher."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to her, which several measures may ask. ``text`` is Italian."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A question whose yes is in favour, and what a no means."""

    question: Question
    if_no: IfNo


@dataclass(frozen=True, slots=True)
class Checked:
    """The last time that somebody of the staff looked it over: the account, and her note."""

    by: str
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """A right or a support. Its texts are Italian, in plain words.

    ``who_knows`` says in sentences what ``who_will_know`` says in answers. ``papers`` is empty
    where they are not known. ``at``: kinds of services where it is asked for, best first.
    ``together``: what is known of other measures, by id. ``starts`` and ``ends``: the days between
    which the norm holds; None: none is known. ``fact``: until when it may be shown; ``interval``:
    days after which it is to be verified again.
    """

    id: str
    name: str
    text: str
    who_knows: str
    who_will_know: WhoWillKnow
    who_may: tuple[Condition, ...]
    papers: str
    where: str
    at: tuple[str, ...]
    together: Mapping[str, Together]
    starts: date | None
    ends: date | None
    interval: int
    fact: Fact
    checked: Checked | None = None

    def is_current(self, now: datetime) -> bool:
        """Whether she may see it now: it holds, and was verified in time."""
        today = now.astimezone(ROME).date()
        begun = self.starts is None or self.starts <= today
        return begun and self.fact.is_current_on(today)

    @property
    def desk(self) -> str:
        """The kind of desk at which a first talk can be booked; empty where there is none."""
        return next((PLACES[one] for one in self.at if PLACES[one]), "")
