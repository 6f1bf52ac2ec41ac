"""Women who write, each one text after the other, and send again what nobody answered.

On the web they do as the page's script does: the same form again, at another node where theirs does
not answer; and by the key again where their talk was closed. Elsewhere the provider delivers again
until somebody says 200.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout
from twilio.request_validator import RequestValidator

from bot.messages import Channel
from scripts.faults.evidence import Ms, Woman
from scripts.faults.provider import SECRET
from scripts.visitor import Refused, Visitor
from tests.channels.twilio_driver import OURS
from tests.channels.twilio_fake import ACCOUNT
from tests.channels.twilio_fake import TOKEN as TWILIO_TOKEN

EVERYWHERE: Sequence[Channel] = (
    Channel.TELEGRAM,
    Channel.SMS,
    Channel.WHATSAPP,
    Channel.TELEGRAM,
    *[Channel.WEB] * 6,
)
"""Where each woman writes, in turn."""

LEAVES = 5
"""Of so many who write elsewhere than on the web one leaves at the end."""

MOST_TEXTS = 25
"""Of one woman, however long it takes: beyond that it would be a flood."""

OPENED = {"it": ".start.hello", "yes": ".safe.ask"}
"""What she touches until she is asked what she needs, and how the question's name ends."""

EXIT_WORD = "esci subito"
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_ANSWER = ClientTimeout(total=40)
_AGAIN = (OSError, asyncio.IncompleteReadError, ClientError, TimeoutError)


