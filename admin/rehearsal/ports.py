"""What trials need from the house."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.rehearsal.leaving import Parted
from bot.rehearsal.recording import Differs, Recorded
from bot.rehearsal.transcripts import Transcript
from bot.rehearsal.trial import Plan, Tried


class Rehearsals(Protocol):
    """Trials of the drafts (``bot.rehearsal.room`` says what each raises)."""

    async def tries(self, flow: str, plan: Plan) -> Tried:
        """The trial of a flow as it is drafted."""

    async def parts(self, flow: str, plan: Plan) -> Sequence[Parted]:
        """The same, left at its end, on every channel."""

    async def records(self, flow: str, plan: Plan, part: str) -> Recorded:
        """The trial as a golden transcript."""

    async def transcripts(self) -> Sequence[Transcript]:
        """Every golden transcript by name."""

    async def replays(self, names: Collection[str]) -> Sequence[Differs]:
        """Those of these golden transcripts that go another way with the drafts."""

    def places(self) -> Sequence[tuple[str, str]]:
        """The networks, as (id, name), and so where somebody may be on duty."""

    def covers(self) -> Sequence[str]:
        """The covers that somebody without the key may meet, by name."""
