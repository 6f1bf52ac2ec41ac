"""The texts that topics are measured by are whole, well formed, and none that is trained on."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.text.spelling import fold, to_digits

SET = Path("tests/understanding/topic_set")
PHRASES = Path("flows/phrases")
LANGUAGES = (
    "it",
    "en",
    "es",
    "fr",
    "ar",
    "ro",
    "uk",
    "sq",
    "zh-Hans",
    "fil",
    "pt",
    "ru",
    "si",
    "bn",
    "ur",
    "fa",
    "pl",
)
TOPICS = (
    "danger_now",
    "self_harm",
    "abuse",
    "sexual_violence",
    "exploitation",
    "minor",
    "someone_else",
    "own_behaviour",
    "person",
    "near_me",
    "appointment",
    "work",
    "training",
    "workplace_violence",
    "leave",
    "money",
    "home",
    "legal",
    "report",
    "children",
    "health",
    "mind",
    "documents",
    "permit",
    "digital",
    "language",
    "interpreter",
    "cost",
    "privacy",
    "forget",
    "what_is_this",
    "thanks",
    "other",
)
STYLES = frozenset({"formal", "slang", "misspelt", "voice", "romanised"})
SCRIPTS = {
    "ar": "ARABIC",
    "bn": "BENGALI",
    "fa": "ARABIC",
    "ru": "CYRILLIC",
    "si": "SINHALA",
    "uk": "CYRILLIC",
    "ur": "ARABIC",
    "zh-Hans": "CJK",
}
ROMANISED = frozenset({"ar", "bn", "fa", "si", "ur"})
LEAST = {"it": 12}
LEAST_ELSEWHERE = 6
LEAST_OF_A_STYLE = 30
TELEPHONE = re.compile(r"\d(?:[\s./-]?\d){5}")


@cache
def _rows(language: str) -> tuple[tuple[str, ...], ...]:
    lines = (SET / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines)


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}


def test_every_language_has_its_file_and_no_other_has() -> None:
    """A language without a file would be left out of the numbers and nobody would see it."""
    assert {file.stem for file in SET.glob("*.tsv")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_a_topic_a_style_and_a_text(language: str) -> None:
    """One or two topics, the main one first; the text as it is read: NFC, no space around it."""
    for row in _rows(language):
        assert len(row) == 3, row
        topics, style, text = row
        known = topics.split("|")
        assert set(known) <= set(TOPICS), row
        assert len(known) == len(set(known)) <= 2, row
        assert style in STYLES, row
        assert text, row
        assert text == unicodedata.normalize("NFC", " ".join(text.split())), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_said_often_enough(language: str) -> None:
    """Counted by the main topic; the rows of a topic stand together, in the order of topics."""
    mains = [topics.split("|")[0] for topics, _, _ in _rows(language)]
    counts = Counter(mains)
    least = LEAST.get(language, LEAST_ELSEWHERE)
    assert {topic: counts[topic] for topic in TOPICS if counts[topic] < least} == {}
    assert mains == sorted(mains, key=TOPICS.index)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_is_there_and_is_what_it_says(language: str) -> None:
    """Romanised where women write so, and only there; what was dictated has no punctuation."""
    counts = Counter(style for _, style, _ in _rows(language))
    expected = STYLES if language in ROMANISED else STYLES - {"romanised"}
    assert set(counts) == expected
    assert min(counts.values()) >= LEAST_OF_A_STYLE
    for _, style, text in _rows(language):
        own = SCRIPTS.get(language, "LATIN")
        assert (own in _scripts(text)) is (style != "romanised"), text
        assert style != "romanised" or _scripts(text) == {"LATIN"}, text
        assert style != "voice" or not re.search(r"[.,;:!?。，？！؟،۔।]", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_twice(language: str) -> None:
    """Nor does one that differs only by what folding takes away."""
    counts = Counter(fold(text) for _, _, text in _rows(language))
    assert [text for text, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_one_that_is_trained_on(language: str) -> None:
    """What was learned by heart measures nothing, in whichever language it was learned."""
    learned = {
        fold(line.rsplit("\t", 1)[-1])
        for file in PHRASES.rglob("*.tsv")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    assert learned
    assert {fold(text) for _, _, text in _rows(language)} & learned == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_a_number_to_call(language: str) -> None:
    """Invented texts must not send anybody anywhere."""
    assert [t for _, _, t in _rows(language) if TELEPHONE.search(to_digits(t))] == []
