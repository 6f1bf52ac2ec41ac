"""The clocks of a run. Its own goes on evenly; that of the nodes can be wrong.

The run's is what women, providers and the auditor go by: the machine's, and whatever the run says
has passed in a moment (``passes``). The nodes' is the same and wrong by ``error``. So the auditor
does not order by what jumps, and can tell of each line when it was really said.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.faults.evidence import Ms


def passed(folder: Path) -> float:
    """How many seconds have passed in a moment."""
    return _read(folder / "passed")


def error(folder: Path) -> float:
    """How many seconds the clock of the nodes is ahead."""
    return _read(folder / "error")


def now(folder: Path) -> float:
    """The clock of the run: epoch seconds."""
    return time.time() + passed(folder)


def _read(file: Path) -> float:
    try:
        return float(file.read_text() or 0)
    except FileNotFoundError:
        return 0.0


def _write(file: Path, seconds: float) -> None:
    aside = file.with_suffix(".new")
    aside.write_text(str(seconds))
    aside.replace(file)


@dataclass(frozen=True, slots=True)
class Jumps:
    """Since when (by the run's clock) the nodes were how much ahead, and when the run ended; all
    in ms."""

    made: Sequence[tuple[Ms, Ms]]
    ended: Ms

    def truly(self, at: Ms) -> Ms:
        """When it was by the clock of the run, where the nodes said ``at``.

        Where no moment fits, as of what was read just before a jump and written after it, it is
        the nearest.
        """
        ends = [*(since for since, _ in self.made[1:]), self.ended]
        found: list[tuple[Ms, Ms]] = []
        for (since, ahead), until in zip(self.made, ends, strict=True):
            moment = at - ahead
            found.append((max(since - moment, moment - until, 0), moment))
        return min(found)[1]


@dataclass(slots=True)
class Clocks:
    """What moves them."""

    folder: Path
    _made: list[tuple[Ms, Ms]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._made.append((self.now(), 0))

    def now(self) -> Ms:
        """The clock of the run."""
        return round(1000 * now(self.folder))

    def passes(self, seconds: float) -> None:
        """So much time passes at once, for everybody."""
        _write(self.folder / "passed", passed(self.folder) + seconds)

    def jump(self, ahead: float) -> None:
        """From now on the nodes are so many seconds ahead, or behind."""
        self._made.append((self.now(), round(1000 * ahead)))
        _write(self.folder / "error", ahead)

    def count(self) -> int:
        """How often the nodes' clock jumped."""
        return len(self._made) - 1

    def jumps(self) -> Jumps:
        """What was done to the clock of the nodes, up to now."""
        return Jumps(tuple(self._made), self.now())
