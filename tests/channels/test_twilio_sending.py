"""What goes out over Twilio: the real client over real HTTP, against a fake of ours."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from aiohttp import ClientTimeout
from twilio.rest import Client

from bot.channels.segments import segments
from bot.channels.sms import Sms
from bot.channels.twilio_http import TwilioHttp, client_of
from bot.channels.twilio_records import sweep
from bot.channels.twilio_sending import Line
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_contents import SHAPES, Contents
from bot.conversation.erasing import NotRemoved
from bot.conversation.sending import Gone, NotSent, Sender, Unreached
from bot.conversation.state import Outgoing
from bot.messages import Address, Channel, Option, Speech
from tests.channels.twilio_fake import ACCOUNT, APPROVED, TOKEN, FakeTwilio, Fault

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERS = "+390000000001"
OURS = "+390000000000"
PUBLIC = "https://almanacco.example"
TEMPLATE = next(iter(APPROVED))
MENU = Speech(
    "Che cosa ti serve?",
    (Option("course", "Un corso"), Option("desk", "Uno sportello"), Option("person", "Persona")),
    ask="7.menu.what",
)


def outgoing(speech: Speech, channel: Channel = Channel.SMS, **changed: Any) -> Outgoing:
    """A message that waits to be sent."""
    late = NOW + timedelta(minutes=10)
    message = Outgoing("m", "t", 3, Address(channel, HERS), speech, late, heard_at=NOW)
    return replace(message, **changed)


def sms(client: Client, **changed: Any) -> Sms:
    """The SMS channel at nine o'clock."""
    return Sms(Line(client, OURS, PUBLIC, lambda: NOW, **changed))


def whatsapp(client: Client, contents: Contents | None = None) -> WhatsApp:
    """The WhatsApp channel at nine o'clock, with one listed template."""
    line = Line(client, f"whatsapp:{OURS}", PUBLIC, lambda: NOW)
    return WhatsApp(line, contents or Contents(client), {"almanac": TEMPLATE})


async def test_an_sms_says_how_long_it_lives_and_asks_to_be_forgotten(
    twilio: FakeTwilio, client: Client
) -> None:
    """Ten minutes at most, no text and no number kept, and a callback with ids for her number."""
    sid = await sms(client).send(outgoing(MENU, expires_at=NOW + timedelta(hours=3)))
    assert sid in twilio.messages
    assert twilio.posted == [
        {
            "To": HERS,
            "From": OURS,
            "Body": "Che cosa ti serve?\n1 Un corso\n2 Uno sportello\n3 Persona",
            "StatusCallback": f"{PUBLIC}/twilio/status?t=t&m=m",
            "ValidityPeriod": "600",
            "ContentRetention": "discard",
            "AddressRetention": "obfuscate",
        }
    ]
    await sms(client).send(outgoing(MENU, expires_at=NOW + timedelta(seconds=90)))
    assert twilio.posted[-1]["ValidityPeriod"] == "90"


async def test_what_is_late_starts_no_request(twilio: FakeTwilio, client: Client) -> None:
    """Nor what is late within the second."""
    for left in (timedelta(0), timedelta(milliseconds=900), timedelta(hours=-1)):
        with pytest.raises(NotSent):
            await sms(client).send(outgoing(MENU, expires_at=NOW + left))
    assert twilio.asked == []


async def test_typography_is_made_plain_so_that_one_segment_is_enough(
    twilio: FakeTwilio, client: Client
) -> None:
    """Quotes, dashes and dots that would more than halve what fits; accents of Italian stay."""
    text = "Sì: «Perché no?» – l’almanacco… " + "a" * 100
    await sms(client).send(outgoing(Speech(text)))
    body = twilio.posted[0]["Body"]
    assert body.startswith('Sì: "Perché no?" - l\'almanacco...')
    assert segments(body).count == 1


