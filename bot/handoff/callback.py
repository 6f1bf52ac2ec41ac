"""An arrangement to be in touch again at a moment, within what she allows and with her yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.messages import Channel

CallbackState = Literal["offered", "agreed", "declined"]

SHOWN_FOR = timedelta(hours=24)
"""So long after its moment an arrangement is still shown to who made it."""

SOONEST = timedelta(minutes=5)
"""An arrangement for a sooner moment is none: she is there now."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What was offered to her: that the holder of her case is in touch at ``at`` (UTC).

    ``channel`` is the one that she writes from, and that her contract allows. Nothing is sent to
    her at that moment: the operator is reminded, and asks her contract again.
    """

    id: str
    conversation: str
    case: str
    network: str
    operator: str
    at: datetime
    channel: Channel
    asked_at: datetime
    state: CallbackState = "offered"


def is_due(callback: Callback, now: datetime) -> bool:
    """Whether the operator has to be reminded now."""
    return callback.state == "agreed" and callback.at <= now < callback.at + SHOWN_FOR


def is_shown(callback: Callback, now: datetime) -> bool:
    """Whether it is still worth showing. An offer that she did not answer ends with its moment."""
    if callback.state == "offered":
        return now < callback.at
    return now < callback.at + SHOWN_FOR
