"""SMS and WhatsApp end to end: signed webhooks in, the real client out, every word in between."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from aiohttp import ClientSession, DummyCookieJar

from bot.conversation.scene import Scene
from bot.conversation.sending import Sender
from bot.conversation.state import Curtain, Outgoing
from bot.messages import Voice
from bot.wiring.external import External
from tests.channels.conftest import Clock, Town, town_of
from tests.channels.drivers import Opening
from tests.channels.twilio_driver import ENTRY, OURS, PUBLIC, TwilioDriver, sms, whatsapp

HER = "her"
EMERGENCY = "112"


@dataclass
class TwilioTown(Town):
    """A service with one channel over Twilio."""

    driver: TwilioDriver

    @property
    def account(self) -> object:
        """What runs by itself."""
        (running,) = self.house.external.running
        return running

    async def curtain(self) -> Curtain | None:
        """What may be seen of the service in her thread."""
        known = await self.known(HER)
        return known.curtain if known else None

    async def said(self, text: str) -> list[str]:
        """She writes; what she reads then."""
        before = len(self.driver.seen(HER))
        await self.driver.says(HER, text)
        await self.send()
        return self.driver.seen(HER)[before:]


@pytest.fixture
async def by_sms(clock: Clock, scene: Scene, database: Path) -> AsyncIterator[TwilioTown]:
    """The service behind text messages."""
    async with sms(clock) as driver, town_of(driver, clock, scene, database) as town:
        yield TwilioTown(town.house, driver, clock, town.site)


@pytest.fixture
async def on_whatsapp(clock: Clock, scene: Scene, database: Path) -> AsyncIterator[TwilioTown]:
    """The service behind WhatsApp, with its contents made."""
    async with whatsapp(clock) as driver, town_of(driver, clock, scene, database) as town:
        (running,) = town.house.external.running
        await running.prepare()  # type: ignore[attr-defined]
        yield TwilioTown(town.house, driver, clock, town.site)


@pytest.fixture(params=["by_sms", "on_whatsapp"])
def either(request: pytest.FixtureRequest) -> TwilioTown:
    """Either of them."""
    town: TwilioTown = request.getfixturevalue(request.param)
    return town


async def test_a_provider_stop_is_an_exit_and_a_start_reopens_nothing(either: TwilioTown) -> None:
    """Also where Twilio has answered it already, and whatever is written after it."""
    await either.driver.opens(HER)
    await either.send()
    await either.driver.sends(HER, Body="STOP", OptOutType="STOP")
    assert await either.curtain() is Curtain.EXITED
    before = either.driver.requests()
    await either.driver.sends(HER, Body="START", OptOutType="START")
    await either.send()
    assert either.driver.requests() == before
    assert EMERGENCY not in " ".join(await either.said("START"))
    assert await either.curtain() is Curtain.EXITED


@pytest.mark.parametrize("word", ["STOP", "Stop.", "unsubscribe", "esci", "خروج"])
async def test_a_word_that_leaves_is_followed_by_one_ordinary_line(
    either: TwilioTown, word: str
) -> None:
    """Silence would look odd; nothing of the talk is in that line."""
    await either.driver.opens(HER)
    await either.send()
    (line,) = await either.said(word)
    assert await either.curtain() is Curtain.EXITED
    assert EMERGENCY not in line


@pytest.mark.parametrize("digit", ["1", "١", "۱", "১", "１", "uno"])
async def test_a_menu_is_answered_with_a_digit_of_any_script(
    by_sms: TwilioTown, digit: str
) -> None:
    """Whatever her telephone writes."""
    await by_sms.driver.opens(HER)
    await by_sms.send()
    menu = by_sms.driver.seen(HER)[-1]
    assert "\n1 " in menu
    (first,) = {tuple(await by_sms.said(digit))}
    assert first
    assert first[-1] != menu


async def test_a_touched_choice_comes_back_by_its_id(on_whatsapp: TwilioTown) -> None:
    """Never by its label; an old one is seen to be old."""
    driver = on_whatsapp.driver
    await driver.opens(HER)
    await on_whatsapp.send()
    sent = driver.provider.posted[-1]
    said = list(orjson.loads(sent["ContentVariables"]).values())
    ids = [text for text in said if text.count(":") == 1 and " " not in text]
    assert ids
    await driver.sends(HER, Body="whatever it says", ButtonPayload=ids[0], ButtonText="x")
    await on_whatsapp.send()
    known = await on_whatsapp.known(HER)
    assert known is not None
    read = await on_whatsapp.house.store.read_thread(known.address)
    assert read is not None
    hers = [line.speech.text for line in read[2] if line.voice is Voice.HER]
    assert hers
    assert "whatever it says" not in hers
    before = driver.seen(HER)
    await driver.sends(HER, Body="again", ButtonPayload=ids[0])
    await on_whatsapp.send()
    assert len(driver.seen(HER)) == len(before) + 1


async def test_what_is_no_text_is_answered_kindly_and_never_fetched(either: TwilioTown) -> None:
    """A voice note gets the emergency line first; no media is asked for."""
    await either.driver.opens(HER)
    await either.send()
    before = len(either.driver.seen(HER))
    await either.driver.sends(HER, 1, MediaContentType0="audio/ogg", MessageType="audio")
    await either.send()
    heard = either.driver.seen(HER)[before:]
    assert EMERGENCY in heard[0]
    assert not [path for _, path in either.driver.provider.asked if "Media" in path]


async def test_pieces_of_a_long_text_are_screened_together(by_sms: TwilioTown) -> None:
    """A sign of danger that is cut in two is still one, in either order of arrival."""
    for person, order in (("one", (0, 1)), ("two", (1, 0))):
        text = "a" * 140 + " mi sta picchiando adesso, non so che fare"
        pieces = [text[:153], text[153:]]
        names = [by_sms.driver.prepares(person, Body=pieces[at]) for at in order]
        first = asyncio.create_task(by_sms.driver.again(names[0]))
        await asyncio.sleep(0.05)
        assert await by_sms.driver.again(names[1]) == 200
        assert await first == 200
        await by_sms.send()
        assert EMERGENCY in " ".join(by_sms.driver.seen(person))


async def test_messages_that_come_twice_and_out_of_order_have_one_effect_each(
    either: TwilioTown,
) -> None:
    """Twilio repeats what was not answered in time."""
    await either.driver.opens(HER)
    await either.send()
    names = [either.driver.prepares(HER, Body=text) for text in ("menu", "1")]
    for name in (names[1], names[0], names[1], names[0]):
        assert await either.driver.again(name) == 200
    await either.send()
    known = await either.known(HER)
    assert known is not None
    read = await either.house.store.read_thread(known.address)
    assert read is not None
    assert len([line for line in read[2] if line.voice is Voice.HER]) == 2


async def test_nothing_but_the_cover_meets_an_unknown_number(either: TwilioTown) -> None:
    """And the key opens whoever has it, once she writes it."""
    (line,) = await either.said("ciao")
    assert EMERGENCY not in line
    assert await either.curtain() is Curtain.COVERED
    assert EMERGENCY in " ".join(await either.said(ENTRY))
    assert await either.curtain() is Curtain.OPEN


async def test_every_copy_at_twilio_is_deleted_after_every_message(either: TwilioTown) -> None:
    """Of both sides, with media, though nobody left; what is on its way is tried again."""
    provider = either.driver.provider
    provider.status = "sent"
    await either.driver.opens(HER)
    await either.driver.sends(HER, 2, MediaContentType0="image/jpeg")
    await either.send()
    assert provider.messages
    either.clock.later(seconds=21)
    await either.house.erasing.work_off()
    ours = [one for one in provider.messages.values() if one.direction != "inbound"]
    assert ours
    assert len(provider.messages) == len(ours)
    for one in ours:
        one.status = "delivered"
    either.clock.later(seconds=61)
    await either.house.erasing.work_off()
    assert provider.messages == {}
    assert await either.curtain() is Curtain.OPEN


async def test_a_report_that_twilio_lets_nobody_write_is_an_exit_that_staff_can_see(
    either: TwilioTown,
) -> None:
    """In an open talk it is counted and ends the talk; behind the curtain it is nothing."""
    await either.driver.opens(HER)
    await either.send()
    muted = {"MessageStatus": "undelivered", "ErrorCode": "21610", "MessageSid": "SM" + "1" * 32}
    assert await either.driver.reports(0, **muted) == 200
    assert await either.curtain() is Curtain.EXITED
    assert (await either.counts())["opted_out"] == 1
    assert await either.driver.reports(0, **{**muted, "MessageStatus": "failed"}) == 200
    assert (await either.counts())["opted_out"] == 1


async def test_a_report_of_what_was_not_delivered_is_counted_once(either: TwilioTown) -> None:
    """However often it comes, and a forged one never."""
    await either.driver.opens(HER)
    await either.send()
    lost = {"MessageStatus": "undelivered", "ErrorCode": "30003"}
    for _ in range(3):
        assert await either.driver.reports(0, **lost) == 200
    assert (await either.counts())["undelivered"] == 1
    assert await either.curtain() is Curtain.OPEN
    forged = await either.driver.provider.call(f"{either.site}/twilio/status?t=x&m=y", lost)
    assert forged == 403


async def test_costs_are_counted_without_a_word_of_what_was_said(either: TwilioTown) -> None:
    """Segments of SMS, messages of WhatsApp, one number for each."""
    await either.driver.opens(HER)
    await either.send()
    external: External = either.house.external
    name = f"segments_{either.driver.channel.value}"
    spent = external.take_spent()
    assert set(spent) == {name}
    assert spent[name] >= len(either.driver.seen(HER))
    await either.house.store.count(spent)
    assert (await either.counts())[name] == spent[name]
    assert not external.take_spent()


async def test_the_sweep_deletes_what_nobody_wrote_down(either: TwilioTown) -> None:
    """A copy whose name was lost with an answer; not what is on its way."""
    driver = either.driver
    driver.provider.received({"From": "x", "To": driver.settings().get(_from(driver), OURS)})
    account = either.account
    await account.look()  # type: ignore[attr-defined]
    assert len(driver.provider.messages) == 1
    either.clock.later(minutes=16)
    await account.look()  # type: ignore[attr-defined]
    assert driver.provider.messages == {}


def _from(driver: TwilioDriver) -> str:
    return f"FILO_TWILIO_{driver.channel.value.upper()}_FROM"


async def test_an_answer_that_waited_a_day_goes_to_nobody_on_whatsapp(
    on_whatsapp: TwilioTown,
) -> None:
    """Every answer expires long before the window closes."""
    await on_whatsapp.driver.opens(HER)
    on_whatsapp.clock.later(hours=25)
    await on_whatsapp.send()
    assert on_whatsapp.driver.requests() == 0
    known = await on_whatsapp.known(HER)
    assert known is not None
    assert known.touched_at + timedelta(hours=25) == on_whatsapp.clock()


async def _linked(town: TwilioTown) -> str:
    """The path of the link that she asked for."""
    for text in (ENTRY, "1", "1"):
        await town.said(text)
    found = re.search(rf"{PUBLIC}(/g/[A-Za-z0-9_-]+)", "\n".join(await town.said("pagina web")))
    assert found
    return found[1]


async def test_looking_at_a_link_does_nothing_and_touching_it_once_leads_on(
    either: TwilioTown,
) -> None:
    """Previews and scanners get the cover with a button; a double tap is one; then it is dead."""
    path = await _linked(either)
    ours = {"Sec-Fetch-Site": "same-origin"}
    async with ClientSession(either.site) as scanner:
        for method in ("GET", "HEAD", "GET"):
            async with scanner.request(method, path) as answer:
                page = await answer.text()
                assert (answer.status, "Set-Cookie" in answer.headers) == (200, False)
        async with scanner.get("/g/" + "x" * 22) as other:
            assert _plain(await other.text()) == _plain(page)
        async with scanner.post(path, data={"touch": "x"}) as forged:
            assert forged.status == 403
    touch = re.search(r'name="touch" value="(\w+)"', page)
    assert touch
    cookies = []
    async with ClientSession(either.site, cookie_jar=DummyCookieJar()) as hers:
        for tail in ("", "%E2%81%A9"):
            fields = {"touch": touch[1]}
            async with hers.post(
                path + tail, data=fields, headers=ours, allow_redirects=False
            ) as answer:
                assert (answer.status, answer.headers["Location"]) == (303, "/")
                cookies.append(answer.headers["Set-Cookie"].split(";")[0])
        assert cookies[0] == cookies[1]
        async with hers.get("/", headers={"Cookie": cookies[0]}) as chat:
            assert "Che cosa ti serve" in await chat.text()
        later = {"touch": "another"}
        async with hers.post(path, data=later, headers=ours, allow_redirects=False) as dead:
            assert (dead.status, "Set-Cookie" in dead.headers) == (303, False)


def _plain(page: str) -> str:
    return re.sub(r'value="\w+"', "", page)


async def test_a_link_dies_with_the_exit_on_her_telephone(either: TwilioTown) -> None:
    """Whoever takes the telephone afterwards meets the cover."""
    path = await _linked(either)
    await either.said("esci")
    async with (
        ClientSession(either.site) as his,
        his.post(
            path,
            data={"touch": "x"},
            headers={"Sec-Fetch-Site": "same-origin"},
            allow_redirects=False,
        ) as answer,
    ):
        assert (answer.status, "Set-Cookie" in answer.headers) == (303, False)


@dataclass
class Dying:
    """A process that dies when the provider has taken a message, before that is written down."""

    real: Sender
    taken: asyncio.Event

    async def send(self, message: Outgoing) -> str:
        """It is sent, and nobody ever learns of it."""
        await self.real.send(message)
        self.taken.set()
        await asyncio.Event().wait()
        raise AssertionError("it has died")


@pytest.mark.parametrize("open_", [sms, whatsapp])
async def test_a_process_killed_between_send_and_mark_repeats_once_at_most(
    open_: Opening, clock: Clock, scene: Scene, database: Path
) -> None:
    """Within the expiry, counted; the copy whose name was lost is swept away too."""
    async with open_(clock) as driver:
        async with town_of(driver, clock, scene, database) as town:
            external = town.house.external
            dying = Dying(external.senders[driver.channel], asyncio.Event())
            external.senders[driver.channel] = dying
            await driver.says(HER, "ciao")
            sending = asyncio.create_task(town.house.outbox.send_waiting())
            await dying.taken.wait()
            sending.cancel()
            for tasks in town.house.outbox._under_way.values():
                for task in tasks:
                    task.cancel()
        assert driver.requests() == 1
        async with town_of(driver, clock, scene, database) as town:
            for _ in range(8):
                await town.send()
                clock.later(seconds=61)
            assert driver.requests() == 2
            counts = await town.counts()
            assert (counts["sent"], counts["repeated"]) == (1, 1)
            (account,) = town.house.external.running
            clock.later(minutes=16)
            await town.house.erasing.work_off()
            await account.look()  # type: ignore[attr-defined]
            assert isinstance(driver, TwilioDriver)
            assert driver.provider.messages == {}


async def test_a_clock_that_is_moved_by_an_hour_sends_nothing_late_or_twice(
    either: TwilioTown,
) -> None:
    """Forward: what waited has expired. Back: what was sent is not sent again."""
    await either.driver.opens(HER)
    either.clock.later(hours=1)
    await either.send()
    assert either.driver.requests() == 0
    await either.driver.says(HER, "ciao")
    await either.send()
    count = either.driver.requests()
    assert count
    either.clock.later(hours=-1)
    await either.send()
    assert either.driver.requests() == count
