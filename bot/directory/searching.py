"""Which services fit her best, and why each of them: points for what she asked, each with a reason.

Nothing is refused for where she lives: a service elsewhere comes later, with that said. ``must``
makes a wish a condition; the staff's page uses it, the chat does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from bot.directory.facts import ROME
from bot.directory.kinds import Aspect, Way
from bot.directory.listing import Listing, Offer, Place
from bot.directory.seen import may_show
from bot.spelling import fold
from bot.timetable import is_open

EARTH_KM = 6371.0


class Ground(StrEnum):
    """Why a service stands where it stands. The last ones speak against it."""

    LANGUAGE = "language"
    CHILD_CARE = "child_care"
    STEP_FREE = "step_free"
    OPEN_NOW = "open_now"
    SAME_TOWN = "same_town"
    FOR_TOWN = "for_town"
    NETWORK = "network"
    NEAR = "near"
    FOR_ALL = "for_all"
    WOMEN_ONLY = "women_only"
    FAR = "far"
    OTHER_NETWORK = "other_network"
    NO_LANGUAGE = "no_language"
    NO_CHILD_CARE = "no_child_care"
    STEPS = "steps"
    CLOSED_NOW = "closed_now"


POINTS: Mapping[Ground, int] = {
    Ground.LANGUAGE: 40,
    Ground.CHILD_CARE: 30,
    Ground.STEP_FREE: 30,
    Ground.OPEN_NOW: 20,
    Ground.SAME_TOWN: 16,
    Ground.FOR_TOWN: 12,
    Ground.NETWORK: 8,
    Ground.NEAR: 6,
    Ground.FOR_ALL: 0,
    Ground.WOMEN_ONLY: 1,
    Ground.FAR: -10,
    Ground.OTHER_NETWORK: -10,
    Ground.NO_LANGUAGE: 0,
    Ground.NO_CHILD_CARE: 0,
    Ground.STEPS: 0,
    Ground.CLOSED_NOW: 0,
}
"""What each is worth. What she asked for by name outweighs where it is."""

AGAINST = frozenset(
    {
        *(Ground.FAR, Ground.OTHER_NETWORK, Ground.NO_LANGUAGE, Ground.NO_CHILD_CARE, Ground.STEPS),
        Ground.CLOSED_NOW,
    }
)
NEAR_KM = 10.0
"""Up to here a service counts as near; from three times as far as far."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Empty or False: it does not matter.

    ``within_km`` leaves out what is farther from the middle of ``town``. ``must``: wishes that are
    conditions. ``words`` are looked for in names and descriptions.
    """

    kind: str = ""
    town: str = ""
    network: str = ""
    language: str = ""
    child_care: bool = False
    step_free: bool = False
    open_now: bool = False
    within_km: float | None = None
    words: str = ""
    must: frozenset[Ground] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A service with its points and reasons, the weightiest first. ``km`` None: not known."""

    offer: Offer
    points: float
    reasons: tuple[Ground, ...]
    km: float | None = None
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """Where things are: the middle of each comune, and its network."""

    centres: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)


def search(
    listing: Listing, wanted: Wanted, places: Map, now: datetime, *, everything: bool = False
) -> list[Match]:
    """The services that fit, best first; of equal ones the nearest, then the freshest.

    ``everything``: also what no woman may see, for the staff.
    """
    words = fold(wanted.words).split()
    today = now.astimezone(ROME).date()
    found = []
    for offer in _candidates(listing, wanted, everything=everything):
        if words and not all(word in offer.words for word in words):
            continue
        if not everything and not may_show(offer, now):
            continue
        match = _match(offer, wanted, places, now, today)
        if match is not None:
            found.append(match)
    return sorted(found, key=_order)


def _candidates(listing: Listing, wanted: Wanted, *, everything: bool) -> Iterable[Offer]:
    if everything:
        return (
            one for one in listing.offers.values() if not wanted.kind or one.kind == wanted.kind
        )
    if wanted.kind:
        return listing.by_kind.get(wanted.kind, ())
    return (one for kind in listing.by_kind.values() for one in kind)