async def test_costs_are_counted_in_segments_and_nothing_else(
    twilio: FakeTwilio, client: Client
) -> None:
    """Two of a long text, one of a short; nothing of what was refused."""
    spent: list[tuple[Channel, int]] = []
    channel = sms(client, spend=lambda *each: spent.append(each))
    await channel.send(outgoing(Speech("a" * 161)))
    await channel.send(outgoing(Speech("ж" * 70)))
    twilio.faults.append(Fault(status=400, code=21211))
    with pytest.raises(NotSent):
        await channel.send(outgoing(Speech("a")))
    assert spent == [(Channel.SMS, 2), (Channel.SMS, 1)]


async def test_what_twilio_takes_in_no_message_waits_for_her_instead(client: Client) -> None:
    """It is certainly not sent, so that her box takes it."""
    with pytest.raises(NotSent) as refused:
        await sms(client).send(outgoing(Speech("a" * 1601)))
    assert refused.value.retry_after is None


@pytest.mark.parametrize("make", [sms, whatsapp])
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(status=400, code=21211), NotSent),
        (Fault(status=400, code=21610), Gone),
        (Fault(status=429, code=20429), Unreached),
        (Fault(status=400, code=14107), Unreached),
        (Fault(status=401, code=20003), Unreached),
    ],
)
async def test_refusals_are_permanent_temporary_or_the_end(
    twilio: FakeTwilio,
    client: Client,
    make: Callable[[Client], Sender],
    fault: Fault,
    expected: type[NotSent],
) -> None:
    """Each of them says that the message was certainly not sent."""
    twilio.faults.append(fault)
    channel = Channel.SMS if make is sms else Channel.WHATSAPP
    with pytest.raises(NotSent) as refused:
        await make(client).send(outgoing(Speech("ciao"), channel))
    assert type(refused.value) is expected or expected is NotSent
    assert isinstance(refused.value, expected)
    assert twilio.posted == []


@pytest.mark.parametrize("how", ["error", "reset", "lost"])
async def test_an_outcome_that_nobody_knows_is_no_refusal(
    twilio: FakeTwilio, client: Client, how: Any
) -> None:
    """A 500, a reset connection, an answer that breaks off: perhaps it was sent."""
    twilio.faults.append(Fault(how))
    with pytest.raises(Exception) as unknown:  # noqa: PT011 - whatever it is, it is no refusal
        await sms(client).send(outgoing(Speech("ciao")))
    assert not isinstance(unknown.value, NotSent)
    assert len(twilio.posted) == (how == "lost")


async def test_a_twilio_that_hangs_is_given_up(twilio: FakeTwilio) -> None:
    """And nobody knows what became of it."""
    http = TwilioHttp(twilio.url, ClientTimeout(total=0.05))
    twilio.faults.append(Fault("hang"))
    with pytest.raises(TimeoutError):
        await sms(client_of(ACCOUNT, TOKEN, http)).send(outgoing(Speech("ciao")))
    await http.close()


async def test_a_twilio_that_cannot_be_reached_has_certainly_sent_nothing() -> None:
    """No connection, no message; and the error does not name her."""
    http = TwilioHttp("http://127.0.0.1:9")
    with pytest.raises(Unreached) as refused:
        await sms(client_of(ACCOUNT, TOKEN, http)).send(outgoing(Speech("ciao")))
    assert HERS not in repr(refused.value.__context__ and refused.value.__cause__)
    await http.close()


