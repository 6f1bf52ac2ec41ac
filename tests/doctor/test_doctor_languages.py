"""``filo doctor`` on languages: who has to sign what, of what women are answered with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.calls import CALLS
from bot.engine.contexts import passages
from bot.engine.editing.drafts import Release
from bot.engine.inspect.languages import CRITICAL
from bot.engine.load import load_flow
from bot.handoff.adjusting import LANGUAGES
from bot.handoff.choices import Choice
from bot.house import House
from bot.i18n.reviews import Review
from bot.publishing.published import bundle_of, read_source
from bot.storage.choices import SqlChoices
from bot.storage.flows import SqlFlows
from bot.storage.reviews import SqlReviews
from tests.commands.conftest import Installation
from tests.doctor.test_doctor import _told, used

__all__ = ["used"]
pytestmark = pytest.mark.in_a_file


def test_only_a_language_that_is_offered_and_that_nobody_signed_is_told(used: Installation) -> None:
    """One that the staff switched off waits for nobody, nor does one that was signed at the desk:
    otherwise an alarm would always be on, and heard by nobody."""
    told = _told(used, "languages")
    assert " ar" in told
    assert " zh" in told
    used.within(_offers_arabic_alone)
    told = _told(used, "languages")
    assert " ar" in told
    assert " zh" not in told
    used.within(_signs_arabic)
    assert _told(used, "languages").startswith("ok")


def test_a_language_whose_signed_texts_changed_since_is_told_apart(used: Installation) -> None:
    """After an upgrade with new texts: which languages have to be signed anew, and how much."""
    used.within(_offers_arabic_alone)
    used.within(_signs_arabic)
    used.within(_signs_something_else)
    told = _told(used, "languages")
    assert "No native speaker" not in told
    assert "changed or came since: ar (2 changed, 0 new)." in told


def test_signatures_count_for_what_is_live(used: Installation) -> None:
    """Where the console published other texts than the files hold, these were signed."""
    used.within(_offers_arabic_alone)
    used.within(_signs_arabic)
    used.within(_publishes_another_text)
    assert "changed or came since: ar (1 changed, 0 new)." in _told(used, "languages")
    used.within(_signs_arabic)
    assert _told(used, "languages").startswith("ok")


async def _critical(house: House) -> list[Review]:
    """Signatures under what must be understood, as it is live."""
    source = await house.workshop.live()
    flows = [load_flow(text, name, CALLS)[0] for name, text in source.flows.items()]
    steps = [step for flow in flows if flow is not None for step in flow.steps.values()]
    texts, at = source.catalogues["ar"], house.clock()
    return [
        Review("ar", one.context, one.source, texts.get(one.context, ""), "Hoda", at)
        for step in steps
        if step.marks & CRITICAL
        for one in passages(step)
    ]


async def _signs_something_else(house: House) -> None:
    first, second, *_ = await _critical(house)
    signed = [replace(first, italian="Come era"), replace(second, text="come era")]
    await SqlReviews(house.store).sign(signed)


async def _publishes_another_text(house: House) -> None:
    first = (await _critical(house))[0]
    source = read_source()
    arabic = {**source.catalogues["ar"], first.context: f"{first.text} "}
    changed = replace(source, catalogues={**source.catalogues, "ar": arabic})
    release = Release(1, bundle_of(changed).id, house.clock(), "Ada", "")
    await SqlFlows(house.store).publish(release, changed.packed(), ())


async def _offers_arabic_alone(house: House) -> None:
    one = Choice(LANGUAGES, "it,ar", house.clock(), "Ada")
    assert await SqlChoices(house.store).choose(one)


async def _signs_arabic(house: House) -> None:
    await SqlReviews(house.store).sign(await _critical(house))
