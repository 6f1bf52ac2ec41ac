"""One message, as each channel can carry it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.fit import Fitted, Form, callback_data, fit, lines
from bot.channels.segments import segments
from bot.messages import Channel, Option, Speech


def asking(*labels: str, text: str = "Che cosa ti serve?", **short: str) -> Speech:
    """A question with these choices."""
    options = tuple(Option(f"c{number}", label) for number, label in enumerate(labels))
    return Speech(text, options, short=short, ask="3.work.what")


@pytest.mark.parametrize("channel", list(Channel))
def test_a_plain_text_stays_a_plain_text(channel: Channel) -> None:
    """Without choices there is nothing to touch."""
    assert fit(Speech("Ciao."), channel) == Fitted(channel, "Ciao.", Form.NOTHING)


@pytest.mark.parametrize("channel", list(Channel))
def test_the_author_s_text_for_a_channel_is_used(channel: Channel) -> None:
    """A neutral text for SMS is not replaced by the telling one."""
    speech = Speech("Lungo.", short={channel: "Corto."})
    assert fit(speech, channel).text == "Corto."


@pytest.mark.parametrize(
    ("channel", "labels", "form"),
    [
        (Channel.WEB, ["Una scelta"] * 1, Form.BUTTONS),
        (Channel.WEB, [f"Scelta {n}" for n in range(30)], Form.BUTTONS),
        (Channel.TELEGRAM, [f"Scelta {n}" for n in range(12)], Form.BUTTONS),
        (Channel.WHATSAPP, ["Sì", "No", "Non so"], Form.BUTTONS),
        (Channel.WHATSAPP, ["Sì", "No", "Non so", "Altro"], Form.LIST),
        (Channel.WHATSAPP, ["Una scelta di 22 lettere", "No"], Form.LIST),
        (Channel.WHATSAPP, [f"Scelta {n}" for n in range(11)], Form.DIGITS),
        (Channel.SMS, ["Sì", "No"], Form.DIGITS),
    ],
)
def test_choices_take_the_form_that_the_channel_has(
    channel: Channel, labels: list[str], form: Form
) -> None:
    """Buttons where they fit, a list where it fits, else digits."""
    fitted = fit(asking(*labels), channel)
    assert fitted.form is form
    assert [button.id for button in fitted.buttons] == [f"c{n}" for n in range(len(labels))]


def test_buttons_carry_the_choice_s_id_and_never_its_label() -> None:
    """What a provider keeps of a touch says nothing."""
    button = fit(asking("Ho paura"), Channel.TELEGRAM).buttons[0]
    assert button.data == callback_data("3.work.what", "c0") == "3.work.what:c0"
    assert "paura" not in repr(button)


def test_callback_data_over_telegram_s_limit_falls_back_to_digits() -> None:
    """A button that Telegram refuses would leave her without a choice."""
    speech = Speech("Ciao", (Option("x" * 60, "Sì"),), ask="1.work.what")
    fitted = fit(speech, Channel.TELEGRAM)
    assert fitted.form is Form.DIGITS
    assert fitted.message == "Ciao\n1 Sì"


def test_long_rows_are_cut_between_words_and_stay_apart() -> None:
    """Two rows that read the same could not be told apart: then digits."""
    fitted = fit(asking("Parlare con una persona adesso", "No"), Channel.WHATSAPP)
    assert [button.label for button in fitted.buttons] == ["Parlare con una persona…", "No"]
    alike = asking("Parlare con una persona adesso", "Parlare con una persona domani")
    assert fit(alike, Channel.WHATSAPP).form is Form.DIGITS


def test_a_body_too_long_for_buttons_is_sent_as_text() -> None:
    """WhatsApp refuses an interactive message over 1,024 characters."""
    assert fit(asking("Sì", text="a" * 1025), Channel.WHATSAPP).form is Form.DIGITS


def test_an_sms_lists_its_choices_as_digits() -> None:
    """She answers with a digit of any script."""
    fitted = fit(asking("Un corso – d’italiano", "No"), Channel.SMS)
    assert fitted.message == "Che cosa ti serve?\n1 Un corso - d'italiano\n2 No"
    assert segments(fitted.message).count == 1


def test_the_terminal_shows_text_then_numbered_choices() -> None:
    """As ``filo talk`` is fixed to print."""
    speech = asking("Sì", "No", text="Ciao.\nPuoi scrivere?")
    for channel in Channel:
        assert lines(fit(speech, channel)) == ["Ciao.", "Puoi scrivere?", "[1] Sì", "[2] No"]


@given(
    st.text(max_size=300),
    st.lists(st.text(max_size=40), max_size=12),
    st.sampled_from(list(Channel)),
)
def test_every_choice_is_offered_on_every_channel(
    text: str, labels: list[str], channel: Channel
) -> None:
    """No choice is lost, in whatever form, and the limits of the channel are kept."""
    fitted = fit(asking(*labels, text=text), channel)
    assert [button.id for button in fitted.buttons] == [f"c{n}" for n in range(len(labels))]
    if channel is Channel.WHATSAPP and fitted.form is Form.BUTTONS:
        assert len(fitted.buttons) <= 3
        assert all(len(button.label) <= 20 for button in fitted.buttons)
    if channel is Channel.WHATSAPP and fitted.form is Form.LIST:
        assert len(fitted.buttons) <= 10
        assert all(len(button.label) <= 24 for button in fitted.buttons)


def test_whatsapp_says_what_an_sms_says_where_it_has_no_text_of_its_own() -> None:
    """What was written for a page that can be emptied is never left on her phone."""
    long = "Se vuoi un posto dove nessuno ti conosce, scegli un'altra rete."
    assert fit(Speech(long, short={"sms": "Scegli."}), Channel.WHATSAPP).text == "Scegli."
    both = Speech(long, short={"sms": "Scegli.", "whatsapp": "Scegli ora."})
    assert fit(both, Channel.WHATSAPP).text == "Scegli ora."
    assert fit(Speech(long, short={"sms": "Scegli."}), Channel.TELEGRAM).text == long
