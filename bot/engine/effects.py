"""What comes out of one sprint of a flow: wishes for the shell, never acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from bot.engine.expressions import Value
from bot.engine.session import Frame, Session
from bot.messages import Speech
from bot.values.frozen import frozen


@frozen
class Call:
    """A question or wish for the world outside: a registered name and its arguments."""

    name: str
    args: tuple[tuple[str, Value], ...] = field(default=(), repr=False)

    def get(self, name: str) -> Value:
        """The argument of that name, or None."""
        return dict(self.args).get(name)


@frozen
class Speak:
    """Say this to her."""

    speech: Speech


@frozen
class Leave:
    """The curtain falls: exit."""


@frozen
class Forget:
    """Everything of this conversation is destroyed, and the curtain falls."""


@frozen
class ForgetTalk:
    """Only the talk that is going on is destroyed, and the curtain falls: whoever asked has not
    shown to be her, and what she left before lives on."""


@frozen
class OpenCase:
    """She asked for a human and one can come: a case enters the queue of ``network``.

    ``shared`` is what she agreed to share: short labels, never facts of violence.
    """

    network: str
    shared: Mapping[str, str] = field(default_factory=dict, repr=False)


@frozen
class CancelCase:
    """She does not want to wait any longer."""


@frozen
class ToldRemaining:
    """She is told how many messages could not be taken back."""


@frozen
class ToldUnattended:
    """She is being told that nobody is on duty where she waits: once is enough."""


@frozen
class Exclude:
    """This network shall never have anything of hers, or, not ``never``, may again."""

    network: str
    never: bool


@frozen
class LeaveRequest:
    """Nobody is on duty: her request waits for an answer in the letter box.

    ``number`` (eight digits) and ``word`` together open the answer later.
    """

    network: str
    number: str = field(repr=False)
    word: str = field(repr=False)
    text: str = field(repr=False)


@frozen
class KeepWord:
    """This is a word of hers from now on; ``kind`` says what it does."""

    kind: str
    word: str = field(repr=False)


@frozen
class KeepNumber:
    """With this number (eight digits) and her word she comes back from elsewhere."""

    number: str = field(repr=False)


@frozen
class WaitFor:
    """Her page may be silent for so many minutes."""

    minutes: int


@frozen
class KeepLonger:
    """She wants her talk with a human to be kept for longer than usual."""


@frozen
class Tried:
    """A number was tried: how many words were wrong with it, and until when none is compared."""

    number: str = field(repr=False)
    wrong: int
    at: datetime | None
    until: datetime | None


@frozen
class Resume:
    """Number and word were hers: that conversation goes on here, and this one is forgotten."""

    conversation: str


@frozen
class Fetch:
    """She is shown these texts out of her box, by id: they leave it."""

    letters: tuple[str, ...]


@frozen
class AgreeAlarm:
    """Her alarm word calls ``network``; ``signs`` names the pair of signs that she chose."""

    network: str
    signs: str


@frozen
class Agreed:
    """She said yes to a notice (``flow/step``) for one of ``flow.PURPOSES``, and it is recorded."""

    notice: str
    purpose: str


@frozen
class TakeBack:
    """She takes back that anybody reads or writes to her: sharing ends, what was shared goes."""


@frozen
class AllowContact:
    """She may be contacted first, but only so. Minutes are those of the day in Milan.

    ``line`` is the kind of neutral line that she reads; Monday is 0.
    """

    weekdays: tuple[int, ...]
    opens: int
    closes: int
    line: str
    after_exit: bool


@frozen
class NeverContact:
    """She is not to be contacted first."""


@frozen
class KeepLink:
    """A new one-time link to the web page; an older one opens nothing any more."""

    token: str = field(repr=False)


@frozen
class Arrange:
    """Something is arranged for her: a booking, a place on a waiting list, a reminder, her plan.

    ``what`` is a value of the shell's; the engine only carries it.
    """

    what: object = field(repr=False)


@frozen
class AnswerAsked:
    """She says yes or no to what she is asked. ``named``: whoever was named for it is there now."""

    yes: bool
    named: bool = True


@frozen
class RenewPathway:
    """She wants her pathway kept for longer."""


@frozen
class Unshare:
    """No agency shall read anything of hers any more; who answers her now goes on doing so."""


@frozen
class Mistake:
    """An author's error met while running: counted for staff, never shown to her."""

    flow: str
    step: str
    problem: str


