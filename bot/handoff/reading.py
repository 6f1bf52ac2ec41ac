"""What an operator may read of a thread: what was said since her consent, in the open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.handoff.case import Ticket
from bot.messages import PRIVATE, Shown, Voice


def readable(ticket: Ticket, thread: Sequence[Shown]) -> tuple[Shown, ...]:
    """The lines that the holder of the case may read, in order.

    Nothing before her consent; nothing of her letter box; nothing that the cover said; nothing of
    hers that the cover answered; while she is away, nothing from the moment when she left; after
    the case was closed, nothing of what she then said to the service.
    """
    ordered = sorted(thread, key=lambda line: line.seq)
    covered = {
        before.seq
        for before, after in pairwise(ordered)
        if before.voice is Voice.HER and after.voice is Voice.COVER
    }
    return tuple(
        line
        for line in ordered
        if line.seq >= ticket.since
        and line.voice is not Voice.COVER
        and line.author != PRIVATE
        and line.seq not in covered
        and not _since_she_left(ticket, line)
        and not _after_closing(ticket, line)
    )


def _since_she_left(ticket: Ticket, line: Shown) -> bool:
    return ticket.left and ticket.left_at is not None and line.at >= ticket.left_at


def _after_closing(ticket: Ticket, line: Shown) -> bool:
    return ticket.closed_at is not None and line.at > ticket.closed_at
