"""Telegram: a webhook or long polling, silent and protected messages, and taking them back.

The client is python-telegram-bot's, without its ``Application``: the doors of the house are ours.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, final

import httpx
import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.channels.fit import Fitted, Form, fit
from bot.channels.telegram_time import TelegramTime
from bot.channels.telegram_updates import Reader, Reading, UnreadableError
from bot.conversation.arriving import Delivered, Refused
from bot.conversation.erasing import NotRemoved
from bot.conversation.sending import Gone, NotSent, Pace, Unreached
from bot.conversation.state import Outgoing
from bot.messages import Address, Channel, Inbound

PACE = Pace()
"""Telegram asks for no more than 30 messages a second, and about one a second in one chat
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)."""

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
CONNECTIONS = 64
SECONDS = 15.0
COURTESIES = 64
"""So many touches are answered, and groups left, at the same time."""

ASK_TIME_EVERY = 60.0
ASK_TIME_WITHIN = 3.0
"""Seconds. She waits for the answer, and the provider for ours."""

TRY_BLOCKED = timedelta(minutes=10)
"""Who blocked the bot may let it in again: until then nothing can be taken back."""

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose bot it is and where Telegram is. An empty ``secret`` refuses every webhook."""

    token: str = field(repr=False)
    api_url: str
    secret: str = field(repr=False)
    reader: Reader


