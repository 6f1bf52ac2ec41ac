"""What a case is called at the desk: two words that mean nothing of hers."""

from __future__ import annotations

from bot.handoff.pseudonym import pseudonym, words
from bot.i18n.texts import TEXTS
from bot.text.spelling import fold

LISTED = """
alba ambra angelica azalea begonia camelia celeste chiara costa croce edera erica fiore
flora gaia gemma giacinta giada ginevra iris lavinia lino luna margherita marina melissa
mirta narciso olivia perla pina pino primula rocco rosa serena serra stella susanna valle
viola violetta
"""
NAMES = frozenset(LISTED.split())


def test_a_name_stays_and_is_two_words_of_things() -> None:
    """The same for the same case, whoever asks and whenever."""
    name = pseudonym("case-1")
    assert pseudonym("case-1") == name
    first, second = name.lower().split()
    assert first in words()[0]
    assert second in words()[1]


def test_no_word_is_a_name_of_people_or_a_word_that_she_may_have_chosen() -> None:
    """Nobody is called so, and none is among the words that are suggested to her."""
    both = [*words()[0], *words()[1]]
    assert len(set(both)) == len(both)
    assert not NAMES & set(both)
    suggested = {fold(word) for word in TEXTS["her_words.examples"].split(",")}
    assert not suggested & {fold(word) for word in both}


def test_there_are_enough_names_for_a_network() -> None:
    """Of thirty cases two share one about once in thirty shifts; what is done is done by id."""
    assert len(words()[0]) * len(words()[1]) > 10_000
