"""The JSON that the staff API takes and gives: pydantic models, from which OpenAPI is made.

Times are ISO 8601 in UTC. Ids are opaque. Nothing that a woman wrote is in any model but
``Line.text`` (the conversation), ``Letter.text`` (a request), their answers and ``Export``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.handoff.case import MOST_CHARACTERS
from bot.handoff.people import Role
from bot.text.tongues import CODE

Language = Annotated[str, Field(pattern=f"^{CODE}$")]
"""The code of a language, written or spoken."""


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
    """Name, password and the six digits of the moment, or a recovery code in their place."""

    login: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=400, repr=False)
    code: str = Field(
        pattern=r"^\s*(\d{3}\s?\d{3}|[A-Za-z0-9]{5}[\s-]?[A-Za-z0-9]{5})\s*$", repr=False
    )


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
    """One case. ``name`` is what it is called at the desk, two words that mean nothing of hers;
    ``channel`` the one that she writes from now. ``left_at`` is set while she is away after a safe
    exit; ``behind`` counts what came in since, and ``possible_danger_at`` is when some of it told
    of danger, unverified.

    ``check``: what became of the question whether it is she who writes, at ``checked_at``;
    ``verified``: her own word was given in this talk since she came. ``taken_back``: she took her
    consent back: nobody reads the case any more, and what was shared is destroyed. ``muted``: the
    provider of her channel ended the talk and lets nobody write to her there.

    ``language`` is the one that she speaks, ``spoken`` whether the reader speaks it too.
    ``mine``: the reader holds it. ``holder`` is the name of who does. ``waited`` in seconds.
    ``drill``: no woman is behind it, colleagues practise.
    ``shared`` is what she agreed to share, by ids: ``need`` is a topic. ``seq`` grows with each
    message of the conversation.
    """

    id: str
    name: str
    network: str
    channel: Literal["web", "telegram", "whatsapp", "sms"]
    state: Literal["queued", "claimed", "closed"]
    danger: bool
    language: str
    language_name: str
    spoken: bool
    opened_at: datetime
    claimed_at: datetime | None
    closed_at: datetime | None
    waited: int
    mine: bool
    holder: str
    left_at: datetime | None
    check: Literal["", "asked", "confirmed", "unconfirmed", "unproven", "withdrawn"]
    checked_at: datetime | None
    verified: bool
    taken_back: bool
    muted: bool
    behind: int
    possible_danger_at: datetime | None
    shared: dict[str, str]
    seq: int
    drill: bool


class QueueState(Given):
    """Everything open in the reader's networks.

    Danger first, then the languages that the reader speaks, then the longest wait.
    ``unanswered``: how many cases were forgotten in the last seven days before anybody took them.
    ``held``: how many texts in the hold tray wait for the reader; ``letters``: how many requests
    of these networks nobody has answered.
    """

    at: datetime
    cases: list[Case]
    unanswered: int
    held: int
    letters: int


class Line(Given):
    """One message. ``voice``: ``her``, ``service`` or ``operator``; ``author``: her name.

    ``undelivered``: it never reached her.
    """

    seq: int
    id: str
    at: datetime
    voice: Literal["her", "service", "operator"]
    author: str
    text: str
    undelivered: bool


class ThreadState(Given):
    """The conversation since her consent, and the case as it now is.

    ``undelivered``: the seqs of all lines, older ones too, that never reached her.
    """

    case: Case
    lines: list[Line]
    undelivered: list[int]


class Reply(Taken):
    """What the holder writes to her. ``id`` is made by the page: repeating it has no effect."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")
    text: str = Field(max_length=MOST_CHARACTERS * 4, repr=False)


class Sent(Given):
    """The message is stored and on its way. ``duplicate``: it had been sent before."""

    duplicate: bool


class Reminder(Given):
    """One reminder. ``why`` says in words why it was not sent, where it was not."""

    id: str
    at: datetime
    state: Literal["waiting", "queued", "sent", "forbidden", "failed"]
    why: str


class Contact(Given):
    """How she may be contacted, in words, and nothing else of hers. ``possible``: at all."""

    allowed: str
    possible: bool
    reminders: list[Reminder]


class AskedReminder(Taken):
    """When she shall be reminded. ``id`` is made by the page: repeating it has no effect."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")
    at: AwareDatetime


class Held(Given):
    """A text that could not be given to her, in the hold tray or in her letter box.

    ``mine``: the reader wrote it or has its case; only then she may act, and reads the ``text``
    of what is in the tray. What lies in the box is for the woman alone.
    ``fetchable``: the woman has a word of her own, without which nobody can open the box.
    """

    id: str
    case: str
    network: str
    author: str
    mine: bool
    at: datetime
    forget_at: datetime
    place: Literal["tray", "box"]
    fetchable: bool
    text: str


class TrayState(Given):
    """What waits in the tray and the boxes of the reader's networks, the oldest first."""

    held: list[Held]


class Undelivered(Given):
    """A message that no provider took. ``network`` is its name, empty where she has no case.

    ``why``: refused for good, or of unknown outcome twice. ``staff``: an operator wrote it.
    """

    id: str
    network: str
    channel: str
    why: Literal["failed", "unknown"]
    staff: bool
    at: datetime
    expires_at: datetime


class UndeliveredState(Given):
    """The messages that may still be tried again, the oldest first."""

    undelivered: list[Undelivered]


class Alarm(Given):
    """One alarm or drill: that there was one, when, and who saw it. Nothing of hers.

    ``case`` is the open case of the same conversation, where the reader may see it. ``told`` is
    what she knows: ``nothing`` yet, a sign is being ``sending``, she knows that somebody ``seen``
    it or that ``nobody`` did, or the last sign came ``late`` and was not told. ``none``: a drill.
    """

    id: str
    network: str
    drill: bool
    state: Literal["waiting", "seen", "cancelled"]
    raised_at: datetime
    waited: int
    rings: int
    phoned_at: datetime | None
    acknowledged_at: datetime | None
    by: str
    cancelled_at: datetime | None
    told: Literal["none", "nothing", "sending", "seen", "nobody", "late"]
    case: str


class AlarmNetwork(Given):
    """Whether alarms can be promised in a network. ``proved_at``: the last drill that counts."""

    id: str
    name: str
    phone: bool
    proved_at: datetime | None
    offered: bool


class Alarms(Given):
    """The alarms of the reader's networks, those that wait first."""

    alarms: list[Alarm]
    networks: list[AlarmNetwork]


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


class Subject(Taken):
    """Whose data: the id of a case, or the eight digits of a letter. ``code``: a one-time code
    again; without it she must have proved within five minutes who she is."""

    reference: str = Field(min_length=1, max_length=64, repr=False)
    code: str = Field(default="", pattern=r"^(\s*\d{3}\s?\d{3}\s*)?$", repr=False)


class Export(Given):
    """Everything that is kept, by kind; for her, and for nobody else."""

    at: datetime
    kept: dict[str, Any] = Field(repr=False)


class ErasedState(Given):
    """What was destroyed."""

    erased: Literal["conversation", "letter"]


class Answer(Taken):
    """The answer to a request: it waits for her in the letter box and cannot be changed."""

    text: str = Field(max_length=MOST_CHARACTERS * 4, repr=False)
