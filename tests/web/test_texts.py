"""How a text stands on a page."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.pages import HERE
from bot.web.texts import NUMBER, isolated

PIECES = ("a", "Zb", "abcdefgh", "12", "9", ".", ",", ":", "/", "-", " ", "é", "٣")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("بالرقم 112.", "بالرقم <bdi>112</bdi>."),
        ("بالنموذج SR208.", "بالنموذج <bdi>SR208</bdi>."),
        ("54/2025, 9:00", "<bdi>54/2025</bdi>, <bdi>9:00</bdi>"),
        ("Alba & 8.000", "Alba &amp; <bdi>8.000</bdi>"),
    ],
)
def test_a_number_stands_in_an_isolate_with_the_letters_before_it(text: str, shown: str) -> None:
    """In an Arabic sentence SR208 is not turned into 208SR."""
    assert isolated(text) == shown


def test_page_and_script_isolate_the_same() -> None:
    """A line looks the same whether it came with the page or afterwards."""
    script = (HERE / "static/chat.js").read_text(encoding="utf-8")
    assert f"matchAll(/{NUMBER.pattern}/g)" in script


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_isolated_is_what_the_script_finds(text: str) -> None:
    """The page looks for numbers by a quicker pattern than the script, and finds the same."""
    assert isolated(text) == NUMBER.sub(r"<bdi>\g<0></bdi>", text)


def test_a_long_word_costs_nothing() -> None:
    """Whatever somebody pastes, the page is drawn at once."""
    begun = time.process_time()
    isolated("a" * 100_000)
    assert time.process_time() - begun < 2
    assert re.compile(NUMBER.pattern).groups == 0
