"""What the staff may choose over the settings of an installation, and what counts for nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.handoff.adjusting import Bounds, Kept
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
