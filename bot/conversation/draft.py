"""One turn while it is being decided: what would be written if it ended now."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.conversation.box import kept_instead
from bot.conversation.keeping import kept_for
from bot.conversation.parting import parted
from bot.conversation.ports import OUTBOX
from bot.conversation.scene import Rules
from bot.conversation.sharing import taken_back
from bot.conversation.speaker import may_send
from bot.conversation.state import (
    PATIENCE,
    Arranged,
    Case,
    CaseState,
    Conversation,
    Curtain,
    Held,
    Letter,
    Marked,
    Outgoing,
    Received,
    TurnRecord,
)
from bot.conversation.terms import Consent, Reminder, Withdrawn
from bot.conversation.turned import Turned
from bot.engine.effects import Took, Tried
from bot.engine.session import Frame, Session
from bot.handoff.alarm import Alarm, AlarmMark
from bot.handoff.callback import Callback
from bot.messages import PRIVATE, Channel, Inbound, Shown, Speech, Voice
from bot.safety.contract import Contract
from bot.safety.her_words import WordKind
from bot.values.changed import changed


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
    words: list[tuple[WordKind, str]] = field(default_factory=list)
    number: str = ""
    tried: list[Tried] = field(default_factory=list)
    resume: str = ""
    moved: bool = False
    alarm: Alarm | None = None
    alarm_mark: AlarmMark | None = None
    looks: str = ""
    consents: list[Consent] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    reminder: Reminder | None = None
    taken_back: datetime | None = None
    fetched: list[str] = field(default_factory=list)
    wiped_from: int | None = None
    counted: list[str] = field(default_factory=list)
    link: str = ""
    lost: Held | None = None
    arranged: list[Arranged] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)
    callback: Callback | None = None
    delivered: str = ""
    led: bool = False
    """Her bundle was withdrawn since she saw her question: what she types answers nothing yet."""

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
        self.conversation = changed(self.conversation, session=session)

    def go_on(self, session: Session) -> None:
        """Her bundle is withdrawn: she goes on in this session."""
        was = self.session
        if session is not was:
            self.hold(session)
            self.led = True

    def touch(self) -> None:
        """She did something: silence and forgetting count from now."""
        at = self.inbound.at
        contract = self.conversation.contract
        agreed = contract.expires_at if contract is not None else at
        until = max(self.conversation.forget_at, at + self._kept(), agreed)
        self.conversation = changed(self.conversation, touched_at=at, forget_at=until)

    def show(self, speech: Speech, voice: Voice, author: str = "") -> None:
        """Add a line to the thread; what is not hers also goes out where a channel needs it."""
        private = self.private or self._tells_her_number(speech)
        author = author or (PRIVATE if private else "")
        seq = self.conversation.seq + 1
        line = Shown(self.new_id(), seq, self.inbound.at, voice, speech, author)
        self.conversation = changed(self.conversation, seq=seq)
        self.shown.append(line)
        self.topics.add(f"thread:{self.conversation.id}")
        if voice is not Voice.HER and self.channel is not Channel.WEB:
            self._send(line)

    def _tells_her_number(self, speech: Speech) -> bool:
        """Whether it holds the number that opens, with her word, what is hers: nobody else's."""
        session = self.conversation.session
        number = str(session.variables.get("number") or "") if session else ""
        return bool(number) and number in speech.text

    def unsay(self) -> None:
        """Nothing of what this turn has said so far is said."""
        self.shown.clear()
        self.outgoing.clear()

    def _send(self, line: Shown) -> None:
        expiry = (
            self.rules.operator_expiry
            if line.voice is Voice.OPERATOR
            else self.rules.bot_expiry[self.channel]
        )
        self.topics.add(OUTBOX)
        whole = Outgoing(
            line.id,
            self.conversation.id,
            line.seq,
            self.conversation.address,
            replace(line.speech, voice=line.voice),
            self.inbound.at + expiry,
            fallback=kept_instead(line, self.conversation, self.case, self.rules),
            heard_at=self.conversation.touched_at,
        )
        self.outgoing.extend(parted(whole))

    def leave(self, *, said: bool) -> None:
        """The curtain falls and what waits is cancelled.

        ``said``: a flow ended the talk, and what it just answered her (a neutral line) still goes;
        otherwise nothing does. Her case, letters and bookings live on: exit seals, it does not
        cancel.
        """
        if not said:
            self.unsay()
        self.outgoing = [
            replace(sent, speech=replace(sent.speech, voice=Voice.COVER)) for sent in self.outgoing
        ]
        self.conversation = changed(
            self.conversation,
            curtain=Curtain.EXITED,
            left_at=self.inbound.at,
            behind=0,
            cover=self._cover_in_her_language(),
            link=None,
            signs={},
            offer=None,
        )
        self.cancel_outgoing = True
        self.topics.add(f"thread:{self.conversation.id}")
        self.touch_case()

    def _cover_in_her_language(self) -> Session | None:
        """The cover goes on in the language that she spoke with the service."""
        cover, real = self.conversation.cover, self.conversation.session
        return replace(cover, language=real.language) if cover and real else cover

    def note_behind(self, *, danger: bool) -> None:
        """Something was written behind the curtain: operators of her case see that, not what."""
        at = self.inbound.at if danger and self.case is not None else self.conversation.danger_at
        self.conversation = changed(
            self.conversation, behind=self.conversation.behind + 1, danger_at=at
        )
        self.touch_case()

    def destroy(self) -> None:
        """She asked to be forgotten: nothing of this conversation is kept."""
        self.leave(said=False)
        self.forget = True

    def give_way(self) -> None:
        """Another conversation of hers goes on at this address: this one is forgotten."""
        self.destroy()
        self.moved = True

    def keep_word(self, kind: WordKind, word: str) -> None:
        """A word of her own; whoever has one is kept as long as a talk with a human."""
        self.words.append((kind, word))
        words = self.conversation.words | {kind}
        self.conversation = changed(self.conversation, words=words)
        self.touch()

    def wait_for(self, minutes: int) -> None:
        """Her page may be silent for so many minutes from now on."""
        if minutes in PATIENCE and self.channel is Channel.WEB:
            chosen = timedelta(minutes=minutes)
            self.conversation = changed(self.conversation, patience=chosen)
            self.touch()

    def agree(self, notice: str, purpose: str) -> None:
        """Her yes goes on record; the same yes twice is one proof.

        An agreement about contact is made anew each time, and so is its proof.
        """
        session = self.session
        if purpose == "contact":
            self.withdraw({purpose})
        consent = Consent(
            self.new_id(),
            session.bundle,
            notice,
            purpose,
            session.language,
            self.channel,
            self.inbound.at,
        )
        if consent.what not in self.conversation.consents:
            if self.conversation.drill is None:
                self.consents.append(consent)
            consents = {**self.conversation.consents, consent.what: consent.id}
            self.conversation = changed(self.conversation, consents=consents)

    def withdraw(self, purposes: Collection[str]) -> None:
        """Her yes to these purposes holds no longer, and the proof says so."""
        left = dict(self.conversation.consents)
        for what in self.conversation.consents:
            if what.split(" ")[0] in purposes:
                self.withdrawn.append(Withdrawn(left.pop(what), self.inbound.at))
        self.conversation = changed(self.conversation, consents=left)

    def allow(self, contract: Contract) -> None:
        """She may be contacted first, so; she is kept until that ends."""
        self.conversation = changed(self.conversation, contract=contract)
        self.touch()

    def never(self) -> None:
        """She may not be contacted first, and is kept no longer than without having said so."""
        self.withdraw({"contact"})
        if self.conversation.contract is not None:
            until = self.inbound.at + self._kept()
            self.conversation = changed(self.conversation, contract=None, forget_at=until)

    def take_back(self) -> None:
        """Nobody reads or writes to her any more, and what was shared is destroyed."""
        self.withdraw({"share"})
        if self.case is not None:
            self.set_case(taken_back(self.case, self.inbound.at))
        known = self.conversation
        self.conversation = replace(known, longer=False, proposal=None, offer=None, followed=0)
        self.never()
        self.taken_back = self.inbound.at
        self.cancel_outgoing = True
        until = self.inbound.at + self._kept()
        self.conversation = changed(self.conversation, forget_at=until)

    def keep_number(self, number: str) -> None:
        """A number to come back with."""
        self.number = number
        self.conversation = changed(self.conversation, numbered=True)

    def set_case(self, case: Case) -> None:
        """The case is so from now on; its network's operators are told that something changed."""
        self.case = case
        self.touch_case()

    def say_language(self) -> None:
        """Her case is known by the language that she speaks now."""
        language = self.session.language
        if self.case is not None and self.case.language != language:
            self.set_case(replace(self.case, language=language))

    def told_unattended(self) -> None:
        """She is told, now, that nobody is on duty where she waits."""
        if self.case is not None and self.case_state is CaseState.QUEUED:
            self.set_case(replace(self.case, unattended_at=self.inbound.at))

    def touch_case(self) -> None:
        """Wake the operators of the case's network."""
        if self.case is not None and self.case.state is not CaseState.NONE:
            self.topics.add(f"network:{self.case.network}")

    @property
    def case_state(self) -> CaseState:
        """Where the hand-off stands."""
        return self.case.here if self.case else CaseState.NONE

    def _kept(self) -> timedelta:
        return kept_for(self.conversation, self.case, self.rules)

    def _rows(self) -> tuple[Shown, ...]:
        """The lines that are kept: none of the turn in which she left, and behind the curtain
        only that there was one, so that a turn of the cover costs what any other does."""
        if may_send(self.conversation.curtain):
            return tuple(line for line in self.shown if line.voice is not Voice.COVER)
        if self.before is not None and may_send(self.before.curtain):
            return ()
        return tuple(replace(line, speech=Speech(""), author=PRIVATE) for line in self.shown)

    def record(self) -> TurnRecord:
        """What storage writes. No word that is said behind a fallen curtain is kept."""
        return TurnRecord(
            inbound=self.inbound.id,
            before=self.before,
            after=self.conversation,
            shown=self._rows(),
            outgoing=tuple(self.outgoing),
            case=self.case if self.case is not self.case_before else None,
            letter=self.letter,
            cancel_outgoing=self.cancel_outgoing,
            forget=self.forget,
            words=tuple(self.words),
            number=self.number,
            tried=tuple(self.tried),
            moved=self.moved and not self.forget,
            alarm=self.alarm,
            alarm_mark=self.alarm_mark,
            consents=tuple(self.consents),
            withdrawn=tuple(self.withdrawn),
            reminder=self.reminder,
            taken_back=None if self.forget else self.taken_back,
            fetched=tuple(self.fetched),
            wiped_from=self.wiped_from,
            counted=tuple(self.counted) if self.conversation.drill is None else (),
            link=self.link,
            lost=self.lost,
            callback=self.callback,
            delivered=self.delivered,
            received=self._received(),
            arranged=tuple(self.arranged),
            marks=tuple(self.marks),
        )

    def _received(self) -> Received | None:
        provider_id = self.inbound.provider_id
        if not provider_id or self.channel is Channel.WEB:
            return None
        return Received(self.new_id(), provider_id, self.inbound.at)

    def followers(self) -> tuple[TurnRecord, ...]:
        """After a web session was forgotten: an empty one that has left, under its address."""
        if not self.forget or self.moved or self.channel is not Channel.WEB:
            return ()
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
        return (TurnRecord("", None, gone),)

    def turned(
        self, refused: str = "", took: Took | None = None, visited: tuple[Frame, ...] = ()
    ) -> Turned:
        """What the edge learns. An alarm ``looks`` like what would otherwise have been refused."""
        shown = tuple(self.shown)
        refused = refused or self.looks
        return Turned(
            self.conversation.id,
            self.conversation.curtain,
            shown,
            refused=refused,
            resumed=self.moved,
            patience=self.conversation.patience,
            has_word=WordKind.RETURN in self.conversation.words,
            took=took,
            visited=visited,
        )
