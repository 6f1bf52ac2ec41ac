"""The flow's question for training calls: what fits her of what is open now, three at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation.asked import may_see
from bot.conversation.contact import is_surely_hers
from bot.conversation.question import Question
from bot.conversation.scene import Scene
from bot.conversation.state import Curtain
from bot.directory.card import kilometres, vector_of
from bot.engine.effects import Answer
from bot.engine.expressions import Value
from bot.i18n.moments import say_day
from bot.messages import STAYS
from bot.safety.telling import telling
from bot.training.call import TrainingCall
from bot.training.finding import Distance, Fit, Wanted, find, through_a_centre
from bot.training.kinds import Cefr, Eligibility
from bot.training.tell import calls_text

AT_ONCE = 3
"""Calls in one message: more is a list that nobody reads."""

NAMED, NAMED_WHERE_IT_STAYS = 40, 20
"""Signs of a call's name in a choice: what the channel can show."""

SPEAKS: Mapping[str, Cefr] = {"little": Cefr.A1, "some": Cefr.B1, "well": Cefr.C2}
"""Her own word for her Italian, as the highest level of a call that she is shown."""

_NOTHING: Mapping[str, Value] = {"calls": "", "more": "", "skip": "", "courses": ()}


async def find_calls(question: Question) -> Answer:
    """The calls with their reasons, or none; unavailable where nobody has given any.

    What only women of a centre may take is in no list and under no title: of that she is told, who
    is followed by one, that there is something to ask her operator for.
    """
    if not question.scene.calls:
        return Answer("unavailable", _NOTHING)
    wanted, distance = wanted_of(question), distance_of(question)
    followed = replace(wanted, followed=await is_followed(question))
    calls, now = question.scene.calls, question.now
    besides = through_a_centre(calls, followed, distance, now)
    found = find(_for_all(calls), wanted, distance, now)
    skip = int(question.text("skip") or 0) if question.text("skip").isdecimal() else 0
    shown = found[skip : skip + AT_ONCE]
    if not shown and not (besides and not skip):
        return Answer("none", _NOTHING)
    after = skip + len(shown)
    more = after < len(found)
    told = calls_text(shown, question.tongue)
    values: dict[str, Value] = {
        "calls": "\n\n".join(filter(None, (told, _besides(question) if besides else ""))),
        "more": "yes" if more else "",
        "skip": str(after) if more else "",
        "courses": choices_of(question, shown),
    }
    return Answer("found", values)


def _for_all(calls: tuple[TrainingCall, ...]) -> list[TrainingCall]:
    return [one for one in calls if one.eligibility is Eligibility.OPEN]


def _besides(question: Question) -> str:
    return question.label("training_besides")


async def is_followed(question: Question) -> bool:
    """Whether whoever writes is a woman whom a network follows: a person of one had her case, or
    she has steps with one. To whoever did not prove to be she nothing is told."""
    conversation = question.conversation
    if conversation.address.channel in STAYS or not is_surely_hers(conversation):
        return False
    verified = conversation.curtain is Curtain.VERIFIED
    if conversation.followed and (verified or conversation.followed > conversation.began):
        return True
    if question.batch is None or not may_see(question):
        return False
    pathway = await question.batch.pathway(conversation.id)
    return pathway is not None and bool(pathway.steps)


def wanted_of(question: Question) -> Wanted:
    """What she said: where she is, what matters to her, how much Italian she speaks."""
    wish = question.text("wish")
    return Wanted(
        town=question.text("town"),
        school_hours=wish == "school",
        child_care=wish == "children",
        online=wish == "online",
        italian=SPEAKS.get(question.text("italian")),
        languages=() if question.language == "it" else (question.language,),
    )


def choices_of(question: Question, fits: Sequence[Fit]) -> tuple[Mapping[str, str], ...]:
    """A choice for each: where it stays on her phone, under the name that anybody may read."""
    stays = question.conversation.address.channel in STAYS
    named = ((one.call, one.call.title) for one in fits)
    labels = [
        (call, neutral_name(question.scene, call, question.language) if stays else title)
        for call, title in named
    ]
    longest = NAMED_WHERE_IT_STAYS if stays else NAMED
    return tuple({"id": call.id, "label": _cut(label, longest)} for call, label in labels)


def neutral_name(scene: Scene, call: TrainingCall, language: str) -> str:
    """What somebody else may read: the neutral title, else the title where no word of it tells
    anything, else a course with its last day."""
    if call.neutral:
        return call.neutral
    if not telling(call.title, scene.telling(language)):
        return call.title
    if call.until is None:
        return scene.translator.text("training_a_course", language)
    day = say_day(call.until, language)
    return scene.translator.text("training_unnamed", language, day=day)


def _cut(label: str, longest: int) -> str:
    if len(label) <= longest:
        return label
    head = label[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip() + "…"


def distance_of(question: Question) -> Distance:
    """Kilometres between the middles of two comuni, as the crow flies."""
    centres = question.scene.directory.map.centres

    def between(hers: str, other: str) -> float | None:
        one, two = centres.get(hers), centres.get(other)
        return kilometres(vector_of(one), vector_of(two)) if one and two else None

    return between
