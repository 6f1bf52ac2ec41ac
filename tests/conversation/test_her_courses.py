"""Reminders of training calls, news of them, and what is only for women whom a centre follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.assemble import published_scene
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.conversation.terms import Reminder
from bot.conversation.world import World
from bot.engine.effects import Answer, Arrange, Call
from bot.engine.session import Session
from bot.messages import Address, Channel, Left, Reminds, Thread
from bot.safety.contract import EVERY_DAY, Contract, Line
from bot.talk import Counted
from bot.training.asked import AskedCall
from bot.training.demonstration import demonstration_calls
from bot.training.importing import Kept, Noted
from bot.training.standing import as_known
from tests.conversation.conftest import NOW, Service

CALLS = demonstration_calls(NOW)
COOK = "demo-cook"
CONTRACT = Contract(
    Channel.SMS, EVERY_DAY, 540, 1080, Line.DESK, NOW - timedelta(days=1), NOW + timedelta(days=30)
)
THEN = NOW + timedelta(days=2, hours=1)
NOTED = AskedCall(COOK, 1, NOW, reminder="r-1", remind_at=THEN)


@pytest.fixture(name="published", scope="module")
def _published() -> Scene:
    """What is published, with the calls of a demonstration."""
    return replace(published_scene(lambda: NOW), calls=CALLS, known=as_known(CALLS, NOW))


def her(scene: Scene, channel: Channel = Channel.SMS, **fields: object) -> Conversation:
    """She, on a channel, with what is remembered of her."""
    session = Session(scene.current, "it")
    at = Address(channel, "t")
    made = Conversation("c", at, Curtain.OPEN, session, 9, NOW, NOW + timedelta(days=1))
    return replace(made, **fields)  # type: ignore[arg-type]


async def ask(
    scene: Scene, name: str, known: Conversation, now: datetime = NOW, **given: str
) -> Answer:
    """What the world answers."""
    call = Call(name, tuple(given.items()))
    return await World(Counted()).answer(call, known, None, scene, {}, now, None)


def arranged(answer: Answer) -> list[object]:
    """What would be so from then on."""
    return [one.what for one in answer.effects if isinstance(one, Arrange)]


@pytest.mark.parametrize(
    ("channel", "fields", "outcome"),
    [
        (Channel.SMS, {"contract": CONTRACT}, "reminds"),
        (Channel.SMS, {}, "never"),
        (Channel.SMS, {"contract": CONTRACT.ended(NOW)}, "never"),
        (Channel.TELEGRAM, {"contract": CONTRACT}, "never"),
        (Channel.WEB, {"contract": replace(CONTRACT, channel=Channel.WEB)}, "web"),
        (Channel.SMS, {"contract": replace(CONTRACT, weekdays=frozenset({0}))}, "none"),
        (Channel.TELEGRAM, {"resting": Session("b", "it")}, "word"),
    ],
)
async def test_she_is_reminded_only_as_she_agreed(
    published: Scene, channel: Channel, fields: dict, outcome: str
) -> None:
    """In the line that she chose, of no case and no network; else she is told what is missing."""
    known = her(published, channel, courses=(AskedCall(COOK, 1, NOW),), **fields)
    answer = await ask(published, "training.remind", known, course=COOK)
    assert answer.outcome == outcome
    made = [one for one in arranged(answer) if isinstance(one, Reminder)]
    assert [(one.line, one.case, one.network) for one in made] == (
        [(Line.DESK, "", "")] if outcome == "reminds" else []
    )


async def _waits(service: Service, courses: Sequence[AskedCall] = (NOTED,)) -> Conversation:
    """She writes by SMS and has asked to be reminded."""
    service.address = Address(Channel.SMS, "number")
    service.scene = replace(service.scene, known=as_known(CALLS, NOW))
    await service.open()
    await service.store.claim(service.now, 60, 10)
    (known,) = service.store.conversations.values()
    known = replace(known, contract=CONTRACT, courses=tuple(courses))
    service.store.conversations[known.id] = known
    service.store.terms.reminders["r-1"] = Reminder("r-1", known.id, "", "", THEN, Line.DESK)
    return known


async def _fires(service: Service, known: Conversation, at: datetime = THEN) -> tuple[str, str]:
    service.now = at
    await service.post(Reminds("r-1"), Thread(known.id), id="reminder:r-1")
    one = service.store.terms.reminders["r-1"]
    return one.state, one.why


async def test_what_comes_says_nothing_of_a_course(service: Service) -> None:
    """A neutral line of the cover, and nothing else."""
    known = await _waits(service)
    assert (await _fires(service, known)) == ("queued", "")
    sent = await service.store.claim(service.now, 60, 10)
    assert [one.speech.text for one in sent] == ["Promemoria: c'è una novità agli sportelli"]


async def test_after_a_safe_exit_it_does_not_come(service: Service) -> None:
    """Unless she said so: an exit is an exit."""
    known = await _waits(service)
    await service.post(Left())
    assert (await _fires(service, known)) == ("forbidden", "left")


async def test_a_late_one_does_not_come(service: Service) -> None:
    """The service stood still: its moment is over."""
    known = await _waits(service)
    assert (await _fires(service, known, THEN + timedelta(minutes=16))) == ("forbidden", "late")


async def test_one_of_a_call_that_she_forgot_does_not_come(service: Service) -> None:
    """Not even after she agreed anew to be contacted."""
    known = await _waits(service, ())
    assert (await _fires(service, known)) == ("forbidden", "never")


async def test_a_last_day_that_moved_forward_reminds_nobody(service: Service) -> None:
    """It would send her to a closed door."""
    known = await _waits(service)
    earlier = tuple(replace(one, deadline=THEN - timedelta(hours=1)) for one in CALLS)
    service.scene = replace(service.scene, known=as_known(earlier, NOW))
    assert (await _fires(service, known)) == ("forbidden", "late")


async def test_she_takes_a_reminder_back(published: Scene) -> None:
    """What waited is forbidden, and the call is remembered without it."""
    known = her(published, contract=CONTRACT, courses=(NOTED,))
    off, left = arranged(await ask(published, "training.unremind", known, course=COOK))
    assert isinstance(off, Reminder)
    assert (off.id, off.state, off.why) == ("r-1", "forbidden", "never")
    assert left == (replace(NOTED, reminder="", remind_at=None),)


async def test_news_are_told_once_and_to_nobody_without_her_word(published: Scene) -> None:
    """What changed since she looked; whoever came with the key alone hears of no course."""
    (cook,) = (one for one in CALLS if one.id == COOK)
    moved = Kept("s", cook, NOW, (Noted(NOW + timedelta(hours=1), ("place",)),))
    scene = replace(published, known={COOK: moved})
    later = NOW + timedelta(hours=2)
    known = her(scene, Channel.TELEGRAM, courses=(AskedCall(COOK, 5, NOW),))
    told = await ask(scene, "training.news", known, later)
    assert "È cambiato: il posto." in str(told.values["news"])
    (courses,) = arranged(told)
    again = replace(known, courses=courses)
    assert (await ask(scene, "training.news", again, later)).outcome == "none"
    for other in ({"began": 7}, {"resting": Session("b", "it")}):
        stranger = replace(known, **other)  # type: ignore[arg-type]
        assert (await ask(scene, "training.news", stranger, later)).outcome == "none"
        mine = await ask(scene, "training.mine", stranger, later)
        assert mine.outcome in ("none", "word")
        assert mine.values["courses_said"] == ""
    gone = replace(moved, withdrawn=True, changes=(Noted(later, ("withdrawn",)),))
    told = await ask(replace(scene, known={COOK: gone}), "training.news", known, later)
    assert "non c'è più" in str(told.values["news"])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, False),
        ({"followed": 5}, True),
        ({"followed": 5, "began": 7}, False),
        ({"followed": 5, "began": 7, "curtain": Curtain.VERIFIED}, True),
        ({"followed": 5, "resting": Session("b", "it")}, False),
    ],
)
async def test_what_is_for_women_of_a_centre_has_no_name_on_her_phone(
    published: Scene, fields: dict, told: bool
) -> None:
    """Whom a network followed reads that there is something to ask for, and no title of it."""
    known = her(published, Channel.WEB, **fields)
    answer = await ask(published, "training.find", known, town="015182")
    said = str(answer.values["calls"])
    assert ("chiedi a un'operatrice" in said) is told
    assert "Percorso di lavoro" not in said
    choices = [one["label"] for one in answer.values["courses"]]  # type: ignore[index,union-attr]
    assert "Percorso di lavoro" not in choices


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.WHATSAPP])
async def test_where_it_stays_on_her_phone_a_course_has_its_neutral_name(
    published: Scene, channel: Channel
) -> None:
    """A title that tells something is a course with its last day."""
    risky = sorted(published.telling("it"))[0]
    calls = tuple(replace(one, title=f"Corso {risky}") for one in CALLS)
    scene = replace(published, calls=calls, known=as_known(calls, NOW))
    known = her(scene, channel, courses=(AskedCall(COOK, 5, NOW),))
    answer = await ask(scene, "training.find", known, town="015182")
    for one in answer.values["courses"]:  # type: ignore[union-attr]
        assert risky not in one["label"].casefold()  # type: ignore[index]
    look = await ask(scene, "training.look", known, course=COOK)
    assert risky not in str(look.values["course_name"]).casefold()
