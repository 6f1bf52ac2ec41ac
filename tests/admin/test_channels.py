"""How the channels stand, for who looks after a network: no content, and no small numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.config import load
from bot.handoff.channels import ChannelNow, How, Seen, Sign, Traffic
from bot.handoff.people import Role
from bot.messages import Channel
from bot.wiring.external import how_on

TOKEN = {"FILO_TELEGRAM_TOKEN": "1:token", "FILO_TELEGRAM_POLLING": "true"}
TWILIO = {
    "FILO_TWILIO_ACCOUNT_SID": "AC0",
    "FILO_TWILIO_AUTH_TOKEN": "token",
    "FILO_TWILIO_SMS_FROM": "+00000000",
}


class HandChannels:
    """Channels as a test says them, and for whom they were asked."""

    def __init__(self, *all_of: ChannelNow) -> None:
        self.known = all_of
        self.asked: list[tuple[str, ...]] = []

    async def all(self, networks, _now):
        """Each channel."""
        self.asked.append(tuple(networks))
        return self.known

    async def opt_outs(self) -> int:
        """How often a provider answered in our place."""
        return 2


async def test_she_learns_that_something_is_stuck_and_not_how_many_write(site, browsers):
    """Under five stays under five; that one waits for long is said all the same."""
    await site.person("capo", "north", role=Role.NETWORK_ADMIN)
    at = site.now - timedelta(minutes=10)
    signs = {Sign.HEARD: Seen(at, 5), Sign.FAILED: Seen(at, 4)}
    traffic = Traffic(4, site.now - timedelta(minutes=6), 1, signs)
    site.channels = HandChannels(ChannelNow(Channel.SMS, How.WEBHOOK, traffic))
    status, seen = await (await browsers("capo")).ask("GET", "/api/channels")
    assert status == 200
    assert seen["channels"] == [
        {
            "channel": "sms",
            "how": "webhook",
            "heard": {"at": "2026-03-02T09:50:00Z", "today": 5},
            "taken": {"at": None, "today": 0},
            "failed": {"at": "2026-03-02T09:50:00Z", "today": None},
            "waiting": None,
            "late": 360,
            "undelivered": 1,
        }
    ]
    phone = {"network": "Centro dimostrativo Nord", "rings": True, "proved_at": None}
    assert (seen["phones"], seen["opt_outs"]) == ([phone], 2)
    assert site.channels.asked == [("north",)]


@pytest.mark.parametrize(
    ("mode", "given", "expected"),
    [
        ("demo", {}, {Channel.TELEGRAM: How.OFF, Channel.SMS: How.OFF, Channel.WHATSAPP: How.OFF}),
        ("demo", TOKEN, {Channel.TELEGRAM: How.POLLING}),
        ("demo", TWILIO, {Channel.SMS: How.WEBHOOK, Channel.WHATSAPP: How.OFF}),
        ("production", TOKEN, {Channel.TELEGRAM: How.UNDECIDED}),
        ("production", TWILIO, {Channel.SMS: How.UNDECIDED, Channel.WHATSAPP: How.OFF}),
        (
            "production",
            {**TOKEN, "FILO_TELEGRAM_DECISION": "DPIA 3/2026"},
            {Channel.TELEGRAM: How.POLLING},
        ),
    ],
)
def test_a_channel_that_nobody_decided_on_is_said_to_be_so(mode, given, expected):
    """It is set up and off: the decision is missing, not the work."""
    found = how_on(load({"FILO_MODE": mode, "FILO_ENTRY": "una-parola-scelta", **given}))
    assert found[Channel.WEB] is How.PAGE
    assert {channel: found[channel] for channel in expected} == expected
