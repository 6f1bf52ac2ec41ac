"""Long texts are cut where a reader would, and nothing of them is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.parting import LONGEST, parted
from bot.conversation.state import Outgoing
from bot.messages import Address, Channel, Option, Speech

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MOST = LONGEST[Channel.TELEGRAM]


def message(text: str, channel: Channel = Channel.TELEGRAM) -> Outgoing:
    """A message with a choice under it."""
    speech = Speech(text, (Option("yes", "Sì"),), ask="1.a.b")
    return Outgoing("m", "talk", 3, Address(channel, "7"), speech, NOW)


@pytest.mark.parametrize("sign", ["\n\n", "\n", " "])
def test_a_long_text_is_cut_between_its_parts(sign: str) -> None:
    """The choices stand under the last part, and the ids sort in order."""
    text = sign.join(["a" * 1500, "b" * 1500, "c" * 1500])
    first, last = parted(message(text))
    assert (first.speech.text, last.speech.text) == (
        sign.join(["a" * 1500, "b" * 1500]),
        "c" * 1500,
    )
    assert (first.speech.options, last.speech.options) == ((), message(text).speech.options)
    assert (first.id, first.seq) < (last.id, last.seq)


def test_a_text_that_fits_stays_whole() -> None:
    """Also at its very limit."""
    assert list(parted(message("a" * MOST))) == [message("a" * MOST)]


@given(st.text(alphabet="ab \n", min_size=1, max_size=4 * MOST))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    """And no part is longer than the channel carries."""
    parts = list(parted(message(text)))
    assert all(len(part.speech.text) <= MOST for part in parts)
    assert "".join("".join(part.speech.text for part in parts).split()) == "".join(text.split())
