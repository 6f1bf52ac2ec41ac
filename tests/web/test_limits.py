"""Limits slow down and never refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis.strategies import ip_addresses

from bot.web.limits import BURST, LONGEST, Limits, prefix


def test_a_talk_is_never_slowed_down(clock: Any) -> None:
    """Nobody types as fast as the limit."""
    limits = Limits(clock)
    assert [limits.delay("203.0.113.7") for _ in range(int(BURST))] == [0.0] * int(BURST)


def test_a_flood_is_slowed_but_never_refused_and_recovers(clock: Any) -> None:
    """The wait is bounded, and a quiet minute later it is gone."""
    limits = Limits(clock)
    waits = [limits.delay("203.0.113.7") for _ in range(200)]
    assert 0 < waits[60] <= LONGEST
    assert max(waits) == LONGEST
    assert limits.delay("198.51.100.1") == 0
    clock.pass_by(timedelta(minutes=2))
    assert limits.delay("203.0.113.7") == 0


def test_every_hour_everything_counted_is_forgotten(clock: Any) -> None:
    """No memory of an address is older than an hour."""
    limits = Limits(clock)
    for _ in range(200):
        limits.delay("203.0.113.7")
    clock.pass_by(timedelta(minutes=60))
    assert list(limits._buckets) != []
    limits.delay("198.51.100.1")
    assert len(limits._buckets) == 1


@given(ip_addresses())
def test_a_prefix_never_holds_a_whole_address(address: Any) -> None:
    """Only a piece of the address is counted."""
    assert len(prefix(str(address))) // 2 < len(address.packed)
