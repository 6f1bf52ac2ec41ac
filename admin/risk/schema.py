"""The JSON of the risk aid: answers and words, no number."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.handoff.risk import LONGEST_QUESTION, Marker

Reply = Literal["yes", "no", "unknown"]


class Question(Taken):
    """One question, or one heading of the plan."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,40}$")
    text: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    marker: Marker | Literal[""] = ""


class Guide(Given):
    """A network's questions and the headings of its safety plan."""

    network: str
    version: int
    questions: list[Question]
    plan: list[Question]
    editable: bool


class Guides(Given):
    """Those of the reader's networks."""

    guides: list[Guide]


class NewGuide(Taken):
    """The next version."""

    version: int = Field(ge=1)
    questions: list[Question] = Field(min_length=1, max_length=40)
    plan: list[Question] = Field(default_factory=list, max_length=40)


class Filling(Taken):
    """What an operator fills in."""

    guide: int = Field(ge=0)
    answers: dict[str, Reply] = Field(default_factory=dict, max_length=40)
    plan: dict[str, str] = Field(default_factory=dict, max_length=40, repr=False)


class Prompt(Given):
    """A marker that was seen, and what it asks for."""

    marker: Marker
    text: str


class Aid(Given):
    """The risk aid of a case. Plan texts are operators' own, for this case only."""

    guide: Guide
    answers: dict[str, Reply]
    plan: dict[str, str]
    by: str
    at: datetime | None
    forget_at: datetime | None
    prompts: list[Prompt]
