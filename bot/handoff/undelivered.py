"""Messages that a provider did not take, as the staff sees them: when and why, never what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Why = Literal["failed", "unknown"]
"""The provider refused it for good, or nobody knows what became of it after the second attempt."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that may be tried again until ``expires_at``.

    ``network`` is that of her case, empty where she has none. ``staff``: an operator wrote it.
    Times are UTC.
    """

    id: str
    network: str
    channel: str
    why: Why
    staff: bool
    at: datetime
    expires_at: datetime
