"""Numbers for a demonstration: made up by a rule, so that they are the same for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.handoff.figures import ALL, VALUES, Count, Figure

LANGUAGES = ("it", "ar", "es", "en", "fr")
SHARED = (
    (Figure.CONTACT, Figure.LANGUAGE, Figure.NEED, Figure.HOUR),
    (Figure.UNMET, Figure.UNMET_LANGUAGE, Figure.UNMET_HOUR),
    (Figure.WAIT,),
)
"""Figures that count the same women: each has the same total at a network."""

OF_AGENCIES = (
    (Figure.REFERRAL, Figure.ANSWER),
    (Figure.FOLLOW_UP,),
    (Figure.APPOINTMENT,),
    (Figure.MEETING,),
    (Figure.AFTER_26_WEEKS,),
    (Figure.AFTER_52_WEEKS,),
)


def past_counts(
    quarters: Sequence[datetime], networks: Sequence[str], others: Sequence[str]
) -> list[Count]:
    """Some of everything in each of these quarters: more at the first agencies, and more lately."""
    found: list[Count] = []
    for age, quarter in enumerate(quarters):
        for places, groups in ((networks, SHARED), (others, OF_AGENCIES)):
            for place, agency in enumerate(places):
                for number, group in enumerate(groups):
                    total = max(0, 64 // (place + 1 + number) - 5 * age)
                    for figure in group:
                        found += _parts(quarter, agency, figure, total)
        found += _parts(quarter, ALL, Figure.NOT_UNDERSTOOD, max(0, 40 - 4 * age))
    return found


def _parts(quarter: datetime, agency: str, figure: Figure, total: int) -> list[Count]:
    """The total in parts, each about half of what is left."""
    parts: list[Count] = []
    values = VALUES.get(figure, LANGUAGES)
    for value in values:
        more = total if value == values[-1] else -(-total // 2)
        if more:
            parts.append(Count(quarter, agency, figure, value, more))
        total -= more
    return parts
