"""Long texts in parts that a channel can carry, so that nothing of them is refused and lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.state import Outgoing
from bot.messages import Channel

LONGEST = {Channel.TELEGRAM: 4000, Channel.SMS: 1400, Channel.WHATSAPP: 1400}
"""Characters of one message: Telegram takes 4096, https://core.telegram.org/bots/api#sendmessage,
Twilio 1600 with the menu below it (error 21617). What a flow says fits in far less."""


def parted(message: Outgoing) -> Iterator[Outgoing]:
    """The message, or its parts in order: ids that sort so, and the choices under the last one."""
    speech, longest = message.speech, LONGEST.get(message.address.channel)
    said = speech.on(message.address.channel)
    if longest is None or len(said) <= longest:
        yield message
        return
    parts = list(_parts(said, longest))
    for number, text in enumerate(parts, start=1):
        last = number == len(parts)
        options, ask = (speech.options, speech.ask) if last else ((), "")
        part = replace(speech, text=text, short={}, options=options, ask=ask)
        id = message.id if number == 1 else f"{message.id}.{number:04d}"
        yield replace(message, id=id, speech=part, fallback=message.fallback if last else None)


def _parts(text: str, longest: int) -> Iterator[str]:
    """Cut between paragraphs, else lines, else words, else wherever it must be."""
    while len(text) > longest:
        head = text[: longest + 1]
        cut = next((at for sign in ("\n\n", "\n", " ") if (at := head.rfind(sign)) > 0), longest)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text
