"""SMS and WhatsApp for the channel contract (``drivers.Driver``), behind a proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

import orjson

from bot.messages import Channel
from tests.channels.twilio_fake import ACCOUNT, BUSY_SECONDS, TOKEN, FakeTwilio, Fault, fake_twilio

PUBLIC = "https://almanacco.example"
ENTRY = "girasole"
SENTENCE = "Vorrei sapere che tempo fa"
OURS = "+390000000000"

_FAULTS: Mapping[str, Fault] = {
    "error": Fault(status=500, code=20500),
    "busy": Fault(status=429, code=20429, retry_after=BUSY_SECONDS),
    "hang": Fault("hang"),
    "reset": Fault("lost"),
    "gone": Fault(status=400, code=21610),
}


class TwilioDriver:
    """People are telephone numbers, given in the order in which they first do something."""

    def __init__(self, provider: FakeTwilio, channel: Channel) -> None:
        self.provider = provider
        self.public = PUBLIC
        self.channel = channel
        self._prefix = "whatsapp:" if channel is Channel.WHATSAPP else ""
        self._site = ""
        self._people: dict[str, str] = {}
        self._delivered: dict[str, Mapping[str, str]] = {}

    def settings(self) -> Mapping[str, str]:
        """The settings of an account at the fake."""
        number = "WHATSAPP" if self._prefix else "SMS"
        return {
            "FILO_ENTRY": ENTRY,
            "FILO_PUBLIC_URL": self.public,
            "FILO_TWILIO_ACCOUNT_SID": ACCOUNT,
            "FILO_TWILIO_AUTH_TOKEN": TOKEN,
            "FILO_TWILIO_API_URL": self.provider.url,
            f"FILO_TWILIO_{number}_FROM": f"{self._prefix}{OURS}",
            "FILO_TWILIO_FIRST_SENTENCES": SENTENCE,
        }

    def reach(self, site: str) -> None:
        """The public site."""
        self._site = site

    def address(self, person: str) -> str:
        """Her number."""
        return self._people.setdefault(person, f"+39000000{len(self._people) + 1:04}")

    async def opens(self, person: str) -> str:
        """She sends the keyword, or the sentence that a link wrote for her."""
        return await self.says(person, SENTENCE if self._prefix else ENTRY)

    async def says(self, person: str, text: str) -> str:
        """She writes."""
        return await self.sends(person, Body=text)

    async def sends(self, person: str, media: int = 0, **fields: str) -> str:
        """She sends this."""
        name = self.prepares(person, media, **fields)
        assert await self.again(name) == 200
        return name

    def prepares(self, person: str, media: int = 0, **fields: str) -> str:
        """A message of hers that the fake has and did not deliver yet; its name."""
        said = {
            "AccountSid": ACCOUNT,
            "Body": "",
            "From": f"{self._prefix}{self.address(person)}",
            "NumMedia": str(media),
            "NumSegments": "1",
            "To": f"{self._prefix}{OURS}",
            **fields,
        }
        sid = self.provider.received(said, media).sid
        self._delivered[sid] = {**said, "MessageSid": sid, "SmsMessageSid": sid}
        return sid

    async def again(self, delivery: str) -> int:
        """The same message, once more."""
        return await self._post("message", self._delivered[delivery])

    async def forged(self, person: str, text: str) -> int:
        """Somebody without the token."""
        fields = {"From": self.address(person), "Body": text, "MessageSid": "SM" + "0" * 32}
        return await self._post("message", fields, "A" * 28)

    async def reports(self, number: int, **fields: str) -> int:
        """Twilio reports on a message that we sent, counted from 0, to the address we gave."""
        callback = self.provider.posted[number]["StatusCallback"]
        assert callback.startswith(self.public)
        return await self.provider.call(
            callback.replace(self.public, self._site), fields, public=callback
        )

    def seen(self, person: str) -> list[str]:
        """What we wrote."""
        to = f"{self._prefix}{self.address(person)}"
        return [_shown(sent) for sent in self.provider.posted if sent["To"] == to]

    def requests(self) -> int:
        """How many times it was asked to send."""
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        return self.provider.asked.count(("POST", path))

    def fail(self, *faults: str) -> None:
        """The next requests meet these."""
        self.provider.send_faults += [_FAULTS[fault] for fault in faults]

    async def _post(
        self, path: str, fields: Mapping[str, str], signature: str | None = None
    ) -> int:
        return await self.provider.call(
            f"{self._site}/twilio/{path}",
            fields,
            public=f"{self.public}/twilio/{path}",
            signature=signature,
            headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"},
        )


def _shown(sent: Mapping[str, str]) -> str:
    return sent.get("Body") or "\n".join(orjson.loads(sent["ContentVariables"]).values())


@asynccontextmanager
async def sms(clock: Callable[[], datetime]) -> AsyncIterator[TwilioDriver]:
    """A Twilio of this test's own that sends text messages."""
    async with fake_twilio(clock) as provider:
        yield TwilioDriver(provider, Channel.SMS)


@asynccontextmanager
async def whatsapp(clock: Callable[[], datetime]) -> AsyncIterator[TwilioDriver]:
    """A Twilio of this test's own that sends on WhatsApp."""
    async with fake_twilio(clock) as provider:
        yield TwilioDriver(provider, Channel.WHATSAPP)
