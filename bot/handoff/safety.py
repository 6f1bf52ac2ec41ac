"""The safety state of a case: what the banner above the conversation says, and whether anything may
be written."""

from __future__ import annotations

from typing import Literal

from bot.handoff.case import Ticket

Safety = Literal[
    "open", "verified", "unproven", "asked", "unconfirmed", "silent", "left", "muted", "withdrawn",
    "taken_back", "closed",
]  # fmt: skip
"""From nothing special to nothing at all."""

SHUT = frozenset({"silent", "left", "muted", "withdrawn", "taken_back", "closed"})
"""States in which nothing may be written to her: the server refuses it too."""


def safety_of(ticket: Ticket, *, silent: bool) -> Safety:
    """The state; of several that hold, the one that forbids most."""
    if ticket.taken_back:
        return "taken_back"
    if ticket.state == "closed":
        return "closed"
    if ticket.left:
        return "muted" if ticket.muted else "left"
    if ticket.check == "withdrawn":
        return "withdrawn"
    if silent:
        return "silent"
    if ticket.check in ("asked", "unconfirmed", "unproven"):
        return ticket.check
    return "verified" if ticket.curtain == "verified" else "open"
