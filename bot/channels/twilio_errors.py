"""What Twilio's errors mean for a message: never, later, never again to her, or nobody knows.

The codes are those of twilio.com/docs/api/errors.
"""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """``PERMANENT``: this message never goes. ``TEMPORARY``: it was not taken, later it may be.
    ``OPTED_OUT``: the provider lets nobody write to her any more. ``UNKNOWN``: perhaps it went."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    OPTED_OUT = "opted_out"
    UNKNOWN = "unknown"


OPTED_OUT = frozenset({21610, 63033})
"""The receiver has opted out; on WhatsApp she has blocked us."""

NOT_YET = 20009
"""A message that is still on its way cannot be deleted."""

OUTSIDE_WINDOW = 63016
"""On WhatsApp only a template may be sent 24 hours after her last message."""

NOT_HERS_TO_READ = frozenset(
    {21211, 21408, 21606, 21612, 21614, 63003, 63007, OUTSIDE_WINDOW, 63024}
)
"""The address, ours or hers, is at fault, or the hour: no other form of the message would go."""

_TEMPORARY = frozenset(
    {
        14107,  # messages from this number faster than its rate
        20003,  # authentication: somebody will mend it, or the message expires
        20429,  # too many requests
        21611,  # the number's queue is full
        30001,  # the account's queue overflowed
        30022,  # the carrier's daily rate
        63018,  # WhatsApp's rate for this sender
        63038,  # the account's daily limit
    }
)


def trouble_of(status: int, code: int | None) -> Trouble:
    """What an error answer means; ``status`` is HTTP's, ``code`` Twilio's own where it gave one."""
    if code in OPTED_OUT:
        return Trouble.OPTED_OUT
    if status in (401, 403, 429) or code in _TEMPORARY:
        return Trouble.TEMPORARY
    if status >= 500:
        # It may have been taken before the answer broke.
        return Trouble.UNKNOWN
    return Trouble.PERMANENT
