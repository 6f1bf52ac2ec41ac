"""What sending over Twilio has in common for SMS and WhatsApp: one request, and what its end means.

Twilio is asked to keep neither the text nor her number, and to drop what it could not deliver in
the time that is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import ClientConnectorError
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.rest import Client

from bot.channels.twilio_errors import Trouble, trouble_of
from bot.channels.twilio_http import Busy
from bot.conversation.sending import Gone, NotSent, Unreached
from bot.conversation.state import Outgoing
from bot.messages import Channel

MOST_VALID = timedelta(minutes=10)
"""A text message that waits longer may reach a telephone that changed hands."""

LONGEST_BODY = 1600
"""Twilio takes no longer text in one message (error 21617)."""

CALLBACK_PATH = "/twilio/status"


class Rejected(NotSent):
    """Twilio does not take this message, whoever it is for, in this form; ``code`` says why."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code


@dataclass(frozen=True, slots=True)
class Line:
    """One number of ours at Twilio.

    ``spend`` is told of every message that was taken: its channel and its segments, no more.
    """

    client: Client
    sender: str = field(repr=False)
    public_url: str
    clock: Callable[[], datetime]
    spend: Callable[[Channel, int], None] = lambda channel, segments: None

    def seconds_left(self, message: Outgoing) -> int:
        """How long Twilio may try. Raises ``NotSent`` where the message would be late."""
        left = min(message.expires_at - self.clock(), MOST_VALID)
        if left < timedelta(seconds=1):
            raise NotSent
        return int(left.total_seconds())

    async def post(self, message: Outgoing, to: str, segments: int, **content: str) -> str:
        """Let Twilio send it; Twilio's name of it.

        ``content`` is a body, or the sid of a content with its variables. Raises ``NotSent`` where
        it certainly was not sent, anything else where nobody knows.
        """
        try:
            made = await self.client.messages.create_async(
                to=to,
                from_=self.sender,
                status_callback=callback(self.public_url, message),
                validity_period=self.seconds_left(message),
                content_retention="discard",
                address_retention="obfuscate",
                **content,
            )
        except (TwilioRestException, TwilioServiceException) as error:
            raise refusal(error.status, error.code) or error from None
        except Busy as busy:
            raise NotSent(busy.wait) from None
        except ClientConnectorError:
            # The error names the address of the request.
            raise Unreached from None
        self.spend(message.address.channel, segments)
        return str(made.sid)


def callback(public_url: str, message: Outgoing) -> str:
    """Where Twilio tells what became of it. Ids stand there instead of her number."""
    query = urlencode({"t": message.conversation, "m": message.id})
    return f"{public_url.rstrip('/')}{CALLBACK_PATH}?{query}"


def refusal(status: int, code: int | None) -> NotSent | None:
    """What the outbox is told, or None where nobody knows whether it was sent."""
    match trouble_of(status, code):
        case Trouble.OPTED_OUT:
            return Gone("stop")
        case Trouble.TEMPORARY:
            return Unreached()
        case Trouble.PERMANENT:
            return Rejected(code or status)
        case Trouble.UNKNOWN:
            return None
