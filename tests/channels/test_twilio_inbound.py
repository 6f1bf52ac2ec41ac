"""What Twilio tells us is read for what it is, and believed only when Twilio signed it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from bot.channels.parts import Parts, is_full
from bot.channels.twilio_hooks import MessageHook, StatusHook
from bot.channels.twilio_inbound import Inlet, Signatures, reported
from bot.conversation.arriving import Delivered, Refused
from bot.messages import (
    Address,
    Channel,
    Chose,
    Happening,
    Left,
    Media,
    Opened,
    Reported,
    Said,
    Sent,
    Thread,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TOKEN = "0123456789abcdef"
PUBLIC = "https://almanacco.example/twilio/message"
SID = "SM" + "0" * 32
HERS = "+390000000001"
SMS = {"MessageSid": SID, "From": HERS, "To": "+390000000000", "NumMedia": "0"}
WHATSAPP = {**SMS, "From": f"whatsapp:{HERS}", "To": "whatsapp:+390000000000"}
INLET = Inlet(("girasole-blu", "Vorrei sapere che tempo fa"))


def what(**fields: str) -> Happening | None:
    """What follows from a message with these fields."""
    received = INLET.read({**SMS, **fields}, NOW)
    assert received is not None
    return received.inbound.what if received.inbound else None


@pytest.mark.parametrize(
    "text", ["girasole-blu", "Girasole Blu", " GIRASOLE-BLU! ", "girasole blu"]
)
def test_the_keyword_opens_however_it_is_written(text: str) -> None:
    """Telephones put a capital first and a full stop behind."""
    assert what(Body=text) == Opened()


def test_an_innocent_first_sentence_opens_too() -> None:
    """On WhatsApp a link writes it for her; a word more is another sentence."""
    assert what(**{**WHATSAPP, "Body": "Vorrei sapere che tempo fa"}) == Opened()
    assert what(**{**WHATSAPP, "Body": "Vorrei sapere che tempo fa domani"}) != Opened()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"Body": "STOP", "OptOutType": "STOP"}, Left("stop")),
        ({"Body": "arresta", "OptOutType": "STOP"}, Left("stop")),
        ({"Body": "START", "OptOutType": "START"}, None),
        ({"Body": "HELP", "OptOutType": "HELP"}, Said("HELP")),
        ({"Body": "STOP"}, Said("STOP")),
        ({"Body": "START"}, Said("START")),
        ({"Body": "٣"}, Said("٣")),
        ({"Body": "  "}, None),
        ({"Body": "Corso", "ButtonPayload": "7.menu.what:course"}, Chose("course", "7.menu.what")),
        ({"Body": "Corso", "ListId": "7.menu.what:course"}, Chose("course", "7.menu.what")),
        ({"Body": "Sì", "ButtonPayload": "of another"}, Said("Sì")),
        ({"NumMedia": "1", "MediaContentType0": "audio/ogg"}, Sent(Media.VOICE)),
        ({"NumMedia": "1", "MediaContentType0": "image/jpeg"}, Sent(Media.PICTURE)),
        ({"NumMedia": "2", "MediaContentType0": "text/vcard"}, Sent(Media.CONTACT)),
        ({"NumMedia": "1", "MediaContentType0": "application/pdf"}, Sent(Media.FILE)),
        ({"NumMedia": "1", "MediaContentType0": "weird"}, Sent(Media.OTHER)),
        ({"NumMedia": "1", "MediaContentType0": "image/jpeg", "Body": "guarda"}, Said("guarda")),
        ({"Latitude": "45.4", "Longitude": "9.1"}, Sent(Media.PLACE)),
    ],
)
def test_each_message_is_read_for_what_it_is(
    fields: dict[str, str], expected: Happening | None
) -> None:
    """A stop is an exit, a start reopens nothing, a caption is her text, nothing is fetched."""
    assert what(**fields) == expected


@pytest.mark.parametrize(
    ("fields", "media"),
    [
        ({"MessageType": "location", "Latitude": "45.4", "Longitude": "9.1"}, Media.PLACE),
        ({"Latitude": "45.4", "Longitude": "9.1"}, Media.PLACE),
        ({"MessageType": "contacts", "NumMedia": "1"}, Media.CONTACT),
        ({"NumMedia": "1", "MediaContentType0": "text/vcard"}, Media.CONTACT),
    ],
)
def test_no_address_and_no_name_is_heard_as_her_words(fields: dict[str, str], media: Media) -> None:
    """WhatsApp writes them beside a place or a contact: neither is kept."""
    assert what(**{**WHATSAPP, **fields, "Body": "Via Roma 1"}) == Sent(media)


def test_a_sticker_and_a_reaction_on_whatsapp() -> None:
    """The first is answered kindly, to the second nothing is said."""
    sticker = {"MessageType": "sticker", "NumMedia": "1", "MediaContentType0": "image/webp"}
    assert what(**{**WHATSAPP, **sticker}) == Sent(Media.STICKER)
    assert what(**{**WHATSAPP, "MessageType": "reaction", "NumMedia": "0"}) is None


def test_the_two_channels_of_one_number_are_never_joined() -> None:
    """The same number by SMS and on WhatsApp is two addresses."""
    by_sms = INLET.read({**SMS, "Body": "ciao"}, NOW)
    by_whatsapp = INLET.read({**WHATSAPP, "Body": "ciao"}, NOW)
    assert by_sms is not None
    assert by_whatsapp is not None
    assert by_sms.inbound is not None
    assert by_whatsapp.inbound is not None
    assert by_sms.inbound.to == Address(Channel.SMS, HERS)
    assert by_whatsapp.inbound.to == Address(Channel.WHATSAPP, HERS)


def test_who_cannot_be_answered_is_not_heard() -> None:
    """A bank's name as sender is no telephone."""
    received = INLET.read({**SMS, "From": "BANCA", "Body": "codice"}, NOW)
    assert received is not None
    assert received.inbound is None
    assert INLET.read({"From": HERS, "Body": "ciao"}, NOW) is None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"MessageStatus": "delivered"}, "delivered"),
        ({"MessageStatus": "read"}, "delivered"),
        ({"MessageStatus": "failed", "ErrorCode": "30003"}, "failed"),
        ({"MessageStatus": "undelivered", "ErrorCode": "21610"}, "opted_out"),
        ({"MessageStatus": "sent"}, None),
        ({"MessageStatus": "queued"}, None),
        ({}, None),
    ],
)
def test_a_status_is_a_happening_of_its_thread(fields: dict[str, str], status: str | None) -> None:
    """Her number is in no callback: ids stand for it."""
    inbound = reported(fields, {"t": "thread", "m": "message"}, NOW)
    if status is None:
        assert inbound is None
        return
    assert inbound is not None
    assert inbound.to == Thread("thread")
    assert isinstance(inbound.what, Reported)
    assert (inbound.what.message, inbound.what.status) == ("message", status)
    assert reported(fields, {}, NOW) is None


