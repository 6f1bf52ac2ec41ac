"""Tokens of sessions and one-time ids of forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.crypto.tokens import Tokens

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TOKENS = Tokens(bytes(32))


def test_a_token_tells_when_it_was_minted() -> None:
    """Fifty URL-safe characters, never the same twice."""
    token = TOKENS.mint(NOW)
    assert TOKENS.minted_at(token) == NOW
    assert len(token) == 50
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert TOKENS.mint(NOW) != token


@given(st.text(max_size=60))
def test_no_invented_text_is_a_token_or_a_form(text: str) -> None:
    """Whatever a cookie or form holds, it is answered, never an error."""
    token = TOKENS.mint(NOW)
    assert TOKENS.minted_at(text) is None
    assert not TOKENS.form_fits(token, text, NOW)
    assert not TOKENS.form_fits(text, TOKENS.form(token, NOW), NOW)


@given(st.integers(0, 49), st.sampled_from("AZaz09-_"))
def test_a_changed_token_is_not_ours(place: int, other: str) -> None:
    """Every single character counts, the last one's spare bits too."""
    token = TOKENS.mint(NOW)
    changed = token[:place] + other + token[place + 1 :]
    assert changed == token or TOKENS.minted_at(changed) is None


def test_a_token_of_another_installation_is_not_ours() -> None:
    """Keys decide."""
    assert Tokens(bytes(31) + b"\1").minted_at(TOKENS.mint(NOW)) is None


def test_a_form_fits_its_token_for_two_hours() -> None:
    """Neither another token nor a later day; from the future it is where our clock was set back."""
    token, other = TOKENS.mint(NOW), TOKENS.mint(NOW)
    form = TOKENS.form(token, NOW)
    assert TOKENS.form_fits(token, form, NOW)
    assert TOKENS.form_fits(token, form, NOW + timedelta(hours=2))
    assert not TOKENS.form_fits(token, form, NOW + timedelta(hours=2, seconds=1))
    assert TOKENS.form_fits(token, form, NOW - timedelta(days=1))
    assert not TOKENS.form_fits(other, form, NOW)
    assert TOKENS.form(token, NOW) != form


def test_a_form_is_not_a_token() -> None:
    """What was signed for one use serves no other."""
    token = TOKENS.mint(NOW)
    assert TOKENS.minted_at(TOKENS.form(token, NOW)) is None
    assert not TOKENS.form_fits(token, token, NOW)