def _order(match: Match) -> tuple[float, float, int, str]:
    verified = match.offer.facts[Aspect.ABOUT].verified_on
    freshness = -(verified or date.min).toordinal()
    return (-match.points, match.km if match.km is not None else 1e9, freshness, match.offer.id)


def _match(offer: Offer, wanted: Wanted, places: Map, now: datetime, today: date) -> Match | None:
    reasons: list[Ground] = []
    if wanted.language:
        spoken = wanted.language in offer.languages and offer.facts[Aspect.LANGUAGES].is_current(
            now
        )
        reasons.append(Ground.LANGUAGE if spoken else Ground.NO_LANGUAGE)
    if wanted.child_care:
        reasons.append(Ground.CHILD_CARE if offer.child_care else Ground.NO_CHILD_CARE)
    placed = offer.facts[Aspect.PLACE].is_current(now)
    if wanted.step_free:
        reasons.append(Ground.STEP_FREE if placed and offer.step_free else Ground.STEPS)
    ways: tuple[Way, ...] = ()
    if wanted.open_now:
        tables = offer.timetables(today) if offer.facts[Aspect.HOURS].is_current(now) else {}
        ways = tuple(way for way, table in tables.items() if is_open(table, now))
        reasons.append(Ground.OPEN_NOW if ways else Ground.CLOSED_NOW)
    km = _distance(offer.places if placed else (), wanted.town, places)
    if km is None and placed and wanted.town:
        km = _between(offer.towns, wanted.town, places)
    if wanted.within_km is not None and (km is None or km > wanted.within_km):
        return None
    reasons += _nearness(offer, wanted, places, km, placed=placed)
    if offer.women_only:
        reasons.append(Ground.WOMEN_ONLY)
    if not wanted.must <= set(reasons):
        return None
    points = sum(POINTS[why] for why in reasons)
    ordered = tuple(sorted(reasons, key=lambda why: (why in AGAINST, -POINTS[why])))
    return Match(offer, points, ordered, km, ways)


def _nearness(
    offer: Offer, wanted: Wanted, places: Map, km: float | None, *, placed: bool
) -> list[Ground]:
    town, network = wanted.town, wanted.network or places.networks.get(wanted.town, "")
    reasons: list[Ground] = []
    if town and placed and town in offer.towns:
        reasons.append(Ground.SAME_TOWN)
    elif km is not None and km <= NEAR_KM:
        reasons.append(Ground.NEAR)
    elif km is not None and km > 3 * NEAR_KM:
        reasons.append(Ground.FAR)
    if town and offer.for_towns:
        reasons.append(Ground.FOR_TOWN if town in offer.for_towns else Ground.OTHER_NETWORK)
    elif network and offer.network:
        reasons.append(Ground.NETWORK if offer.network == network else Ground.OTHER_NETWORK)
    elif not offer.network and not offer.for_towns:
        reasons.append(Ground.FOR_ALL)
    return reasons


def _distance(spots: tuple[Place, ...], town: str, places: Map) -> float | None:
    centre = places.centres.get(town)
    found = [one.where for one in spots if one.where]
    return min((kilometres(centre, one) for one in found), default=None) if centre else None


def _between(towns: frozenset[str], town: str, places: Map) -> float | None:
    centre = places.centres.get(town)
    if centre is None:
        return None
    found = [places.centres[one] for one in towns if one in places.centres]
    return min((kilometres(centre, one) for one in found), default=None)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies between two (latitude, longitude) in degrees, on a sphere."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    chord = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def for_her(found: list[Match]) -> list[Match]:
    """What is told to her of what was found: what is meant for another place, or far, only where
    nothing else is there."""
    elsewhere = (Ground.FAR, Ground.OTHER_NETWORK)
    fitting = [one for one in found if not any(why in elsewhere for why in one.reasons)]
    return fitting or found
