"""What a service is for, and what is said of it beside the standard's own fields: closed lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

KINDS = (
    "centre",
    "work",
    "training",
    "union",
    "equality",
    "legal",
    "home",
    "money",
    "health",
    "mind",
    "documents",
    "social",
    "minors",
    "men",
)
"""What a service can be for. ``home`` is a desk that helps to look for one, never a place to sleep.

A service of no kind is unsorted: no woman finds it until somebody of the staff says what it is for.
"""


class Trait(StrEnum):
    """Codes of our terms, by which an ``Attribute`` says what HSDS has no field for.

    Of a service: its kind, network, the comune that it is for or that it stands in (ISTAT codes),
    care for children, women only, who keeps it right, and that it was made up for a demonstration.
    Of a location: no steps. Of a schedule: open on holidays as on other days, or that it holds in
    August instead of the others (without hours: closed in August).
    """

    KIND = "filo-kind"
    NETWORK = "filo-network"
    FOR_TOWN = "filo-for-town"
    TOWN = "filo-town"
    CHILD_CARE = "filo-child-care"
    WOMEN_ONLY = "filo-women-only"
    OWNER = "filo-owner"
    DEMONSTRATION = "filo-demonstration"
    STEP_FREE = "filo-step-free"
    ON_HOLIDAYS = "filo-open-on-holidays"
    AUGUST_ONLY = "filo-august-only"


YES = "yes"
"""The value of a trait that holds or does not."""


class Aspect(StrEnum):
    """The facts of a service, each with an owner, a day of verification and an interval."""

    ABOUT = "about"
    PLACE = "place"
    CONTACT = "contact"
    HOURS = "hours"
    LANGUAGES = "languages"


INTERVALS: Mapping[Aspect, int] = {
    Aspect.ABOUT: 180,
    Aspect.PLACE: 180,
    Aspect.CONTACT: 90,
    Aspect.HOURS: 90,
    Aspect.LANGUAGES: 180,
}
"""After so many days a fact has run out, where its owner has not said otherwise."""

ASKED_BEFORE = 14
"""So many days before it runs out its owner is asked."""

LONGEST_INTERVAL = 366


class Way(StrEnum):
    """How one reaches a service."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Who keeps one fact of a service right. ``verified_on`` None: nobody ever verified it.

    ``digest`` is of what was verified: after a change it is no longer what somebody vouched for.
    ``by``: the account that verified it last; empty where an import brought it. ``note``: what that
    person wrote about it for her colleagues. ``first``: who had seen it before, where two people
    were needed. A measure is kept in the same way (``measures.keeping``).
    """

    service: str
    aspect: Aspect
    owner: str
    verified_on: date | None
    interval: int
    digest: str
    by: str = ""
    note: str = field(default="", repr=False)
    first: str = ""
