"""The JSON of the figures: numbers of many, and nothing else."""

from __future__ import annotations

from datetime import datetime

from admin.schema import Given


class Cell(Given):
    """How often something was done in an agency in a month. ``count`` None: fewer than five."""

    month: datetime
    network: str
    what: str
    count: int | None


class Figures(Given):
    """Twelve months, the newest first. There are no totals: they would tell what is left out."""

    cells: list[Cell]
    fewest: int
