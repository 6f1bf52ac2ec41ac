"""What trials need from the house."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.editing.recording import Recording, Standing
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

    async def keeps(self, flow: str, plan: Plan, part: str, by: str, now: datetime) -> Recorded:
        """The same, kept with the drafts from now on."""

    async def kept(self, flow: str) -> Sequence[tuple[Recording, Standing]]:
        """What was kept with a flow, and how each stands to the files."""

    async def drops(self, flow: str, name: str) -> bool:
        """Throw away what was kept with a flow by that name; whether there was any."""

    async def transcripts(self) -> Sequence[Transcript]:
        """Every golden transcript by name."""

    async def replays(self, names: Collection[str]) -> Sequence[Differs]:
        """Those of these golden transcripts that go another way with the drafts."""

    async def accepts(self, name: str, digest: str, by: str, now: datetime) -> None:
        """The way that was read, and that it goes with the drafts, is right from now on."""

    def places(self) -> Sequence[tuple[str, str]]:
        """The networks, as (id, name), and so where somebody may be on duty."""

    def covers(self) -> Sequence[str]:
        """The covers that somebody without the key may meet, by name."""
