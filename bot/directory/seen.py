"""What a woman may see of a service: only what somebody verified and what has not run out.

This is the one door between the listing and her: what she reads is made of ``Seen``, and of nothing
else. A service whose own description ran out does not exist for her; of the others each part that
ran out is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.calendar.timetable import Timetable, is_open, opens_next, spans_on
from bot.directory.facts import ROME, Fact
from bot.directory.kinds import Aspect, Way
from bot.directory.listing import Offer, Place
from bot.directory.records import Service


@dataclass(frozen=True, slots=True)
class Seen:
    """One service as it may be shown at a moment. What is empty is not known, or ran out."""

    service: Service
    kind: str
    organization: str
    network: str
    fact: Fact
    towns: frozenset[str]
    for_towns: frozenset[str]
    places: tuple[Place, ...]
    phones: tuple[str, ...] = field(repr=False)
    email: str = field(repr=False)
    web: str
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    child_care: bool
    women_only: bool
    timetables: Mapping[Way, Timetable]

    @property
    def id(self) -> str:
        """The service's id."""
        return self.service.id

    @property
    def step_free(self) -> bool:
        """Whether one of its places has no steps."""
        return any(place.step_free for place in self.places)

    def open_ways(self, now: datetime) -> tuple[Way, ...]:
        """By which ways somebody answers at this moment."""
        return tuple(way for way, table in self.timetables.items() if is_open(table, now))

    def opens(self, way: Way, now: datetime) -> datetime | None:
        """When it opens next by that way."""
        return opens_next(self.timetables[way], now)


def may_show(offer: Offer, now: datetime) -> bool:
    """Whether she may see it at all: active, sorted, and what it is was verified."""
    return (
        offer.service.status == "active"
        and bool(offer.kind)
        and offer.facts[Aspect.ABOUT].is_current(now)
    )


def seen(offer: Offer, now: datetime) -> Seen | None:
    """What may be shown of it; None: nothing."""
    if not may_show(offer, now):
        return None
    current = {one for one, fact in offer.facts.items() if fact.is_current(now)}
    has_contact = Aspect.CONTACT in current
    places = offer.places if Aspect.PLACE in current else ()
    return Seen(
        service=offer.service,
        kind=offer.kind,
        organization=offer.organization,
        network=offer.network,
        fact=offer.facts[Aspect.ABOUT],
        towns=offer.towns if Aspect.PLACE in current else frozenset(),
        for_towns=offer.for_towns,
        places=places,
        phones=offer.phones if has_contact else (),
        email=offer.service.email if has_contact else "",
        web=offer.service.url if has_contact else "",
        languages=offer.languages if Aspect.LANGUAGES in current else (),
        documents=offer.documents,
        child_care=offer.child_care,
        women_only=offer.women_only,
        timetables=offer.timetables(now.astimezone(ROME).date()) if Aspect.HOURS in current else {},
    )


def closes(table: Timetable, now: datetime) -> str:
    """Until when it is open today, as ``18:00``; empty where it is not open, or over midnight."""
    here = now.astimezone(ROME)
    minute = here.hour * 60 + here.minute
    for span in spans_on(table, here.date()):
        if span.begins <= minute < span.ends < 24 * 60:
            return f"{span.ends // 60}:{span.ends % 60:02d}"
    return ""
