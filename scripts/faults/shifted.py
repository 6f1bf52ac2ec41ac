"""The clock that everybody of a run shares: the machine's, moved by what a file says."""

from __future__ import annotations

from pathlib import Path


def shifted(offset: Path) -> float:
    """By how many seconds the clock is moved now; 0 where there is no file."""
    try:
        return float(offset.read_text() or 0)
    except FileNotFoundError:
        return 0.0


def shift(offset: Path, seconds: float) -> None:
    """Move the clock of everybody by so much from the machine's, at once."""
    aside = offset.with_suffix(".new")
    aside.write_text(str(seconds))
    aside.replace(offset)
