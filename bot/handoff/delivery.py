"""What became of each message that an operator wrote, as she sees it."""

from __future__ import annotations

from typing import Literal

End = Literal["delivered", "expired", "failed", "left"]
"""What a message met for good: it is on her phone or page, it was late, no provider took or
delivered it, or she left before it was sent."""

Place = Literal["tray", "box"]
State = Literal["waiting", "sent", "delivered", "expired", "failed", "left", "tray", "box"]
"""``tray`` and ``box``: it was not given, and waits for a person of the desk, or for her."""


def state_of(
    *,
    waits: bool,
    end: End | None,
    place: Place | None,
    undelivered: bool,
    given: bool,
) -> State:
    """Where a message stands.

    ``waits``: in the outbox. ``end``: what was reported of it, the newest. ``place``: where its
    text waits. ``undelivered``: its line says that it never reached her. ``given``: her open page
    has been given it.
    """
    if place is not None:
        return place
    if waits:
        return "waiting"
    if undelivered:
        return "failed" if end in (None, "delivered") else end
    if given or end == "delivered":
        return "delivered"
    return "sent"
