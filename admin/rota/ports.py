"""What the rota needs from the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.calendar.timetable import Timetable
from bot.handoff.rota import Rota
from bot.handoff.routing_rules import DeskHours


class Rotas(Protocol):
    """Shifts and published hours, decided together: two changes at once never open a hole."""

    async def rotas(self, networks: Sequence[str]) -> Mapping[str, Rota]:
        """The rota of each of these networks; an empty one where nothing was planned."""

    async def change(
        self,
        network: str,
        by: str,
        now: datetime,
        decide: Callable[[Rota, Timetable | None], Rota],
    ) -> Rota:
        """The rota once it is what ``decide`` makes of it; what that raises leaves all as it is."""

    async def set_hours(
        self, hours: DeskHours, fits: Callable[[Rota, Timetable | None], None]
    ) -> None:
        """The network answers so from now on, unless ``fits`` raises."""
