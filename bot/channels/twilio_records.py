"""Deletes Twilio's own copies: media first, then the message, until they are gone.

Every message of both sides leaves a record at Twilio, also where its text was never kept. What the
queue of deletions missed (a send whose answer was lost, a crash) the sweep finds by listing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from bot.channels.twilio_errors import NOT_YET
from bot.channels.twilio_inbound import WITH_MEDIA
from bot.conversation.erasing import NotRemoved

AGAIN = timedelta(seconds=30)
"""A message that is still on its way is tried again after so long."""

GONE = 404

PAGE = 200
"""So many records are looked at in one sweep of one direction."""


async def delete_all(client: Client, names: Sequence[str]) -> None:
    """Delete these records; what is gone already is no error.

    Raises ``NotRemoved`` where Twilio says that a message is still on its way, and the client's
    own error where the answer is another one.
    """
    waiting = False
    for name in names:
        waiting |= not await _delete(client, name)
    if waiting:
        raise NotRemoved(AGAIN)


async def _delete(client: Client, name: str) -> bool:
    """Whether it is gone now; False: not yet."""
    sid = name.removesuffix(WITH_MEDIA)
    message = client.messages(sid)
    try:
        if name.endswith(WITH_MEDIA) or sid.startswith("MM"):
            for one in await message.media.list_async(limit=PAGE):
                await _gone(message.media(one.sid))
        await _gone(message)
    except TwilioException as error:
        if getattr(error, "code", None) == NOT_YET:
            return False
        if _status(error) != GONE:
            raise
    return True


async def _gone(resource: Any) -> None:
    try:
        await resource.delete_async()
    except TwilioException as error:
        if _status(error) != GONE:
            raise


def _status(error: TwilioException) -> int:
    """The HTTP status of an answer; the library hides that of a list among the arguments."""
    answer = error.args[1] if len(error.args) > 1 else error
    return int(getattr(error, "status", 0) or getattr(answer, "status_code", 0))


async def sweep(client: Client, number: str, before: datetime) -> int:
    """Delete every record of that number of ours that was made before. How many were found.

    ``number`` is written as Twilio writes it, with ``whatsapp:`` where it is one. What is still on
    its way is left for the next sweep.
    """
    found = [
        *await client.messages.list_async(from_=number, limit=PAGE),
        *await client.messages.list_async(to=number, limit=PAGE),
    ]
    old = [one for one in found if one.date_created is not None and one.date_created < before]
    for one in old:
        await _delete(client, str(one.sid) + (WITH_MEDIA if int(one.num_media or 0) else ""))
    return len(old)
