"""The JSON of the figures: numbers of many, and nothing else."""

from __future__ import annotations

from datetime import datetime

from admin.schema import Given
from bot.handoff.figures import Figure


class Column(Given):
    """An agency of the reader's; ``id`` empty: all agencies together."""

    id: str
    name: str


class Row(Given):
    """One value of a figure, empty for the totals: a number for each column. None: hidden, being
    too small, or needed to compute one that is."""

    value: str
    counts: list[int | None]


class Table(Given):
    """One figure in one quarter; no row where nothing was counted. The totals come last."""

    figure: Figure
    quarter: datetime
    rows: list[Row]


class Figures(Given):
    """The finished quarters, the newest first. There are no totals over several of them: they would
    tell what is left out."""

    quarters: list[datetime]
    columns: list[Column]
    tables: list[Table]
    fewest: int
