"""What she agreed to, as values: proofs of her yes, and reminders that her contract decides on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.handoff.contact import ReminderState
from bot.messages import Channel
from bot.safety.contract import Line


@dataclass(frozen=True, slots=True)
class Consent:
    """The proof that somebody said yes to a notice: nothing in it says who she is.

    ``version`` is the id of the bundle whose texts she read, ``notice`` the ``flow/step`` that she
    said yes at, for ``purpose`` (one of ``engine.flow.PURPOSES``). ``at`` is in UTC.
    """

    id: str
    version: str
    notice: str
    purpose: str
    language: str
    channel: Channel
    at: datetime

    @property
    def what(self) -> str:
        """What she said yes to: the same yes twice is one proof."""
        return " ".join((self.purpose, self.notice, self.language, self.version))


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That yes is taken back."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A neutral line that the holder of her case wants her to get at ``at`` (UTC).

    Whether she gets it her contract decides when the moment comes, and once more when it is sent.
    ``why`` is one of ``Forbidden`` where it was not. The message in the outbox has the same id.
    """

    id: str
    conversation: str
    case: str
    network: str
    at: datetime
    line: Line
    state: ReminderState = "waiting"
    why: str = ""
