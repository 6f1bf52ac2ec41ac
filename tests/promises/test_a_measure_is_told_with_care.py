"""A measure that ran out is never told, who will know comes first, and nothing is promised."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.check import clues
from bot.conversation.calls import CALLS
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.conversation.watched import known_of
from bot.conversation.world import World
from bot.directory.measures.model import Knows, Watcher
from bot.directory.measures.wording import CERTAIN
from bot.engine.effects import Answer, Call
from bot.engine.inspect import inspect
from bot.engine.load import load_bundle
from bot.engine.session import Session
from bot.i18n.texts import TEXTS
from bot.messages import Address, Channel
from bot.publishing.published import LANGUAGES, read_catalogues, read_source
from bot.talk import Counted

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
PROMISES = {
    "en": r"entitled|you will get|certainly|definitely|guarantee|you have the right|for sure",
    "es": r"tienes derecho|seguro que|sin duda|garantiz|con seguridad",
    "fr": r"tu as droit|certainement|sûrement|garanti|à coup sûr",
    "ar": r"يحق لك|مؤكد|مضمون|بالتأكيد|من حقك",
    "ro": r"ai dreptul|cu siguranță|sigur că|garant|fără îndoială",
    "uk": r"маєш право|маєте право|гарант|обов['’]язково отрима|напевно|безсумнівно",
    "sq": r"ke të drejtë|me siguri të plotë|garant|padyshim",
    "zh-Hans": r"你有权|您有权|一定能|一定会|保证|肯定",
    "fil": r"may karapatan ka|(?<!akong )siguradong|garantisado|tiyak na|walang duda",
    "pt": r"tem direito|tens direito|com certeza|certamente|garant|sem dúvida",
    "ru": r"имеешь право|имеете право|гарант|обязательно получ|наверняка|несомненно",
    "bn": r"আপনার অধিকার|তোমার অধিকার|নিশ্চিতভাবে|নিশ্চয়ই|গ্যারান্টি|অবশ্যই পাবেন",
    "si": r"ඔබට අයිතිය|අනිවාර්යයෙන්|නියතවශයෙන්|සහතිකවම|ස්ථිරවම",
    "ur": r"آپ کا حق ہے|یقیناً|ضرور ملے|گارنٹی|بے شک",
    "fa": r"حق دارید|حق شماست|حتماً (?!در دفتر)|قطعاً|تضمین|بی‌شک",
    "pl": r"masz prawo|ma pani prawo|na pewno|gwarant|z pewnością|bez wątpienia",
}
"""Words of certainty in each language."""


async def asked(scene: Scene, call: Call, now: datetime) -> Answer:
    """The world's answer to a call of hers."""
    session = Session(scene.current, "it")
    her = Conversation("c", Address(Channel.WEB, "t"), Curtain.OPEN, session, 0, now, now)
    return await World(Counted()).answer(call, her, None, scene, {}, now, None)


async def test_what_ran_out_is_never_told(scene: Scene) -> None:
    """From the day after no word of it reaches her, also in the middle of the questions."""
    for id, measure in scene.directory.measures.items():
        assert measure.fact.valid_until
        last = datetime.combine(measure.fact.valid_until, NOW.timetz())
        about = (("id", id), ("answers", ""))
        for call in (Call("directory.measure", about[:1]), Call("directory.measure_asks", about)):
            assert (await asked(scene, call, last)).outcome != "none"
            gone = await asked(scene, call, last + timedelta(days=1))
            assert gone.outcome == "none"
            assert not [
                value for name, value in gone.values.items() if "asked" not in name and value
            ]


def test_who_will_know_is_said_before_anything_else() -> None:
    """Without that step the flow cannot be published: what it is, papers and where hang on it."""
    source = read_source()
    mark = "marks: [who_knows, critical]"
    assert source.flows["measure"].count(mark) == 1
    flows = {**source.flows, "measure": source.flows["measure"].replace(mark, "marks: [critical]")}
    bundle, problems = load_bundle(flows, source.catalogues, CALLS, LANGUAGES)
    assert bundle, problems
    found = inspect(bundle, clues({}, frozenset()), CALLS, production=False)
    steps = {one.step for one in found if one.rule == "duty/who-knows" and one.flow == "measure"}
    assert {"offer", "papers", "where", "perhaps_said", "unlikely_said", "unknown_said"} <= steps


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_promised(scene: Scene, language: str) -> None:
    """No word of certainty, in no language: who decides is whoever receives what she asks for."""
    certain = CERTAIN if language == "it" else re.compile(PROMISES[language], re.IGNORECASE)
    if language == "it":
        texts = [scene.newest.flows["measure"].steps[name] for name in ("perhaps_said", "where")]
        said = [str(getattr(one, "text").source) for one in texts]  # noqa: B009
        said += [TEXTS[key] for key in TEXTS if key.startswith("measure_")]
        for one in scene.directory.measures.values():
            said += [one.text, one.who_knows, one.papers, one.where]
    else:
        catalogue = read_catalogues()[language]
        about = ("measure/", "directory/measure/", "directory/question/", "ui//measure_")
        said = [text for context, text in catalogue.items() if context.startswith(about)]
    assert len(said) > 20
    assert [text for text in said if certain.search(text)] == []


@pytest.mark.parametrize("kind", ["", "cav", "cpi", "legal", "social"])
def test_a_booking_says_of_everybody_whether_they_will_know(kind: str) -> None:
    """Nobody is left out, and nobody is told by the service but whoever receives her."""
    known = known_of(kind)
    assert set(known) == set(Watcher)
    assert (known[Watcher.COMUNE] is Knows.YES) is (kind == "social")
    assert known[Watcher.EMPLOYER] is Knows.NO


async def test_a_verification_that_came_meanwhile_is_told_at_once(scene: Scene) -> None:
    """What is current is never pinned to her session."""
    gone = NOW + timedelta(days=200)
    call = Call("directory.measure", (("id", "leave"),))
    assert (await asked(scene, call, gone)).outcome == "none"
    one = scene.directory.measures["leave"]
    fresh = replace(one, fact=one.fact.verified(gone.date(), 90))
    again = replace(scene.directory, measures={**scene.directory.measures, "leave": fresh})
    assert (await asked(replace(scene, directory=again), call, gone)).outcome == "found"
