"""What Twilio tells us: whether it is Twilio, what she wrote, what became of a message.

Pure but for the keyed hash of the signature: nothing is fetched, nothing is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import final

from twilio.request_validator import RequestValidator

from bot.channels.twilio_errors import OPTED_OUT
from bot.messages import (
    Address,
    Channel,
    Chose,
    Happening,
    Inbound,
    Left,
    Media,
    Opened,
    Reported,
    Said,
    Sent,
    Thread,
)
from bot.text.spelling import fold

SIGNATURE = "X-Twilio-Signature"
WHATSAPP = "whatsapp:"
WITH_MEDIA = "/media"
"""What stands behind the name of a message whose media have to be deleted before it."""

_SID = re.compile(r"(SM|MM)[0-9a-fA-F]{32}")
_NUMBER = re.compile(r"\+\d{6,15}")
_KINDS: Mapping[str, Media] = {
    "image": Media.PICTURE,
    "audio": Media.VOICE,
    "video": Media.VIDEO,
    "application": Media.FILE,
}
_WHATSAPP_KINDS: Mapping[str, Media] = {
    "sticker": Media.STICKER,
    "image": Media.PICTURE,
    "audio": Media.VOICE,
    "video": Media.VIDEO,
    "document": Media.FILE,
    "location": Media.PLACE,
    "contacts": Media.CONTACT,
    "order": Media.OTHER,
}
_NAMED = (Media.PLACE, Media.CONTACT)
"""What can have no words of hers beside it: a text there is an address, or somebody's name."""

_FILE_NAME = re.compile(
    r"[^\n]{1,250}\.(?:pdf|docx?|odt|rtf|txt|pages|xlsx?|ods|csv|pptx?|odp|zip|rar|7z|jpe?g|png|gif"
    r"|webp|heic|mp3|m4a|aac|amr|ogg|opus|wav|mp4|mov|avi|3gp|html?|xml|json|vcf|ics|apk|epub)",
    re.IGNORECASE,
)
"""What WhatsApp writes beside a document for which she wrote nothing: the name of its file."""

_CONTACTS = ("text/vcard", "text/x-vcard")
_DELIVERED = frozenset({"delivered", "read"})
_FAILED = frozenset({"failed", "undelivered"})
_SERVED = frozenset({"STOP", "START"})
"""What Twilio's own opt-out handling has answered already, by its name in ``OptOutType``."""


@dataclass(frozen=True, slots=True)
class Received:
    """One signed message. ``inbound`` is None where nothing follows from it.

    Its provider id is Twilio's name of its own copy, which has to be deleted there. ``answered``:
    Twilio's own opt-out handling is on, and has answered in our place.
    """

    channel: Channel
    inbound: Inbound | None
    answered: bool = False


@final
class Signatures:
    """Tells Twilio's requests from anybody else's."""

    def __init__(self, token: str) -> None:
        self._validator = RequestValidator(token)

    def fits(self, url: str, fields: Mapping[str, str], signature: str) -> bool:
        """Whether Twilio signed these fields for that address, as the world sees it.

        ``fields`` may be a multidict: repeated fields are all signed.
        """
        return bool(signature) and bool(self._validator.validate(url, fields, signature))


@final
class Inlet:
    """Reads what comes in for one pair of numbers.

    ``keys`` are the keyword and the innocent first sentences that open the service.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = frozenset(filter(None, map(fold, keys)))

    def read(self, fields: Mapping[str, str], now: datetime) -> Received | None:
        """What a message says, or None for what is no message of a telephone."""
        sid, sender = fields.get("MessageSid", ""), fields.get("From", "")
        channel = Channel.WHATSAPP if sender.startswith(WHATSAPP) else Channel.SMS
        number = sender.removeprefix(WHATSAPP)
        if not _SID.fullmatch(sid):
            return None
        record = sid + (WITH_MEDIA if _media_count(fields) else "")
        what = self._what(fields, channel) if _NUMBER.fullmatch(number) else None
        answered = "OptOutType" in fields
        if what is None:
            return Received(channel, None, answered)
        inbound = Inbound(sid, Address(channel, number), now, what, provider_id=record)
        return Received(channel, inbound, answered)

    def _what(self, fields: Mapping[str, str], channel: Channel) -> Happening | None:
        served = fields.get("OptOutType", "").upper()
        if served in _SERVED:
            # Twilio has answered in our place, and after a stop it lets nobody write. A start
            # reopens nothing: only the key and her word do.
            return Left("stop") if served == "STOP" else None
        touched = fields.get("ButtonPayload") or fields.get("ListId") or ""
        ask, colon, choice = touched.rpartition(":")
        if colon and choice:
            return Chose(choice, ask)
        kind = _kind(fields, channel)
        if channel is Channel.WHATSAPP and kind in _NAMED:
            return Sent(kind)
        text = fields.get("Body", "")
        if kind is not None and _FILE_NAME.fullmatch(text.strip()):
            return Sent(kind)
        if text.strip():
            return Opened() if fold(text) in self._keys else Said(text)
        return None if kind is None else Sent(kind)


def reported(fields: Mapping[str, str], of: Mapping[str, str], now: datetime) -> Inbound | None:
    """What a status callback says of a message of ours, or None where nothing follows.

    ``of`` is the query that we gave the callback's address when we sent: ``t`` the thread, ``m``
    the message.
    """
    thread, message = of.get("t", ""), of.get("m", "")
    status = fields.get("MessageStatus", "") or fields.get("SmsStatus", "")
    if not thread or not message:
        return None
    if status in _DELIVERED:
        return Inbound(f"{message}+{status}", Thread(thread), now, Reported(message, "delivered"))
    if status not in _FAILED:
        return None
    code = fields.get("ErrorCode", "")
    opted_out = _is_count(code) and int(code) in OPTED_OUT
    ended = Reported(message, "opted_out" if opted_out else "failed")
    return Inbound(f"{message}+{status}", Thread(thread), now, ended)


def _media_count(fields: Mapping[str, str]) -> int:
    count = fields.get("NumMedia", "0")
    return int(count) if _is_count(count) else 0


def _is_count(text: str) -> bool:
    """A number of so many digits that Python reads it."""
    return len(text) < 10 and text.isascii() and text.isdigit()


def _kind(fields: Mapping[str, str], channel: Channel) -> Media | None:
    if fields.get("Latitude"):
        return Media.PLACE
    if channel is Channel.WHATSAPP and (told := fields.get("MessageType", "")) in _WHATSAPP_KINDS:
        return _WHATSAPP_KINDS[told]
    if not _media_count(fields):
        # A reaction, or nothing at all.
        return None
    type_ = fields.get("MediaContentType0", "")
    if type_ in _CONTACTS:
        return Media.CONTACT
    return _KINDS.get(type_.partition("/")[0], Media.OTHER)
