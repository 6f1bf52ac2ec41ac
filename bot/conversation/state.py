"""What is remembered of a conversation between two turns, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.engine.session import Session
from bot.messages import Address, Shown, Speech


class Curtain(StrEnum):
    """What may be seen of the service. The outbound gate reads it."""

    COVERED = "covered"
    OPEN = "open"
    VERIFIED = "verified"
    EXITED = "exited"


class CaseState(StrEnum):
    """Where the hand-off to a human stands."""

    NONE = "none"
    QUEUED = "queued"
    CLAIMED = "claimed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Case:
    """One hand-off. ``shared`` is what she agreed to share, as label -> value.

    ``since`` is the first seq of the thread that operators may read (her consent).
    ``danger`` is a flag that only operators see. Times are UTC.
    """

    id: str
    conversation: str
    network: str
    state: CaseState
    language: str
    opened_at: datetime
    since: int
    shared: Mapping[str, str] = field(default_factory=dict, repr=False)
    danger: bool = False
    operator: str = ""
    claimed_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The state of one thread with her. Everything but ids, times and states is sealed at rest.

    ``seq`` is the last number given in the thread. ``left_at`` is when she last left.
    ``touched_at`` is her last act. ``forget_at`` is when everything is destroyed.
    """

    id: str
    address: Address
    curtain: Curtain
    session: Session | None
    seq: int
    touched_at: datetime
    forget_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way to a channel other than the web (the web reads its own thread).

    A speech of ``Voice.COVER`` is a neutral line that may pass a fallen curtain; no other may.
    ``expires_at``: a late reply is never sent. ``attempts`` above one means that an outcome was
    unknown and that it is repeated, once.
    """

    id: str
    conversation: str
    seq: int
    address: Address
    speech: Speech
    expires_at: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A request left while nobody was there, and later its answer.

    ``number_key`` and ``word_key`` are keyed hashes made by storage; the plain number and word are
    only here on their way in. ``forget_at``: both are destroyed then.
    """

    id: str
    network: str
    language: str
    asked_at: datetime
    forget_at: datetime
    text: str = field(repr=False)
    number: str = field(default="", repr=False)
    word: str = field(default="", repr=False)
    answer: str = field(default="", repr=False)
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """Everything that one turn changes, whole or absent together.

    ``inbound`` is the id that has now happened (empty: the record only follows another).
    ``forget`` destroys the conversation: its data key and every row. ``cancel_outgoing`` cancels
    what was queued and not yet on the wire.
    """

    inbound: str
    before: Conversation | None
    after: Conversation | None
    shown: tuple[Shown, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    case: Case | None = None
    letter: Letter | None = None
    cancel_outgoing: bool = False
    forget: bool = False