@dataclass(slots=True)
class Load:
    """All women of a run. ``pause``: seconds between two texts of one, at most. ``where``: the
    channels of women in turn. ``now``: the clock of the run, in epoch ms. ``holding``: whether who
    has said all ``texts`` goes on. ``closes``: whether a talk on the web may be closed on her, who
    then comes in by the key again. ``jumps``: how often the clock did; then her question's time may
    be over, and she is asked from the beginning."""

    ports: Sequence[int]
    entry: str
    now: Callable[[], Ms]
    texts: int
    pause: float
    seed: int
    where: Sequence[Channel] = EVERYWHERE
    holding: Callable[[], bool] = lambda: False
    closes: bool = False
    jumps: Callable[[], int] = lambda: 0
    women: list[Woman] = field(default_factory=list)
    answered: int = 0
    tried_again: int = 0
    closed: int = 0
    _ids: count[int] = field(default_factory=lambda: count(1))
    _signs: RequestValidator = field(default_factory=lambda: RequestValidator(TWILIO_TOKEN))

    async def run(self, women: int) -> None:
        """All of them, to the end."""
        first = len(self.women)
        new = [self._woman(number) for number in range(first, first + women)]
        self.women += new
        async with ClientSession(timeout=_ANSWER) as session, asyncio.TaskGroup() as group:
            for one in new:
                talk = self._elsewhere(one, session) if one.chat else self._on_the_web(one)
                group.create_task(talk)

    def _woman(self, number: int) -> Woman:
        channel = self.where[number % len(self.where)]
        chat = {
            Channel.WEB: "",
            Channel.TELEGRAM: str(10_000 + number),
            Channel.SMS: f"+39000000{number:04}",
            Channel.WHATSAPP: f"whatsapp:+39000000{number:04}",
        }[channel]
        return Woman(number, chat, channel)

    async def _texts(
        self, woman: Woman, chance: Random, say: Callable[[str], Awaitable[None]]
    ) -> None:
        """One after the other, and noted as answered when they are."""
        while len(woman.said) < (MOST_TEXTS if self.holding() else self.texts):
            await asyncio.sleep(chance.uniform(0, self.pause))
            text = phrase(woman.number, len(woman.said))
            woman.said.append((text, None))
            await say(text)
            woman.said[-1] = (text, self.now())
            self.answered += 1

    # --- on the web -----------------------------------------------------------------------------

    async def _on_the_web(self, woman: Woman) -> None:
        chance = Random(self.seed * 100_003 + woman.number)  # noqa: S311 - can be run again
        visitor = Visitor(chance.choice(self.ports), self.entry)
        await asyncio.sleep(chance.uniform(0, self.pause * self.texts))
        await self._comes_in(visitor, chance)

        async def say(text: str) -> None:
            while True:
                try:
                    await self._until_done(visitor, _given(visitor.say, text), chance)
                    await self._answers_again(visitor, chance)
                except Refused as refused:
                    if not (self.closes and refused.over):
                        raise
                    woman.talks += 1
                    self.closed += 1
                    await self._comes_in(visitor, chance)
                    if refused.taken:
                        return
                else:
                    return

        await self._texts(woman, chance, say)
        visitor.close()

    async def _answers_again(self, visitor: Visitor, chance: Random) -> None:
        """Where she is asked from the beginning."""
        for choice, asked in OPENED.items():
            if visitor.ask.endswith(asked):
                await self._until_done(visitor, _given(visitor.choose, choice), chance)

    async def _comes_in(self, visitor: Visitor, chance: Random) -> None:
        """By the key, up to where she can write."""
        while True:
            try:
                await self._until_done(visitor, visitor.enter, chance)
                for choice in OPENED:
                    await self._until_done(visitor, _given(visitor.choose, choice), chance)
            except Refused as refused:
                if not (self.closes and refused.over):
                    raise
            else:
                return

    async def _until_done(
        self, visitor: Visitor, act: Callable[[], Awaitable[object]], chance: Random
    ) -> None:
        """Repeat an act, with the same form, until it is answered."""
        while True:
            try:
                if not visitor.connected:
                    await visitor.connect()
                async with asyncio.timeout(_ANSWER.total):
                    await act()
            except (*_AGAIN, Refused) as trouble:
                if isinstance(trouble, Refused) and not trouble.soon:
                    raise
                visitor.close()
                visitor.port = chance.choice(self.ports)
                self.tried_again += 1
                await asyncio.sleep(chance.uniform(0.1, 0.5))
            else:
                return

    # --- elsewhere ------------------------------------------------------------------------------

    async def _elsewhere(self, woman: Woman, session: ClientSession) -> None:
        chance = Random(self.seed * 100_003 + woman.number)  # noqa: S311 - can be run again
        sends = self._on_telegram if woman.channel is Channel.TELEGRAM else self._by_phone

        async def say(text: str) -> None:
            await sends(woman, text, session, chance)

        await asyncio.sleep(chance.uniform(0, self.pause * self.texts))
        begun = -1

        async def say_in_the_service(text: str) -> None:
            nonlocal begun
            while begun != self.jumps():
                begun = self.jumps()
                for one in _opening(woman.channel, self.entry):
                    await say(one)
            await say(text)

        await self._texts(woman, chance, say_in_the_service)
        if woman.number // len(self.where) % LEAVES == 0:
            await say(EXIT_WORD if woman.channel is Channel.TELEGRAM else "STOP")
            woman.left_at = self.now()

    async def _on_telegram(
        self, woman: Woman, text: str, session: ClientSession, chance: Random
    ) -> None:
        id = next(self._ids)
        woman.own.add(str(id))
        message = {
            "message_id": id,
            "date": self.now() // 1000,
            "chat": {"id": int(woman.chat), "type": "private"},
            "from": {"id": int(woman.chat), "is_bot": False, "first_name": "N"},
            "text": text,
        }
        body = orjson.dumps({"update_id": id, "message": message})
        headers = {
            "X-Telegram-Bot-Api-Secret-Token": SECRET,
            "Content-Type": "application/json",
        }
        await self._delivered("telegram", body, headers, session, chance)

    async def _by_phone(
        self, woman: Woman, text: str, session: ClientSession, chance: Random
    ) -> None:
        sid = f"SM{next(self._ids):032x}"
        ours = f"whatsapp:{OURS}" if woman.channel is Channel.WHATSAPP else OURS
        fields = {
            "AccountSid": ACCOUNT,
            "Body": text,
            "From": woman.chat,
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "To": ours,
            # Twilio answers a STOP in our place, and lets nobody write after it.
            **({"OptOutType": "STOP"} if text == "STOP" else {}),
        }
        url = f"http://127.0.0.1:{self.ports[0]}/twilio/message"
        headers = {"X-Twilio-Signature": self._signs.compute_signature(url, fields)}
        await self._delivered("twilio/message", fields, headers, session, chance)

    async def _delivered(
        self,
        path: str,
        body: bytes | Mapping[str, str],
        headers: Mapping[str, str],
        session: ClientSession,
        chance: Random,
    ) -> None:
        """The same again, until a node says that it has it."""
        while True:
            url = f"http://127.0.0.1:{chance.choice(self.ports)}/{path}"
            try:
                async with session.post(url, data=body, headers=headers) as answer:
                    if answer.status == 200:
                        return
            except _AGAIN:
                pass
            self.tried_again += 1
            await asyncio.sleep(chance.uniform(0.1, 0.5))


def _opening(channel: Channel, entry: str) -> Sequence[str]:
    """What she writes until she is asked what she needs."""
    return (
        (f"/start {entry}", "Italiano", "Sì") if channel is Channel.TELEGRAM else (entry, "1", "1")
    )


def _given(act: Callable[[str], Awaitable[object]], value: str) -> Callable[[], Awaitable[object]]:
    return lambda: act(value)


def phrase(woman: int, number: int) -> str:
    """A text that nobody else writes, in letters: numbers would be choices."""
    return f"frase {str(woman).translate(_LETTERS)} {str(number).translate(_LETTERS)} fine"
