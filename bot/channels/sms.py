"""SMS over Twilio: plain text in few segments, a menu of digits, and nothing that can be unsent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from bot.channels.fit import fit
from bot.channels.segments import segments
from bot.channels.twilio_records import delete_all
from bot.channels.twilio_sending import LONGEST_BODY, Line
from bot.conversation.sending import NotSent
from bot.conversation.state import Outgoing
from bot.messages import Address, Channel


@final
class Sms:
    """The number that sends text messages (``conversation.sending.Sender``)."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def send(self, message: Outgoing) -> str:
        """Send it. What is too long for Twilio is not sent: it waits for her elsewhere."""
        body = fit(message.speech, Channel.SMS).message
        if len(body) > LONGEST_BODY:
            raise NotSent
        count = segments(body).count
        return await self._line.post(message, message.address.value, count, body=body)

    async def unsend(self, address: Address, provider_ids: Sequence[str]) -> None:
        """Delete Twilio's own records of these messages; on her phone they stay.

        Raises ``NotRemoved`` where one of them is not yet to be deleted.
        """
        await delete_all(self._line.client, provider_ids)
