"""The JSON of training calls. Days are days in Italy, moments in UTC."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from admin.imports.schema import SOURCE, RefusedRow
from admin.schema import Given, Taken
from bot.training.kinds import Audience, Eligibility
from bot.training.looking import State
from bot.training.reading import LONGEST

MOST_FOUND = 100


class CallsLooked(Taken):
    """What is looked for; empty, null or false where it does not matter. ``followed``: only for
    women whom a centre follows. ``changed``: the last import changed it. ``until``: it runs out on
    that day at the latest."""

    words: str = Field("", max_length=200)
    state: State | None = None
    audience: Audience | None = None
    followed: bool = False
    changed: bool = False
    until: date | None = None
    source: str = Field("", max_length=64)


class TrainingCall(Given):
    """One call in a list. ``changed``: what the last import changed in it. ``stale``: days since
    its source last named it, where these are many."""

    id: str
    title: str
    provider: str
    state: State
    audience: Audience
    eligibility: Eligibility
    until: datetime | None
    place: str
    lacks: list[str]
    changed: list[str]
    source: str
    network: str
    stale: int
    amended: bool
    demonstration: bool


class CallsFound(Given):
    """The first ones, how many there are, how many of each state among all of them, and the
    sources that there are."""

    calls: list[TrainingCall]
    count: int
    sources: list[str]


class CallCell(Given):
    """One column of a call: what counts, and what the source says. ``overruled``: the staff wrote
    something else before, and the source has changed it since."""

    name: str
    text: str
    source_text: str
    overruled: bool


class CallChange(Given):
    """What changed at a moment: names of columns, or that it was withdrawn or came back."""

    at: datetime
    fields: list[str]


class OneCall(Given):
    """One call with everything that is said of it. ``mine``: the caller may change it. ``version``
    goes back with a change: of what the caller has read."""

    call: TrainingCall
    cells: list[CallCell]
    changes: list[CallChange]
    seen: datetime
    imported: datetime | None
    amended_by: str
    amended_at: datetime | None
    down_by: str
    down_at: datetime | None
    gone: bool
    mine: bool
    version: str


class CallCells(Taken):
    """The columns of a call as somebody wrote them, by their names; what is not named is empty."""

    version: str = Field(max_length=32)
    cells: dict[str, str] = Field(max_length=40)

    @property
    def fits(self) -> bool:
        """Whether no cell is longer than any may be."""
        return all(len(text) <= LONGEST * 2 for text in self.cells.values())


class NewCallsFeed(Taken):
    """An address (https, public) that is read every so many hours."""

    url: str = Field(min_length=1, max_length=1_000, repr=False)
    source: str = Field(pattern=SOURCE)
    hours: int = 6
    network: str = Field("", max_length=64)


class CallsFeed(Given):
    """One address and how it goes. ``problem``: why it could not be read since ``read_at``, in
    words; empty: it could. ``rows``: items of the last reading that were left out."""

    id: str
    url: str
    source: str
    network: str
    hours: int
    asked_at: datetime | None
    read_at: datetime | None
    problem: str
    calls: int
    new: int
    changed: int
    gone: int
    left_out: int
    rows: list[RefusedRow]


class CallsFeeds(Given):
    """The addresses of the caller's networks."""

    feeds: list[CallsFeed]
