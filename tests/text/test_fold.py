"""One folding for everything that is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.spelling import fold, to_digits


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """What was folded may be compared with what was folded again."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_fold_has_no_space_at_its_ends_and_none_doubled(text: str) -> None:
    """A fold is words with one space between them."""
    assert fold(text) == " ".join(fold(text).split())


@given(st.text(alphabet="aeioubcdlnr ", max_size=30))
def test_capitals_change_nothing(text: str) -> None:
    """A word shouted is the same word."""
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("È così!", "e cosi"),
        ("l’aiuto", "L'AIUTO"),
        ("esci🙂", "esci"),
        ("es\u200bci\u202e", "esci"),
        ("ｅｓｃｉ", "esci"),
        ("ESСI", "esci"),  # with a Cyrillic С
        ("مُسَاعَدَة", "مساعده"),
        ("أإآٱ", "اااا"),
        ("خروووج", "خروووج"),
        ("خـــروج", "خروج"),
        ("کمک", "كمك"),
        ("پیدا", "پيدا"),
        ("Łódź", "lodz"),
        ("straße", "STRASSE"),
        ("٣", "3"),
        ("۳", "3"),
        ("৩", "3"),
        ("1️⃣", "1"),
        ("a \t\r\n b", "a b"),
    ],
)
def test_two_writings_of_one_word_fold_to_the_same(one: str, other: str) -> None:
    """Accents, scripts' variants, emoji, hidden signs and look-alikes make no difference."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["выйти", "вихід", "έξοδος"])
def test_a_word_of_another_script_is_not_made_latin(word: str) -> None:
    """Only a word that mixes scripts is a disguise."""
    assert not fold(word).isascii()


def test_vowel_signs_of_indic_scripts_stay() -> None:
    """Without its vowel signs a Bengali word is another word."""
    assert fold("দুই") != fold("দই")


def test_a_lone_surrogate_is_dropped() -> None:
    """What cannot be encoded does not reach a comparison."""
    assert fold("a\ud800b") == "ab"


@pytest.mark.parametrize(
    "text", ["e\u0301\u0316" * 33_333, "\ufdfa" * 100_000, "aж" * 50_000, " " * 100_000]
)
def test_a_hundred_thousand_characters_fold_to_a_bounded_length(text: str) -> None:
    """No character becomes more than the 18 of the longest ligature."""
    assert len(fold(text)) <= 18 * len(text)


@given(st.text())
def test_digits_of_every_script_become_ascii_and_the_rest_stays(text: str) -> None:
    """A number can be read whatever keyboard wrote it."""
    plain = to_digits(text)
    assert len(plain) == len(text)
    assert all(new == old or old.isdecimal() for new, old in zip(plain, text, strict=True))
    assert not any(character.isdecimal() and not character.isascii() for character in plain)


@pytest.mark.parametrize("word", ["п'ять", "пʼять", "п’ять"])
def test_one_apostrophe_is_as_good_as_another(word: str) -> None:
    """Some keyboards write a letter of its own for it."""
    assert fold(word) == "п ять"


def test_each_chinese_character_is_a_word() -> None:
    """Nobody writes spaces there, so a word inside a sentence is found."""
    assert fold("他打我了。我家在 Milano") == "他 打 我 了 我 家 在 milano"
