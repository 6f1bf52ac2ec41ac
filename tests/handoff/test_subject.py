"""What a data officer may type to find somebody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.subject import Reference, reference_of


@pytest.mark.parametrize("typed", ["12345678", " 1234 5678\n", "12.34-56 78", "۱۲۳۴۵۶۷۸"])
def test_eight_digits_are_the_number_of_a_letter(typed: str) -> None:
    """However they are grouped, in whatever script."""
    assert reference_of(typed) == Reference(number="12345678")


@pytest.mark.parametrize("typed", ["kX3-_a9", "1234567", "123456789", "x" * 64])
def test_anything_that_can_be_an_id_is_one(typed: str) -> None:
    """Letters, digits, - and _."""
    assert reference_of(f" {typed} ") == Reference(id=typed)


@pytest.mark.parametrize("typed", ["", "   ", "due parole", "a/b", "è", "x" * 65, "a\x00b"])
def test_what_can_be_neither_is_refused(typed: str) -> None:
    """No such thing is asked of the database."""
    assert reference_of(typed) is None


@given(st.text())
def test_no_text_makes_it_fail(typed: str) -> None:
    """It gives a reference or none, of one kind."""
    found = reference_of(typed)
    assert found is None or bool(found.id) != bool(found.number)
