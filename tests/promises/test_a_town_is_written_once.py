"""Whoever has written her town is not asked for it again."""

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation
from bot.messages import Channel, Said
from tests.promises.hers import NOW, after, at, left

CHANNELS = (Channel.WEB, Channel.TELEGRAM)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is shipped."""
    return published_scene(lambda: NOW)


@pytest.mark.parametrize("channel", CHANNELS)
async def test_what_is_near_is_looked_for_where_she_said(scene: Scene, channel: Channel) -> None:
    """At a question of choices a town leads to what is near it, and not to «near which town?»."""
    for place in ("menu.first", "work.find", "money.what"):
        flow, step = place.split(".")
        here = at(scene, flow, step, "it", channel)
        her = left(await after(scene, here, Said("Sesto San Giovanni")))
        assert _asked(her) == ("near", "what")
        assert _known(her, "town_name") == "Sesto San Giovanni"


async def test_a_town_within_a_sentence_is_asked_back(scene: Scene) -> None:
    """«Intendi Sesto San Giovanni?» takes a yes, and no writing."""
    here = at(scene, "menu", "first", "it", Channel.WEB)
    said = Said("cerco un centro antiviolenza a Sesto San Giovanni")
    her = left(await after(scene, here, said))
    assert _asked(her) == ("place", "confirm")
    assert _known(her, "town_name") == "Sesto San Giovanni"


async def test_without_a_town_she_is_asked_for_one(scene: Scene) -> None:
    """What names no town is no town that is not found: she is simply asked."""
    here = at(scene, "menu", "first", "it", Channel.WEB)
    decided = await after(scene, here, Said("dov'è il centro antiviolenza più vicino?"))
    assert _asked(left(decided)) == ("place", "where")
    assert decided.record is not None
    assert not any("Non trovo" in line.speech.text for line in decided.record.shown)


async def test_a_town_that_she_writes_later_counts_more(scene: Scene) -> None:
    """Another town than before is looked in, and what she wrote for it is not kept twice."""
    here = at(scene, "menu", "first", "it", Channel.WEB)
    first = left(await after(scene, here, Said("Sesto San Giovanni")))
    second = left(await after(scene, first, Said("Rho")))
    assert _known(second, "town_name") == "Rho"
    assert _known(second, "named_town") == ""


def _asked(her: Conversation) -> tuple[str, str]:
    assert her.session is not None
    top = her.session.stack[-1]
    return top.flow, top.step


def _known(her: Conversation, name: str) -> object:
    assert her.session is not None
    return her.session.variables.get(name)
