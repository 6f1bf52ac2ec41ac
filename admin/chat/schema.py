"""The JSON of the tools of the chat."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from admin.schema import Given, Language, Taken
from bot.handoff.care import LONGEST_HANDOVER, LONGEST_PROTOCOL
from bot.handoff.case import MOST_CHARACTERS
from bot.messages import Channel

ID = r"^[A-Za-z0-9_-]{8,64}$"
LONGEST = MOST_CHARACTERS * 4
Safety = Literal[
    "open", "verified", "unproven", "asked", "unconfirmed", "silent", "left", "muted", "withdrawn",
    "taken_back", "closed",
]  # fmt: skip
Delivery = Literal[
    "waiting", "sent", "delivered", "expired", "failed", "left", "tray", "box"
]  # fmt: skip


class Delivered(Given):
    """Where one message of an operator stands. ``tray`` and ``box``: it was not given to her, and
    waits for a person of the desk or for her."""

    seq: int
    id: str
    state: Delivery


class BesideState(Given):
    """What stands beside the conversation. ``writable``: whether the composer is on; the server
    refuses in any case. ``typing``: whether she can see that somebody writes. ``attachments`` are
    always off, on both sides."""

    case: str
    name: str
    channel: Channel
    language: str
    safety: Safety
    writable: bool
    typing: bool
    attachments: Literal[False] = False
    deliveries: list[Delivered]
    translates: bool


class DraftText(Taken):
    """What she is typing. ``id`` is the one that the page would send it under."""

    id: str = Field(pattern=ID)
    text: str = Field(max_length=LONGEST, repr=False)


class DraftState(Given):
    """What was kept; empty where nothing is."""

    id: str
    text: str
    at: datetime | None


class Note(Given):
    """A note of a case. ``mine``: the reader wrote it. Destroyed at ``forget_at``."""

    id: str
    author: str
    mine: bool
    at: datetime
    forget_at: datetime
    text: str


class Notes(Given):
    """The notes of a case, the newest first."""

    notes: list[Note]


class NewNote(Taken):
    """A note. It is never sent."""

    text: str = Field(max_length=LONGEST, repr=False)


class Drafted(Taken):
    """A text that would be sent: it is looked at, and kept nowhere."""

    text: str = Field(max_length=LONGEST, repr=False)


class Span(Given):
    """A word that would tell: from ``start`` to ``end`` (outside), in characters of the draft as
    JavaScript counts them (UTF-16)."""

    start: int
    end: int


class Look(Given):
    """How the draft would look on one channel. ``hers``: the one that she writes from.

    ``shows``: whether a locked phone shows anything. ``sender``: what stands above it. ``text``:
    what may be read there, ``cut`` where the phone cuts it. ``messages``: how many it becomes.
    ``encoding``, ``segments``, ``left``: of an SMS. ``refused``: it would not be sent, because of a
    word that stays on her phone.
    """

    channel: Channel
    hers: bool
    shows: bool
    sender: str
    text: str
    cut: bool
    messages: int
    encoding: Literal["", "GSM-7", "UCS-2"]
    segments: int
    left: int
    refused: bool


class Preview(Given):
    """The draft on every channel, her own first, and the words of it that would tell."""

    looks: list[Look]
    risky: list[Span]


class Canned(Given):
    """An answer that is kept ready, as it was written. ``telling``: words of it that keep it from
    SMS and WhatsApp."""

    id: str
    network: str
    language: str
    shortcut: str
    title: str
    text: str
    edited_at: datetime
    editable: bool
    telling: list[str]


class CannedVersion(Given):
    """An answer as it was from then on. ``gone``: it was taken away then; ``kept``: whether there
    is an answer now that it is a version of."""

    id: str
    number: int
    network: str
    language: str
    shortcut: str
    title: str
    text: str
    edited_at: datetime
    by: str
    gone: bool
    kept: bool


class CannedVersions(Given):
    """Versions of the answers of the reader's networks, the newest first."""

    versions: list[CannedVersion]


class CannedAnswers(Given):
    """The answers of the reader's networks, and the variables that they may hold."""

    answers: list[Canned]
    variables: list[str]


class EditedCanned(Taken):
    """An answer to be kept. Without ``id`` it is a new one."""

    id: str = Field("", pattern=r"^[A-Za-z0-9_-]{0,64}$")
    network: str = Field(min_length=1, max_length=64)
    language: Language
    shortcut: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=LONGEST)


class Ready(Given):
    """An answer with its variables filled in, for one case. ``refused``: on her channel it would
    not be sent, because of a word that stays on her phone. ``hers``: it is in her language."""

    id: str
    language: str
    shortcut: str
    title: str
    text: str
    hers: bool
    refused: bool


class ReadyAnswers(Given):
    """The answers for one case, those in her language first."""

    answers: list[Ready]


class AskedCallback(Taken):
    """When the operator would be in touch. ``id`` is made by the page."""

    id: str = Field(pattern=ID)
    at: AwareDatetime


class Callback(Given):
    """An arrangement. ``due``: the moment has come, and nobody has settled it. ``forbidden`` says
    in a code why her contract would not allow it now; empty: it would."""

    id: str
    case: str
    name: str
    channel: Channel
    at: datetime
    state: Literal["offered", "agreed", "declined"]
    due: bool
    forbidden: str


class Callbacks(Given):
    """Arrangements, by their moments."""

    callbacks: list[Callback]


class ToTranslate(Taken):
    """A line of the thread (``seq``), or a draft of the reader's own, into her language."""

    seq: int = Field(0, ge=0)
    text: str = Field("", max_length=LONGEST, repr=False)
    target: Language = "it"


class Translated(Given):
    """The translation. It was made by a machine, and is kept nowhere."""

    source: str
    target: str
    text: str


class ProtocolState(Given):
    """The steps for the worst hour in one network. ``version`` 0: those that come with Filo."""

    network: str
    name: str
    kind: Literal["self_harm"]
    version: int
    at: datetime | None
    author: str
    steps: list[str]
    editable: bool


class Protocols(Given):
    """Those of the reader's networks."""

    protocols: list[ProtocolState]


class WrittenProtocol(Taken):
    """The steps, one a line. ``version`` is the one that was read: a newer one is not overwritten.
    An empty text goes back to the steps that come with Filo."""

    network: str = Field(min_length=1, max_length=64)
    version: int = Field(ge=0)
    text: str = Field(max_length=LONGEST_PROTOCOL)


class AskedDebrief(Taken):
    """In which network she would like time to talk."""

    network: str = Field(min_length=1, max_length=64)


class Debrief(Given):
    """A request for time to talk. ``mine``: the reader's own. ``seen_by``: who answers it."""

    id: str
    network: str
    operator: str
    mine: bool
    at: datetime
    seen_at: datetime | None
    seen_by: str


class Debriefs(Given):
    """Those that the reader may see, the newest first."""

    debriefs: list[Debrief]


class WrittenHandover(Taken):
    """A note for the next shift."""

    network: str = Field(min_length=1, max_length=64)
    text: str = Field(max_length=LONGEST_HANDOVER * 2, repr=False)


class Handover(Given):
    """A note from one shift to the next. Destroyed at ``forget_at``."""

    id: str
    network: str
    author: str
    mine: bool
    at: datetime
    forget_at: datetime
    text: str


class Handovers(Given):
    """Those of the reader's networks, the newest first."""

    handovers: list[Handover]
