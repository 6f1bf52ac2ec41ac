"""Her first touch on the web: the page greets her in the language that she picks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.turn import Asking, Decided, decide
from bot.engine.effects import Answer, Call
from bot.messages import Address, Channel, Chose, Inbound, Said, Voice
from bot.talk import Counted

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


def first(scene: Scene, what: Chose | Said) -> list[str]:
    """The lines of a first turn on a page whose device is Italian, hers left out."""
    inbound = Inbound("in-1", Address(Channel.WEB, "token"), NOW, what, ("it",))
    answers: list[tuple[Call, Answer]] = []
    ids = Counted()
    while isinstance(decided := decide(inbound, None, None, scene, ids.new, answers), Asking):
        for call in decided.calls:
            answers.append((call, Answer("done", {"language": str(call.get("language"))})))
    assert isinstance(decided, Decided)
    assert decided.record is not None
    assert decided.record.shown == decided.turned.shown
    return [line.speech.text for line in decided.turned.shown if line.voice is not Voice.HER]


@pytest.mark.parametrize(
    ("choice", "greeting", "question"),
    [
        ("it", "Ciao. Qui risponde un programma.", "Puoi scrivere ora"),
        ("es", "Hola. Aquí responde un programa.", "¿Puedes escribir ahora"),
        ("ar", "مرحبًا. هنا يرد برنامج.", "هل يمكنك الكتابة الآن"),
    ],
)
def test_the_greeting_is_kept_in_the_language_that_she_picks(
    scene: Scene, choice: str, greeting: str, question: str
) -> None:
    """The page that she goes on reading is of one language, whatever her device's is."""
    lines = first(scene, Chose(choice, "1.start.hello"))
    assert [line[: len(text)] for line, text in zip(lines, (greeting, question), strict=True)] == [
        greeting,
        question,
    ]


def test_a_first_word_that_picks_nothing_leaves_the_greeting(scene: Scene) -> None:
    """She has not chosen yet: the language of her device is the best guess."""
    lines = first(scene, Said("boh"))
    assert lines[0].startswith("Ciao.")
    assert len(lines) > 1


def test_leaving_at_once_keeps_no_greeting(scene: Scene) -> None:
    """An exit word as the first message: nothing is shown and nothing is kept."""
    assert first(scene, Said("esci")) == []
