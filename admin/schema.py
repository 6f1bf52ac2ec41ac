"""The JSON that the staff API takes and gives: pydantic models, from which OpenAPI is made.

Times are ISO 8601 in UTC. Ids are opaque. Nothing that a woman wrote is in any model but
``Line.text`` (the conversation) and ``Letter.text`` (a request), and in their answers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.handoff.case import MOST_CHARACTERS
from bot.handoff.people import Role


class Taken(BaseModel):
    """What comes in: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Given(BaseModel):
    """What goes out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Given):
    """A refusal: ``code`` for programs, ``message`` for the person, ``holder`` who has the case."""

    code: str
    message: str
    holder: str = ""


class Login(Taken):
    """Name, password and the six digits of the moment."""

    login: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=400, repr=False)
    code: str = Field(pattern=r"^\s*\d{3}\s?\d{3}\s*$", repr=False)


class Network(Given):
    """A network and how her page is told of it."""

    id: str
    name: str
    agency: str
    duty_to_report: Literal["yes", "no", "unknown"]


class Me(Given):
    """Who is logged in. ``csrf`` goes back in the header ``X-Filo-Csrf`` with every act."""

    id: str
    login: str
    role: Role
    networks: list[Network]
    languages: list[str]
    on_duty: bool
    csrf: str


class Duty(Taken):
    """Whether she answers women now."""

    on: bool


class DutyState(Given):
    """Whether she is on duty; it ends by itself a few minutes after her page is gone."""

    on: bool


class Case(Given):
    """One case. ``left_at`` is set while she is away after a safe exit.

    ``mine``: the reader holds it. ``holder`` is the name of who does. ``waited`` in seconds.
    ``shared`` is what she agreed to share. ``seq`` grows with each message of the conversation.
    """

    id: str
    network: str
    state: Literal["queued", "claimed", "closed"]
    danger: bool
    language: str
    language_name: str
    opened_at: datetime
    claimed_at: datetime | None
    closed_at: datetime | None
    waited: int
    mine: bool
    holder: str
    left_at: datetime | None
    shared: dict[str, str]
    seq: int


class QueueState(Given):
    """Everything open in the reader's networks: danger first, then the longest wait."""

    at: datetime
    cases: list[Case]


class Line(Given):
    """One message. ``voice``: ``her``, ``service`` or ``operator``; ``author``: her name."""

    seq: int
    id: str
    at: datetime
    voice: Literal["her", "service", "operator"]
    author: str
    text: str


class ThreadState(Given):
    """The conversation since her consent, and the case as it now is."""

    case: Case
    lines: list[Line]


class Reply(Taken):
    """What the holder writes to her. ``id`` is made by the page: repeating it has no effect."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")
    text: str = Field(max_length=MOST_CHARACTERS * 4, repr=False)


class Sent(Given):
    """The message is stored and on its way. ``duplicate``: it had been sent before."""

    duplicate: bool


class Letter(Given):
    """A request that was left while nobody was there, and its answer once there is one.

    ``forget_at``: both are destroyed then.
    """

    id: str
    network: str
    language: str
    language_name: str
    asked_at: datetime
    forget_at: datetime
    answered_at: datetime | None
    text: str
    answer: str


class Letters(Given):
    """The requests of the reader's networks, the longest waiting first."""

    letters: list[Letter]


class Answer(Taken):
    """The answer to a request: it waits for her in the letter box and cannot be changed."""

    text: str = Field(max_length=MOST_CHARACTERS * 4, repr=False)
