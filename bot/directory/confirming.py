"""Two people for what matters most: what one has seen holds once another has confirmed it.

Until then women see what held before, for as long as that lasts. Telephone numbers, hours and
measures are such facts; a network may decide that for its own one person is enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.directory.kinds import Aspect, Upkeep
from bot.directory.measures.keeping import KEPT_AS

CRITICAL = frozenset({Aspect.CONTACT, Aspect.HOURS})
"""Facts of a service by which she may stand before a closed door, or call somebody else."""

WAITS = timedelta(days=14)
"""What one person has seen waits so long for another; then it has to be looked at anew."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one person has seen of a fact: ``upkeep`` would hold if somebody else confirmed it."""

    upkeep: Upkeep

    @property
    def by(self) -> str:
        """Who has seen it."""
        return self.upkeep.by

    @property
    def on(self) -> date | None:
        """On which day."""
        return self.upkeep.verified_on


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands behind a fact: ``seen_by`` waits for a second person; ``by`` verified it last, and
    ``first`` had seen it before. Accounts; empty: nobody. ``digest``: of what was seen."""

    seen_by: str = ""
    seen_on: date | None = None
    by: str = ""
    first: str = ""
    digest: str = ""
    note: str = field(default="", repr=False)


def is_critical(service: str, aspect: Aspect) -> bool:
    """Whether a fact needs two people where its network has not decided otherwise."""
    return service.startswith(KEPT_AS) or aspect in CRITICAL


def waits(look: Look | None, upkeep: Upkeep) -> bool:
    """Whether what one person has seen still waits: of the same content, and not for too long."""
    if look is None or look.on is None or upkeep.verified_on is None:
        return False
    return look.upkeep.digest == upkeep.digest and upkeep.verified_on - look.on <= WAITS


def confirms(look: Look | None, upkeep: Upkeep) -> bool:
    """Whether this is the second person for what the first has seen: never the same one."""
    return look is not None and waits(look, upkeep) and look.by != upkeep.by
