"""Which words may be hers, and what wrong ones cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.own_words import OFFERED, published_words, some
from bot.i18n.texts import TEXTS
from bot.publishing.published import bundle_of, read_cover, read_covers, read_source
from bot.safety.her_words import LETTERS, as_word, neighbours, refusal
from bot.safety.tries import (
    DELAYS,
    FORGOTTEN,
    FREE,
    LOUD_ALL,
    NEVER_TRIED,
    QUIET,
    QUIET_ALL,
    Guesses,
    after_wrong,
    may_try,
)
from bot.safety.words import EXIT_WORDS, PERSON_WORDS, PROVIDER_STOP
from bot.text.spelling import fold

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
WORD = st.text("abcdefghilmnopqrstuvz", min_size=4, max_size=20)


def _nothing(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    "text",
    ["", "abc", "melo grano", "1522", "112112", "mela2020", "a" * 21, "🌸🌸🌸🌸", "m" * 100_000],
)
def test_what_is_no_word_is_refused_as_too_short(text: str) -> None:
    """Under four letters, several words, digits, emoji, and what is far too long."""
    assert as_word(text) == ""
    assert refusal(text, _nothing) == "short"


@pytest.mark.parametrize("text", ["Melograno", "  MELOGRANO!! ", "mélo\u200bgrano", "mеlogrаno"])
def test_one_word_in_every_spelling(text: str) -> None:
    """Case, accents, hidden characters and Cyrillic look-alikes do not matter."""
    assert as_word(text) == "melograno"


def test_marks_of_bengali_and_sinhala_count_as_letters() -> None:
    """Their vowels are marks; a word of such a script is a word."""
    assert as_word("ডালিমফুল")
    assert as_word("දෙළුම්ගස")


def test_words_that_mean_something_already_are_refused() -> None:
    """Exits, cries for help and a provider's keywords in every language, and the service's name."""
    spoken_for = [
        *(word for words in EXIT_WORDS.values() for word in words),
        *(word for words in PERSON_WORDS.values() for word in words),
        *PROVIDER_STOP,
        *("START", "HELP", "YES", "INFO", "Filo"),
    ]
    accepted = [word for word in spoken_for if refusal(word, _nothing) is None]
    assert accepted == []


def test_words_of_the_flows_and_of_every_day_are_refused() -> None:
    """A label or match word in any language would be said by chance."""
    is_spoken = published_words(bundle_of(read_source()), read_cover("almanac"))
    for word in (
        "domani",
        "tramonto",
        "lavoro",
        "persona",
        "trabajo",
        "travail",
        "ciao",
        "شكرا",
        "aaaaaa",
        "ababab",
    ):
        assert refusal(word, is_spoken) in ("common", "reserved"), word
    assert refusal("tramezzino", is_spoken) is None


def test_every_suggested_word_would_be_accepted_in_every_language() -> None:
    """What is given as an example must not be refused, and no two are near each other."""
    source = read_source()
    is_spoken = published_words(bundle_of(source), *map(read_cover, read_covers()))
    lists = {"it": TEXTS["her_words.examples"]} | {
        language: texts["ui//her_words.examples"] for language, texts in source.catalogues.items()
    }
    for language, listed in lists.items():
        words = listed.split(", ")
        assert len(words) >= 12, language
        assert [word for word in words if refusal(word, is_spoken)] == [], language
        near = [(a, b) for a in words for b in words if a < b and _near(a, b)]
        assert near == [], language


def _near(one: str, other: str) -> bool:
    return bool(neighbours(fold(one)) & neighbours(fold(other)))


@given(WORD, st.integers(0, 19), st.sampled_from("xyz"))
def test_a_change_of_one_letter_is_near(word: str, at: int, letter: str) -> None:
    """Put in, left out or changed: the two share a neighbour."""
    at %= len(word)
    for other in (word[:at] + letter + word[at:], word[:at] + word[at + 1 :]):
        assert neighbours(word) & neighbours(other)
    assert neighbours(word) & neighbours(word[:at] + letter + word[at + 1 :])


@given(st.text())
def test_a_word_is_its_own_fold(text: str) -> None:
    """What is kept is compared in the form in which it is kept."""
    word = as_word(text)
    assert word == "" or (fold(word) == word and len(word) in LETTERS)


def test_wrong_words_cost_nothing_four_times_and_then_more_each_time() -> None:
    """1, 5, 15, 60 minutes, and 60 ever after."""
    tries, now = NEVER_TRIED, NOW
    waits = []
    for _ in range(FREE + 5):
        tries = after_wrong(tries, now)
        waits.append(tries.until - now if tries.until else timedelta())
        assert may_try(tries, now) == (not waits[-1])
        now = tries.until or now
        assert may_try(tries, now)
    assert waits == [timedelta()] * FREE + [*DELAYS, DELAYS[-1]]


def test_after_a_day_counting_begins_anew() -> None:
    """A hand that trembled last week is not punished today."""
    tries = NEVER_TRIED
    for _ in range(9):
        tries = after_wrong(tries, NOW)
    again = after_wrong(tries, NOW + FORGOTTEN + timedelta(seconds=1))
    assert (again.wrong, again.until) == (1, None)


def test_one_who_guesses_closes_the_door_for_nobody_else() -> None:
    """Whatever he sends, a fresh place is compared, and he himself waits."""
    guesses = Guesses()
    compared = 0
    for _ in range(5_000):
        if not guesses.too_many("his", NOW):
            guesses.wrong("his", NOW)
            compared += 1
    assert compared == QUIET + LOUD_ALL
    assert guesses.too_many("his", NOW)
    assert not guesses.too_many("hers", NOW)


def test_all_who_guess_share_what_one_may() -> None:
    """Many who guess make no more guesses together than one, beyond their first ones."""
    guesses = Guesses(quiet=2, quiet_all=100, loud_all=3)
    compared = 0
    for _ in range(10):
        for name in "abcde":
            if not guesses.too_many(name, NOW):
                guesses.wrong(name, NOW)
                compared += 1
    assert compared == 5 * 2 + 3
    assert not guesses.too_many("hers", NOW)


def test_places_without_end_are_slowed_and_forgotten_after_an_hour() -> None:
    """However many places guess, the sum of an hour is bounded; then all of it is forgotten."""
    guesses = Guesses()
    compared = 0
    for name in range(5_000):
        if not guesses.too_many(str(name), NOW):
            guesses.wrong(str(name), NOW)
            compared += 1
    assert compared == QUIET_ALL
    assert guesses.too_many("hers", NOW + timedelta(minutes=59))
    assert not guesses.too_many("hers", NOW + timedelta(minutes=60))
    assert not guesses._of


@given(st.integers(10_000_000, 99_999_999))
def test_three_different_words_are_suggested(chance: int) -> None:
    """Whatever the chance."""
    words = TEXTS["her_words.examples"].split(", ")
    chosen = some(words, str(chance))
    assert len(set(chosen)) == OFFERED
    assert set(chosen) <= set(words)
