"""WhatsApp over Twilio: up to three buttons or a list of ten, digits where they cannot be shown.

Free words may be sent for 24 hours after her last message, and only then; later only a template
that an administrator listed, and never to who has left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import final

from bot.channels.fit import Fitted, Form, fit
from bot.channels.twilio_errors import NOT_HERS_TO_READ
from bot.channels.twilio_inbound import WHATSAPP
from bot.channels.twilio_records import delete_all
from bot.channels.twilio_sending import LONGEST_BODY, Line, Rejected
from bot.channels.whatsapp_contents import Contents, variables
from bot.channels.whatsapp_templates import sid_of
from bot.conversation.sending import NotSent
from bot.conversation.state import Outgoing
from bot.messages import Address, Channel

WINDOW = timedelta(hours=24) - timedelta(minutes=1)
"""How long after her last message free words may be sent, less what a request may take."""


@final
class WhatsApp:
    """The number that sends on WhatsApp (``conversation.sending.Sender``)."""

    def __init__(
        self, line: Line, contents: Contents, templates: Mapping[str, str] | None = None
    ) -> None:
        """``templates`` holds the sids of approved templates by the line that they say, and its
        language (``desk.ar``); those without one are for whoever has none of her own."""
        self._line = line
        self._contents = contents
        self._templates = dict(templates or {})

    async def send(self, message: Outgoing) -> str:
        """Send it, as it can be shown now."""
        to = f"{WHATSAPP}{message.address.value}"
        if message.heard_at is None or self._line.clock() - message.heard_at > WINDOW:
            template = sid_of(self._templates, *message.line.partition(".")[::2])
            if not template:
                raise NotSent
            return await self._line.post(message, to, 1, content_sid=template)
        fitted = fit(message.speech, Channel.WHATSAPP)
        sid = self._contents.sid(fitted)
        if sid is None:
            return await self._send_plain(message, to, fitted)
        try:
            return await self._line.post(
                message, to, 1, content_sid=sid, content_variables=variables(fitted)
            )
        except Rejected as refusal:
            if refusal.code in NOT_HERS_TO_READ:
                raise
            # Digits can always be shown: it is tried once more, so.
            self._contents.distrust(fitted)
            raise NotSent(timedelta(0)) from None

    async def _send_plain(self, message: Outgoing, to: str, fitted: Fitted) -> str:
        form = Form.DIGITS if fitted.buttons else Form.NOTHING
        body = replace(fitted, form=form).message
        if len(body) > LONGEST_BODY:
            raise NotSent
        return await self._line.post(message, to, 1, body=body)

    async def unsend(self, address: Address, provider_ids: Sequence[str]) -> None:
        """Delete Twilio's own records of these messages; on her phone they stay.

        Raises ``NotRemoved`` where one of them is not yet to be deleted.
        """
        await delete_all(self._line.client, provider_ids)
