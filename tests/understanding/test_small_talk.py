"""Courtesies: what only thanks is no answer; what says more is not taken for one."""

from __future__ import annotations

import pytest

from bot.publishing.published import read_screen
from bot.safety.words import is_exit, wants_person
from bot.understanding.small_talk import COURTESIES, is_small_talk

SCREEN = read_screen()
ALL = sorted({words for spoken in COURTESIES.values() for words in spoken})


@pytest.mark.parametrize("words", ["Grazie!", "  grazie  ", "GRAZIE MILLE", "Merci.", "شكراً"])
def test_a_courtesy_is_heard_however_it_is_written(words: str) -> None:
    """Capitals, signs and vowel marks do not matter."""
    assert is_small_talk(words)


@pytest.mark.parametrize(
    "words", ["no grazie", "grazie, mi ha picchiata", "ok", "", "grazie " * 40]
)
def test_what_says_more_is_an_answer(words: str) -> None:
    """A no, a story and an agreement go to the flow."""
    assert not is_small_talk(words)


@pytest.mark.parametrize("words", ALL)
def test_no_courtesy_means_anything_else(words: str) -> None:
    """None of them leaves, calls somebody or tells of danger."""
    assert is_small_talk(words)
    assert not is_exit(words)
    assert not wants_person(words)
    assert SCREEN.sign(words) is None
