"""What the bot does while the service runs: it tells Telegram where we are, or asks what is new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import final

import structlog
from telegram import Update
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram import Telegram, wanted_pause
from bot.channels.telegram_updates import KINDS
from bot.conversation.sending import Watch
from bot.messages import Inbound

ASK_SECONDS = 25
"""So long Telegram keeps a question open until something is new."""

TELL_EVERY = 3600.0
"""Seconds after which Telegram is told again where we are: somebody may have changed it."""

AWAY_SECONDS = 60.0
"""Who heard nothing of Telegram for so long, or only just began, asks what waited meanwhile."""

TRIES = 3
PAUSE = 1.0
LONGEST_PAUSE = 60.0

Post = Callable[[Inbound], Awaitable[object]]
log = structlog.get_logger(__name__)


@final
class Serving:
    """Webhook or polling, as the settings say. One process polls: Telegram refuses a second."""

    def __init__(self, telegram: Telegram, public_url: str, secret: str, *, polling: bool) -> None:
        self._telegram = telegram
        self._public_url = public_url
        self._secret = secret
        self._polling = polling
        self.watch = Watch()
        """What is waited by after a failure."""

    @property
    def alone(self) -> str:
        """Polling: two would take each other's updates away. Any process may name the webhook."""
        return "telegram polling" if self._polling else ""

    async def serve(self, post: Post) -> None:
        """Go on until cancelled, also where Telegram is not reached for a while."""
        if self._polling:
            await self._poll(post)
        await self._look_what_waits()
        while True:
            pause = await self._tell()
            await self.watch.rest(pause)

    async def come_back(self) -> None:
        """Learn what waits for us, before anything of it is posted to this process."""
        if not self._polling:
            await self._look_what_waits()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._telegram.close()

    async def _tell(self) -> float:
        """Tell Telegram where we are. In how many seconds to tell it again."""
        bot = self._telegram.bot
        try:
            await bot.set_webhook(
                f"{self._public_url}/telegram", secret_token=self._secret, allowed_updates=KINDS
            )
        except TelegramError as error:
            log.warning("webhook_not_set", error=type(error).__name__)
            return LONGEST_PAUSE
        return TELL_EVERY

    async def _look_what_waits(self) -> None:
        try:
            info = await self._telegram.bot.get_webhook_info()
        except TelegramError as error:
            log.warning("waiting_unknown", error=type(error).__name__)
            return
        self._telegram.time.expect_waiting(info.pending_update_count)

    async def _poll(self, post: Post) -> None:
        """Ask, write down, and only then ask for what comes next."""
        failures, offset = 0, 0
        seconds = asyncio.get_running_loop().time
        heard_at = -AWAY_SECONDS
        while True:
            try:
                if failures or heard_at < 0:
                    await self._telegram.bot.delete_webhook()
                if seconds() - heard_at >= AWAY_SECONDS:
                    await self._look_what_waits()
                updates = await self._ask(offset)
                heard_at = seconds()
                for update in updates:
                    await self._take(update, post)
                    offset = update.update_id + 1
                failures = 0
            except RetryAfter as error:
                await self.watch.rest(wanted_pause(error).total_seconds())
            except TelegramError as error:
                failures += 1
                log.warning("not_polled", error=type(error).__name__, count=failures)
                await self.watch.rest(min(PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE))

    async def _ask(self, offset: int) -> tuple[Update, ...]:
        return await self._telegram.bot.get_updates(
            offset=offset or None,
            timeout=ASK_SECONDS,
            read_timeout=ASK_SECONDS + 10,
            allowed_updates=KINDS,
        )

    async def _take(self, update: Update, post: Post) -> None:
        """Write down what happened. What fails again and again keeps nobody else waiting."""
        for inbound in self._telegram.understand(update):
            for tried in range(1, TRIES + 1):
                try:
                    await post(inbound)
                    break
                except Exception as error:  # noqa: BLE001 - whatever failed, it is tried again
                    log.error("update_not_written", attempt=tried, error=type(error).__name__)
                    await self.watch.rest(PAUSE * tried)
            self._telegram.taken(inbound)
