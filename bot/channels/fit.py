"""What one message may look like on each channel: buttons, a list, or digits to answer with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.channels.segments import Segments, plainer, segments
from bot.messages import Channel, Option, Speech

__all__ = ["Button", "Fitted", "Form", "Segments", "callback_data", "fit", "lines", "segments"]

CALLBACK_BYTES = 64
"""Telegram: InlineKeyboardButton.callback_data (core.telegram.org/bots/api)."""

WHATSAPP_BUTTONS = 3
WHATSAPP_ROWS = 10
WHATSAPP_BUTTON_LABEL = 20
WHATSAPP_ROW_LABEL = 24
WHATSAPP_BODY = 1024
"""WhatsApp: interactive reply buttons and lists (developers.facebook.com/docs/whatsapp)."""


class Form(StrEnum):
    """How choices are offered."""

    NOTHING = "nothing"
    BUTTONS = "buttons"
    LIST = "list"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Button:
    """One choice as the channel shows it. ``data`` is what the channel sends back when touched."""

    id: str
    label: str = field(repr=False)
    data: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """One message fitted to a channel. ``text`` is its body, without the choices."""

    channel: Channel
    text: str = field(repr=False)
    form: Form
    buttons: tuple[Button, ...] = ()

    @property
    def message(self) -> str:
        """The whole text to send: with digits the menu stands under the body."""
        if self.form is not Form.DIGITS:
            return self.text
        menu = (f"{number} {button.label}" for number, button in enumerate(self.buttons, start=1))
        return "\n".join([self.text, *menu])


def fit(speech: Speech, channel: Channel) -> Fitted:
    """The message as this channel can carry it; the author's variant for the channel is used."""
    text = speech.on(channel)
    if channel is Channel.SMS:
        return _sms(text, speech)
    if not speech.options:
        return Fitted(channel, text, Form.NOTHING)
    if channel is Channel.WHATSAPP:
        return _whatsapp(text, speech)
    buttons = _buttons(speech)
    fits = all(len(button.data.encode()) <= CALLBACK_BYTES for button in buttons)
    form = Form.BUTTONS if channel is Channel.WEB or fits else Form.DIGITS
    return Fitted(channel, text, form, buttons)


def callback_data(ask: str, choice: str) -> str:
    """What a button sends back: the question's name and the choice's id, never its label."""
    return f"{ask}:{choice}"


def lines(fitted: Fitted) -> list[str]:
    """The message for a terminal: the lines of its text, then each choice as ``[n] label``."""
    choices = (f"[{number}] {button.label}" for number, button in enumerate(fitted.buttons, 1))
    return [*fitted.text.splitlines(), *choices]


def _buttons(speech: Speech) -> tuple[Button, ...]:
    return tuple(
        Button(option.id, option.label, callback_data(speech.ask, option.id))
        for option in speech.options
    )


def _sms(text: str, speech: Speech) -> Fitted:
    form = Form.DIGITS if speech.options else Form.NOTHING
    whole = Fitted(
        Channel.SMS,
        text,
        form,
        _relabelled(speech, [" ".join(option.label.split()) for option in speech.options]),
    )
    # Whether accents go is decided for the whole message: one letter makes all of it UCS-2.
    bare = plainer(whole.message)
    body, *labels = bare.rsplit("\n", len(speech.options)) if speech.options else (bare,)
    buttons = tuple(
        Button(button.id, label.split(" ", 1)[1], button.data)
        for button, label in zip(whole.buttons, labels, strict=True)
    )
    return Fitted(Channel.SMS, body, form, buttons)


def _whatsapp(text: str, speech: Speech) -> Fitted:
    for form, most, longest in (
        (Form.BUTTONS, WHATSAPP_BUTTONS, WHATSAPP_BUTTON_LABEL),
        (Form.LIST, WHATSAPP_ROWS, WHATSAPP_ROW_LABEL),
    ):
        labels = [option.label for option in speech.options]
        if form is Form.LIST:
            labels = [_cut(label, longest) for label in labels]
        short = all(len(label) <= longest for label in labels) and len(set(labels)) == len(labels)
        if len(labels) <= most and short and 0 < len(text) <= WHATSAPP_BODY:
            return Fitted(Channel.WHATSAPP, text, form, _relabelled(speech, labels))
    return Fitted(Channel.WHATSAPP, text, Form.DIGITS, _buttons(speech))


def _relabelled(speech: Speech, labels: list[str]) -> tuple[Button, ...]:
    named = tuple(
        Option(option.id, label) for option, label in zip(speech.options, labels, strict=True)
    )
    return _buttons(Speech(speech.text, named, ask=speech.ask))


def _cut(label: str, longest: int) -> str:
    """The label at a row's length, cut between words where it can be."""
    if len(label) <= longest:
        return label
    head = label[: longest - 1]
    if not label[longest - 1].isspace() and " " in head.strip():
        head = head.rsplit(" ", 1)[0]
    return head.rstrip() + "…"
