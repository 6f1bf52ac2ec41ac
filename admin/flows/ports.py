"""What the flow editor needs from the house."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.editing.drafts import Place, Release, Texts
from bot.engine.editing.edits import Edit
from bot.engine.editing.schedule import Schedule
from bot.engine.problems import Problem
from bot.publishing.published import Source
from bot.storage.inside import Inside as Counted
from bot.wiring.flyers import Flyer
from bot.workshop.incoming import Brought
from bot.workshop.pieces import Opened


class Workshop(Protocol):
    """Drafts, the gate and releases (``bot.workshop.workshop`` says what each raises)."""

    async def all(self) -> Sequence[Opened]:
        """Every flow by name."""

    async def open(self, flow: str) -> Opened:
        """One flow."""

    async def edit(
        self,
        flow: str,
        revision: int,
        edits: Sequence[Edit],
        by: str,
        now: datetime,
        texts: Texts | None = None,
        positions: str | None = None,
        words: str | None = None,
    ) -> Opened:
        """The flow after these edits, made on that revision; all of them or none."""

    async def create(self, flow: str, title: str, by: str, now: datetime) -> Opened:
        """A new flow with one step."""

    async def discard(self, flow: str, revision: int) -> None:
        """Throw the draft away."""

    async def review(self, flow: str, revision: int, by: str, now: datetime) -> Opened:
        """Somebody who did not write it has read this revision and agrees."""

    async def problems(self, flows: Collection[str] | None = None) -> Sequence[Problem]:
        """What the gate says of everything as it would be with these drafts; None: with all."""

    async def publish(
        self,
        flows: Collection[str],
        by: str,
        note: str,
        now: datetime,
        *,
        withdraws: bool = False,
        redirects: Mapping[Place, Place] | None = None,
    ) -> Release:
        """These drafts go live."""

    async def restore(self, number: int, by: str, note: str, now: datetime) -> Release:
        """What was live after that release is live again."""

    async def releases(self) -> Sequence[Release]:
        """What was published, the newest first."""

    async def source_of(self, number: int) -> Source:
        """The flows and catalogues of a release; 0: as the files are."""


class Planning(Protocol):
    """Publications at a given hour (``bot.workshop.planning`` says what each raises)."""

    async def all(self) -> Sequence[Schedule]:
        """The newest, the latest hour first."""

    async def plan(
        self,
        flows: Collection[str],
        at: datetime,
        by: str,
        note: str,
        now: datetime,
        *,
        withdraws: bool = False,
        redirects: Mapping[Place, Place] | None = None,
    ) -> Schedule:
        """These drafts go live at that hour, as they are now."""

    async def cancel(self, id: str) -> bool:
        """It does not happen. False: it is none that waits."""


class Inside(Protocol):
    """How many talks stand at which step."""

    async def count(self) -> Counted:
        """Numbers, and never who."""


class Incoming(Protocol):
    """Takes flows of other products in (``bot.workshop.incoming`` says what it raises)."""

    async def read(self, text: str, by: str, now: datetime, *, keep: bool) -> Brought:
        """What becomes of a file; where it is to ``keep``, drafts of that account."""


class Around(Protocol):
    """What stands around the flows."""

    @property
    def planning(self) -> Planning:
        """Publications at a given hour."""

    @property
    def inside(self) -> Inside:
        """How many talks stand at which step."""

    @property
    def flyer(self) -> Callable[[], Flyer]:
        """What a flyer can be made of now."""

    @property
    def incoming(self) -> Incoming:
        """Takes flows of other products in."""