@pytest.mark.parametrize("name", ["scansione 12.pdf", "IMG_2041.JPG", "il mio curriculum.docx"])
def test_the_name_of_a_file_is_nobodys_words(name: str) -> None:
    """WhatsApp writes it where her words would stand: only the file is heard."""
    document = {**WHATSAPP, "MessageType": "document", "NumMedia": "1", "Body": name}
    assert what(**document, MediaContentType0="application/pdf") == Sent(Media.FILE)


@pytest.mark.parametrize("text", ["aiuto", "guarda foto.jpg, e di ieri", "ho paura. subito"])
def test_what_she_writes_beside_a_file_is_heard(text: str) -> None:
    """Her words come before what they stand beside; a name without a file is a text too."""
    document = {**WHATSAPP, "MessageType": "document", "NumMedia": "1", "Body": text}
    assert what(**document, MediaContentType0="application/pdf") == Said(text)
    assert what(**{**WHATSAPP, "Body": "scansione.pdf"}) == Said("scansione.pdf")


def delivered(url: str, fields: dict[str, str], signature: str | None = None) -> Delivered:
    """A request of Twilio's, signed by its own library."""
    made = RequestValidator(TOKEN).compute_signature(url, fields)
    given = made if signature is None else signature
    return Delivered(urlencode(fields).encode(), {"x-twilio-signature": given}, url)


def hook(seconds: float = 0.05) -> MessageHook:
    """A hook of both channels."""
    both = frozenset({Channel.SMS, Channel.WHATSAPP})
    return MessageHook(Signatures(TOKEN), INLET, both, Parts(seconds))


