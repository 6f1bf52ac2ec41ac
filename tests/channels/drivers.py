"""A provider and a phone as the channel contract sees them; each channel has one driver.

A driver runs a fake of its provider over real HTTP. The real client of the channel speaks with it,
and what somebody does on her phone is posted to the real public site as the provider would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.messages import Channel
from tests.channels.telegram_driver import telegram
from tests.channels.twilio_driver import sms, whatsapp
from tests.channels.web_driver import web


class Fault(StrEnum):
    """What a provider does with the next request to send.

    ``ERROR``: 500, and nothing was sent. ``BUSY``: 429, come back after ``BUSY_SECONDS``. ``HANG``:
    no answer ever, and nothing was sent. ``RESET``: it was sent, and the connection breaks off in
    the middle of the answer. ``GONE``: she blocked us, or said STOP to the provider.
    """

    ERROR = "error"
    BUSY = "busy"
    HANG = "hang"
    RESET = "reset"
    GONE = "gone"


BUSY_SECONDS = 7


class Driver(Protocol):
    """One channel's provider and the phones on it. People are called by short names."""

    channel: Channel

    def settings(self) -> Mapping[str, str]:
        """The settings that turn the channel on, against this provider."""

    def reach(self, site: str) -> None:
        """The public site is there: scheme, host and port."""

    async def opens(self, person: str) -> str:
        """She uses the key. What was delivered can be delivered again by this name."""

    async def says(self, person: str, text: str) -> str:
        """She writes."""

    async def again(self, delivery: str) -> int:
        """The provider delivers the same once more. The status of the site's answer."""

    async def forged(self, person: str, text: str) -> int:
        """Somebody who is not the provider posts this. The status of the site's answer."""

    def seen(self, person: str) -> list[str]:
        """What we wrote that is on her phone now, oldest first."""

    def requests(self) -> int:
        """How many requests to send the provider has had."""

    def fail(self, *faults: str) -> None:
        """The next requests to send meet these faults, one each."""

    def address(self, person: str) -> str:
        """Her address on the channel, as ``messages.Address`` has it."""


Opening = Callable[[Callable[[], datetime]], AbstractAsyncContextManager[Driver]]

DRIVERS: Mapping[str, Opening] = {
    "sms": sms,
    "telegram": telegram,
    "web": web,
    "whatsapp": whatsapp,
}
"""Every channel, by name."""

NO_PROVIDER = "no provider stands between us and a page: whoever looks at it asks for it"
INAPPLICABLE: Mapping[str, Mapping[str, str]] = {
    "web": {
        "test_a_cry_for_help_opens_without_the_key": "the cover's page has nothing to write in",
        "test_what_was_queued_is_cancelled_with_an_exit": NO_PROVIDER,
        "test_a_late_answer_is_never_sent": NO_PROVIDER,
        "test_an_error_of_the_provider_is_repeated_once": NO_PROVIDER,
        "test_a_provider_that_only_fails_is_asked_twice_at_most": NO_PROVIDER,
        "test_a_broken_answer_is_repeated_once_at_most": NO_PROVIDER,
        "test_a_provider_that_never_answers_is_given_up_and_asked_once_more": NO_PROVIDER,
        "test_an_unknown_outcome_is_not_repeated_after_its_expiry": NO_PROVIDER,
        "test_a_busy_provider_is_asked_when_it_said_and_in_order": NO_PROVIDER,
        "test_an_exit_while_the_provider_is_busy_sends_nothing_more": NO_PROVIDER,
        "test_a_clock_that_is_set_back_makes_nothing_late": NO_PROVIDER,
        "test_a_clock_that_is_set_ahead_sends_nothing_that_waited": NO_PROVIDER,
        "test_messages_of_one_person_arrive_in_order_though_the_first_fails": NO_PROVIDER,
        "test_whoever_cannot_be_reached_any_more_has_left": "a page that was closed tells nobody:"
        " its beacon does (tests/web), or silence (tests/promises)",
        "test_a_channel_that_hangs_does_not_slow_another": NO_PROVIDER,
        "test_a_channel_that_hangs_slows_no_page": "it is the page that is not slowed",
    },
}
"""What a channel does not promise, and why; every other promise holds on all of them."""
