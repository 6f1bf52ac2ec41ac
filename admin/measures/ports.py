"""What the page of measures needs from the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.directory.measures.model import Measure
from bot.directory.measures.tell import Told
from bot.directory.model import Directory


class Stage(Protocol):
    """What is published now."""

    @property
    def directory(self) -> Directory:
        """What the directory knows now."""

    @property
    def languages(self) -> Sequence[str]:
        """Those that women are answered in, Italian first."""

    def measure_in(self, measure: Measure, language: str, now: datetime) -> Told:
        """What a woman reads of it in that language."""

    def questions_in(self, measure: Measure, language: str, now: datetime) -> Sequence[str]:
        """What she is asked there, in order."""

    async def verify_measure(
        self, measure: Measure, by: str, note: str, interval: int, now: datetime
    ) -> None:
        """Somebody vouches for a measure as it stands there."""
