"""The values that travel between rooms: who speaks, what happened, what may be sent.

Nothing here decides or remembers. Texts and addresses are kept out of every ``repr`` so that a
traceback or a log line cannot carry her words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Channel(StrEnum):
    """The ways she can reach us."""

    WEB = "web"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Address:
    """Where she is reached on one channel: a web session, a chat id, a telephone number."""

    channel: Channel
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation that is already known, by its id."""

    id: str


# --- what can happen to a conversation ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """The key was used: the flyer's path, start parameter or keyword."""


@dataclass(frozen=True, slots=True)
class Said:
    """She wrote a text."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chose:
    """She touched a choice. ``ask`` is the ``Speech.ask`` that showed it: a stale one is seen."""

    choice: str = field(repr=False)
    ask: str


@dataclass(frozen=True, slots=True)
class Left:
    """She left: the button or keys of a page, a word, a provider's STOP, a blocked bot."""

    how: Literal["button", "word", "stop", "blocked"] = "button"


@dataclass(frozen=True, slots=True)
class TimerFired:
    """The moment that the conversation asked to be woken at has come."""

    name: str


@dataclass(frozen=True, slots=True)
class OperatorSaid:
    """The operator who holds the case wrote to her."""

    case: str
    operator: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """The operator who holds the case closed it."""

    case: str
    operator: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A provider says what became of a message."""

    message: str
    status: Literal["delivered", "failed", "opted_out"]


Happening = Opened | Said | Chose | Left | TimerFired | OperatorSaid | CaseClosed | Reported


@dataclass(frozen=True, slots=True)
class Inbound:
    """One happening on its way in.

    ``id`` makes it happen once: the same id for the same conversation has one effect however
    often it arrives. ``languages`` is what her device prefers, best first: a guess, never a fact.
    ``at`` is in UTC.
    """

    id: str
    to: Address | Thread
    at: datetime
    what: Happening
    languages: tuple[str, ...] = ()


# --- what can be sent -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that she may touch. Buttons carry the id, never the label."""

    id: str
    label: str = field(repr=False)


class Voice(StrEnum):
    """Who is speaking in a message."""

    HER = "her"
    SERVICE = "service"
    OPERATOR = "operator"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Speech:
    """One message to her, before it is fitted to a channel.

    ``short`` holds the author's shorter or more neutral text per channel. ``ask`` names the
    question that the options belong to (empty where nothing is asked). ``typed`` says that a
    free text is the expected answer.
    """

    text: str = field(repr=False)
    options: tuple[Option, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict, repr=False)
    ask: str = ""
    typed: bool = False
    voice: Voice = Voice.SERVICE


PRIVATE = "private"
"""The author of a line that nobody but her may read, also not the operator of her case."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a thread as it is kept: ``id`` is public and never repeats, ``seq`` orders."""

    id: str
    seq: int
    at: datetime
    voice: Voice
    speech: Speech
    author: str = ""
