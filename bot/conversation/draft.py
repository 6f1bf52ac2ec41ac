"""One turn while it is being decided: what would be written if it ended now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.conversation.scene import Rules
from bot.conversation.speaker import may_send
from bot.conversation.state import (
    Case,
    CaseState,
    Conversation,
    Curtain,
    Letter,
    Outgoing,
    TurnRecord,
)
from bot.engine.session import Session
from bot.messages import PRIVATE, Channel, Inbound, Shown, Speech, Thread, Voice


@dataclass(frozen=True, slots=True)
class Turned:
    """What an edge learns of its happening.

    ``shown`` are the lines that this turn added. ``refused`` is empty or one of ``exited``,
    ``silent``, ``covered``, ``unknown``, ``closed``, ``not_holder``. ``duplicate``: it had happened
    before and nothing was done again.
    """

    conversation: str
    curtain: Curtain
    shown: tuple[Shown, ...] = ()
    duplicate: bool = False
    refused: str = ""


@dataclass(slots=True)
class Draft:
    """The working state of one turn. It does not outlive the turn."""

    inbound: Inbound
    rules: Rules
    new_id: Callable[[], str]
    before: Conversation | None
    conversation: Conversation
    case: Case | None
    case_before: Case | None
    shown: list[Shown] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    letter: Letter | None = None
    cancel_outgoing: bool = False
    forget: bool = False
    private: bool = False
    topics: set[str] = field(default_factory=set)

    @property
    def channel(self) -> Channel:
        """Her channel."""
        return self.conversation.address.channel

    @property
    def session(self) -> Session:
        """Her session; asserted, since the caller has begun it."""
        assert self.conversation.session is not None, "the conversation has begun"
        return self.conversation.session

    def hold(self, session: Session | None) -> None:
        """Keep this session."""
        self.conversation = replace(self.conversation, session=session)

    def touch(self) -> None:
        """She did something: silence and forgetting count from now."""
        at = self.inbound.at
        until = max(self.conversation.forget_at, at + self._kept())
        self.conversation = replace(self.conversation, touched_at=at, forget_at=until)

    def show(self, speech: Speech, voice: Voice, author: str = "") -> None:
        """Add a line to the thread; what is not hers also goes out where a channel needs it."""
        author = author or (PRIVATE if self.private else "")
        seq = self.conversation.seq + 1
        line = Shown(self.new_id(), seq, self.inbound.at, voice, speech, author)
        self.conversation = replace(self.conversation, seq=seq)
        self.shown.append(line)
        self.topics.add(f"thread:{self.conversation.id}")
        if voice is not Voice.HER and self.channel is not Channel.WEB:
            self._send(line)

    def _send(self, line: Shown) -> None:
        expiry = (
            self.rules.operator_expiry
            if line.voice is Voice.OPERATOR
            else self.rules.bot_expiry[self.channel]
        )
        self.outgoing.append(
            Outgoing(
                line.id,
                self.conversation.id,
                line.seq,
                self.conversation.address,
                replace(line.speech, voice=line.voice),
                self.inbound.at + expiry,
            )
        )

    def leave(self, *, said: bool) -> None:
        """The curtain falls and what waits is cancelled.

        ``said``: a flow ended the talk, and what it just answered her (a neutral line) still goes;
        otherwise nothing does. Her case, letters and bookings live on: exit seals, it does not
        cancel.
        """
        if not said:
            self.shown.clear()
            self.outgoing.clear()
        self.outgoing = [
            replace(sent, speech=replace(sent.speech, voice=Voice.COVER)) for sent in self.outgoing
        ]
        self.conversation = replace(
            self.conversation, curtain=Curtain.EXITED, left_at=self.inbound.at
        )
        self.cancel_outgoing = True
        self.topics.add(f"thread:{self.conversation.id}")
        self.touch_case()

    def destroy(self) -> None:
        """She asked to be forgotten: nothing of this conversation is kept."""
        self.leave(said=False)
        self.forget = True

    def set_case(self, case: Case) -> None:
        """The case is so from now on; its network's operators are told that something changed."""
        self.case = case
        self.touch_case()

    def touch_case(self) -> None:
        """Wake the operators of the case's network."""
        if self.case is not None and self.case.state is not CaseState.NONE:
            self.topics.add(f"network:{self.case.network}")

    @property
    def case_state(self) -> CaseState:
        """Where the hand-off stands."""
        return self.case.state if self.case else CaseState.NONE

    def _kept(self) -> timedelta:
        if self.case is not None:
            return self.rules.kept_with_human
        return self.rules.kept[self.channel]

    def record(self) -> TurnRecord:
        """What storage writes. Nothing that is said behind a fallen curtain is kept."""
        return TurnRecord(
            inbound=self.inbound.id,
            before=self.before,
            after=self.conversation,
            shown=tuple(self.shown) if may_send(self.conversation.curtain) else (),
            outgoing=tuple(self.outgoing),
            case=self.case if self.case is not self.case_before else None,
            letter=self.letter,
            cancel_outgoing=self.cancel_outgoing,
            forget=self.forget,
        )

    def tombstone(self) -> TurnRecord | None:
        """After a web session was forgotten: an empty one that has left, under its address."""
        if not self.forget or self.channel is not Channel.WEB:
            return None
        at = self.inbound.at
        gone = Conversation(
            id=self.new_id(),
            address=self.conversation.address,
            curtain=Curtain.EXITED,
            session=None,
            seq=0,
            touched_at=at,
            forget_at=at + self.rules.kept[Channel.WEB],
            left_at=at,
        )
        return TurnRecord("", None, gone)

    def turned(self, refused: str = "") -> Turned:
        """What the edge learns."""
        shown = tuple(self.shown)
        return Turned(self.conversation.id, self.conversation.curtain, shown, False, refused)


def drafted(
    inbound: Inbound,
    known: Conversation | None,
    case: Case | None,
    rules: Rules,
    new_id: Callable[[], str],
) -> Draft | None:
    """The turn before anything happened; None for a thread that nobody knows."""
    if known is not None:
        return Draft(inbound, rules, new_id, known, known, case, case)
    address = inbound.to
    if isinstance(address, Thread):
        return None
    fresh = Conversation(
        id=new_id(),
        address=address,
        curtain=Curtain.COVERED,
        session=None,
        seq=0,
        touched_at=inbound.at,
        forget_at=inbound.at + rules.kept[address.channel],
    )
    return Draft(inbound, rules, new_id, None, fresh, None, None)
