"""Where one woman is in a bundle of flows: a value that survives storage at every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from bot.engine.expressions import Value
from bot.values.frozen import frozen


@frozen
class Frame:
    """One flow on the stack and the step it stands at."""

    flow: str
    step: str


@frozen
class Session:
    """``stack`` holds the flows from the first called to the one that waits (last).

    ``retries`` counts answers that fitted nothing at this ask. ``turn`` counts waits: with the
    frame it names the question that buttons belong to. ``wake_at`` (UTC) is the ask's timeout.
    ``human`` is the stack to resume, at its ``closed`` step, when a case is closed.
    """

    bundle: str
    language: str
    stack: tuple[Frame, ...] = ()
    variables: Mapping[str, Value] = field(default_factory=dict, repr=False)
    retries: int = 0
    turn: int = 0
    wake_at: datetime | None = None
    human: tuple[Frame, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether no flow is left to go on with."""
        return not self.stack

    @property
    def ask(self) -> str:
        """The name of the question that waits: what ``Chose.ask`` must repeat."""
        return f"{self.turn}.{self.stack[-1].flow}.{self.stack[-1].step}" if self.stack else ""
