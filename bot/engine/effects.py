"""What comes out of one sprint of a flow: wishes for the shell, never acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.expressions import Value
from bot.engine.session import Session
from bot.messages import Speech


@dataclass(frozen=True, slots=True)
class Call:
    """A question or wish for the world outside: a registered name and its arguments."""

    name: str
    args: tuple[tuple[str, Value], ...] = field(default=(), repr=False)

    def get(self, name: str) -> Value:
        """The argument of that name, or None."""
        return dict(self.args).get(name)


@dataclass(frozen=True, slots=True)
class Speak:
    """Say this to her."""

    speech: Speech


@dataclass(frozen=True, slots=True)
class Leave:
    """The curtain falls: exit."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Everything of this conversation is destroyed, and the curtain falls."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """She asked for a human and one can come: a case enters the queue of ``network``.

    ``shared`` is what she agreed to share: short labels, never facts of violence.
    """

    network: str
    shared: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class CancelCase:
    """She does not want to wait any longer."""


@dataclass(frozen=True, slots=True)
class LeaveRequest:
    """Nobody is on duty: her request waits for an answer in the letter box.

    ``number`` (eight digits) and ``word`` together open the answer later.
    """

    network: str
    number: str = field(repr=False)
    word: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mistake:
    """An author's error met while running: counted for staff, never shown to her."""

    flow: str
    step: str
    problem: str


Effect = Speak | Leave | Forget | OpenCase | CancelCase | LeaveRequest | Mistake


@dataclass(frozen=True, slots=True)
class Answer:
    """What the world says to a call: a declared outcome, values, and wishes of its own."""

    outcome: str
    values: Mapping[str, Value] = field(default_factory=dict, repr=False)
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class CallSpec:
    """How a call is registered: its name, its parameters and every outcome that it can have.

    ``saves`` are the names of the values that it may answer with.
    """

    name: str
    params: frozenset[str]
    outcomes: frozenset[str]
    saves: frozenset[str] = frozenset()


# --- what was heard -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Began:
    """The conversation starts at the bundle's entry."""


@dataclass(frozen=True, slots=True)
class Answered:
    """She answered the waiting ask.

    ``choice`` is the id where her words or touch meant one, ``text`` what she typed (empty for a
    touch). With neither a choice nor a typed input to take it, the answer fitted nothing.
    """

    text: str = field(default="", repr=False)
    choice: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Went:
    """Her words lead to another flow (``Flow.anywhere``); it returns to where she was."""

    flow: str


@dataclass(frozen=True, slots=True)
class Silent:
    """The ask's timeout came."""


@dataclass(frozen=True, slots=True)
class HumanLeft:
    """The operator closed the case: the flow goes on at ``closed``."""


Heard = Began | Answered | Went | Silent | HumanLeft


@dataclass(frozen=True, slots=True)
class Advanced:
    """One sprint is done: the new session and what should follow, in order."""

    session: Session
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """The sprint stopped at calls that have no answer yet: answer them and advance again."""

    calls: tuple[Call, ...]
