"""In which order cases wait: danger first, then who has waited longest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.handoff.case import Ticket


def in_order(tickets: Iterable[Ticket]) -> tuple[Ticket, ...]:
    """The tickets as they should be taken: danger first, then the longest wait, then by id."""
    return tuple(sorted(tickets, key=lambda one: (not one.danger, one.opened_at, one.id)))


def waited_seconds(ticket: Ticket, now: datetime) -> int:
    """How long she has waited, or waited until somebody came. Never negative."""
    until = ticket.claimed_at or ticket.closed_at or now
    return max(0, int((until - ticket.opened_at).total_seconds()))
