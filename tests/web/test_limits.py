"""Limits slow down and never refuse."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis.strategies import ip_addresses

from bot.web.limits import LONGEST, PACE, Limits, prefix, sender

BURST = PACE.burst


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
    assert len(limits._buckets) == 1
    assert limits.delay("203.0.113.7") == 0
    assert len(limits._buckets) == 1


def test_an_origin_is_no_address_and_changes_every_hour(clock: Any) -> None:
    """What the door for numbers counts by leads back to nobody, and to nothing of an hour ago."""
    limits = Limits(clock)
    request = make_mocked_request("POST", "/", transport=_Peer("203.0.113.7"))
    near = make_mocked_request("POST", "/", transport=_Peer("203.0.113.8"))
    first = limits.origin(request)
    assert "203" not in first
    assert limits.origin(near) == first
    clock.pass_by(timedelta(minutes=61))
    assert limits.origin(request) != first
    unknown = make_mocked_request("POST", "/", transport=_Peer("127.0.0.1"))
    assert limits.origin(unknown) == ""


@given(ip_addresses())
def test_a_prefix_never_holds_a_whole_address(address: Any) -> None:
    """Only a piece of the address is counted."""
    assert len(prefix(str(address))) // 2 < len(address.packed)


async def test_behind_a_proxy_the_last_forwarded_address_counts() -> None:
    """The proxy on this machine names whose bucket it is; a tunnel that names nobody has none."""
    request = make_mocked_request(
        "POST", "/", {"X-Forwarded-For": "10.0.0.1, 203.0.113.7"}, transport=_Peer("127.0.0.1")
    )
    assert sender(request) == "203.0.113.7"
    assert sender(make_mocked_request("POST", "/", transport=_Peer("127.0.0.1"))) is None
    assert sender(make_mocked_request("POST", "/", transport=_Peer("198.51.100.9"))) is not None


class _Peer(asyncio.Transport):
    """A connection from somewhere."""

    def __init__(self, address: str) -> None:
        super().__init__({"peername": (address, 4000)})
