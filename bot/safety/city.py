"""What there is to know about Milan on a day: ids of facts that are true and stay true."""

from __future__ import annotations

from datetime import date

FACTS = (
    "cathedral",
    "madonnina",
    "gallery",
    "canals",
    "supper",
    "castle",
    "arch",
    "opera",
    "underground",
    "columns",
    "ambrose",
    "library",
    "planetarium",
    "pirelli",
    "rivers",
    "height",
    "dock",
    "gardens",
)
"""One for each day, in a circle."""


def fact_of(day: date) -> str:
    """The fact of a day: another one each day."""
    return FACTS[day.toordinal() % len(FACTS)]
