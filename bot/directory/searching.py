"""Which services fit her best, and why each of them: points for what she asked, each with a reason.

Nothing is refused for where she lives: a service elsewhere comes later, with that said. ``must``
makes a wish a condition; the staff's page uses it, the chat does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.directory.card import Card, Times, kilometres, vector_of
from bot.directory.facts import ROME
from bot.directory.kinds import Way
from bot.directory.listing import Listing, Offer
from bot.text.spelling import fold
from bot.text.tongues import speaks


class Ground(StrEnum):
    """Why a service stands where it stands, with its points: what she asked for by name outweighs
    where it is. The last ones speak against it."""

    points: int

    def __new__(cls, value: str, points: int) -> Ground:
        """A ground by its id, and what it is worth."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.points = points
        return made

    LANGUAGE = "language", 60
    CHILD_CARE = "child_care", 50
    STEP_FREE = "step_free", 50
    OPEN_NOW = "open_now", 46
    SAME_TOWN = "same_town", 22
    FOR_TOWN = "for_town", 20
    NETWORK = "network", 8
    NEAR = "near", 6
    WOMEN_ONLY = "women_only", 1
    FOR_ALL = "for_all", 0
    FAR = "far", -10
    OTHER_NETWORK = "other_network", -10
    NO_LANGUAGE = "no_language", 0
    NO_CHILD_CARE = "no_child_care", 0
    STEPS = "steps", 0
    CLOSED_NOW = "closed_now", 0


AGAINST = frozenset(
    {
        *(Ground.FAR, Ground.OTHER_NETWORK, Ground.NO_LANGUAGE, Ground.NO_CHILD_CARE),
        *(Ground.STEPS, Ground.CLOSED_NOW),
    }
)
FARTHEST = 1e9
NEAR_KM = 10.0
"""Up to here a service counts as near; from three times as far as far."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Empty or False: it does not matter.

    ``within_km`` leaves out what is farther from the middle of ``town``. ``must``: which of
    language, children, steps and open now are conditions. ``words`` are looked for in names and
    descriptions.
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
    """A service, its points and grounds. ``km`` None: not known. ``ways``: open now by these."""

    offer: Offer
    points: int
    grounds: tuple[Ground, ...]
    km: float | None = None
    ways: tuple[Way, ...] = ()

    @property
    def reasons(self) -> tuple[Ground, ...]:
        """The grounds, the weightiest first and what speaks against it last."""
        return tuple(sorted(self.grounds, key=lambda one: (one in AGAINST, -one.points)))


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
    here = now.astimezone(ROME)
    asked = _Asked(wanted, places, here.date(), here.hour * 60 + here.minute)
    words = fold(wanted.words).split()
    found = []
    for offer in _candidates(listing, wanted, everything=everything):
        if words and not all(word in offer.words for word in words):
            continue
        if not everything:
            first, last = offer.card.about
            if not first <= asked.day <= last:
                continue
        match = asked.match(offer)
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


def _order(match: Match) -> tuple[int, float, int, str]:
    card = match.offer.card
    return -match.points, FARTHEST if match.km is None else match.km, card.freshness, card.id


class _Asked:
    """One search, with everything worked out that is the same for all services."""

    def __init__(self, wanted: Wanted, places: Map, today: date, minute: int) -> None:
        self._wanted = wanted
        self._today = today
        self.day = today.toordinal()
        self._minute = minute
        self._network = wanted.network or places.networks.get(wanted.town, "")
        centre = places.centres.get(wanted.town)
        self._centre = vector_of(centre) if centre else None
        self._places = places

    def match(self, offer: Offer) -> Match | None:
        """How well a service fits; None where it lacks what must be."""
        wanted, card = self._wanted, offer.card
        grounds: list[Ground] = []
        if wanted.language:
            spoken = speaks(card.spoken, wanted.language) and self._counts(card.languages)
            grounds.append(Ground.LANGUAGE if spoken else Ground.NO_LANGUAGE)
        if wanted.child_care:
            grounds.append(Ground.CHILD_CARE if card.child_care else Ground.NO_CHILD_CARE)
        placed = self._counts(card.place)
        if wanted.step_free:
            grounds.append(Ground.STEP_FREE if placed and card.step_free else Ground.STEPS)
        ways: tuple[Way, ...] = ()
        if wanted.open_now:
            ways = self._open(offer) if self._counts(card.hours) else ()
            grounds.append(Ground.OPEN_NOW if ways else Ground.CLOSED_NOW)
        # What lacks what must be is left before anything is measured.
        if wanted.must and not wanted.must <= set(grounds):
            return None
        km = self._distance(card) if placed and self._centre else None
        if wanted.within_km is not None and (km is None or km > wanted.within_km):
            return None
        self._near(card, km, grounds, placed=placed)
        if card.women_only:
            grounds.append(Ground.WOMEN_ONLY)
        points = 0
        for one in grounds:
            points += one.points
        return Match(offer, points, tuple(grounds), km, ways)

    def _counts(self, times: Times) -> bool:
        return times[0] <= self.day <= times[1]

    def _open(self, offer: Offer) -> tuple[Way, ...]:
        minute = self._minute
        return tuple(
            way
            for way, spans in offer.minutes(self._today)
            for begins, ends in spans
            if begins <= minute < ends
        )

    def _distance(self, card: Card) -> float | None:
        centre = self._centre
        assert centre is not None, "the middle of her town is known"
        if len(card.vectors) == 1:
            return kilometres(centre, card.vectors[0])
        if card.vectors:
            return min(kilometres(centre, one) for one in card.vectors)
        known = (self._places.centres.get(town) for town in card.towns)
        return min((kilometres(centre, vector_of(one)) for one in known if one), default=None)

    def _near(self, card: Card, km: float | None, grounds: list[Ground], *, placed: bool) -> None:
        town, network = self._wanted.town, self._network
        if town and placed and town in card.towns:
            grounds.append(Ground.SAME_TOWN)
        elif km is not None and km <= NEAR_KM:
            grounds.append(Ground.NEAR)
        elif km is not None and km > 3 * NEAR_KM:
            grounds.append(Ground.FAR)
        if town and card.for_towns:
            grounds.append(Ground.FOR_TOWN if town in card.for_towns else Ground.OTHER_NETWORK)
        elif network and card.network:
            hers = card.network == network
            grounds.append(Ground.NETWORK if hers else Ground.OTHER_NETWORK)
        elif not card.network and not card.for_towns:
            grounds.append(Ground.FOR_ALL)


def for_her(found: list[Match]) -> list[Match]:
    """What is told to her of what was found: of what is meant for another place, or far, only what
    fits her better than everything here, or where nothing is here."""
    elsewhere = (Ground.FAR, Ground.OTHER_NETWORK)
    here = [one for one in found if not any(why in elsewhere for why in one.grounds)]
    kept, best = {id(one) for one in here}, max((one.points for one in here), default=None)
    return [one for one in found if id(one) in kept or best is None or one.points > best]
