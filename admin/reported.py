"""What the pages of numbers and of retention need of the house."""

from __future__ import annotations

from typing import Protocol

from admin.figures.ports import Counts
from admin.retention.ports import Kept


class Reported(Protocol):
    """Numbers and moments, and nothing of anybody."""

    @property
    def counts(self) -> Counts:
        """The numbers of the reports."""

    @property
    def kept(self) -> Kept:
        """How the keeping of data stands."""