TalkEffect = (
    Speak | Leave | Forget | ForgetTalk | Resume | WaitFor | KeepLonger | ToldRemaining | Mistake
)
"""What happens to the talk itself: what is said, how long it stays, how it ends."""

KeptEffect = KeepWord | KeepNumber | KeepLink | Tried | Fetch | Arrange
"""What is kept for her, and what she comes back to it by."""

ConsentEffect = Agreed | AllowContact | NeverContact | AgreeAlarm
"""What she agrees to: that something is kept, that she is written to, who is called."""

HandoffEffect = (
    OpenCase
    | CancelCase
    | ToldUnattended
    | Exclude
    | LeaveRequest
    | AnswerAsked
    | RenewPathway
    | Unshare
    | TakeBack
)
"""Who else has something of hers: a human, an agency, nobody any more."""

Effect = TalkEffect | KeptEffect | ConsentEffect | HandoffEffect


@frozen
class Answer:
    """What the world says to a call: a declared outcome, values, and wishes of its own."""

    outcome: str
    values: Mapping[str, Value] = field(default_factory=dict, repr=False)
    effects: tuple[Effect, ...] = ()


@frozen
class CallSpec:
    """How a call is registered: its name, its parameters and every outcome that it can have.

    ``saves`` are the names of the values that it may answer with. ``needs``: the yes (one of
    ``flow.PURPOSES``) without which it may not be made. ``shares``: an agency comes to read
    something of hers by it, the one of the parameter ``network``. ``agency``: the value that names
    the agency that the call has found and that she is then told of.
    """

    name: str
    params: frozenset[str]
    outcomes: frozenset[str]
    saves: frozenset[str] = frozenset()
    needs: str = ""
    shares: bool = False
    agency: str = ""


# --- what was heard -------------------------------------------------------------------------

Given = tuple[tuple[str, Value], ...]
"""Names and values of variables."""


@frozen
class Began:
    """The conversation starts at the bundle's entry."""


@frozen
class Answered:
    """She answered the waiting ask.

    ``choice`` is the id where her words or touch meant one, ``text`` what she typed (empty for a
    touch). With neither a choice nor a typed input to take it, the answer fitted nothing.
    ``given``: variables that are set with it.
    """

    text: str = field(default="", repr=False)
    choice: str | None = field(default=None, repr=False)
    given: Given = ()


@frozen
class Went:
    """Her words lead to another flow (``Flow.anywhere``); it returns to where she was.

    ``given``: variables that the flow begins with. ``step``: where it begins, where that is not its
    start: only for somebody who can write safely, since what comes before it is left out.
    ``instead``: it takes the place of the flow that she stands in, which is over.
    """

    flow: str
    given: Given = ()
    step: str = ""
    instead: bool = False


@frozen
class Silent:
    """The ask's timeout came."""


@frozen
class HumanLeft:
    """The operator closed the case: the flow goes on at ``closed``."""


@frozen
class StillWaits:
    """She waits for a person, and is told how that stands: the flow goes on at the ask's way of
    that name. ``unattended``: nobody is on duty there any more; ``waited``: nobody has come for
    long."""

    way: Literal["unattended", "waited"]


Heard = Began | Answered | Went | Silent | HumanLeft | StillWaits


@frozen
class Took:
    """The way on that was taken at a question.

    ``way`` is the id of the choice, of what is chosen out of a list (``LISTED``) or of the timeout
    (``SILENCE``).
    """

    flow: str
    step: str
    way: str = field(repr=False)


@frozen
class Advanced:
    """One sprint is done: the new session and what should follow, in order.

    ``took``: the choice or timeout that it began with, if any. ``visited``: the steps that it came
    by, in order; the last is the one that waits now, where one does.
    """

    session: Session
    effects: tuple[Effect, ...]
    took: Took | None = None
    visited: tuple[Frame, ...] = ()


@frozen
class Need:
    """The sprint stopped at calls that have no answer yet: answer them and advance again.

    ``language`` is hers at that moment: a sprint may have changed it before it stopped.
    """

    calls: tuple[Call, ...]
    language: str
