"""Which facts run out, when, and who is asked before: the queue of the staff."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.directory.facts import ROME, Fact
from bot.directory.kinds import ASKED_BEFORE, INTERVALS, LONGEST_INTERVAL, Aspect, Upkeep
from bot.directory.listing import Listing, Offer

State = Literal["never", "out", "soon", "fresh"]


@dataclass(frozen=True, slots=True)
class Due:
    """One fact of a service that somebody has to look at. ``until``: the last day it is shown."""

    offer: Offer
    aspect: Aspect
    fact: Fact
    state: State

    @property
    def until(self) -> date | None:
        """The last day on which it may be shown."""
        return self.fact.valid_until


def state_of(fact: Fact, now: datetime) -> State:
    """Whether a fact was never verified, has run out, runs out soon, or is fresh."""
    if fact.verified_on is None or fact.valid_until is None:
        return "never"
    today = now.astimezone(ROME).date()
    if not fact.is_current(now):
        return "out"
    return "soon" if fact.valid_until - today <= timedelta(days=ASKED_BEFORE) else "fresh"


def said(offer: Offer) -> tuple[Aspect, ...]:
    """The aspects of which anything is said at all."""
    filled = {
        Aspect.ABOUT: True,
        Aspect.PLACE: bool(offer.places or offer.towns),
        Aspect.CONTACT: bool(offer.phones or offer.service.email or offer.service.url),
        Aspect.HOURS: bool(offer.hours),
        Aspect.LANGUAGES: bool(offer.languages),
    }
    return tuple(one for one in Aspect if filled[one])


def may_verify(offer: Offer, aspect: Aspect, networks: Collection[str]) -> bool:
    """Whether people of these networks vouch for it: it is theirs, or nobody's yet."""
    owner = offer.facts[aspect].owner
    return not owner or owner in networks


def queue(listing: Listing, networks: Collection[str], now: datetime) -> list[Due]:
    """What these networks have to look at: what ran out first, then what does so soon."""
    found = [
        Due(offer, aspect, offer.facts[aspect], state)
        for offer in _active(listing.offers.values())
        for aspect in said(offer)
        if may_verify(offer, aspect, networks)
        and (state := state_of(offer.facts[aspect], now)) != "fresh"
    ]
    return sorted(found, key=lambda due: (due.until or date.min, due.offer.id, due.aspect))


def _active(offers: Iterable[Offer]) -> Iterable[Offer]:
    return (one for one in offers if one.service.status == "active")


def verified(offer: Offer, aspect: Aspect, by: str, interval: int, now: datetime) -> Upkeep:
    """The fact as it is after somebody vouched for it today. ``interval`` 0: as it was.

    Raises ``ValueError`` where the interval is none.
    """
    fact = offer.facts[aspect]
    if not 0 <= interval <= LONGEST_INTERVAL:
        raise ValueError(f"an interval has 1 to {LONGEST_INTERVAL} days")
    before = INTERVALS[aspect]
    if fact.verified_on is not None and fact.valid_until is not None:
        before = (fact.valid_until - fact.verified_on).days
    today = now.astimezone(ROME).date()
    days = interval or before
    return Upkeep(offer.id, aspect, fact.owner, today, days, offer.digests[aspect], by)
