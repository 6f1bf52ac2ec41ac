"""The flow's question for training calls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.conversation.world import World
from bot.engine.effects import Answer, Call
from bot.engine.session import Session
from bot.messages import Address, Channel
from bot.talk import Counted
from bot.text.tongues import LANGUAGES
from bot.training.demonstration import demonstration_calls
from bot.training.finding import Ground
from tests.conversation.conftest import NOW

RHO = "015182"


@pytest.fixture(name="published", scope="module")
def _published() -> Scene:
    """What is published, with the calls of a demonstration."""
    return replace(published_scene(lambda: NOW), calls=demonstration_calls(NOW))


async def ask(scene: Scene, language: str = "it", **given: str) -> Answer:
    """What the world answers."""
    her = Conversation(
        "c",
        Address(Channel.WEB, "t"),
        Curtain.OPEN,
        Session(scene.current, language),
        0,
        NOW,
        NOW,
    )
    call = Call("training.find", tuple({"town": RHO, **given}.items()))
    return await World(Counted()).answer(call, her, None, scene, {}, NOW, None)


async def all_pages(scene: Scene, **given: str) -> str:
    """Everything that she can reach by asking for others."""
    told, skip = "", ""
    while True:
        answer = await ask(scene, skip=skip, **given)
        told += str(answer.values["calls"])
        skip = str(answer.values["skip"])
        if not answer.values["more"]:
            return told


async def test_where_nobody_gave_calls_it_is_said_that_they_are_not_seen_from_here(
    published: Scene,
) -> None:
    """That there is none would be untrue."""
    assert (await ask(replace(published, calls=()))).outcome == "unavailable"


async def test_where_all_ran_out_there_is_none(published: Scene) -> None:
    """And the way leads to a person."""
    gone = tuple(replace(one, deadline=NOW) for one in published.calls)
    assert (await ask(replace(published, calls=gone))).outcome == "none"


@pytest.mark.parametrize("wish", ["", "school", "children", "online"])
async def test_what_is_for_organisations_or_for_women_of_a_centre_is_on_no_page(
    published: Scene, wish: str
) -> None:
    """However she asks."""
    told = await all_pages(published, wish=wish)
    assert "computer" in told
    assert "associazioni" not in told
    assert "Percorso di lavoro" not in told


async def test_a_place_that_cannot_be_is_the_first_page(published: Scene) -> None:
    """What a flow remembers is no number."""
    assert await ask(published, skip="x") == await ask(published)
    assert (await ask(published, skip="99")).outcome == "none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_said_in_every_language_that_is_offered(
    published: Scene, language: str
) -> None:
    """A key instead of a reason would be said to her."""
    for ground in Ground:
        key = f"training_why_{ground.value}"
        said = published.translator.text(key, language, km="3")
        assert said != key
        assert (said == published.translator.text(key, "it", km="3")) is (language == "it")
