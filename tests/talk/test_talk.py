"""A talk in the terminal shows what her channel would, and nothing that it would not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.messages import Channel
from bot.talk import talking

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
COVER = "Almanacco di Milano"


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


@pytest.mark.parametrize(
    ("channel", "lines"),
    [(Channel.WEB, 1), (Channel.TELEGRAM, 0), (Channel.WHATSAPP, 1), (Channel.SMS, 1)],
)
async def test_what_an_exit_leaves_to_be_seen(scene: Scene, channel: Channel, lines: int) -> None:
    """A page shows the cover, a telephone keeps one line of it, Telegram's chat is empty."""
    async with talking(scene, channel, "it", NOW) as talk:
        await talk.open()
        seen = await talk.say("esci")
        assert len(seen) == lines
        assert "112" not in " ".join(seen)
        assert COVER in " ".join(await talk.say("menu"))
