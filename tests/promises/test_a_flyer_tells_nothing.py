"""A flyer can lie on a table: it looks like the cover, in every language, and opens the service."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import segno

from bot.assemble import published_scene
from bot.config import load
from bot.messages import Channel
from bot.publishing.published import read_covers
from bot.text.tongues import LANGUAGES
from bot.wiring.flyers import QUIET, flyer_of, told_by

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
SETTINGS = {
    "FILO_MODE": "demo",
    "FILO_PUBLIC_URL": "https://almanacco.example",
    "FILO_ENTRY": "pane-e-noci",
}
ALL_ON = SETTINGS | {
    "FILO_TELEGRAM_TOKEN": "1:x",
    "FILO_TELEGRAM_NAME": "almanacco_bot",
    "FILO_TELEGRAM_POLLING": "true",
    "FILO_TWILIO_ACCOUNT_SID": "AC0",
    "FILO_TWILIO_AUTH_TOKEN": "x",
    "FILO_TWILIO_WHATSAPP_FROM": "whatsapp:+390000000000",
    "FILO_TWILIO_FIRST_SENTENCES": "Ciao, che tempo fa?",
}


def drawn(path: str, side: int) -> list[list[int]]:
    """The modules that a path darkens, without the white around them."""
    dark = [[0] * side for _ in range(side)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for at in range(int(wide)):
            dark[int(y)][int(x) + at] = 1
    return [row[QUIET:-QUIET] for row in dark[QUIET:-QUIET]]


@pytest.mark.parametrize("cover", sorted(read_covers()))
def test_in_every_language_it_says_what_the_cover_says_and_nothing_else(cover: str) -> None:
    """No word that may not be seen, and not the name of the service either."""
    settings = load(SETTINGS | {"FILO_COVER": cover})
    flyer = flyer_of(settings, published_scene(cover=cover), lambda: NOW)
    assert {one.language for one in flyer.cards} == set(LANGUAGES)
    assert all(one.title and one.line and not one.telling for one in flyer.cards)
    assert {one.language for one in flyer.cards if one.right_to_left} >= {"ar"}
    own = {one.language: one.title for one in flyer.cards}
    assert own["ar"] != own["it"], "Each is in its own language."
    assert flyer.made_up


def test_each_key_that_is_set_up_has_a_code_that_opens_the_service() -> None:
    """Only those; the code on WhatsApp writes an innocent sentence for her."""
    (web,) = flyer_of(load(SETTINGS), published_scene(), lambda: NOW).keys
    assert (web.channel, web.shown) == (Channel.WEB, "almanacco.example/pane-e-noci")
    keys = {one.channel: one for one in flyer_of(load(ALL_ON), published_scene(), lambda: NOW).keys}
    assert {channel: one.address for channel, one in keys.items()} == {
        Channel.WEB: "https://almanacco.example/pane-e-noci",
        Channel.TELEGRAM: "https://t.me/almanacco_bot?start=pane-e-noci",
        Channel.WHATSAPP: "https://wa.me/390000000000?text=Ciao%2C%20che%20tempo%20fa%3F",
    }
    for one in keys.values():
        matrix = segno.make(one.address, error="m", micro=False).matrix
        assert drawn(one.path, one.side) == [list(row) for row in matrix]
    assert keys[Channel.WHATSAPP].shown == "", "No number stands on it."


def test_a_key_that_tells_makes_no_card() -> None:
    """An address chosen without care is found before it is printed."""
    settings = load(
        SETTINGS | {"FILO_ENTRY": "denuncia", "FILO_PUBLIC_URL": "https://filo.example"}
    )
    cards = flyer_of(settings, published_scene(), lambda: NOW).cards
    assert {one.telling for one in cards} == {("denuncia", "filo")}
    assert told_by("Sole e luna", frozenset({"denuncia"})) == ()