@final
class Telegram:
    """One bot: what its provider posts, what it sends, and what it takes back."""

    answer_type = "text/plain"
    answer = ""

    def __init__(
        self,
        account: Account,
        clock: Callable[[], datetime],
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        """``heard`` is told whenever Telegram brings something, and nothing of it."""
        # httpx would write every address with the token in it, where somebody asks for its log.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self.time = TelegramTime(clock)
        self._requests = (connections(self.time, CONNECTIONS), connections(self.time, 2))
        self.bot = client(account, *self._requests)
        self._account = account
        self._heard = heard
        self._courtesies: set[asyncio.Task[None]] = set()
        self._queries: dict[str, str] = {}
        self._ask_time_at = 0.0

    async def read(self, delivered: Delivered, now: datetime) -> Sequence[Inbound]:
        """What happened; nothing for what we do not understand. Raises ``Refused``."""
        given = delivered.headers.get(SECRET_HEADER, "").encode(errors="surrogatepass")
        secret = self._account.secret.encode()
        if not secret or not hmac.compare_digest(given, secret):
            raise Refused("the secret is not ours")
        self._heard()
        try:
            reading = self._reading(delivered.body)
            if self.time.strange and await self._asked_the_time():
                reading = self._reading(delivered.body)
        except UnreadableError as error:
            # Refusing it would have Telegram send it again for ever.
            log.warning("update_unreadable", error=str(error))
            return ()
        return self._taken(reading)

    def _reading(self, body: bytes) -> Reading:
        return self._account.reader.read_body(body, self.time.moment)

    async def _asked_the_time(self) -> bool:
        """Whether Telegram has just said what its clock says. A process that only takes what is
        posted hears nothing else of it, and would find her old, or late, where its own is wrong."""
        seconds = asyncio.get_running_loop().time()
        if seconds < self._ask_time_at:
            return False
        self._ask_time_at = seconds + ASK_TIME_EVERY
        try:
            async with asyncio.timeout(ASK_TIME_WITHIN):
                await self.bot.get_me()
        except (TelegramError, TimeoutError):
            return False
        return True

    def understand(self, update: Update) -> Sequence[Inbound]:
        """What an update says; touches without a meaning are answered, groups are left."""
        moment = partial(self.time.moment, update.update_id)
        return self._taken(self._account.reader.read(update, moment))

    def _taken(self, reading: Reading) -> Sequence[Inbound]:
        if reading.strange is not None:
            self._do(self.bot.leave_chat(reading.strange))
        if reading.inbound is None:
            if reading.query:
                self._do(self.bot.answer_callback_query(reading.query))
            return ()
        if reading.query:
            self._queries[reading.inbound.id] = reading.query
        return (reading.inbound,)

    def taken(self, inbound: Inbound) -> None:
        """A touch is answered, silently: its button stops turning."""
        query = self._queries.pop(inbound.id, "")
        if query:
            self._do(self.bot.answer_callback_query(query))

    async def send(self, message: Outgoing) -> str:
        """Send it, silent, protected, without a preview of links; the id that Telegram gave it."""
        fitted = fit(message.speech, Channel.TELEGRAM)
        try:
            sent = await self.bot.send_message(
                int(message.address.value),
                fitted.message,
                reply_markup=_keyboard(fitted),
                disable_notification=True,
                protect_content=True,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            raise _not_sent(error) from None
        return str(sent.message_id)

    async def unsend(self, address: Address, provider_ids: Sequence[str]) -> None:
        """Delete these messages of either side, newest first, at most 100.

        Raises ``NotRemoved`` where some remain.
        """
        ids = [int(id) for id in provider_ids]
        try:
            await self.bot.delete_messages(int(address.value), ids)
        except RetryAfter as error:
            raise NotRemoved(wanted_pause(error)) from None
        except Forbidden:
            raise NotRemoved(TRY_BLOCKED) from None
        except BadRequest:
            if len(ids) == 1:
                raise NotRemoved from None
            await self._unsend_in_halves(address, provider_ids)

    async def _unsend_in_halves(self, address: Address, provider_ids: Sequence[str]) -> None:
        """One message that cannot be deleted keeps none of the others."""
        half = len(provider_ids) // 2
        refusals: list[NotRemoved] = []
        for part in (provider_ids[:half], provider_ids[half:]):
            try:
                await self.unsend(address, part)
            except NotRemoved as refusal:
                refusals.append(refusal)
        if refusals:
            raise next((one for one in refusals if one.retry_after), refusals[0])

    async def close(self) -> None:
        """Finish what is under way and let go of the connections."""
        if self._courtesies:
            await asyncio.wait(self._courtesies, timeout=SECONDS)
        await asyncio.gather(*(request.shutdown() for request in self._requests))

    def _do(self, courtesy: Coroutine[Any, Any, bool]) -> None:
        """A request on which nothing depends; above a limit it is not made."""
        if len(self._courtesies) >= COURTESIES:
            courtesy.close()
            return
        task = asyncio.create_task(_try(courtesy))
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)


async def _try(courtesy: Coroutine[Any, Any, bool]) -> None:
    try:
        await courtesy
    except TelegramError as error:
        log.info("courtesy_failed", error=type(error).__name__)


def connections(time: TelegramTime, count: int) -> HTTPXRequest:
    """So many connections, which teach ``time`` what Telegram's clock says."""

    async def look_at_clock(answer: httpx.Response) -> None:
        time.learn(answer.headers.get("date", ""))

    return HTTPXRequest(
        connection_pool_size=count,
        read_timeout=SECONDS,
        write_timeout=SECONDS,
        connect_timeout=SECONDS / 3,
        pool_timeout=SECONDS / 3,
        httpx_kwargs={"event_hooks": {"response": [look_at_clock]}, "trust_env": False},
    )


def client(account: Account, request: HTTPXRequest, polling: HTTPXRequest) -> Bot:
    """The library's client at the account's root."""
    return Bot(
        account.token,
        base_url=f"{account.api_url}/bot",
        base_file_url=f"{account.api_url}/file/bot",
        request=request,
        get_updates_request=polling,
    )


def _keyboard(fitted: Fitted) -> InlineKeyboardMarkup | None:
    """One choice a row: labels are never cut, and are easy to touch."""
    if fitted.form is not Form.BUTTONS:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data)]
            for button in fitted.buttons
        ]
    )


def _not_sent(error: TelegramError) -> Exception:
    """What the error says of the message; itself where nobody knows."""
    match error:
        case RetryAfter():
            return NotSent(wanted_pause(error))
        case Forbidden():
            return Gone("blocked")
        case InvalidToken():
            return Unreached()
        case BadRequest():
            return NotSent()
        case TimedOut() | NetworkError() if isinstance(error.__cause__, _NOT_SENT):
            return Unreached()
        case _:
            return error


def wanted_pause(error: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
