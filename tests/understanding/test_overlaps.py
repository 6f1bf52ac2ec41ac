"""A phrase that teaches two topics is found, word for word or nearly so, and named by its line."""

from __future__ import annotations

import pytest

from bot.publishing.published import TOPIC_PHRASES, read_phrases
from bot.understanding.overlaps import overlaps


def _found(*lines: str, other: str = "") -> list[tuple[str, str, bool]]:
    phrases = {"it": "\n".join(lines)} | ({"es": other} if other else {})
    return [(str(one.first), str(one.second), one.nearly) for one in overlaps(phrases)]


def test_the_same_phrase_under_two_topics_is_named_by_file_and_line() -> None:
    """Whatever its case, accents and marks, and in whichever language it stands again."""
    lines = ("work\tcerco lavoro", "home\tcerco casa")
    assert _found(*lines, "home\tCerco, LAVORO!") == [("it.tsv:1", "it.tsv:3", False)]
    assert _found(*lines, other="home\tcerco lavoro") == [("it.tsv:1", "es.tsv:1", False)]


def test_a_phrase_that_stands_twice_in_a_file_counts_twice_and_is_named() -> None:
    """In another language the same word may well mean the same: *ciao*."""
    assert _found("thanks\tciao", "thanks\tCiao") == [("it.tsv:1", "it.tsv:2", False)]
    assert _found("thanks\tciao", other="thanks\tciao") == []


@pytest.mark.parametrize(
    "other",
    [
        "mi picchia lui e ho tanta paura per i figli",
        "lui mi pichia e ho tanta paura per i figli",
        "lui mipicchia e ho tanta paura per i figli",
        "lui mi picchia e ho tanta paura per i bambini",
    ],
)
def test_nearly_the_same_under_two_topics_is_found(other: str) -> None:
    """Another order, a doubled letter, a space, one word of many."""
    one = "lui mi picchia e ho tanta paura per i figli"
    assert _found(f"children\t{one}", f"mind\t{other}") == [("it.tsv:1", "it.tsv:2", True)]
    assert _found(f"children\t{one}", f"children\t{other}") == []


def test_a_short_phrase_says_by_one_word_what_it_is_about() -> None:
    """«Cerco lavoro» and «cerco casa» are two things."""
    assert _found("work\tcerco un lavoro", "home\tcerco un alloggio") == []


def test_no_phrase_of_ours_overlaps() -> None:
    """What is two topics teaches neither."""
    assert overlaps(read_phrases(TOPIC_PHRASES)) == []
