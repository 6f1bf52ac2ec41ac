"""Who sits beside a case reads it only while all holds that she agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handoff.case import Ticket
from bot.handoff.people import Account, Role
from bot.handoff.seats import Seat, SeatKind, may_read_seated

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
GUEST = Account("guest", "ospite", Role.OPERATOR, ("south",), ("it",), NOW)
CLAIMED = Ticket("case", "talk", "north", "claimed", "open", "it", NOW, since=3, seq=9)
SEAT = Seat(
    "seat", "talk", "case", SeatKind.CONSULT, "guest", "south", "north", "holder", "open",
    NOW, NOW + timedelta(hours=8),
)  # fmt: skip


def test_who_was_let_in_reads() -> None:
    """While her seat lasts and the case is held where she was invited."""
    assert may_read_seated(SEAT, GUEST, CLAIMED, NOW)


@pytest.mark.parametrize(
    ("seat", "ticket"),
    [
        ({}, {"taken_back": True}),
        ({}, {"state": "closed"}),
        ({}, {"state": "queued"}),
        ({}, {"network": "south"}),
        ({"account": "another"}, {}),
        ({"state": "asked"}, {}),
        ({"state": "invited"}, {}),
        ({"state": "ended"}, {}),
        ({"until": NOW}, {}),
    ],
)
def test_nobody_reads_beyond_what_she_agreed_to(
    seat: dict[str, object], ticket: dict[str, object]
) -> None:
    """Not after she took her yes back, nor once any other part of it is over."""
    sits = replace(SEAT, **seat)  # type: ignore[arg-type]
    assert not may_read_seated(sits, GUEST, replace(CLAIMED, **ticket), NOW)  # type: ignore[arg-type]
