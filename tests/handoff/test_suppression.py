"""No hidden number of a report can be computed back: checked by counting whole tables, not by the
method that hid it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.handoff.suppression import FEWEST, TOTAL, protected, told, with_totals

A_FEW = st.one_of(st.integers(0, 6), st.sampled_from([0, 1, 9, 30]))


@st.composite
def tables(draw, rows=3, columns=3):
    """Small tables, so that every table that fits what is told can be gone through."""
    names = [f"r{n}" for n in range(draw(st.integers(1, rows)))]
    agencies = [f"n{n}" for n in range(draw(st.integers(1, columns)))]
    return {cell: draw(A_FEW) for cell in product(names, agencies)}


def could_be(inner, shown, cell, value):
    """Whether some table without negative numbers has this value there and everything that was
    told. Values near the true ones are tried first; all of them, if need be."""
    free = [one for one in inner if shown[one] is None]
    sums = [(one, count) for one, count in shown.items() if count is not None and TOTAL in one]
    lines = [line_of(inner, shown, *one) for one in [*sums, (cell, value)]]
    room = max([30, *(rest for _, rest in lines)])

    def fill(found):
        left = []
        for cells, rest in lines:
            rest -= sum(found.get(one, 0) for one in cells)
            open_ = [one for one in cells if one not in found]
            if rest < 0 or (rest and not open_):
                return False
            left.append((len(open_), open_, rest))
        waiting = [one for one in free if one not in found]
        if not waiting:
            return True
        # The shortest line first: its last cell is not free any more.
        _, open_, rest = min((line for line in left if line[0]), default=(0, waiting, room))
        tried = open_[0]
        values = [rest] if len(open_) == 1 and rest != room else range(rest + 1)
        return any(
            fill({**found, tried: n}) for n in sorted(values, key=lambda n: abs(n - inner[tried]))
        )

    return fill({})


def line_of(inner, shown, cell, count):
    """The hidden inner cells that a number sums up, and what is left for them."""
    row, column = cell
    cells = [one for one in inner if (row in (TOTAL, one[0])) and (column in (TOTAL, one[1]))]
    known = sum(shown[one] for one in cells if shown[one] is not None)
    return [one for one in cells if shown[one] is None], count - known


def open_cells(inner, shown):
    """Hidden numbers of which no table that fits shows what is promised."""
    whole = with_totals(inner, {row for row, _ in inner})
    return [
        cell
        for cell, count in whole.items()
        if shown[cell] is None
        and not any(
            could_be(inner, shown, cell, value)
            for value in ((FEWEST,) if count < FEWEST else (count + 1, count - 1))
        )
    ]


@given(tables())
@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_nothing_hidden_can_be_computed_back(counts):
    """With every total that is told: each hidden number below five could be five or more, and each
    other hidden one could be another."""
    shown = protected(counts, {row for row, _ in counts})
    assert open_cells(counts, shown) == []


@given(tables(4, 4))
@settings(max_examples=100, deadline=None)
def test_what_is_told_is_true_and_never_small(counts):
    """Nothing from 1 to 4 stands anywhere, nothing is changed, and a zero column stays told."""
    rows = {row for row, _ in counts}
    whole, shown = with_totals(counts, rows), protected(counts, rows)
    assert set(shown) == set(whole)
    for cell, count in shown.items():
        assert count is None or (count == whole[cell] and told(count) == count)
    for row, column in shown:
        if whole[TOTAL, column] == 0:
            assert shown[row, column] == 0


@given(tables(4, 3), st.data())
@settings(max_examples=100, deadline=None)
def test_two_tables_of_the_same_women_hide_the_same_agencies(counts, data):
    """By language or by hour: totals of agencies are told in both or in neither, and where one is
    hidden, nothing of its column is told."""
    columns = {column for _, column in counts}
    totals = {c: sum(n for (_, of), n in counts.items() if of == c) for c in columns}
    parts = {c: data.draw(st.integers(0, total)) for c, total in totals.items()}
    other = {("x", c): part for c, part in parts.items()}
    other |= {("y", c): totals[c] - part for c, part in parts.items()}
    one, two = protected(counts), protected(other)
    nowhere = {row for (row, of), n in one.items() if of == TOTAL and n == 0}
    for column in (*columns, TOTAL):
        assert one[TOTAL, column] == two[TOTAL, column]
    for column in columns:
        if one[TOTAL, column] is None:
            shown = {n for (row, of), n in one.items() if of == column and row not in nowhere}
            assert shown == {None}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({("it", "a"): 20, ("ar", "a"): 3, ("en", "a"): 6}, {"ar", "en"}),
        ({("it", "a"): 20, ("ar", "a"): 3, ("en", "a"): 1}, {"ar", "en", "it"}),
        ({("it", "a"): 20, ("ar", "a"): 4, ("en", "a"): 2}, {"ar", "en"}),
        ({("it", "a"): 20, ("ar", "a"): 0, ("en", "a"): 6}, set()),
        ({("it", "a"): 20, ("ar", "a"): 3, ("en", "a"): 6, ("fa", "a"): 0}, {"ar", "en", "fa"}),
        ({("it", "a"): 3}, {"it", TOTAL}),
        ({("it", "a"): 3, ("it", "b"): 9}, set()),
    ],
)
def test_examples_that_one_can_check_by_hand(counts, hidden):
    """Of all agencies together: which categories are hidden (6 with 3; 20 where the small ones are
    fewer than five together; everything where the total is small), and nothing else but a category
    that did not occur."""
    shown = protected(counts, {row for row, _ in counts})
    assert {row for (row, of), n in shown.items() if of == TOTAL and n is None} == hidden


def test_a_large_table_takes_no_time():
    """Two dozen languages, twenty agencies, most of them with a few women."""
    counts = {
        (f"r{row}", f"n{column}"): (row * 7 + column * 5) % 11 * ((row + column) % 3)
        for row, column in product(range(24), range(20))
    }
    shown = protected(counts)
    assert any(count is None for count in shown.values())
    assert any(count for (row, _), count in shown.items() if row != TOTAL)
