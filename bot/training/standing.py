"""How the calls stand that somebody asked about earlier: open, changed, full, over, gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from bot.training.call import TrainingCall, lacking
from bot.training.importing import WITHDRAWN, Held, Kept
from bot.training.kinds import Audience, Eligibility
from bot.training.same import groups

Known = Mapping[str, Kept]
"""Every call of any source by its id, withdrawn ones too."""


class Standing(StrEnum):
    """Whether a call is there for her."""

    OPEN = "open"
    FULL = "full"
    OVER = "over"
    GONE = "gone"


_GROUPS: Mapping[str, str] = {
    "deadline": "deadline",
    **dict.fromkeys(("begins", "ends", "hours", "timetable", "school_hours"), "times"),
    **dict.fromkeys(("town", "place", "mode"), "place"),
    **dict.fromkeys(("stipend", "stipend_with"), "stipend"),
    "terms": "terms",
}


def known_calls(held: Held) -> Known:
    """The calls by id. Where one is withdrawn and another source still gives the same, that one."""
    known: dict[str, Kept] = {}
    for group in groups([one.call for one in held.kept]):
        members = [held.kept[at] for at in group]
        stands = next((one for one in members if not one.withdrawn), None)
        for one in members:
            if one.withdrawn or one.call.id not in known or known[one.call.id].withdrawn:
                known[one.call.id] = stands if one.withdrawn and stands else one
    return known


def standing(kept: Kept | None, now: datetime) -> Standing:
    """How it stands now for any woman; one that only women of a centre may take is gone for her
    who found it while it was open to all."""
    if kept is None or kept.withdrawn:
        return Standing.GONE
    call = kept.call
    if call.audience is not Audience.WOMEN or call.eligibility is Eligibility.CENTRE:
        return Standing.GONE
    if lacking(call) or call.until is None:
        return Standing.GONE
    if now >= call.until:
        return Standing.OVER
    return Standing.FULL if call.seats == 0 else Standing.OPEN


def changed(kept: Kept, since: datetime) -> tuple[str, ...]:
    """What is another since then, in groups that can be said, each once: ``deadline``, ``times``,
    ``place``, ``stipend``, ``terms``, ``rest``."""
    names = (name for name in kept.changed_since(since) if name != WITHDRAWN)
    return tuple(dict.fromkeys(_GROUPS.get(name, "rest") for name in names))


def as_known(calls: tuple[TrainingCall, ...], now: datetime) -> Known:
    """Calls of which nothing is known but how they are now."""
    return {call.id: Kept("", call, now) for call in calls}