async def test_the_client_logs_and_keeps_nothing(
    twilio: FakeTwilio, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """The library's own connection would remember the last request, and log addresses."""
    with caplog.at_level(logging.DEBUG, "twilio"):
        await sms(client).send(outgoing(Speech("segretissimo")))
        await sweep(client, OURS, NOW)
    assert caplog.records == []
    kept = repr(vars(client.http_client))
    assert "segretissimo" not in kept
    assert HERS not in kept


# --- WhatsApp -------------------------------------------------------------------------------


async def test_three_choices_are_buttons_that_carry_ids(twilio: FakeTwilio, client: Client) -> None:
    """All that is said is a variable: the content itself says nothing."""
    contents = Contents(client)
    await contents.prepare()
    await whatsapp(client, contents).send(outgoing(MENU, Channel.WHATSAPP))
    (sent,) = twilio.posted
    assert (sent["To"], sent["From"]) == (f"whatsapp:{HERS}", f"whatsapp:{OURS}")
    assert "Body" not in sent
    content = twilio.contents[sent["ContentSid"]]
    body = content["types"]["twilio/quick-reply"]
    said = orjson.loads(sent["ContentVariables"])
    filled = [
        (said[action["title"].strip("{}")], said[action["id"].strip("{}")])
        for action in body["actions"]
    ]
    assert said[body["body"].strip("{}")] == MENU.text
    assert filled[0] == ("Un corso", "7.menu.what:course")
    assert [label for label, _ in filled] == [option.label for option in MENU.options]
    assert set(content["variables"].values()) == {"…"}


async def test_ten_choices_are_a_list_and_eleven_are_digits(
    twilio: FakeTwilio, client: Client
) -> None:
    """As many as the medium can show."""
    contents = Contents(client)
    await contents.prepare()
    for count in (10, 11):
        options = tuple(Option(f"o{at}", f"Voce {at}") for at in range(count))
        menu = Speech("Quale?", options, ask="1.a.b")
        await whatsapp(client, contents).send(outgoing(menu, Channel.WHATSAPP))
    ten, eleven = twilio.posted
    picker = twilio.contents[ten["ContentSid"]]["types"]["twilio/list-picker"]
    assert len(picker["items"]) == 10
    said = orjson.loads(ten["ContentVariables"])
    assert said[picker["items"][9]["id"].strip("{}")] == "1.a.b:o9"
    assert said[picker["button"].strip("{}")] == "1-10"
    assert "11 Voce 10" in eleven["Body"]


@pytest.mark.parametrize("text", ["a" * 251, "Prima riga.\nSeconda riga."])
async def test_what_no_variable_is_promised_to_hold_goes_as_digits(
    twilio: FakeTwilio, client: Client, text: str
) -> None:
    """Twilio recommends short values, and says nothing of lines: both might be refused too late."""
    contents = Contents(client)
    await contents.prepare()
    menu = Speech(text, MENU.options, ask=MENU.ask)
    await whatsapp(client, contents).send(outgoing(menu, Channel.WHATSAPP))
    (sent,) = twilio.posted
    assert "ContentSid" not in sent
    assert sent["Body"].startswith(f"{text}\n1 Un corso")


async def test_a_shape_is_made_once_and_found_again(twilio: FakeTwilio, client: Client) -> None:
    """Thirteen contents in all, however often the service starts."""
    for _ in range(3):
        contents = Contents(client)
        await contents.prepare()
        await contents.prepare()
    assert len(twilio.contents) == len(SHAPES) == 13
    assert twilio.asked.count(("POST", "/v1/Content")) == 13


async def test_a_shape_that_is_not_there_goes_as_digits_at_once(
    twilio: FakeTwilio, client: Client
) -> None:
    """Nothing is asked of Twilio before the message itself."""
    await whatsapp(client).send(outgoing(MENU, Channel.WHATSAPP))
    assert [path.rsplit("/", 1)[1] for _, path in twilio.asked] == ["Messages.json"]
    assert "\n2 Uno sportello" in twilio.posted[0]["Body"]


async def test_a_refused_shape_is_tried_again_as_digits(twilio: FakeTwilio, client: Client) -> None:
    """At once; but where the number is at fault no digits would help."""
    contents = Contents(client)
    await contents.prepare()
    channel = whatsapp(client, contents)
    twilio.faults.append(Fault(status=400, code=63003))
    with pytest.raises(NotSent) as hopeless:
        await channel.send(outgoing(MENU, Channel.WHATSAPP))
    assert hopeless.value.retry_after is None
    twilio.faults.append(Fault(status=400, code=63013))
    with pytest.raises(NotSent) as again:
        await channel.send(outgoing(MENU, Channel.WHATSAPP))
    assert again.value.retry_after == timedelta(0)
    await channel.send(outgoing(MENU, Channel.WHATSAPP))
    assert "Body" in twilio.posted[-1]


async def test_after_a_day_only_a_listed_template_is_sent(
    twilio: FakeTwilio, client: Client
) -> None:
    """A reminder whose line has one; whatever else is said waits for her."""
    contents = Contents(client)
    await contents.prepare()
    channel = whatsapp(client, contents)
    long_ago = NOW - timedelta(hours=24)
    speech = Speech("Oggi il sole sorge alle 7:35.")
    for message in (
        outgoing(speech, Channel.WHATSAPP, heard_at=long_ago),
        outgoing(speech, Channel.WHATSAPP, heard_at=None),
        outgoing(speech, Channel.WHATSAPP, heard_at=long_ago, reminder=True, line="desk"),
    ):
        with pytest.raises(NotSent):
            await channel.send(message)
    assert twilio.posted == []
    reminder = outgoing(speech, Channel.WHATSAPP, heard_at=long_ago, reminder=True, line="almanac")
    await channel.send(reminder)
    (sent,) = twilio.posted
    assert sent["ContentSid"] == TEMPLATE
    assert speech.text not in sent.values()
    await channel.send(replace(reminder, heard_at=NOW - timedelta(hours=23)))
    assert twilio.posted[-1]["Body"] == speech.text


# --- Twilio's own copies --------------------------------------------------------------------


async def test_a_copy_is_deleted_with_its_media_until_it_is_gone(
    twilio: FakeTwilio, client: Client
) -> None:
    """What is on its way comes again (20009); what is gone already is no error."""
    twilio.status = "sent"
    channel = sms(client)
    sid = await channel.send(outgoing(MENU))
    hers = twilio.received({"From": HERS, "To": OURS, "Body": "ciao"}, media=2)
    media = list(hers.media)
    with pytest.raises(NotRemoved) as waiting:
        await channel.unsend(Address(Channel.SMS, ""), [sid, f"{hers.sid}/media"])
    assert waiting.value.retry_after is not None
    assert twilio.deleted == [*media, hers.sid]
    twilio.messages[sid].status = "delivered"
    await channel.unsend(Address(Channel.SMS, ""), [sid, f"{hers.sid}/media"])
    assert twilio.messages == {}


async def test_a_copy_that_twilio_cannot_delete_now_is_no_success(
    twilio: FakeTwilio, client: Client
) -> None:
    """Then the queue tries again."""
    sid = await sms(client).send(outgoing(MENU))
    twilio.faults.append(Fault(status=500, code=20500))
    with pytest.raises(Exception, match="HTTP 500"):
        await sms(client).unsend(Address(Channel.SMS, ""), [sid])
    assert sid in twilio.messages


async def test_the_sweep_finds_what_nobody_wrote_down(twilio: FakeTwilio, client: Client) -> None:
    """A send whose answer was lost, and what came in before a crash; not what is new."""
    twilio.faults.append(Fault("lost"))
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is
        await sms(client).send(outgoing(MENU))
    twilio.received({"From": HERS, "To": OURS, "Body": "ciao"}, media=1)
    twilio.received({"From": HERS, "To": "+390000000009", "Body": "not ours"})
    assert await sweep(client, OURS, datetime.now(UTC) - timedelta(minutes=5)) == 0
    assert await sweep(client, OURS, datetime.now(UTC) + timedelta(minutes=5)) == 2
    assert [one.fields["Body"] for one in twilio.messages.values()] == ["not ours"]


async def test_channels_send_side_by_side(twilio: FakeTwilio, client: Client) -> None:
    """One that hangs keeps no other waiting."""
    twilio.faults.append(Fault("hang"))
    stuck = asyncio.create_task(sms(client).send(outgoing(Speech("uno"))))
    await twilio.hanging.wait()
    await sms(client).send(outgoing(Speech("due")))
    assert not stuck.done()
    twilio.waiting.set()
    with pytest.raises(Exception, match="HTTP 503"):
        await stuck
