"""What is remembered of a conversation between two turns, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.appointments.booking import Booking, Waiting
from bot.conversation.terms import Consent, Reminder, Withdrawn
from bot.engine.effects import Tried
from bot.engine.session import Session
from bot.handoff.alarm import Alarm, AlarmMark
from bot.handoff.callback import Callback
from bot.handoff.interest import Interest
from bot.handoff.trace import Trace
from bot.messages import Address, Shown, Speech
from bot.safety.contract import Contract
from bot.safety.her_words import WordKind
from bot.safety.tries import NEVER_TRIED, Tries
from bot.training.asked import AskedCall
from bot.values.frozen import frozen, remade
from bot.values.proposals import Mark, Proposal

PATIENCE = (5, 15, 45)
"""Minutes of silence that she may choose for her page."""

Arranged = Booking | Waiting
"""What was arranged for her with an agency."""

Marked = Mark | Interest
"""What a turn changes of what others may read."""


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


Where = Literal["tray", "box"]
"""Where an operator's text waits: for a person of the desk, or for her."""

Check = Literal["", "asked", "confirmed", "unconfirmed", "unproven", "withdrawn"]
"""Whether the operator asked «is it you?», and what her next word said; ``unproven``: somebody came
back after an exit or a silence without her word; ``withdrawn``: such a one said that nobody waits
any more."""


@frozen
class Case:
    """One hand-off. ``shared`` is what she agreed to share, as label -> value.

    ``since`` is the first seq of the thread that operators may read (her consent).
    ``danger`` is a flag that only operators see. ``check`` is what became of the question whether
    it is she who writes, asked or answered at ``checked_at``. ``unattended_at``: she was told then
    that nobody is on duty there. ``taken_back``: she took her yes back, so that nobody reads it any
    more. ``muted``: the provider of her channel ended the talk, and lets nobody write to her.
    ``drill``: the id of the drill that it belongs to, where no woman is behind it. Times are UTC.
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
    check: Check = ""
    checked_at: datetime | None = None
    taken_back: bool = False
    unattended_at: datetime | None = None
    muted: bool = False
    drill: str = ""

    @property
    def here(self) -> CaseState:
        """Where it stands for whoever writes: nowhere, once it was withdrawn without her word."""
        return CaseState.NONE if self.check == "withdrawn" else self.state


@frozen
class Place:
    """The place in a queue that she asked for, while somebody without her word asks in her thread.

    ``asked``: the first seq after he asked last.
    """

    network: str
    shared: Mapping[str, str] = field(repr=False)
    opened_at: datetime
    danger: bool = False
    asked: int = 0


@frozen
class AlarmPlan:
    """What was agreed with her for her alarm word: who is told, and by which signs she hears of it.

    ``signs`` names a pair of ``handoff.alarm.PAIRS``, ``language`` the one in which she heard it.
    ``raised`` is the newest alarm, ``seen`` whether she was told that somebody saw it.
    """

    network: str
    signs: str
    language: str
    raised: str = ""
    raised_at: datetime | None = None
    seen: bool = False


@frozen
class Drilled:
    """Of which drill a conversation is, and the one network that it reaches."""

    drill: str
    network: str


@frozen
class Link:
    """A one-time link to the web page: it carries nothing of her, and dies at an exit."""

    token: str = field(repr=False)
    until: datetime


@remade
class Conversation:
    """The state of one thread with her. Everything but ids, times and states is sealed at rest.

    ``seq`` is the last number given in the thread. ``left_at`` is when she last left.
    ``touched_at`` is her last act. ``forget_at`` is when everything is destroyed. ``words`` says
    which words of her own there are (storage keeps them, as keyed hashes), ``tries`` counts wrong
    ones in this thread. ``resting`` is the talk that her return word goes on with, while another
    one is open. ``numbered``: she has a number to come back from elsewhere. ``patience``: how long
    her page may be silent where she chose that herself. ``alarm`` is there once she
    has an alarm word. ``cover`` is the
    cover's own session, beside the real one. ``behind`` counts what came in since the curtain fell,
    and ``danger_at`` is when something of it, unverified, told of danger (with a case only).
    ``longer``: she asked that her talk with a human be kept for longer. ``hidden_at``: since when
    her page is out of sight.
    ``began``: the last seq before the talk that is open now, so that it alone can be forgotten.
    ``contract``: how she may be contacted
    first. ``consents``: what she said yes to (``Consent.what``) and the id of the proof.
    ``remaining``: how many messages could not be taken back until now, and she was not told.
    ``link``: the last one to the web page, while it is good. ``veiled``: lines up to this seq were
    said elsewhere, and a page does not show them. ``signs``: the flows that answer danger, and when
    each was last offered or told a reason for, in the episode that goes on. ``place``: the one in a
    queue that her word brings back. ``proposal``: what she is asked and has not answered.
    ``offer``: a moment that her operator proposed, while she has not answered. ``excluded``: the
    networks that shall have nothing of hers, and the seq at which she said so. ``courses``: the
    training calls that she looked at, the newest last. ``followed``: the seq at which a person of a
    network last let go of her case; 0: none had it, or she took her yes back. ``shut_told``: when
    she was last told that nobody answers her there. ``drill``: no woman writes here, colleagues
    practise.
    """

    id: str
    address: Address
    curtain: Curtain
    session: Session | None
    seq: int
    touched_at: datetime
    forget_at: datetime
    left_at: datetime | None = None
    words: frozenset[WordKind] = frozenset()
    tries: Tries = NEVER_TRIED
    resting: Session | None = None
    numbered: bool = False
    contract: Contract | None = None
    consents: Mapping[str, str] = field(default_factory=dict)
    patience: timedelta | None = None
    alarm: AlarmPlan | None = None
    cover: Session | None = None
    behind: int = 0
    began: int = 0
    hidden_at: datetime | None = None
    longer: bool = False
    danger_at: datetime | None = None
    remaining: int = 0
    link: Link | None = None
    veiled: int = 0
    signs: Mapping[str, datetime] = field(default_factory=dict)
    place: Place | None = None
    proposal: Proposal | None = None
    offer: Callback | None = None
    excluded: Mapping[str, int] = field(default_factory=dict, repr=False)
    courses: tuple[AskedCall, ...] = field(default=(), repr=False)
    followed: int = 0
    shut_told: datetime | None = None
    drill: Drilled | None = None


@frozen
class Held:
    """What an operator wrote and could not be given to her.

    In the ``tray`` a person of the desk empties it; in the ``box`` it waits for her word and her
    yes. Nothing leaves either by itself. Destroyed at ``forget_at``, and with the conversation.
    """

    id: str
    conversation: str
    case: str
    network: str
    operator: str
    at: datetime
    forget_at: datetime
    place: Where
    text: str = field(repr=False)


@frozen
class Outgoing:
    """A message on its way to a channel other than the web (the web reads its own thread).

    A speech of ``Voice.COVER`` is a neutral line that may pass a fallen curtain; no other may.
    ``expires_at``: a late reply is never sent. ``attempts`` above one means that an outcome was
    unknown and that it is repeated, once. ``reminder``: nobody of hers asked for it just now, so
    that her contract is asked once more when it is sent; ``line`` is then what it says, as
    ``safety.contract.Line`` names it, with its language behind a dot. ``fallback``
    is what becomes of an operator's text that cannot be sent: it has the id of the message.
    ``heard_at``: her last act before it, since some channels let nobody write freely to who was
    silent for long. ``while_off``: it answers her on a channel that is switched off, and says so;
    nothing else leaves there.
    """

    id: str
    conversation: str
    seq: int
    address: Address
    speech: Speech
    expires_at: datetime
    attempts: int = 0
    reminder: bool = False
    fallback: Held | None = None
    heard_at: datetime | None = None
    line: str = ""
    while_off: bool = False


@frozen
class Erasure:
    """Messages that were sent to an address and must be taken back there, newest first.

    ``attempts`` counts this one too.
    """

    id: str
    address: Address
    provider_ids: tuple[str, ...] = field(repr=False)
    attempts: int


@frozen
class Received:
    """A message of hers as her channel calls it: nothing of what it said."""

    id: str
    provider_id: str = field(repr=False)
    at: datetime


@frozen
class Letter:
    """A request left while nobody was there, and later its answer.

    ``number`` and ``word`` are here on their way in alone: storage keeps keyed hashes of them.
    ``forget_at``: all of it is destroyed then.
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


