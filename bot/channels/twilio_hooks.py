"""The two addresses that Twilio calls: what she wrote, and what became of what was sent to her."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import final
from urllib.parse import parse_qsl, urlsplit

import structlog
from multidict import MultiDict

from bot.channels.parts import Parts
from bot.channels.twilio_inbound import SIGNATURE, WHATSAPP, Inlet, Received, Signatures, reported
from bot.conversation.arriving import Delivered, Refused
from bot.handoff.channels import Sign
from bot.messages import Address, Channel, Inbound, Reported, Said

NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
"""TwiML that says nothing: every answer goes out by the one door out."""

_MOST_FIELDS = 200
Note = Callable[[Channel, Sign], None]

log = structlog.get_logger(__name__)


def _nothing(channel: Channel, sign: Sign) -> None:
    """Nobody is told."""


@final
class MessageHook:
    """``POST /twilio/message`` (``conversation.arriving.Webhook``)."""

    answer_type = "text/xml"
    answer = NOTHING

    def __init__(
        self,
        signatures: Signatures,
        inlet: Inlet,
        channels: frozenset[Channel],
        parts: Parts | None = None,
        noticed: Callable[[], None] = lambda: None,
        note: Note = _nothing,
    ) -> None:
        """``channels`` are those that are on. ``noticed`` is told when Twilio answered for us,
        ``note`` that something came."""
        self._noticed = noticed
        self._note = note
        self._signatures = signatures
        self._inlet = inlet
        self._channels = channels
        self._parts = parts or Parts()

    async def read(self, delivered: Delivered, now: datetime) -> Sequence[Inbound]:
        """What she wrote. A piece of a longer text waits a little for the others.

        Raises ``Refused`` where Twilio did not sign it.
        """
        received = self._inlet.read(signed_fields(delivered, self._signatures), now)
        if received is None or received.channel not in self._channels:
            return ()
        self._note(received.channel, Sign.HEARD)
        if received.answered:
            log.warning("twilio_answered_for_us")
            self._noticed()
        inbound = await self._whole(received)
        return () if inbound is None else (inbound,)

    async def _whole(self, received: Received) -> Inbound | None:
        inbound = received.inbound
        if inbound is None or received.channel is not Channel.SMS:
            return inbound
        if not isinstance(inbound.what, Said) or not isinstance(inbound.to, Address):
            return inbound
        text = await self._parts.whole(inbound.to.value, inbound.id, inbound.what.text)
        return None if text is None else replace(inbound, what=Said(text))

    def taken(self, inbound: Inbound) -> None:
        """It was written down; nothing else has to be done."""


@final
class StatusHook:
    """``POST /twilio/status`` (``conversation.arriving.Webhook``)."""

    answer_type = "text/xml"
    answer = NOTHING

    def __init__(self, signatures: Signatures, note: Note = _nothing) -> None:
        self._signatures = signatures
        self._note = note

    async def read(self, delivered: Delivered, now: datetime) -> Sequence[Inbound]:
        """What became of a message. Raises ``Refused`` where Twilio did not sign it."""
        fields = signed_fields(delivered, self._signatures)
        query = dict(parse_qsl(urlsplit(delivered.url).query))
        inbound = reported(fields, query, now)
        channel = Channel.WHATSAPP if WHATSAPP in fields.get("To", "") else Channel.SMS
        self._note(channel, Sign.HEARD)
        if inbound is None:
            return ()
        if inbound.what == Reported(query["m"], "failed"):
            self._note(channel, Sign.FAILED)
        return (inbound,)

    def taken(self, inbound: Inbound) -> None:
        """It was written down; nothing else has to be done."""


def signed_fields(delivered: Delivered, signatures: Signatures) -> Mapping[str, str]:
    """The fields of a signed form. Raises ``Refused`` for any other."""
    try:
        pairs = parse_qsl(
            delivered.body.decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=bool(delivered.body),
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise Refused("this is no form") from None
    fields = MultiDict(pairs)
    signature = delivered.headers.get(SIGNATURE.lower(), "")
    if not signatures.fits(delivered.url, fields, signature):
        raise Refused("Twilio did not sign this")
    return fields
