"""What is put into a text: her gaps filled, and nothing that turns an Arabic sentence."""

from __future__ import annotations

from bot.engine.asking import fill, listening, question
from bot.engine.flow import Ask
from bot.engine.session import Frame, Session
from bot.messages import Channel
from tests.engine.small import changed, load

TWO = {"services": "Centro Nord\n\nPer: tutte", "town": ""}


def test_in_a_language_from_left_to_right_a_value_stands_as_it_is() -> None:
    """Nothing is added, and what is not set becomes nothing."""
    assert fill("Ecco {services}{town}{gone}.", TWO, "it") == "Ecco Centro Nord\n\nPer: tutte."


def test_each_line_of_a_value_is_isolated_by_itself() -> None:
    """An isolate ends with its line: one around all of them would leave the second one bare."""
    assert fill("هنا {services}{town}.", TWO, "ar") == (
        "هنا \u2068Centro Nord\u2069\n\n\u2068Per: tutte\u2069."
    )


def test_a_label_reads_otherwise_where_it_stays_and_both_mean_the_choice() -> None:
    """The author's neutral label is shown on SMS and WhatsApp; either may be written anywhere."""
    files = changed("menu", ("{label: Lavoro, match", "{label: Lavoro, sms: Corsi e altro, match"))
    bundle = load(files)
    ask = bundle.flows["menu"].steps["what"]
    assert isinstance(ask, Ask)
    shown: dict[Channel, str] = {}
    for channel in Channel:
        variables = {"channel": str(channel)}
        shown[channel] = question(ask, "1.menu.what", bundle, "it", variables).options[0].label
        session = Session(bundle.id, "it", (Frame("menu", "what"),), {})
        words = listening(bundle, session, channel).choices[0].words
        assert {"Lavoro", "Corsi e altro", "corsi"} <= set(words)
        assert words[0] == shown[channel]
    assert shown == {
        Channel.WEB: "Lavoro",
        Channel.TELEGRAM: "Lavoro",
        Channel.WHATSAPP: "Corsi e altro",
        Channel.SMS: "Corsi e altro",
    }
