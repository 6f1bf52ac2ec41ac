"""Whether the providers of the channels that are on answer, as the doctor asks them: nothing is
sent to anybody and nothing is changed there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, encode_basic_auth

from bot.config import Settings

SECONDS = 5.0
"""So long one question may take: the doctor is asked by people who wait."""

AWAY = "Look at the provider's own page of its status, and whether this machine may reach it."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider said. ``trouble``: what is wrong, empty where nothing is; ``grave``: no
    message gets through."""

    provider: str
    trouble: str = ""
    remedy: str = ""
    grave: bool = True


async def answers(settings: Settings, seconds: float = SECONDS) -> tuple[Answer, ...]:
    """What each provider that is on says of us; of one that is all right, that it answers."""
    found: list[Answer] = []
    async with ClientSession(timeout=ClientTimeout(total=seconds)) as session:
        if settings.telegram:
            found += [one async for one in _telegram(settings, session)] or [Answer("Telegram")]
        if settings.twilio:
            found += [one async for one in _twilio(settings, session)] or [Answer("Twilio")]
    return tuple(found)


async def _asked(session: ClientSession, url: str, **how: Any) -> tuple[int, Mapping[str, Any]]:
    """Status and fields; status 0 where nothing came. The address may hold a token: it is told to
    nobody."""
    try:
        async with session.get(url, **how) as answer:
            plain = await answer.json(content_type=None)
            return answer.status, plain if isinstance(plain, dict) else {}
    except (ClientError, TimeoutError, ValueError):
        return 0, {}


async def _telegram(settings: Settings, session: ClientSession) -> AsyncIterator[Answer]:
    assert settings.telegram_token is not None, "Telegram is on"
    root = f"{settings.telegram_api_url}/bot{settings.telegram_token.get_secret_value()}"
    status, me = await _asked(session, f"{root}/getMe")
    if status in (401, 404):
        remedy = "Put the token that BotFather shows into FILO_TELEGRAM_TOKEN."
        yield Answer("Telegram", "It does not know our token.", remedy)
        return
    if not me.get("ok"):
        yield Answer("Telegram", _silent(status), AWAY)
        return
    called, named = settings.telegram_name, me["result"].get("username", "")
    if called and called.lower() != str(named).lower():
        what = "FILO_TELEGRAM_NAME is not what the bot is called: flyers lead elsewhere."
        remedy = "Set it to the name that BotFather shows."
        yield Answer("Telegram", what, remedy, grave=False)
    if settings.telegram_polling:
        return
    status, info = await _asked(session, f"{root}/getWebhookInfo")
    hook = info.get("result", {}) if info.get("ok") else {}
    if hook.get("url") != f"{settings.public_url}/telegram":
        what = "It brings what women write to another address than ours, or to none."
        remedy = "The service tells it when it starts: start it, and look at FILO_PUBLIC_URL."
        yield Answer("Telegram", what, remedy, grave=False)
    elif hook.get("last_error_message") and hook.get("pending_update_count"):
        what = f"It cannot bring us what waits: {hook['last_error_message']}."
        remedy = "Look whether the proxy lets POST /telegram through, and at its certificate."
        yield Answer("Telegram", what, remedy)


async def _twilio(settings: Settings, session: ClientSession) -> AsyncIterator[Answer]:
    assert settings.twilio_account_sid is not None, "Twilio is on"
    assert settings.twilio_auth_token is not None, "Twilio is on"
    sid, token = settings.twilio_account_sid, settings.twilio_auth_token.get_secret_value()
    url = f"{settings.twilio_api_url}/2010-04-01/Accounts/{sid}.json"
    headers = {"Authorization": encode_basic_auth(sid, token)}
    status, account = await _asked(session, url, headers=headers)
    if status in (401, 403, 404):
        remedy = "Look at FILO_TWILIO_ACCOUNT_SID and FILO_TWILIO_AUTH_TOKEN in Twilio's console."
        yield Answer("Twilio", "It does not know our account with this token.", remedy)
    elif status != 200:
        yield Answer("Twilio", _silent(status), AWAY)
    elif account.get("status") != "active":
        what = f"The account is {account.get('status', 'of unknown state')}: nothing is sent."
        yield Answer("Twilio", what, "Twilio's console says why, most often a bill.")


def _silent(status: int) -> str:
    return f"It answers with status {status}." if status else "Nothing answers."
