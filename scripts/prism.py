"""Every request that we make of Twilio, judged by Prism with Twilio's OpenAPI: ``make prism``.

Prism comes from npm into a folder that is thrown away. It answers 4xx to a request that the
description does not allow; then this ends with status 1.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionError, ClientSession
from twilio.base.exceptions import TwilioRestException

from bot.channels.sms import Sms
from bot.channels.twilio_http import TwilioHttp, client_of
from bot.channels.twilio_inbound import WITH_MEDIA
from bot.channels.twilio_records import delete_all, sweep
from bot.channels.twilio_sending import Line
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_contents import Contents
from bot.config import load
from bot.conversation.state import Outgoing
from bot.doctor.answering import answers
from bot.messages import Address, Channel, Option, Speech

PRISM = "@stoplight/prism-cli@5.14.2"
DESCRIPTION = Path("../shared/external/twilio-openapi/twilio_api_v2010.json")
ACCOUNT = "AC" + "0" * 32
MESSAGE = "SM" + "1" * 32
CONTENT = "HX" + "2" * 32
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERS, OURS = "+390000000001", "+390000000000"
STARTS_WITHIN = 60

Deed = Callable[[], Awaitable[Any]]


def main() -> int:
    """Run it. Status 0 where every request is allowed, or where Prism cannot be had here."""
    if shutil.which("npm") is None or not DESCRIPTION.exists():
        lacks = "npm" if shutil.which("npm") is None else f"{DESCRIPTION.parent}"
        sys.stdout.write(f"skipped: {lacks} is not here\n")
        return int(os.environ.get("CI") == "true")
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder]
        if subprocess.run([*command, PRISM], check=False).returncode:
            sys.stdout.write("skipped: npm cannot be reached\n")
            return int(os.environ.get("CI") == "true")
        return asyncio.run(_judge(Path(folder) / "node_modules/.bin/prism"))


async def _judge(prism: Path) -> int:
    async with _served(prism) as root:
        http = TwilioHttp(root)
        try:
            refused = 0
            for name, deed in {**_deeds(http), "the account": lambda: _account(root)}.items():
                refused += await _tried(name, deed)
            if not await _refuses_nonsense(http):
                sys.stdout.write("FAIL Prism lets nonsense through: it judges nothing\n")
                refused += 1
        finally:
            await http.close()
    return int(refused > 0)


async def _account(root: str) -> None:
    """What the doctor asks. Raises ``AssertionError`` where it is refused."""
    given = {
        "FILO_MODE": "demo",
        "FILO_TWILIO_ACCOUNT_SID": ACCOUNT,
        "FILO_TWILIO_AUTH_TOKEN": "secret",
        "FILO_TWILIO_API_URL": root,
        "FILO_TWILIO_SMS_FROM": OURS,
    }
    (answer,) = await answers(load(given))
    # The state of the account is one that Prism makes up.
    assert not answer.trouble or answer.trouble.startswith("The account is"), answer.trouble


async def _refuses_nonsense(http: TwilioHttp) -> bool:
    messages = client_of(ACCOUNT, "secret", http).messages
    try:
        await messages.create_async(to=HERS, validity_period="a while", body="ciao")
    except TwilioRestException as error:
        return bool(error.status == 422)
    return False


async def _tried(name: str, deed: Deed) -> bool:
    """Do it; whether Prism refused."""
    try:
        await deed()
    except Exception as error:  # noqa: BLE001 - whatever the client makes of a refusal
        sys.stdout.write(f"FAIL {name}: {type(error).__name__} {error}\n")
        return True
    sys.stdout.write(f"ok   {name}\n")
    return False


def _deeds(http: TwilioHttp) -> Mapping[str, Deed]:
    """Each kind of request that the service makes."""
    client = client_of(ACCOUNT, "secret", http)
    contents = Contents(client)
    text = Line(client, OURS, "https://almanacco.example", lambda: NOW)
    chat = Line(client, f"whatsapp:{OURS}", "https://almanacco.example", lambda: NOW)
    menu = Speech("Che cosa ti serve?", (Option("a", "Corsi"), Option("b", "Sportelli")), ask="1")
    whatsapp = WhatsApp(chat, contents, {"almanac": CONTENT})

    def waits(channel: Channel, **how: Any) -> Outgoing:
        late = NOW + timedelta(minutes=5)
        how.setdefault("heard_at", NOW)
        return Outgoing("m", "t", 1, Address(channel, HERS), menu, late, **how)

    old = NOW - timedelta(days=2)
    return {
        "an SMS": lambda: Sms(text).send(waits(Channel.SMS)),
        "digits on WhatsApp": lambda: whatsapp.send(waits(Channel.WHATSAPP)),
        "a template": lambda: whatsapp.send(waits(Channel.WHATSAPP, heard_at=old, line="almanac")),
        "a content with variables": lambda: chat.post(
            waits(Channel.WHATSAPP),
            f"whatsapp:{HERS}",
            1,
            content_sid=CONTENT,
            content_variables='{"1": "ciao"}',
        ),
        "deleting a message": lambda: delete_all(client, [MESSAGE]),
        "deleting its media": lambda: delete_all(client, [MESSAGE + WITH_MEDIA]),
        "a sweep": lambda: sweep(client, OURS, datetime.now(UTC)),
    }


@asynccontextmanager
async def _served(prism: Path) -> AsyncIterator[str]:
    """Prism on a free port, validating; its root."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = f"http://127.0.0.1:{port}"
    command = [str(prism), "mock", "-h", "127.0.0.1", "-p", str(port), str(DESCRIPTION)]
    server = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL)
    try:
        await _answers(root)
        yield root
    finally:
        server.terminate()
        await server.wait()


async def _answers(root: str) -> None:
    async with asyncio.timeout(STARTS_WITHIN), ClientSession() as session:
        while True:
            try:
                async with session.get(root):
                    return
            except ClientConnectionError:
                await asyncio.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
