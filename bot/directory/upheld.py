"""Until when one fact of a service holds: by whom it was verified, and for how long that counts."""

from __future__ import annotations

from datetime import timedelta

from bot.directory.facts import Fact
from bot.directory.kinds import INTERVALS, Aspect, Upkeep
from bot.directory.records import Service


def fact_of(
    aspect: Aspect,
    service: Service,
    kept: Upkeep | None,
    digest: str,
    owner: str,
    source: str,
    *,
    made_up: bool,
) -> Fact:
    """What is known of one fact: what somebody verified counts while it still says the same."""
    verified, days = service.assured_date, INTERVALS[aspect]
    if kept is not None:
        days = kept.interval or days
        if kept.digest in ("", digest):
            verified = max(filter(None, (verified, kept.verified_on)), default=None)
        owner = kept.owner or owner
    until = None if verified is None else verified + timedelta(days=days)
    basis = "demonstration" if made_up else "published"
    return Fact(source or service.name, verified, until, basis, owner)
