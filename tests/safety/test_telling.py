"""Words that tell: found however they are written, and nothing else hidden with them."""

from __future__ import annotations

import pytest

from bot.safety.telling import masked, telling
from bot.text.spelling import fold

WORDS = frozenset(map(fold, ("violenza", "antiviolenza", "casa rifugio", "عنف", "anti-violence")))


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("Centro antiviolenza Fior di loto", "antiviolenza", "Centro ... Fior di loto"),
        ("Parliamo dell'ANTIVIOLENZA.", "ANTIVIOLENZA", "Parliamo dell'...."),
        ("Una casa  rifugio, poi la violenza", "casa  rifugio", "Una ..., poi la ..."),
        ("مركز عُنْف هنا", "عُنْف", "مركز ... هنا"),
        ("An anti-violence desk", "anti-violence", "An ... desk"),
        ("post-violenza", "violenza", "post-..."),
        ("Una casa e un violino", "", "Una casa e un violino"),
        ("", "", ""),
    ],
)
def test_a_word_that_tells_is_found_and_hidden_alone(text: str, word: str, rest: str) -> None:
    """Whatever its case, its marks and what stands around it; a phrase only as a whole."""
    assert telling(text, WORDS) == word
    assert masked(text, WORDS) == rest


def test_without_a_list_nothing_is_hidden() -> None:
    """A service that published none says what it says."""
    assert telling("violenza", frozenset()) == ""
    assert masked("violenza", frozenset()) == "violenza"
