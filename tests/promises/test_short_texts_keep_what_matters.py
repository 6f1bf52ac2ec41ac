"""What a text message has no room for may not be what she must know, nor what betrays her."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from bot.conversation.scene import Scene
from bot.engine.contexts import messages
from bot.engine.flow import Ask, FlowStep, Say, Text
from bot.engine.inspect.visible import visible
from bot.messages import Channel
from bot.talk import talking
from bot.text.spelling import fold
from bot.text.tongues import LANGUAGES
from tests.promises.in_words import NOTICE, SAYS_SO, TOLD
from tests.promises.test_what_remains_reads_as_the_cover import NOW, STAYING

TELLING_LINE = {
    ("danger", "*"): "she is in danger",
    ("self_harm", "*"): "her life is in danger",
    ("voice", "*"): "who cannot write is answered at once",
    ("silent", "*"): "who cannot speak is told who answers without a voice",
    ("own_behaviour", "*"): "it is his phone, and there is nobody else to send him to",
    ("person", "elsewhere_line"): "the same man asks for a person",
    ("home", "tonight"): "she has no roof tonight",
    ("home", "go"): "to leave is the most dangerous moment",
    ("workplace", "happened"): "it has just happened",
    **{
        ("person", step): "nobody of her network is there"
        for step in (
            "full",
            "slow",
            "nowhere_else",
            "alone_until",
            "alone_now",
            "keep",
            "nobody_until",
            "nobody_now",
            "lost",
        )
    },
}
"""Where 1522 stands on a phone from which nothing can be removed, and why."""


NAMES_IT_ONLY = frozenset(
    {
        ("page", "here"),
        ("contact", "web"),
        ("phone", "web"),
        ("phone", "telegram"),
        ("alarm", "what"),
    }
)
"""What is said on the page itself, or on another channel: no way leads there on these two."""

NOWHERE = frozenset({"home", "minor", "money", "own_behaviour", "rights", "someone_else"}) | {
    "workplace",
    "words",
    "alarm",
    "letters",
}
"""Flows that are held on the page only: on a phone they say so, and give the link."""


def on(text: Text, channel: Channel) -> Text:
    """The variant that the channel says."""
    given = text.short.get(channel)
    return given or (text.short.get(Channel.SMS) if channel is Channel.WHATSAPP else None) or text


def staying(scene: Scene, language: str = "it") -> Iterator[tuple[str, str, Channel, str]]:
    """(flow, step, channel, text) of all that stays on her phone, with its labels."""
    bundle = scene.newest
    for flow in bundle.flows.values():
        for step in flow.steps.values():
            for channel in STAYING:
                for text in messages(step):
                    yield flow.id, step.id, channel, bundle.say(on(text, channel), language)
                if isinstance(step, Ask):
                    for choice in visible(step, channel, language):
                        label = bundle.label(choice, language, channel)
                        yield flow.id, step.id, channel, label


@pytest.mark.parametrize("channel", list(Channel))
def test_before_a_person_comes_she_is_told_the_same_on_every_channel(
    scene: Scene, channel: Channel
) -> None:
    """A program speaks, a person comes, no name, who reads, and that she may change her mind."""
    notice = scene.newest.flows["person"].steps["notice"]
    assert isinstance(notice, Say)
    for language in LANGUAGES:
        said = fold(scene.newest.say(on(notice.text, channel), language))
        assert [word for word in NOTICE[language] if fold(word) not in said] == [], language


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_and_who_reads_is_told_on_every_channel(scene: Scene, language: str) -> None:
    """A short text says how long, who reads and how to take it back, as the long one does."""
    bundle = scene.newest
    for ((flow, step), points), channel in product(TOLD.items(), Channel):
        ask = bundle.flows[flow].steps[step]
        assert isinstance(ask, Ask | Say)
        if channel not in STAYING and step == "who":
            continue
        said = fold(bundle.say(on(ask.text, channel), language).replace("until_said", "until said"))
        if (flow, step) == ("contact", "confirm") and channel not in STAYING:
            said += " until said"  # Within {agreement}, which names the day.
        assert [word for word in points[language] if fold(word) not in said] == [], (flow, step)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_or_label_says_what_no_almanac_would(scene: Scene, language: str) -> None:
    """Harmless words make a telling sentence: those that were found once do not come back."""
    told = [
        (flow, step, text)
        for flow, step, _, text in staying(scene, language)
        if flow not in NOWHERE
        and any(f" {fold(phrase)} " in f" {fold(text)} " for phrase in SAYS_SO[language])
    ]
    assert told == []


def test_whoever_is_sent_to_the_page_gets_there_by_a_digit_and_back_to_her_question(
    scene: Scene,
) -> None:
    """Each question that names the page offers it, and stands again behind the link."""
    bundle = scene.newest
    asked = 0
    for flow in bundle.flows.values():
        for step in flow.steps.values():
            for channel in STAYING:
                text = next(messages(step), None)
                if text is None or "pagina web" not in bundle.say(on(text, channel), "it"):
                    continue
                if (flow.id, step.id) in NAMES_IT_ONLY:
                    continue
                assert isinstance(step, Ask), (flow.id, step.id)
                ways = [flow.steps[choice.next] for choice in visible(step, channel, "it")]
                (link,) = [way for way in ways if isinstance(way, FlowStep) and way.flow == "page"]
                assert link.next == step.id or flow.id == "phone", (flow.id, step.id)
                asked += 1
    assert asked > 50


def test_the_line_against_violence_stands_only_where_help_needs_it(scene: Scene) -> None:
    """1522 in a thread tells what it is about: it is named in danger and where nobody is there."""
    found = {(flow, step) for flow, step, _, text in staying(scene) if "1522" in text}
    allowed = {(flow, step) for flow, step in TELLING_LINE if step != "*"}
    flows = {flow for flow, step in TELLING_LINE if step == "*"}
    assert {(flow, step) for flow, step in found if flow not in flows} <= allowed
    assert found, "somewhere it must stand"


def test_nobody_is_asked_to_touch_what_cannot_be_touched(scene: Scene) -> None:
    """A text message has digits."""
    told = [text for *_, channel, text in staying(scene) if channel is Channel.SMS]
    assert [text for text in told if "tocca" in fold(text)] == []


@pytest.mark.parametrize("channel", STAYING)
async def test_where_the_page_is_named_one_digit_leads_to_it(
    scene: Scene, channel: Channel
) -> None:
    """She need not guess what to write: the first choice gives the link."""
    async with talking(scene, channel, "it", NOW) as talk:
        await talk.open()
        for text in ("1", "1", "sportelli", "milano", "lavoro"):
            lines = await talk.say(text)
        assert any("apri la pagina web" in line for line in lines), lines
        linked = await talk.say("1")
    assert any("10 minuti" in line for line in linked), linked
