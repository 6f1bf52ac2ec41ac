"""The master key on paper: any two sheets give it back, one gives nothing, a slip is named."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.crypto.paper import PaperError, Sheet, join, read, split

MASTER = bytes(range(32))
TYPED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567 "


def _sheets(master: bytes = MASTER) -> tuple[Sheet, ...]:
    return split(master, os.urandom)


@given(st.binary(min_size=1, max_size=255))
def test_any_two_sheets_give_the_key_back(master: bytes) -> None:
    """Whichever of the three was lost or burnt, in whatever order; all three do too."""
    sheets = _sheets(master)
    for two in combinations(sheets, 2):
        assert join(two) == master
        assert join(two[::-1]) == master
        assert join(read([row for sheet in two for row in sheet.rows()])) == master
    assert join(sheets) == master


def test_one_sheet_is_nothing_but_chance() -> None:
    """Over many printings each byte of a sheet takes every value: the key leaves no trace."""
    for number in range(3):
        seen = Counter(_sheets()[number].pads[at][5] for _ in range(4000) for at in (0, 1))
        assert len(seen) > 250
        assert max(seen.values()) < 100


def test_one_sheet_alone_is_refused() -> None:
    """Also when it is typed twice."""
    first, *_ = _sheets()
    for typed in ((), (first,), (first, first)):
        with pytest.raises(PaperError, match="Two different sheets"):
            join(typed)


def test_sheets_of_other_keys_or_printings_do_not_mix() -> None:
    """Nobody ends with a key that opens nothing."""
    first, second, _ = _sheets()
    with pytest.raises(PaperError, match="different keys"):
        join((first, _sheets(bytes(32))[1]))
    with pytest.raises(PaperError, match="different times"):
        join((first, _sheets()[1]))
    with pytest.raises(PaperError, match="do not give the key"):
        join((first, Sheet(2, second.mark, (second.pads[0], MASTER))))


def test_it_may_be_typed_as_people_type() -> None:
    """Small letters, no spaces or hyphens, 0 for O, 1 for I, 8 for B, with or without numbers."""
    one, two, _ = _sheets()
    lines = ["# a title", ""]
    for at, row in enumerate(one.rows(), start=1):
        lines.append(f" {at}. {row.lower()}  ")
    for row in two.rows():
        lines.append(row.replace(" ", "-").translate(str.maketrans("OIB", "018")))
    assert join(read(lines)) == MASTER


@given(st.integers(0, 17), st.integers(0, 18), st.sampled_from(TYPED))
def test_a_slip_is_found_and_its_row_named(row: int, at: int, letter: str) -> None:
    """Not a single wrong letter gives a wrong key; nothing that was typed is repeated."""
    rows = [row for sheet in _sheets()[:2] for row in sheet.rows()]
    assert len(rows) == 18
    wrong = rows[row][:at] + letter + rows[row][at + 1 :]
    if wrong.replace(" ", "") == rows[row].replace(" ", ""):
        return
    typed = [*rows[:row], wrong, *rows[row + 1 :]]
    with pytest.raises(PaperError, match=f"Row {row % 9 + 1} of .* number {row // 9 + 1}") as told:
        read(typed)
    assert wrong not in str(told.value)


def test_rows_in_another_order_or_missing_are_told() -> None:
    """Each row knows its place."""
    rows = list(_sheets()[0].rows())
    with pytest.raises(PaperError, match="Row 2"):
        read([rows[0], rows[2], rows[1], *rows[3:]])
    with pytest.raises(PaperError, match="lacks 3 rows"):
        read(rows[:-3])


@given(st.lists(st.text()))
def test_no_text_gives_a_key_or_breaks_the_reader(lines: list[str]) -> None:
    """Whatever is typed: sheets, or a sentence."""
    with suppress(PaperError):
        assert read(lines) == ()


def test_neither_key_nor_pads_are_in_a_repr() -> None:
    """A traceback that shows a sheet shows its number and mark."""
    sheet = _sheets()[0]
    assert repr(sheet) == f"Sheet(number=1, mark={sheet.mark!r})"
