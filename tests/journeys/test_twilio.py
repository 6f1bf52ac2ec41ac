"""Women by SMS and on WhatsApp, from the keyword to a human and out, against the real process.

Twilio is the fake of ``tests/channels``; everything else is what ``make run`` starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession, DummyCookieJar

from bot.messages import Channel
from tests.channels.twilio_driver import TwilioDriver
from tests.channels.twilio_fake import fake_twilio
from tests.channels.web_driver import WebDriver
from tests.journeys.behind import Desk, behind_the_desk, until
from tests.journeys.talking import demonstration

pytestmark = pytest.mark.journey

CONTENTS = 13
"""One to three buttons, one to ten rows."""

TO_A_PERSON = (
    ("1", "Puoi scrivere ora"),
    ("1", "Che cosa ti serve?"),
    ("2", "comune"),
    ("Rho", "Vede lingua e tema"),
    ("1", "Ho avvisato"),
)
TO_A_PLACE = (
    ("1", "Puoi scrivere ora"),
    ("1", "Che cosa ti serve?"),
    ("4", "comune"),
    ("Milano", "Che cosa cerchi?"),
    ("1", "Per leggerlo apri la pagina web."),
    ("1", "/g/"),
)


@dataclass
class Phone:
    """Her phone: what she does is told to the running service."""

    driver: TwilioDriver
    name: str

    async def opens(self) -> None:
        """The keyword, or the sentence of a link, is answered with the greeting."""
        await self.driver.opens(self.name)
        await self.sees("112")

    async def says(self, text: str, answer: str) -> None:
        """She writes, and that is answered."""
        await self.driver.says(self.name, text)
        await self.sees(answer)

    async def sees(self, answer: str) -> None:
        """That arrives."""
        await until(lambda: any(answer in text for text in self.texts[-3:]))

    @property
    def texts(self) -> list[str]:
        """What we wrote to her."""
        return self.driver.seen(self.name)


async def _reaches_a_human(phone: Phone, desk: Desk, word: str) -> None:
    """Key, hand-off, a human's answer, exit: one line of the cover is the last that comes."""
    await phone.opens()
    for text, answer in TO_A_PERSON:
        await phone.says(text, answer)
    cases = (await desk.call("GET", "queue"))["cases"]
    (case,) = [one for one in cases if one["state"] == "queued"]
    await desk.call("POST", f"cases/{case['id']}/claim")
    reply = {"id": f"reply-{phone.name}", "text": "Ne parliamo con calma."}
    await desk.call("POST", f"cases/{case['id']}/reply", reply)
    await phone.sees("Ne parliamo con calma.")
    before = len(phone.texts)
    await phone.says(word, "Sole")

    async def has_left() -> bool:
        return (await desk.call("GET", f"cases/{case['id']}"))["left_at"] is not None

    await until(has_left)
    await phone.says("menu", "Almanacco di Milano")
    assert len(phone.texts) == before + 2


async def _goes_on_at_the_page(phone: Phone, site: str) -> None:
    """What the telephone does not say stands on the page behind the link, once."""
    await phone.opens()
    for text, answer in TO_A_PLACE:
        await phone.says(text, answer)
    link = next(text for text in reversed(phone.texts) if "/g/" in text)
    assert "dimostrativ" not in " ".join(phone.texts)
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        page = WebDriver(session)
        page.reach(site)
        await page.follows(phone.name, link.rpartition(site)[2].strip())
        assert "dimostrativ" in " ".join(page.seen(phone.name))
        await page.follows("somebody else", link.rpartition(site)[2].strip())
        assert page.seen("somebody else") == ["Almanacco di Milano"]


async def test_women_on_their_phones_reach_a_human_and_the_page(tmp_path: Path) -> None:
    """By SMS and on WhatsApp, with one account of Twilio's; an exit word and a STOP are heard."""
    async with fake_twilio() as provider:
        by_sms = TwilioDriver(provider, Channel.SMS)
        on_whatsapp = TwilioDriver(provider, Channel.WHATSAPP)
        settings = {**by_sms.settings(), **on_whatsapp.settings()}
        del settings["FILO_PUBLIC_URL"]
        async with (
            demonstration(tmp_path, **settings) as running,
            behind_the_desk(running) as desk,
        ):
            site = running.entry.rpartition("/")[0]
            for driver in (by_sms, on_whatsapp):
                driver.public = site
                driver.reach(site)
            await until(lambda: len(provider.contents) == CONTENTS)
            await _reaches_a_human(Phone(by_sms, "anyone-1"), desk, "STOP")
            await _reaches_a_human(Phone(on_whatsapp, "anyone-2"), desk, "esci subito")
            assert any("ContentSid" in sent for sent in provider.posted), "buttons and lists"
            await _goes_on_at_the_page(Phone(by_sms, "anyone-3"), site)
