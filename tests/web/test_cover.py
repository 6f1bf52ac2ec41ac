"""The almanac in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.i18n.page_texts import PAGE_TEXTS
from bot.i18n.translator import Translator
from bot.publishing.published import read_catalogues
from bot.text.tongues import LANGUAGES
from bot.web.cover import cover_in_words
from bot.web.words import PageWords

COVERS = ("almanac", "kitchen", "city")
TRANSLATOR = Translator(read_catalogues())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cover", COVERS)
def test_every_day_of_the_year_has_its_words(cover: str, language: str) -> None:
    """No day, feast, moon, dish or fruit is without a name."""
    written = cover_in_words(cover, PageWords(TRANSLATOR), TRANSLATOR)
    # Another day of five in each language: together they see the whole year three times.
    for day in range(LANGUAGES.index(language) % 5, 366, 5):
        found = written(datetime(2027, 1, 1, 12, tzinfo=UTC) + timedelta(days=day), language)
        assert len(found.rows) >= 3
        assert found.title
        assert found.brief
        assert found.foot
        assert all(row.label and row.value for row in found.rows)


def test_the_day_is_that_of_milan() -> None:
    """Half past eleven in the evening in London is already tomorrow in Milan."""
    written = cover_in_words("almanac", PageWords(TRANSLATOR), TRANSLATOR)
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert written(late, "it").date == "Mercoledì 1 luglio 2026"


def test_every_text_of_the_page_exists_in_every_language() -> None:
    """A missing translation would show Italian where nobody reads it."""
    catalogues = read_catalogues()
    for language in LANGUAGES[1:]:
        assert not [key for key in PAGE_TEXTS if f"ui//{key}" not in catalogues[language]]
    with pytest.raises(KeyError):
        PageWords(TRANSLATOR).text("web.none", "it")


def test_the_cover_never_says_what_it_covers() -> None:
    """What stands on the cover is true of an almanac and of nothing else."""
    cover = [
        "web.title",
        "web.title.kitchen",
        "web.title.city",
        "web.cover_foot",
        "web.kitchen_foot",
        "web.useful_numbers",
        "web.emergencies",
    ]
    for key in cover:
        for text in TRANSLATOR.every(key):
            assert "1522" not in text
            assert "violen" not in text.lower()
