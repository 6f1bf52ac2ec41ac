"""The JSON of the page of channels: moments and numbers, and no content."""

from __future__ import annotations

from datetime import datetime

from admin.schema import Given
from bot.handoff.channels import How
from bot.messages import Channel
from bot.wiring.provided import InStep


class SignMet(Given):
    """A sign of a channel: when it was met last, to ten minutes, and how often today; None: fewer
    than five times. It never was where ``at`` is None."""

    at: datetime | None
    today: int | None


class ChannelState(Given):
    """A channel. ``heard``: its provider told us something; ``taken``: it took a message of ours;
    ``failed``: it did not, or did not deliver it.

    ``waiting``: how many wait to be sent, None: fewer than five. ``late``: for so many seconds one
    could have been sent. ``undelivered``: no provider took them; those of her networks, and of
    women without a case.
    """

    channel: Channel
    how: How
    heard: SignMet
    taken: SignMet
    failed: SignMet
    waiting: int | None
    late: int
    undelivered: int


class DutyPhone(Given):
    """Whether a network has a duty phone, and when a drill that counts was last seen in time."""

    network: str
    rings: bool
    proved_at: datetime | None


class ChannelsState(Given):
    """What the service itself knows now. ``opt_outs``: how often Twilio answered in our place."""

    channels: list[ChannelState]
    phones: list[DutyPhone]
    opt_outs: int


class ShownText(Given):
    """A text that a provider shows. ``what``: ``profile``, or the line of a template.

    ``listed``: the provider can be asked for it. ``state``: what it says of a template. ``at``:
    when it was last asked. ``telling``: words that may not be shown.
    """

    what: str
    language: str
    title: str
    about: str
    commands: list[str]
    telling: list[str]
    listed: bool
    step: InStep
    state: str
    at: datetime | None


class ShownProvider(Given):
    """What one provider shows, and whether all of it is what the cover says. ``asks`` and ``puts``:
    it can be asked, and told, from here."""

    channel: Channel
    step: InStep
    asked_at: datetime | None
    asks: bool
    puts: bool
    texts: list[ShownText]


class ShownState(Given):
    """The providers that show something of us."""

    providers: list[ShownProvider]
