"""Rules of the outbox that every store keeps alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.conversation.speaker import may_send
from bot.conversation.state import Curtain
from bot.messages import Voice

INBOX_KEPT = timedelta(hours=48)
"""How long the keyed hash of a happening outlives it: no provider repeats a request later."""

MOST_ATTEMPTS = 2
"""An attempt whose outcome is unknown is repeated once."""

COUNTED = ("waiting", "sent", "expired", "cancelled", "repeated", "failed", "unknown")
"""What ``Queue.counts`` answers."""

LETS_THROUGH = tuple(curtain for curtain in Curtain if may_send(curtain))
"""The curtains that let the service's own messages out. The cover's lines pass all of them."""


def passes(curtain: Curtain, voice: Voice) -> bool:
    """Whether a message of that voice may leave behind that curtain."""
    return voice is Voice.COVER or may_send(curtain)


def complete(tallies: Mapping[str, int], waiting: int) -> Mapping[str, int]:
    """The counts of the outbox, with a zero for what never happened."""
    return {name: tallies.get(name, 0) for name in COUNTED} | {"waiting": waiting}


def duty_of(rows: Iterable[tuple[str, str, str]]) -> Mapping[str, Mapping[str, int]]:
    """Operators on duty per network and language, out of distinct (operator, network, language)."""
    count: dict[str, dict[str, int]] = {}
    for _, network, language in set(rows):
        spoken = count.setdefault(network, {})
        spoken[language] = spoken.get(language, 0) + 1
    return count
