"""The doctor asks the providers that are on whether they answer, and tells nobody our secrets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.assemble import now
from bot.config import Settings, load
from bot.doctor.answering import answers
from bot.doctor.doctor import look_over
from bot.doctor.findings import Grade
from bot.publishing.published import read_directory
from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.channels.twilio_fake import ACCOUNT, FakeTwilio, Fault, fake_twilio
from tests.channels.twilio_fake import TOKEN as AUTH
from tests.commands.conftest import Installation

SITE = "https://almanac.example"
SECRET = "a-secret-of-the-webhook"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A bot that was told where we are."""
    async with FakeTelegram(lambda: datetime.now(UTC)) as fake:
        fake.webhook = {"url": f"{SITE}/telegram"}
        yield fake


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    """An account in order."""
    async with fake_twilio() as fake:
        yield fake


def _on_telegram(fake: FakeTelegram, **more: str) -> dict[str, str]:
    return {
        "FILO_TELEGRAM_TOKEN": TOKEN,
        "FILO_TELEGRAM_API_URL": fake.url,
        "FILO_TELEGRAM_WEBHOOK_SECRET": SECRET,
        "FILO_PUBLIC_URL": SITE,
        **more,
    }


def _on_twilio(fake: FakeTwilio, **more: str) -> dict[str, str]:
    return {
        "FILO_TWILIO_ACCOUNT_SID": ACCOUNT,
        "FILO_TWILIO_AUTH_TOKEN": AUTH,
        "FILO_TWILIO_API_URL": fake.url,
        "FILO_TWILIO_SMS_FROM": "+390000000000",
        **more,
    }


def _set(**given: str) -> Settings:
    return load({"FILO_MODE": "demo", **given})


async def test_what_answers_is_told_so(telegram: FakeTelegram, twilio: FakeTwilio) -> None:
    """Nothing is sent to anybody, and nothing changed there."""
    found = await answers(_set(**_on_telegram(telegram), **_on_twilio(twilio)))
    assert [(one.provider, one.trouble) for one in found] == [("Telegram", ""), ("Twilio", "")]
    assert {name for name, _, _ in telegram.calls} == {"getMe", "getWebhookInfo"}
    assert [method for method, _ in twilio.asked] == ["GET"]


async def test_a_channel_that_is_off_is_asked_nothing() -> None:
    """The doctor reaches out to nobody for a web alone."""
    assert await answers(_set()) == ()


def _moved(fake: FakeTelegram) -> None:
    fake.webhook = {"url": "https://elsewhere.example/telegram"}


def _refused(fake: FakeTelegram) -> None:
    fake.webhook_trouble = {"last_error_message": "wrong answer", "pending_update_count": 3}


def _ill(fake: FakeTelegram) -> None:
    fake.faults["getMe"] = ["error"]


def _hangs(fake: FakeTelegram) -> None:
    fake.faults["getMe"] = ["hang"]


@pytest.mark.parametrize(
    ("spoil", "more", "says", "remedy", "grave"),
    [
        (_moved, {}, "another address", "FILO_PUBLIC_URL", False),
        (_refused, {}, "wrong answer", "proxy", True),
        (_ill, {}, "status 500", "status", True),
        (_hangs, {}, "Nothing answers", "status", True),
        (lambda _: None, {"FILO_TELEGRAM_TOKEN": "1:other"}, "our token", "BotFather", True),
        (lambda _: None, {"FILO_TELEGRAM_NAME": "other_bot"}, "flyers", "BotFather", False),
    ],
)
async def test_what_is_wrong_at_telegram_is_told_with_its_remedy(
    telegram: FakeTelegram,
    spoil: Callable[[FakeTelegram], None],
    more: dict[str, str],
    says: str,
    remedy: str,
    grave: bool,
) -> None:
    """In a sentence, within the time that somebody waits, and without the token."""
    spoil(telegram)
    (one,) = await answers(_set(**_on_telegram(telegram, **more)), 1.0)
    assert says in one.trouble
    assert remedy in one.remedy
    assert one.grave is grave
    assert TOKEN not in one.trouble + one.remedy


async def test_who_polls_needs_no_webhook(telegram: FakeTelegram) -> None:
    """It is asked for nothing that is not used."""
    telegram.webhook = {}
    given = _on_telegram(telegram, FILO_TELEGRAM_POLLING="true")
    del given["FILO_TELEGRAM_WEBHOOK_SECRET"]
    (one,) = await answers(_set(**given))
    assert one.trouble == ""


@pytest.mark.parametrize(
    ("status", "faults", "more", "says", "remedy"),
    [
        ("suspended", [], {}, "suspended", "bill"),
        ("active", [], {"FILO_TWILIO_AUTH_TOKEN": "other"}, "this token", "AUTH_TOKEN"),
        ("active", [Fault("error", 503, 20503)], {}, "status 503", "status"),
        ("active", [Fault("hang")], {}, "Nothing answers", "status"),
    ],
)
async def test_what_is_wrong_at_twilio_is_told_with_its_remedy(
    twilio: FakeTwilio,
    status: str,
    faults: list[Fault],
    more: dict[str, str],
    says: str,
    remedy: str,
) -> None:
    """A suspended account, a wrong token, an illness of theirs, silence."""
    twilio.account_status, twilio.faults = status, faults
    (one,) = await answers(_set(**_on_twilio(twilio, **more)), 1.0)
    assert says in one.trouble
    assert remedy in one.remedy
    assert one.grave
    assert AUTH not in one.trouble + one.remedy


async def test_the_doctor_says_what_they_answered(
    installation: Installation, twilio: FakeTwilio
) -> None:
    """Among its other findings, and grave."""
    twilio.account_status = "suspended"
    used = replace(installation, environ=installation.environ | _on_twilio(twilio))
    found = await look_over(used.environ, read_directory(), now())
    (one,) = [finding for finding in found if finding.check == "providers"]
    assert one.grade is Grade.GRAVE
    assert "suspended" in one.what
