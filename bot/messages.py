"""The values that travel between rooms: who speaks, what happened, what may be sent.

Nothing here decides or remembers. No ``repr``, and so no log line, carries a text or an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeVar

from bot.values.frozen import frozen
from bot.values.proposals import Proposal

T = TypeVar("T")


class Channel(StrEnum):
    """The ways she can reach us."""

    WEB = "web"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    SMS = "sms"


@frozen
class Address:
    """Where she is reached on one channel: a web session, a chat id, a telephone number."""

    channel: Channel
    value: str = field(repr=False)


@frozen
class Thread:
    """A conversation that is already known, by its id."""

    id: str


# --- what can happen to a conversation ------------------------------------------------------


@frozen
class Opened:
    """The key was used: the flyer's path, start parameter or keyword."""


@frozen
class Followed:
    """The one-time link of her messenger was opened on the web page, by a touch, not by a look."""

    token: str = field(repr=False)


@frozen
class Said:
    """She wrote a text."""

    text: str = field(repr=False)


@frozen
class Chose:
    """She touched a choice. ``ask`` is the ``Speech.ask`` that showed it: a stale one is seen."""

    choice: str = field(repr=False)
    ask: str


class Media(StrEnum):
    """What somebody can send that is no text."""

    PICTURE = "picture"
    STICKER = "sticker"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"


@frozen
class Sent:
    """She sent something that is no text. It is not fetched: only what it was is known."""

    kind: Media


@frozen
class Left:
    """She left: the button or keys of a page, a word, a provider's STOP, a blocked bot."""

    how: Literal["button", "word", "stop", "blocked"] = "button"


@frozen
class Hidden:
    """Her page is out of sight: its tab is hidden, or the telephone sleeps."""


@frozen
class Visible:
    """Her page is in sight again."""


@frozen
class TimerFired:
    """The moment that the conversation asked to be woken at has come."""

    name: str


@frozen
class OperatorSaid:
    """The operator who holds the case wrote to her."""

    case: str
    operator: str
    text: str = field(repr=False)


@frozen
class CaseClosed:
    """The operator who holds the case closed it. ``kindly``: whoever writes there offends, and is
    told in fixed words that a person answers no longer, and that the service does."""

    case: str
    operator: str
    kindly: bool = False


@frozen
class AskedWho:
    """The holder of the case wants to know whether it is she who writes."""

    case: str
    operator: str


@frozen
class AskedReminder:
    """The holder of the case wants her to be reminded at ``remind_at`` (UTC)."""

    case: str
    operator: str
    remind_at: datetime


@frozen
class Proposed:
    """The holder of the case asks her something that only her yes allows."""

    case: str
    operator: str
    proposal: Proposal = field(repr=False)


@frozen
class Unproposed:
    """The holder of the case takes the question back that she has not answered."""

    case: str
    operator: str


@frozen
class Passed:
    """The case goes from its holder to another person; ``network`` is that person's."""

    case: str
    operator: str
    to: str
    network: str


@frozen
class HandedBack:
    """The holder closes the case, and the service goes on with her at the start of a flow."""

    case: str
    operator: str
    flow: str


@frozen
class AskedCallback:
    """The holder of the case offers to be in touch again at ``call_at`` (UTC)."""

    case: str
    operator: str
    call_at: datetime


@frozen
class Reminds:
    """The moment of the reminder with that id has come."""

    id: str


@frozen
class Unattended:
    """She waits in the queue, and nobody of the case's network is on duty any more."""

    case: str


@frozen
class WaitsLong:
    """She waits in the queue, and nobody has taken her case for so long that she was to be told at
    ``due_at`` (UTC)."""

    case: str
    due_at: datetime


@frozen
class Reported:
    """A provider says what became of a message."""

    message: str
    status: Literal["delivered", "failed", "opted_out"]


@frozen
class Erased:
    """A data officer erased everything of the conversation, at her request or for the law."""

    officer: str


@frozen
class AlarmSeen:
    """Somebody of her network has seen her alarm."""

    alarm: str
    operator: str


@frozen
class AlarmUnanswered:
    """Nobody has seen her alarm for so long that she must not wait any longer."""

    alarm: str


@frozen
class BookingFailed:
    """A booking of hers does not hold: its agency called it off."""

    booking: str


@frozen
class PlaceFreed:
    """A moment may have become free for somebody on a waiting list."""

    waiting: str


@frozen
class DrillBegan:
    """A colleague begins a drill: a made-up conversation, which reaches that network alone."""

    drill: str
    network: str


Happening = (
    Opened
    | Followed
    | Said
    | Chose
    | Sent
    | Left
    | Hidden
    | Visible
    | TimerFired
    | OperatorSaid
    | CaseClosed
    | AskedWho
    | AskedReminder
    | Proposed
    | Unproposed
    | Passed
    | HandedBack
    | AskedCallback
    | Reminds
    | Unattended
    | WaitsLong
    | Reported
    | Erased
    | AlarmSeen
    | AlarmUnanswered
    | BookingFailed
    | PlaceFreed
    | DrillBegan
)


@frozen
class Inbound:
    """One happening on its way in.

    ``id`` makes it happen once: the same id for the same conversation has one effect however
    often it arrives. ``languages`` is what her device prefers, best first: a guess, never a fact.
    ``at`` is in UTC: when she acted, so that the answer to something old has expired before it is
    made. ``provider_id`` is how her channel calls her message, where it can be taken back.
    Never kept: ``meaning``, the vectors of those parts of her text that may tell of danger, where
    a model has read them; ``near``, how near the text is to each topic; ``origin``, the piece of
    network that it came from on the web, under a hash that changes every hour.
    """

    id: str
    to: Address | Thread
    at: datetime
    what: Happening
    languages: tuple[str, ...] = ()
    provider_id: str = field(default="", repr=False)
    meaning: tuple[tuple[float, ...], ...] = field(default=(), repr=False)
    near: tuple[float, ...] = field(default=(), repr=False)
    origin: str = field(default="", repr=False)


# --- what can be sent -----------------------------------------------------------------------


@frozen
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


STAYS = (Channel.WHATSAPP, Channel.SMS)
"""Where nothing can be taken back. A text for the second serves the first too, never the long one
that was written for a page which can be emptied."""


def variant(short: Mapping[str, T], channel: str) -> T | None:
    """The author's variant for that channel, or None where its text is said as it is."""
    found = short.get(channel)
    return short.get(Channel.SMS) if found is None and channel in STAYS else found


@frozen
class Speech:
    """One message to her, before it is fitted to a channel.

    ``short`` holds the author's shorter or more neutral text per channel. ``ask`` names the
    question that the options belong to (empty where nothing is asked). ``typed`` says that a
    free text is the expected answer. ``paper``: it may be printed, and nothing else of the page is.
    """

    text: str = field(repr=False)
    options: tuple[Option, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict, repr=False)
    ask: str = ""
    typed: bool = False
    voice: Voice = Voice.SERVICE
    paper: bool = False

    def on(self, channel: Channel) -> str:
        """The text as it is said on that channel."""
        return variant(self.short, channel) or self.text


PRIVATE = "private"
"""The author of a line that nobody but her may read, also not the operator of her case."""


@frozen
class Shown:
    """One line of a thread as it is kept: ``id`` is public and never repeats, ``seq`` orders.

    ``undelivered``: an operator wrote it, and it never reached her.
    """

    id: str
    seq: int
    at: datetime
    voice: Voice
    speech: Speech
    author: str = ""
    undelivered: bool = False
