"""The model is asked only for what words, choices and numbers leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.conversation.reading import Attended, read_meaning
from bot.conversation.state import Case, CaseState
from bot.messages import Address, Channel, Happening, Inbound, Left, Said
from bot.understanding.danger import Screen
from bot.understanding.topics import Reading, Topics
from tests.conversation.conftest import NOW, scene

SCENE = scene()
OPEN = "lui fa cose che non so come dirti"


class Counting:
    """A model that only counts."""

    def __init__(self) -> None:
        self.read_texts = 0

    async def read(self, text: str, doubted: Sequence[str] = ()) -> Reading | None:
        """The same for every text."""
        self.read_texts += 1
        return Reading(doubted=((1.0, 2.0),) * len(doubted))


class Unsure(Topics):
    """Topics that no words are sure of."""

    def __init__(self) -> None:
        """Nothing was learned."""

    def is_clear(self, text: str) -> bool:
        """Never."""
        return False


class Doubting(Screen):
    """A screen that has its doubts about one text."""

    def __init__(self) -> None:
        """Nothing was learned."""

    def doubted(self, text: str) -> tuple[str, ...]:
        """Only that one."""
        return (text,) if text == OPEN else ()


async def _meaning(what: Happening) -> tuple[tuple[tuple[float, ...], ...], int]:
    model = Counting()
    inbound = Inbound("id", Address(Channel.WEB, "token"), NOW, what)
    return (await read_meaning(inbound, SCENE, model)).meaning, model.read_texts


async def test_what_the_words_leave_open_is_read() -> None:
    """The vector travels with the text, and only there."""
    assert await _meaning(Said(OPEN)) == (((1.0, 2.0),), 1)


@pytest.mark.parametrize(
    "what",
    [Said("1"), Said("Rho"), Said("una persona"), Said(""), Left()],
    ids=["digit", "place", "choice", "nothing", "exit"],
)
async def test_what_is_settled_is_not_read(what: Happening) -> None:
    """A model takes milliseconds that a choice need not wait."""
    assert await _meaning(what) == ((), 0)


def test_a_vector_of_hers_stands_in_no_repr() -> None:
    """It tells what she wrote nearly as well as the text."""
    inbound = Inbound("id", Address(Channel.WEB, "token"), NOW, Said(OPEN), meaning=((0.123,),))
    assert "0.123" not in repr(inbound)


async def test_nobody_asks_what_a_text_is_about_that_a_person_reads() -> None:
    """Only whether it tells of danger; a model that is busy with the rest makes people wait."""
    model, knowing = Counting(), replace(SCENE, topics=Unsure(), screen=Doubting())
    doubtful = Inbound("id", Address(Channel.WEB, "token"), NOW, Said(OPEN))
    calm = replace(doubtful, what=Said("vorrei parlare di questo"))
    seen = []
    for text, attended in ((calm, False), (calm, True), (doubtful, True)):
        await read_meaning(text, knowing, model, attended=attended)
        seen.append(model.read_texts)
    assert seen == [1, 1, 2]


def test_attended_is_who_has_a_claimed_case() -> None:
    """And nobody any more once it is closed, handed back, or she left."""
    attended, who = Attended(), Address(Channel.WEB, "token")
    seen = []
    case = Case("case", "talk", "net", CaseState.QUEUED, "it", NOW, 0)
    for state in (CaseState.QUEUED, CaseState.CLAIMED, CaseState.CLOSED, CaseState.CLAIMED):
        attended.learn(who, replace(case, state=state))
        seen.append(who in attended)
    attended.learn(who, None)
    assert (seen, who in attended) == ([False, True, False, True], False)
