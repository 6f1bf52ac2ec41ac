"""Which numbers of a table may be told, so that nobody can compute a small one from the others.

A table counts by category (rows) and agency (columns), with the totals of both and of all. A number
from 1 to 4 is hidden, and with it as many others as are needed so that, whatever is added or
subtracted, **every hidden number below five could as well be five or more, and every other hidden
one could be another number**. What is hidden for the one reason looks like what is hidden for the
other. The totals of agencies are decided by themselves, before anything else, and where one is
hidden its whole column is: so two tables that count the same women in two ways hide the same
totals, and cannot be subtracted from each other. Every category that there is stands in the table,
whether it occurred or not, and one that did not is hidden along: what is hidden may be nothing.

The method is the cell suppression of statistical offices (Willenborg and de Waal, «Elements of
Statistical Disclosure Control», 2001), checked by shifts along circles: in a table with totals a
number can move only if others move with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

FEWEST = 5
"""A smaller number could be somebody."""

TOTAL = ""
"""The row and the column of the totals."""

Cell = tuple[str, str]
"""(category, agency)."""

Cells = Mapping[Cell, int]
Told = Mapping[Cell, int | None]

_ENDLESS = 1 << 40


def is_small(count: int) -> bool:
    """Whether the number is hidden for its own sake."""
    return 0 < count < FEWEST


def told(count: int) -> int | None:
    """A number that stands alone, or None where it is too small to be told; nothing is 0."""
    return None if is_small(count) else count


def with_totals(counts: Cells, values: Collection[str] = ()) -> dict[Cell, int]:
    """The whole table: the categories that there are and those that occurred besides, every agency
    that is named, and the totals."""
    rows = sorted({*values, *(row for (row, _), count in counts.items() if count)})
    columns = sorted({column for _, column in counts})
    whole = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    for column in columns:
        whole[TOTAL, column] = sum(whole[row, column] for row in rows)
    for row in rows:
        whole[row, TOTAL] = sum(whole[row, column] for column in columns)
    whole[TOTAL, TOTAL] = sum(whole[row, TOTAL] for row in rows)
    return whole


def protected(counts: Cells, values: Collection[str] = ()) -> Told:
    """The table with its totals, in which None stands for what may not be told.

    It depends on the counts alone, never on who reads: whoever is shown a part of it learns, with
    any other part, no more than the whole tells.
    """
    whole = with_totals(counts, values)
    hidden = _hidden_totals(whole)
    hidden |= {
        (row, column)
        for row, column in whole
        if column != TOTAL and (TOTAL, column) in hidden and whole[row, TOTAL]
    }
    hidden |= {cell for cell, count in whole.items() if is_small(count)}
    hidden |= _decoy(whole, hidden)
    while (open_cell := next(derivable(whole, hidden), None)) is not None:
        hidden |= _next(whole, hidden, open_cell)
    return {cell: None if cell in hidden else count for cell, count in whole.items()}


def derivable(whole: Cells, hidden: Iterable[Cell]) -> Iterator[Cell]:
    """The hidden cells of a table with totals of which too much could be computed."""
    movable = _Movable(whole, hidden)
    for cell in sorted(movable.cells):
        count = whole[cell]
        if count < FEWEST:
            free = movable.rises(cell, FEWEST - count)
        else:
            free = movable.rises(cell, 1) or movable.falls(cell)
        if not free:
            yield cell


def _hidden_totals(whole: Cells) -> set[Cell]:
    """Of the totals of agencies: the small ones, and so many more that together they are five."""
    totals = {cell: count for cell, count in whole.items() if cell[0] == TOTAL}
    everything = totals.pop((TOTAL, TOTAL))
    hidden = {cell for cell, count in totals.items() if is_small(count)}
    if is_small(everything):
        return hidden | {(TOTAL, TOTAL)}
    rest = sorted((count, cell) for cell, count in totals.items() if count and cell not in hidden)
    while hidden and (len(hidden) < 2 or sum(totals[cell] for cell in hidden) < FEWEST):
        if not rest:
            break
        hidden.add(rest.pop(0)[1])
    return hidden


def _decoy(whole: Cells, hidden: set[Cell]) -> set[Cell]:
    """A category that did not occur is hidden like those that did: otherwise whoever sees that five
    are hidden, and five in all, knows that each is one."""
    rows = sorted({row for row, column in whole if column == TOTAL and row != TOTAL})
    empty = next((row for row in rows if whole[row, TOTAL] == 0), None)
    if empty is None or not any(row != TOTAL for row, _ in hidden):
        return set()
    return {(empty, TOTAL)} | {
        (empty, column) for row, column in hidden if row != TOTAL and whole[TOTAL, column]
    }


def _next(whole: Cells, hidden: set[Cell], beside: Cell) -> set[Cell]:
    """What is hidden next because of that cell: the other corners of a square in which it can move,
    so that the least is lost and zeros last; without a square, the smallest number of all."""
    free = {cell for cell in whole if cell not in hidden and _may_be_hidden(whole, hidden, cell)}
    rows, columns = ({cell[axis] for cell in whole} - {beside[axis]} for axis in (0, 1))
    found = []
    for row, column in product(rows, columns):
        corners = {(beside[0], column), (row, column), (row, beside[1])}
        if corners <= free | hidden and corners & free:
            new = corners & free
            lost = sum(whole[cell] == 0 for cell in new), sum(whole[cell] for cell in new)
            found.append((lost, sorted(new)))
    if found:
        return set(min(found)[1])
    assert free, "a table of which everything is hidden tells nothing"
    return {min(free, key=lambda cell: (whole[cell] == 0, whole[cell], cell))}


def _may_be_hidden(whole: Cells, hidden: set[Cell], cell: Cell) -> bool:
    """Totals of agencies are decided already, and what nobody could hide behind is told."""
    row, column = cell
    empty = whole[row, TOTAL] == 0 and (row, TOTAL) not in hidden
    return row != TOTAL and whole[TOTAL, column] > 0 and not empty


@dataclass(slots=True)
class _Arc:
    """A way from one line of the table to another: how far a cell may still move in it."""

    to: tuple[str, str]
    room: int
    back: int
    cell: Cell


class _Movable:
    """How hidden cells may move while all that is told, and every total, stays right.

    Each hidden cell ties its row to its column. One more in it is one unit that goes from the row
    to the column, one less a unit back (for the totals of a line the other way round, since they
    stand on the other side of its equation); what is right goes round in circles.
    """

    def __init__(self, whole: Cells, hidden: Iterable[Cell]) -> None:
        self.cells = frozenset(hidden)
        self._whole = whole
        self._arcs: dict[tuple[str, str], list[_Arc]] = {}
        self._ends: dict[Cell, tuple[tuple[str, str], int]] = {}
        for cell in sorted(self.cells):
            self._tie(cell)

    def rises(self, cell: Cell, by: int) -> bool:
        """Whether the cell could be so much more."""
        return self._moves(cell, by, up=True)

    def falls(self, cell: Cell) -> bool:
        """Whether the cell could be less."""
        return self._whole[cell] > 0 and self._moves(cell, 1, up=False)

    def _tie(self, cell: Cell) -> None:
        row, column = ("row", cell[0]), ("column", cell[1])
        begin, end = (column, row) if (cell[0] == TOTAL) != (cell[1] == TOTAL) else (row, column)
        there, back = self._arcs.setdefault(begin, []), self._arcs.setdefault(end, [])
        self._ends[cell] = (begin, len(there))
        there.append(_Arc(end, _ENDLESS, len(back), cell))
        back.append(_Arc(begin, self._whole[cell], len(there) - 1, cell))

    def _moves(self, cell: Cell, by: int, *, up: bool) -> bool:
        """The rest of the table gives way as far as that, unit by unit; then all is as before."""
        begin, place = self._ends[cell]
        end = self._arcs[begin][place].to
        source, goal = (end, begin) if up else (begin, end)
        pushed: list[_Arc] = []
        found = all(self._push(source, goal, cell, pushed) for _ in range(by))
        for arc in pushed:
            self._shift(arc, -1)
        return found

    def _push(
        self, source: tuple[str, str], goal: tuple[str, str], besides: Cell, pushed: list[_Arc]
    ) -> bool:
        came: dict[tuple[str, str], _Arc | None] = {source: None}
        waiting = [source]
        while waiting and goal not in came:
            further = []
            for node in waiting:
                for arc in self._arcs[node]:
                    if arc.room > 0 and arc.cell != besides and arc.to not in came:
                        came[arc.to] = arc
                        further.append(arc.to)
            waiting = further
        if goal not in came:
            return False
        node = goal
        while (way := came[node]) is not None:
            self._shift(way, 1)
            pushed.append(way)
            node = self._arcs[way.to][way.back].to
        return True

    def _shift(self, arc: _Arc, by: int) -> None:
        arc.room -= by
        self._arcs[arc.to][arc.back].room += by
