"""The shared sheet of a referral: closed fields only, so that no fact of violence fits into it.

What she can do stands in it only where she said yes to that in the chat (``handoff.notebook``).
There is no free text, no residence status, no name, no address and no employer: what is not in
``FIELDS`` cannot be said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.handoff.abilities import ABILITIES, LANGUAGES
from bot.handoff.agencies import Kind

Sheet = Mapping[str, tuple[str, ...]]
"""Field -> the values chosen, in the order of ``FIELDS``."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "needs": (
        "work",
        "skills",
        "training",
        "documents",
        "placement",
        "home",
        "money",
        "children",
        "rights",
        "support",
    ),
    "languages": LANGUAGES,
    "abilities": tuple(ABILITIES),
    "children": ("none", "school_hours", "needs_care"),
    "days": ("mon", "tue", "wed", "thu", "fri", "sat"),
    "hours": ("morning", "afternoon", "evening"),
    "route": ("in_person", "through_network", "reminder"),
}
"""Field -> everything that can be said in it."""

SINGLE = frozenset({"children", "route"})
"""Fields that hold one value."""

NEEDED = frozenset({"needs", "languages", "route"})
"""Fields without which there is nothing to answer."""

PLACEMENT = ("languages", "abilities", "days", "hours", "route")
"""What a placement desk may read: it speaks with firms, and what it does not know it cannot tell
them."""


def fields_for(kind: Kind) -> tuple[str, ...]:
    """The fields that an agency of this kind may read."""
    return PLACEMENT if kind is Kind.PLACEMENT else tuple(FIELDS)


def sheet_of(given: Mapping[str, Sequence[str]], kind: Kind) -> Sheet | None:
    """The sheet out of what was sent, for that kind of agency; None where it is no such sheet."""
    allowed = fields_for(kind)
    if not set(given) <= set(allowed):
        return None
    sheet: dict[str, tuple[str, ...]] = {}
    for field in allowed:
        chosen = set(given.get(field, ()))
        known = FIELDS[field]
        if not chosen <= set(known) or (field in SINGLE and len(chosen) > 1):
            return None
        if not chosen and field in NEEDED:
            return None
        if chosen:
            sheet[field] = tuple(value for value in known if value in chosen)
    return sheet