async def test_a_signed_message_comes_in_with_the_name_of_twilios_copy() -> None:
    """So that the copy is deleted, its media too."""
    messages = hook()
    (inbound,) = await messages.read(delivered(PUBLIC, {**SMS, "Body": "è 3 €"}), NOW)
    assert (inbound.id, inbound.provider_id) == (SID, SID)
    assert inbound.what == Said("è 3 €")
    picture = {**WHATSAPP, "NumMedia": "1", "MediaContentType0": "image/jpeg", "Body": ""}
    (sent,) = await messages.read(delivered(PUBLIC, picture), NOW)
    assert sent.provider_id == f"{SID}/media"
    reaction = {**WHATSAPP, "MessageType": "reaction", "Body": ""}
    assert await messages.read(delivered(PUBLIC, reaction), NOW) == ()


@pytest.mark.parametrize(
    "forged",
    [
        delivered(PUBLIC, {**SMS, "Body": "ciao"}, ""),
        delivered(PUBLIC, {**SMS, "Body": "ciao"}, "x" * 28),
        delivered("http://127.0.0.1:8080/twilio/message", {**SMS, "Body": "ciao"}, "è"),
        Delivered(b"\xff\xfe", {}, PUBLIC),
        Delivered(b"no form", {}, PUBLIC),
        Delivered(b"", {}, PUBLIC),
        Delivered(b"{}", {"content-type": "application/json"}, PUBLIC),
    ],
)
async def test_whatever_twilio_did_not_sign_has_no_effect(forged: Delivered) -> None:
    """It is refused before anything of it is looked at."""
    with pytest.raises(Refused):
        await hook().read(forged, NOW)
    with pytest.raises(Refused):
        await StatusHook(Signatures(TOKEN)).read(forged, NOW)


async def test_a_signature_of_another_address_or_of_other_words_is_none() -> None:
    """What was signed for one address or text fits no other."""
    signed = delivered(PUBLIC, {**SMS, "Body": "ciao"})
    elsewhere = Delivered(signed.body, signed.headers, PUBLIC.replace("message", "status"))
    changed = Delivered(signed.body + b"&Body=STOP", signed.headers, PUBLIC)
    for one in (elsewhere, changed):
        with pytest.raises(Refused):
            await hook().read(one, NOW)


async def test_a_channel_that_is_off_hears_nothing() -> None:
    """Its messages are Twilio's, and still nothing follows."""
    only_whatsapp = MessageHook(Signatures(TOKEN), INLET, frozenset({Channel.WHATSAPP}))
    assert await only_whatsapp.read(delivered(PUBLIC, {**SMS, "Body": "ciao"}), NOW) == ()


HEAD = "Mio marito mi ha chiusa in casa e adesso e sulla porta con un coltello, " + "a" * 81
TAIL = "aiutatemi vi prego"


def test_only_the_length_of_a_piece_makes_a_piece() -> None:
    """153 septets, or 67 characters where another script needs them."""
    assert len(HEAD) == 153
    assert is_full(HEAD)
    assert is_full("х" * 67)
    assert not is_full("x" * 160)
    assert not is_full("х" * 70)
    assert not is_full("esci")


async def test_pieces_are_joined_in_either_order_and_only_once() -> None:
    """The first waits for the second; the second alone is never answered; repeats are nothing."""
    parts = Parts(0.5)
    first = asyncio.create_task(parts.whole(HERS, "a", HEAD))
    await asyncio.sleep(0)
    assert await parts.whole(HERS, "b", TAIL) is None
    assert await first == HEAD + TAIL
    assert await parts.whole(HERS, "b", TAIL) is None
    # The short piece came first: it was answered, and the long one is read with it.
    assert await parts.whole(HERS, "d", TAIL) == TAIL
    assert await parts.whole(HERS, "c", HEAD) == HEAD + TAIL


async def test_a_piece_whose_rest_is_lost_is_heard_alone() -> None:
    """After two seconds; three pieces are one text, and of two women nothing is mixed."""
    parts = Parts(0.05)
    assert await parts.whole(HERS, "a", HEAD) == HEAD
    first = asyncio.create_task(parts.whole(HERS, "b", HEAD))
    await asyncio.sleep(0)
    assert await parts.whole("+390000000002", "x", TAIL) == TAIL
    assert await parts.whole(HERS, "c", "b" * 153) is None
    assert await parts.whole(HERS, "d", TAIL) is None
    assert await first == HEAD + "b" * 153 + TAIL


async def test_a_short_message_never_waits() -> None:
    """A word that leaves is heard at once."""
    assert await Parts(3600).whole(HERS, "a", "esci") == "esci"
