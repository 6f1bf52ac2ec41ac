"""The JSON of measures. Days are days in Italy."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from admin.directory.schema import Behind
from admin.schema import Given, Taken
from bot.directory.kinds import LONGEST_INTERVAL
from bot.directory.measures.keeping import State
from bot.directory.measures.model import IfNo, Knows, Together, Watcher

LONGEST_NOTE = 500


class Measure(Given):
    """A measure in the list. ``until``: the last day on which women see it. ``waits``: somebody has
    to look at it."""

    id: str
    name: str
    state: State
    shown: bool
    waits: bool
    until: date | None


class Measures(Given):
    """All of them in the order of the file, and how many wait to be looked at."""

    measures: list[Measure]
    waiting: int


class Watched(Given):
    """Whether somebody comes to know of it."""

    watcher: Watcher
    knows: Knows


class Condition(Given):
    """A question to her (Italian), and what her no means."""

    question: str
    if_no: IfNo


class Beside(Given):
    """What is known of it together with another measure."""

    name: str
    together: Together


class Seen(Given):
    """What a woman reads of it in one language."""

    language: str
    text: str
    who_knows: str
    papers: str
    where: str
    whom: str
    questions: list[str]


class OneMeasure(Given):
    """One measure with all its facts. ``mine``: the caller may vouch for it. ``starts`` and
    ``ends`` are of its norm, None where they are not known."""

    measure: Measure
    source: str
    basis: str
    starts: date | None
    ends: date | None
    interval: int
    verified_on: date | None
    note: str
    owner: str
    at: list[str]
    who_will_know: list[Watched]
    who_may: list[Condition]
    beside: list[Beside]
    seen: list[Seen]
    digest: str
    mine: bool
    behind: Behind


class MeasureVerified(Taken):
    """``digest``: of what the caller has read. ``interval``: days, 0 as the measure says."""

    digest: str = Field(max_length=16)
    interval: int = Field(0, ge=0, le=LONGEST_INTERVAL)
    note: str = Field("", max_length=LONGEST_NOTE)