@remade
class TurnRecord:
    """Everything that one turn changes, whole or absent together.

    ``inbound`` is the id that has now happened (empty: the record only follows another).
    ``forget`` destroys the conversation: its data key and every row. ``cancel_outgoing`` cancels
    what was queued and not yet on the wire. ``words`` are new words of hers (kind, folded word),
    ``number`` a new number to come back with, ``tried`` numbers that were tried. ``moved``: the
    conversation lives at another address from now on. ``alarm`` is one that she raised,
    ``alarm_mark`` what changes of an earlier one. ``fetched`` are the ids of texts out of her box
    that she is shown now: they leave it. ``wiped_from``: the lines of the thread from that seq on
    are destroyed. ``taken_back``: since that moment every case
    of hers is closed, nothing is shared and what operators could read is destroyed. ``received``
    is a message of hers that can be taken back. ``counted`` are numbers that grow by one
    (``opted_out``, ``undelivered``). ``link`` is a new one-time link of hers.
    ``lost`` is an operator's text that the provider took and could not deliver: storage finds what
    it said in the line of that id, where the line is an operator's. ``marks``: what changes of
    seats, referrals and her pathway. ``callback`` is an arrangement that was offered or answered,
    ``delivered`` a message that is now on her phone. ``trace`` is what the audit writes down of
    who of the staff made it happen. ``arranged`` are bookings and places on a waiting list, as they
    are now.
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
    words: tuple[tuple[WordKind, str], ...] = field(default=(), repr=False)
    number: str = field(default="", repr=False)
    tried: tuple[Tried, ...] = ()
    moved: bool = False
    alarm: Alarm | None = None
    alarm_mark: AlarmMark | None = None
    consents: tuple[Consent, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    reminder: Reminder | None = None
    taken_back: datetime | None = None
    fetched: tuple[str, ...] = ()
    wiped_from: int | None = None
    counted: tuple[str, ...] = ()
    link: str = field(default="", repr=False)
    lost: Held | None = None
    received: Received | None = None
    arranged: tuple[Arranged, ...] = ()
    trace: Trace | None = None
    marks: tuple[Marked, ...] = ()
    callback: Callback | None = None
    delivered: str = ""
