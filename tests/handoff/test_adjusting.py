"""What the staff may choose over the settings of an installation, and what counts for nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.handoff.adjusting import EXIT, Bounds, Kept, is_neutral_exit
from bot.handoff.choices import Choice

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BOUNDS = Bounds(
    ("it", "en", "ar"), ("/", "https://example.org"), {"keep_case_hours": Kept("k", 72, 24)}
)


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("languages", "it,ar", True),
        ("languages", "it", True),
        ("languages", "en,ar", False),
        ("languages", "ar,it", False),
        ("languages", "it,xx", False),
        ("languages", "", False),
        ("exit_url", "/", True),
        ("exit_url", "https://example.org", True),
        ("exit_url", "https://other.example.org", False),
        ("keep_case_hours", "24", True),
        ("keep_case_hours", "72", True),
        ("keep_case_hours", "73", False),
        ("keep_case_hours", "23", False),
        ("keep_case_hours", "-1", False),
        ("keep_case_hours", "١", False),
        ("twilio_auth_token", "x", False),
    ],
)
def test_only_what_is_safe_may_be_chosen(name, value, fits):
    """Fewer languages with Italian, a known exit, a time that is not longer and still works."""
    assert BOUNDS.fits(name, value) is fits


def test_a_choice_that_fits_no_longer_counts_for_nothing():
    """Where the environment is stricter by now, it holds."""
    longer = {"keep_case_hours": Choice("keep_case_hours", "96", NOW, "op")}
    shorter = {"keep_case_hours": Choice("keep_case_hours", "48", NOW, "op")}
    assert BOUNDS.holds("keep_case_hours", longer) == "72"
    assert BOUNDS.holds("keep_case_hours", shorter) == "48"
    assert BOUNDS.holds("languages", {}) == "it,en,ar"


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("/", True),
        ("https://www.meteo.it", True),
        ("https://meteo.it/lombardia/milano/", True),
        ("http://meteo.it", False),
        ("/chat", False),
        ("//meteo.it", False),
        ("https://meteo.it?from=here", False),
        ("https://meteo.it/#here", False),
        ("https://me@meteo.it", False),
        ("https://meteo.it:8443", False),
        ("https://10.0.0.1/", False),
        ("https://localhost/", False),
        ("https://xn--mete-lqa.it/", False),
        ("https://meteo.it/\nX: y", False),
        ("https://meteo.it/%3Fa", False),
        ("https://banco.local/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_an_exit_carries_nothing_away(address, may):
    """Only https of a public name, or the cover: no query, no name, no port, no other script."""
    assert is_neutral_exit(address) is may


def test_an_exit_of_two_people_holds_and_stays_known():
    """It holds beside those of the settings; one person alone may choose it again later."""
    meteo = Choice(EXIT, "https://meteo.it", NOW, "second")
    assert BOUNDS.holds(EXIT, {EXIT: meteo}) == "https://meteo.it"
    assert BOUNDS.holds(EXIT, {EXIT: Choice(EXIT, "http://meteo.it", NOW, "op")}) == (
        "https://example.org"
    )
    assert BOUNDS.known_exits([meteo]) == ("/", "https://example.org", "https://meteo.it")
