"""The world answers in the language of the session that asks, out of the current catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.assemble import published_scene
from bot.conversation.calls import CALLS
from bot.conversation.retelling import RETOLD
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.conversation.world import World
from bot.directory.texts import passages
from bot.engine.effects import Answer, Call
from bot.engine.expressions import Value
from bot.engine.session import Session
from bot.messages import Address, Channel
from bot.publishing.published import Source, read_directory, read_source, scene_of
from bot.talk import Counted
from bot.text.tongues import LANGUAGES
from tests.promises.in_words import DAYS

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


async def ask(
    scene: Scene, language: str, call: Call, variables: Mapping[str, Value] | None = None
) -> Answer:
    """What the world answers to a session in that language."""
    session = Session(scene.current, language, variables=variables or {})
    her = Conversation("c", Address(Channel.WEB, "t"), Curtain.OPEN, session, 0, NOW, NOW)
    return await World(Counted()).answer(call, her, None, scene, {}, NOW, None)


def measure(id: str) -> Call:
    """The question about a measure."""
    return Call("directory.measure", (("id", id),))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_that_she_hears_of_a_measure_is_in_her_language(
    scene: Scene, language: str
) -> None:
    """The text, who will know and the date; the norm stays as it is."""
    told = (await ask(scene, language, measure("leave"))).values
    known = scene.translator.translation
    leave = scene.directory.measures["leave"]
    at = "directory/measure/leave"
    assert str(told["measure"]).endswith(known(f"{at}/text", leave.text, language))
    own, rest = str(told["who_knows"]).split("\n")
    assert own == known(f"{at}/who_knows", leave.who_knows, language)
    assert (rest.startswith("Non lo so: ")) is (language == "it")
    assert DAYS[language] in str(told["source"])
    assert "D.Lgs. 80/2015 art. 24" in str(told["source"])
    assert (leave.text in str(told["measure"])) is (language == "it")


@pytest.mark.parametrize("language", LANGUAGES[1:])
async def test_no_service_speaks_italian_to_who_reads_another_language(
    scene: Scene, language: str
) -> None:
    """But for its own name, which follows the translated one."""
    kinds = {offer.kind for offer in scene.directory.listing.offers.values()}
    italian = {found.source for found in passages(scene.directory)}
    italian -= {offer.service.name for offer in scene.directory.listing.offers.values()}
    for kind in sorted(kinds):
        call = Call("directory.services", (("kind", kind), ("network", ""), ("town", "")))
        told = str((await ask(scene, language, call)).values["services"])
        assert [text for text in italian if text in told] == []


async def test_who_answers_is_named_in_her_language(scene: Scene) -> None:
    """The name of a network stays; the agency is translated."""
    who = Call("handoff.who", (("network", "rho-garbagnate"),))
    assert (await ask(scene, "it", who)).values["agency"] == "Centro dimostrativo Ovest"
    assert (await ask(scene, "fr", who)).values["agency"] == "Centre de démonstration Ouest"
    named = await ask(scene, "fr", Call("directory.network", (("network", "rho-garbagnate"),)))
    assert named.values["network_name"] == "Rete di Rho e Garbagnate"


async def test_how_an_area_is_known_is_said_in_her_language(scene: Scene) -> None:
    """The name of the town stays."""
    told = (await ask(scene, "es", Call("directory.job_centre", (("town", "015182"),)))).values
    assert told["job_centre"] == "Rho"
    assert told["job_centre_area"] == "noticias de prensa de 2023, por confirmar"


async def test_facts_are_those_of_today_also_in_an_old_talk(scene: Scene) -> None:
    """A session pins its flows; what the directory says is never pinned."""
    source = read_source()
    at = "directory/measure/leave/who_knows"
    english = {**source.catalogues["en"], at: "Your employer knows: corrected today."}
    catalogues = {**source.catalogues, "en": english}
    today = scene_of(Source(source.flows, catalogues), read_directory(), lambda: NOW)
    both = replace(today, bundles={**scene.bundles, **today.bundles})
    session = Session(scene.current, "en")
    her = Conversation("c", Address(Channel.WEB, "t"), Curtain.OPEN, session, 0, NOW, NOW)
    told = await World(Counted()).answer(measure("leave"), her, None, both, {}, NOW, None)
    assert scene.current != today.current
    assert str(told.values["who_knows"]).startswith("Your employer knows: corrected today.")


async def test_another_language_tells_anew_what_she_was_told(scene: Scene) -> None:
    """She goes back to the interrupted question, and reads all of it in the language she chose."""
    told = await ask(scene, "it", measure("adi"))
    change = Call("language.set", (("language", "es"),))
    anew = (await ask(scene, "it", change, told.values)).values
    spanish = (await ask(scene, "es", measure("adi"))).values
    assert anew["language"] == "es"
    assert {name: anew[name] for name in ("measure", "who_knows", "source")} == {
        name: spanish[name] for name in ("measure", "who_knows", "source")
    }
    assert "services" not in anew


async def test_what_was_never_asked_is_not_told(scene: Scene) -> None:
    """A change of language alone brings nothing but the language."""
    change = Call("language.set", (("language", "ar"),))
    assert (await ask(scene, "it", change)).values == {"language": "ar"}


def test_only_lookups_are_told_anew() -> None:
    """Asking them once more changes nothing in the world."""
    assert set(RETOLD) <= set(CALLS)
    lookups = (
        "directory.",
        "handoff.who",
        "alarm.signs",
        "asked.show",
        "pathway.show",
        "readers.show",
        "abilities.list",
        "abilities.sheet",
        "plan.show",
        "plan.list",
        "training.look",
        "training.mine",
        "training.desk",
    )
    assert all(name.startswith(lookups) for name in RETOLD)
