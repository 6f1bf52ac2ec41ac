"""What an update of Telegram says: read from the library's own types, without deciding anything."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import orjson
from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.messages import (
    Address,
    Channel,
    Chose,
    Happening,
    Inbound,
    Left,
    Media,
    Opened,
    Said,
    Sent,
)

os.environ.setdefault("PTB_TIMEDELTA", "true")
"""Otherwise the library warns that the type of a pause is going to change to the one used here."""

KINDS = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.CHANNEL_POST,
)
"""All that we ask Telegram for."""

START = "menu"
"""What a bare ``/start`` says, to a cover and to the service alike."""

_MEDIA: tuple[tuple[str, Media], ...] = (
    ("sticker", Media.STICKER),
    ("voice", Media.VOICE),
    ("video_note", Media.VOICE),
    ("audio", Media.VOICE),
    ("photo", Media.PICTURE),
    ("video", Media.VIDEO),
    ("animation", Media.VIDEO),
    ("document", Media.FILE),
    ("venue", Media.PLACE),
    ("location", Media.PLACE),
    ("contact", Media.CONTACT),
)


class UnreadableError(Exception):
    """This is no update; the message is the kind of trouble that it made, nothing of its text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What to make of an update.

    ``query`` is a touch that must be answered, ``strange`` a chat that the bot has to leave.
    """

    inbound: Inbound | None = None
    query: str = ""
    strange: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads updates. ``entry`` is the key, ``commands`` are those that touch the cover's menu."""

    entry: str
    commands: frozenset[str] = frozenset()

    def read(self, update: Update, moment: Callable[[datetime | None], datetime]) -> Reading:
        """What the update says. ``moment`` makes our time out of its own; None: it has none."""
        if update.callback_query is not None:
            return self._touch(update, update.callback_query, moment)
        if update.my_chat_member is not None:
            return _member(update, update.my_chat_member, moment)
        message = update.message or update.edited_message
        if message is None:
            post = update.channel_post
            return Reading(strange=post.chat.id) if post is not None else Reading()
        if message.chat.type != ChatType.PRIVATE:
            return Reading(strange=message.chat.id)
        what = self._said(message)
        if what is None or (update.edited_message is not None and isinstance(what, Sent)):
            # A live location edits its message every few seconds: that it is there was heard.
            return Reading()
        at = moment(message.edit_date or message.date)
        one = _inbound(update, message.chat, message.from_user, at, what, message.message_id)
        return Reading(one)

    def _said(self, message: Message) -> Happening | None:
        text = message.text or message.caption
        if text:
            return self._command(text) if text.startswith("/") else Said(text)
        for name, media in _MEDIA:
            if getattr(message, name):
                return Sent(media)
        return Sent(Media.OTHER) if message.effective_attachment is not None else None

    def _command(self, text: str) -> Happening:
        """A command: the key, a line of the cover's menu, or only words with a slash before."""
        name, _, rest = text[1:].partition(" ")
        name = name.partition("@")[0]
        if name != "start":
            is_menu = name in self.commands and not rest
            return Chose(name, "") if is_menu else Said(f"{name.replace('_', ' ')} {rest}".strip())
        is_key = hmac.compare_digest(rest.strip().encode(), self.entry.encode())
        return Opened() if is_key else Said(START)

    def read_body(self, body: bytes, moment: Callable[[int, datetime | None], datetime]) -> Reading:
        """The same of an update as it is posted; ``moment`` is told the update's number first.

        Raises ``UnreadableError`` for what the library cannot make an update of.
        """
        try:
            update = Update.de_json(orjson.loads(body), None)
            return self.read(update, partial(moment, update.update_id))
        # The library looks at no type: what is odd fails where it is first used.
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, OSError) as error:
            raise UnreadableError(type(error).__name__) from None

    def _touch(
        self, update: Update, query: CallbackQuery, moment: Callable[[datetime | None], datetime]
    ) -> Reading:
        message = query.message
        if message is None or message.chat.type != ChatType.PRIVATE or not query.data:
            return Reading(query=query.id)
        ask, _, choice = query.data.rpartition(":")
        what = Chose(choice, ask)
        one = _inbound(update, message.chat, query.from_user, moment(None), what)
        return Reading(one, query=query.id)


def _member(
    update: Update, change: ChatMemberUpdated, moment: Callable[[datetime | None], datetime]
) -> Reading:
    """She blocked the bot, which is an exit; or somebody added it to a group, which it leaves."""
    status = change.new_chat_member.status
    gone = status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    if change.chat.type != ChatType.PRIVATE:
        return Reading() if gone else Reading(strange=change.chat.id)
    if not gone:
        return Reading()
    at = moment(change.date)
    return Reading(_inbound(update, change.chat, change.from_user, at, Left("blocked")))


def _inbound(
    update: Update,
    chat: Chat,
    person: User | None,
    at: datetime,
    what: Happening,
    message_id: int | None = None,
) -> Inbound:
    language = (person.language_code or "") if person is not None else ""
    primary = language.partition("-")[0].lower()
    return Inbound(
        id=f"telegram:{update.update_id}",
        to=Address(Channel.TELEGRAM, str(chat.id)),
        at=at,
        what=what,
        languages=(primary,) if primary.isalpha() else (),
        provider_id="" if message_id is None else str(message_id),
    )
