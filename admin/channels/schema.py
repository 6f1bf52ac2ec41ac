"""The JSON of the page of channels: moments and numbers, and no content."""

from __future__ import annotations

from datetime import datetime

from admin.schema import Given
from bot.handoff.channels import How
from bot.messages import Channel


class ChannelState(Given):
    """A channel. ``last_at``: when a message of either side last went through, to ten minutes.

    ``waiting``: how many wait to be sent, None: fewer than five. ``late``: for so many seconds one
    could have been sent. ``undelivered``: no provider took them; those of her networks, and of
    women without a case.
    """

    channel: Channel
    how: How
    last_at: datetime | None
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
