"""In which order cases wait: danger, possible danger, the reader's languages, then the wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.handoff.case import Ticket
from bot.text.tongues import speaks


def in_order(tickets: Iterable[Ticket], spoken: Collection[str]) -> tuple[Ticket, ...]:
    """The tickets as somebody who speaks these languages should take them.

    A drill comes after every woman. Danger first, then danger that is possible and not verified,
    whatever the language; then those in a language that she speaks; then the longest wait, then by
    id. A language that she does not speak hides nothing: its cases come after.
    """

    def urgency(one: Ticket) -> tuple[bool, bool, bool, bool, datetime, str]:
        possible = one.possible_danger_at is None
        foreign = not speaks(spoken, one.language)
        return one.drill, not one.danger, possible, foreign, one.opened_at, one.id

    return tuple(sorted(tickets, key=urgency))


def waited_seconds(ticket: Ticket, now: datetime) -> int:
    """How long she has waited, or waited until somebody came. Never negative."""
    until = ticket.claimed_at or ticket.closed_at or now
    return max(0, int((until - ticket.opened_at).total_seconds()))
