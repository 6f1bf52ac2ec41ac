"""Until when a measure is shown: its norm's own dates, and who looked it over when.

What somebody verified is kept as that of the services is (``kinds.Upkeep``), under a name of its
own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from bot.directory import freshness
from bot.directory.facts import ROME
from bot.directory.kinds import LONGEST_INTERVAL, Aspect, Upkeep
from bot.directory.measures.model import Checked, Measure

State = Literal["ahead", "never", "out", "soon", "fresh", "ending", "ended"]
"""Ahead: its norm does not hold yet. Ending and ended: its norm is about to end, or has, and no
verification makes it last longer."""

KEPT_AS = "measure/"
"""Before the id of a measure where its upkeep is kept. No service's id may begin so."""


def digest(measure: Measure) -> str:
    """Of everything that she may be told of it: after a change nobody has vouched for it."""
    parts = (
        *(measure.name, measure.text, measure.who_knows, measure.papers, measure.where),
        sorted((one.value, says.value) for one, says in measure.who_will_know.items()),
        [(one.question.text, one.if_no) for one in measure.who_may],
        *(measure.at, sorted(measure.together.items()), measure.fact.source),
        *(measure.starts, measure.ends),
    )
    return sha256(repr(parts).encode()).hexdigest()[:16]


def bounded(measure: Measure, days: int) -> Measure:
    """The same, shown for so many days after it was verified and never after its norm ends."""
    verified = measure.fact.verified_on
    if verified is None:
        return replace(measure, fact=replace(measure.fact, valid_until=None))
    until = verified + timedelta(days=days)
    until = until if measure.ends is None else min(until, measure.ends)
    return replace(measure, fact=replace(measure.fact, valid_until=until))


def upheld(measure: Measure, upkeep: Upkeep) -> Measure:
    """The same after somebody vouched for it, where it still says what was vouched for."""
    before = measure.fact.verified_on
    older = upkeep.verified_on is None or (before is not None and upkeep.verified_on < before)
    if upkeep.digest != digest(measure) or older:
        return measure
    fact = replace(measure.fact, verified_on=upkeep.verified_on)
    checked = Checked(upkeep.by, upkeep.note)
    return bounded(
        replace(measure, fact=fact, checked=checked), upkeep.interval or measure.interval
    )


def held(measures: Mapping[str, Measure], upkeep: Iterable[Upkeep]) -> dict[str, Measure]:
    """The measures after everything that was vouched for; what belongs to services is passed by."""
    found = dict(measures)
    for one in upkeep:
        id = one.service.removeprefix(KEPT_AS)
        if one.service != id and id in found:
            found[id] = upheld(found[id], one)
    return found


def state_of(measure: Measure, now: datetime) -> State:
    """How it stands at this moment."""
    today = now.astimezone(ROME).date()
    if measure.ends is not None and measure.ends < today:
        return "ended"
    if measure.starts is not None and measure.starts > today:
        return "ahead"
    found = freshness.state_of(measure.fact, now)
    last = measure.fact.valid_until
    return "ending" if found == "soon" and last == measure.ends else found


def waits(measure: Measure, now: datetime) -> bool:
    """Whether somebody has to look at it: it ran out, was never verified, or runs out soon."""
    return state_of(measure, now) in ("never", "out", "soon", "ending")


def may_verify(measure: Measure, networks: Collection[str]) -> bool:
    """Whether people of these networks vouch for it: it is theirs, or no network's."""
    return not measure.fact.owner or measure.fact.owner in networks


def verified(measure: Measure, by: str, note: str, interval: int, now: datetime) -> Upkeep:
    """What is kept after somebody vouched for it today. ``interval`` 0: its own.

    Raises ``ValueError`` where the interval is none.
    """
    if not 0 <= interval <= LONGEST_INTERVAL:
        raise ValueError(f"an interval has 1 to {LONGEST_INTERVAL} days")
    today = now.astimezone(ROME).date()
    name, owner = f"{KEPT_AS}{measure.id}", measure.fact.owner
    return Upkeep(name, Aspect.ABOUT, owner, today, interval, digest(measure), by, note)
