"""The two numbers, and who answers there."""

from __future__ import annotations

import pytest

from bot.safety.emergency import EMERGENCY, answers_in


def test_only_two_numbers_are_given() -> None:
    """Any other number could be old."""
    assert EMERGENCY == ("112", "1522")


@pytest.mark.parametrize("language", "it en fr es ar fa sq ru uk pt pl".split())  # noqa: SIM905
def test_1522_answers_in_its_languages(language: str) -> None:
    """As 1522.eu says."""
    assert answers_in(language)


@pytest.mark.parametrize("language", ["zh", "fil", "ro", "si", "bn", "ur", ""])
def test_1522_is_not_promised_in_other_languages(language: str) -> None:
    """A promise that nobody keeps costs her the one call she dares."""
    assert not answers_in(language)
