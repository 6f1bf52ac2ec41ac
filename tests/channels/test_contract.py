"""What every channel promises: the same doors, the same silence, nothing late."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.conversation.state import Curtain, Outgoing
from bot.messages import Address, Channel, Inbound, Opened
from tests.channels.conftest import Clock, Town
from tests.channels.drivers import BUSY_SECONDS, DRIVERS, INAPPLICABLE, Fault

HER = "her"
COVER = "Almanacco di Milano"
EMERGENCY = "112"
EXIT = "esci subito"


@dataclass
class Elsewhere:
    """Another channel of the same service, whose provider answers at once."""

    sent: list[Outgoing] = field(default_factory=list)

    async def send(self, message: Outgoing) -> str:
        """It is sent."""
        self.sent.append(message)
        return f"elsewhere-{len(self.sent)}"


async def test_the_key_opens_the_service(town: Town) -> None:
    """Whoever has it meets the service, with the emergency number, and not the cover."""
    await town.driver.opens(HER)
    await town.send()
    assert await town.stands(HER) is Curtain.OPEN
    assert EMERGENCY in " ".join(town.driver.seen(HER))
    assert COVER not in " ".join(town.driver.seen(HER))


async def test_without_the_key_there_is_only_the_cover(town: Town) -> None:
    """A stranger meets a dull, working service."""
    await town.driver.says(HER, "ciao")
    await town.send()
    assert await town.stands(HER) is Curtain.COVERED
    assert COVER in town.driver.seen(HER)[0]


async def test_a_cry_for_help_opens_without_the_key(town: Town) -> None:
    """Her own words have said it already."""
    await town.driver.says(HER, "aiuto")
    await town.send()
    known = await town.known(HER)
    assert known is not None
    assert known.curtain is Curtain.OPEN
    assert EMERGENCY in " ".join(town.driver.seen(HER))


async def test_what_is_not_from_the_provider_has_no_effect(town: Town) -> None:
    """403, nothing kept, nothing sent."""
    assert await town.driver.forged(HER, "aiuto") == 403
    await town.send()
    assert await town.known(HER) is None
    assert town.driver.requests() == 0


async def test_what_is_delivered_twice_happens_once(town: Town) -> None:
    """Providers repeat what they believe was not taken."""
    first = await town.driver.opens(HER)
    await town.send()
    seen, known = town.driver.seen(HER), await town.known(HER)
    assert await town.driver.again(first) == 200
    await town.send()
    assert town.driver.seen(HER) == seen
    assert await town.known(HER) == known


async def test_an_exit_word_closes_and_the_cover_is_there(town: Town) -> None:
    """Whatever follows is said to the cover."""
    await town.driver.opens(HER)
    await town.send()
    left = Address(town.driver.channel, town.driver.address(HER))
    before = len(town.driver.seen(HER))
    await town.driver.says(HER, EXIT)
    await town.driver.says(HER, "ciao")
    await town.send()
    found = await town.house.store.read_thread(left)
    assert found is not None
    assert found[0].curtain is Curtain.EXITED
    since = town.driver.seen(HER)
    assert EMERGENCY not in " ".join(since if since[0] == COVER else since[before:])


async def test_what_was_queued_is_cancelled_with_an_exit(town: Town) -> None:
    """Nothing of it follows; from then on the cover answers."""
    await town.driver.opens(HER)
    await town.driver.says(HER, EXIT)
    await town.send()
    known = await town.known(HER)
    assert known is not None
    assert known.curtain is Curtain.EXITED
    assert (await town.counts())["cancelled"] >= 1
    before = len(town.driver.seen(HER))
    await town.driver.says(HER, "ciao")
    await town.send()
    assert len(town.driver.seen(HER)) == before + 1
    assert EMERGENCY not in " ".join(town.driver.seen(HER))


async def test_a_late_answer_is_never_sent(town: Town) -> None:
    """The phone may be in other hands by now."""
    await town.driver.opens(HER)
    town.clock.later(minutes=10, seconds=1)
    await town.send()
    assert town.driver.seen(HER) == []
    assert town.driver.requests() == 0
    assert (await town.counts())["expired"] >= 1


async def test_an_error_of_the_provider_is_repeated_once(town: Town) -> None:
    """Nobody knows whether it was sent: once more, after a pause, and that is counted."""
    town.driver.fail(Fault.ERROR)
    await town.driver.says(HER, "ciao")
    await town.send()
    assert town.driver.requests() == 1
    town.clock.later(seconds=10)
    await town.send()
    assert town.driver.requests() == 2
    assert len(town.driver.seen(HER)) == 1
    assert await town.counts() == {"sent": 1, "repeated": 1}


async def test_a_provider_that_only_fails_is_asked_twice_at_most(town: Town) -> None:
    """The rest of that message is counted as unknown."""
    town.driver.fail(*[Fault.ERROR] * 5)
    await town.driver.says(HER, "ciao")
    for _ in range(20):
        await town.send()
        town.clock.later(seconds=10)
    assert town.driver.requests() == 2
    assert await town.counts() == {"unknown": 1, "repeated": 1}


async def test_a_broken_answer_is_repeated_once_at_most(town: Town) -> None:
    """It had been sent: she may see it twice, never more."""
    town.driver.fail(Fault.RESET)
    await town.driver.says(HER, "ciao")
    for _ in range(10):
        await town.send()
        town.clock.later(seconds=10)
    assert town.driver.requests() == 2
    assert 1 <= len(town.driver.seen(HER)) <= 2
    assert (await town.counts())["repeated"] == 1


async def test_a_provider_that_never_answers_is_given_up_and_asked_once_more(town: Town) -> None:
    """Within the expiry of the message."""
    town.house.outbox.seconds = 2  # On a busy machine a shorter one ends before it is asked.
    town.driver.fail(Fault.HANG)
    await town.driver.says(HER, "ciao")
    await town.send()
    town.clock.later(seconds=10)
    await town.send()
    assert town.driver.requests() == 2
    assert len(town.driver.seen(HER)) == 1
    assert (await town.counts())["repeated"] == 1


async def test_an_unknown_outcome_is_not_repeated_after_its_expiry(town: Town) -> None:
    """Late is worse than lost."""
    town.driver.fail(Fault.ERROR)
    await town.driver.says(HER, "ciao")
    await town.send()
    town.clock.later(minutes=11)
    await town.send()
    assert town.driver.requests() == 1
    assert await town.counts() == {"unknown": 1}


async def test_a_busy_provider_is_asked_when_it_said_and_in_order(town: Town) -> None:
    """What follows waits behind what was refused."""
    town.driver.fail(Fault.BUSY)
    await town.driver.says(HER, "ciao")
    await town.send()
    await town.driver.says(HER, "luna")
    await town.send()
    assert town.driver.seen(HER) == []
    town.clock.later(seconds=BUSY_SECONDS - 1)
    await town.send()
    assert town.driver.requests() == 1
    town.clock.later(seconds=2)
    await town.send()
    first, second = town.driver.seen(HER)
    assert COVER in first
    assert "una" in second
    assert (await town.counts()).get("repeated", 0) == 0


async def test_an_exit_while_the_provider_is_busy_sends_nothing_more(town: Town) -> None:
    """A refused message is cancelled like one that was never tried."""
    town.driver.fail(Fault.BUSY)
    await town.driver.opens(HER)
    await town.send()
    await town.driver.says(HER, EXIT)
    town.clock.later(seconds=BUSY_SECONDS + 1)
    await town.send()
    assert EMERGENCY not in " ".join(town.driver.seen(HER))


async def test_a_clock_that_is_set_back_makes_nothing_late(town: Town) -> None:
    """What waited is dropped: nobody knows how old it is. What comes afterwards is answered."""
    await town.send()
    town.driver.fail(Fault.BUSY)
    await town.driver.says(HER, "ciao")
    await town.send()
    town.clock.later(hours=-1)
    await town.send()
    assert (await town.counts()).get("waiting", 0) == 0
    await town.driver.says(HER, "luna")
    await town.send()
    assert len(town.driver.seen(HER)) == 1
    assert "una" in town.driver.seen(HER)[0]


async def test_a_clock_that_is_set_ahead_sends_nothing_that_waited(town: Town) -> None:
    """It is taken as late; what comes afterwards is answered."""
    await town.driver.says(HER, "ciao")
    town.clock.later(hours=1)
    await town.send()
    assert town.driver.requests() == 0
    await town.driver.says(HER, "luna")
    await town.send()
    assert len(town.driver.seen(HER)) == 1


async def test_messages_of_one_person_are_answered_in_order(town: Town) -> None:
    """What she reads follows what she did."""
    await town.driver.opens(HER)
    for text in ("Italiano", "Sì", "Sportelli vicini"):
        await town.send()
        if "lingua" in town.driver.seen(HER)[-1].lower() or text != "Italiano":
            await town.driver.says(HER, text)
    await town.send()
    told = [
        next(n for n, line in enumerate(town.driver.seen(HER)) if words in line)
        for words in ("Che cosa ti serve", "comune")
    ]
    assert told == sorted(told)
    assert "comune" in town.driver.seen(HER)[-1]


async def test_a_clock_that_was_moved_back_keeps_her_talk(town: Town) -> None:
    """She goes on where she was, and is answered."""
    await town.driver.opens(HER)
    await town.send()
    town.clock.later(hours=-1)
    await town.send()
    await town.driver.says(HER, "Italiano")
    await town.send()
    assert await town.stands(HER) is Curtain.OPEN
    assert "Puoi scrivere" in town.driver.seen(HER)[-1]


async def test_messages_of_one_person_arrive_in_order_though_the_first_fails(town: Town) -> None:
    """It comes first, later."""
    town.driver.fail(Fault.ERROR)
    for text in ("ciao", "oggi", "luna"):
        await town.driver.says(HER, text)
    for _ in range(4):
        await town.send()
        town.clock.later(seconds=10)
    told = await town.known(HER)
    assert told is not None
    assert len(town.driver.seen(HER)) == 3
    assert COVER in town.driver.seen(HER)[0]


async def test_whoever_cannot_be_reached_any_more_has_left(town: Town) -> None:
    """A blocked bot or a STOP at the provider, learnt from a send that is refused."""
    await town.driver.opens(HER)
    town.driver.fail(Fault.GONE)
    await town.send()
    known = await town.known(HER)
    assert known is not None
    assert known.curtain is Curtain.EXITED
    assert town.driver.requests() == 1


async def test_a_channel_that_hangs_does_not_slow_another(town: Town) -> None:
    """While this provider answers nothing, another channel's message leaves, before anything that
    hangs is given up."""
    other = next(one for one in (Channel.SMS, Channel.TELEGRAM) if one is not town.driver.channel)
    elsewhere = Elsewhere()
    town.house.external.senders[other] = elsewhere
    town.driver.fail(*[Fault.HANG] * 50)
    for number in range(40):
        await town.driver.says(f"person-{number}", "ciao")
    sending = town.house.outbox
    sending.stopping_seconds = 0.1
    with capture_logs() as logs:
        while town.driver.requests() == 0:
            await sending.start_waiting()
            await asyncio.sleep(0.01)
        address = Address(other, "elsewhere")
        await town.house.inbox.post(Inbound("x", address, town.clock(), Opened()))
        while not elsewhere.sent:
            await sending.start_waiting()
            await asyncio.sleep(0.01)
    assert "outcome_unknown" not in {one["event"] for one in logs}


async def test_a_channel_that_hangs_slows_no_page(town: Town, clock: Clock) -> None:
    """Whoever opens the page is answered at once."""
    town.house.outbox.stopping_seconds = 0.1
    town.driver.fail(*[Fault.HANG] * 50)
    for number in range(40):
        await town.driver.says(f"person-{number}", "ciao")
    await town.house.outbox.start_waiting()
    async with asyncio.timeout(10), DRIVERS["web"](clock) as page:
        page.reach(town.site)
        await page.opens(HER)
    assert "Puoi scrivere" in page.seen(HER)[-1]


def test_what_a_channel_does_not_promise_is_a_promise_of_others() -> None:
    """Each exception names a test of this file, a channel, and a reason."""
    for name, exceptions in INAPPLICABLE.items():
        assert name in DRIVERS
        for promise, reason in exceptions.items():
            assert callable(globals().get(promise)), promise
            assert len(reason) > 20


@pytest.mark.parametrize("size", [300_000])
async def test_a_body_beyond_all_reason_is_refused(town: Town, size: int) -> None:
    """It is not even read to its end."""
    assert await town.driver.forged(HER, "a" * size) in (403, 413)
    assert await town.known(HER) is None
