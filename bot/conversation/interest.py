"""Her interest in a training call on its way to a desk: who it is, what it reads, who will know."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace

from bot.conversation.asked import sheet_in_words
from bot.conversation.contact import is_surely_hers
from bot.conversation.courses import neutral_name
from bot.conversation.elsewhere import left_out
from bot.conversation.her_courses import hers
from bot.conversation.question import Question
from bot.conversation.seeds import seeds_of
from bot.engine.effects import Answer, Arrange
from bot.engine.expressions import Value
from bot.handoff.interest import MOST_OPEN, Desk, Interested, desk_for, open_ones, sent, sheet_for
from bot.handoff.sheet import Sheet
from bot.i18n.moments import say_day
from bot.i18n.translator import aside
from bot.training.asked import AskedCall, with_this
from bot.training.call import TrainingCall
from bot.training.kinds import Kind
from bot.training.standing import Standing, standing

_NOTHING: Mapping[str, Value] = {
    "agency": "",
    "agency_id": "",
    "duty_to_report": "unknown",
    "course_who": "",
    "course_sheet": "",
}


async def _reach(question: Question) -> Answer:
    """Whether a desk reads her interest in it, and may have one more."""
    if not is_surely_hers(question.conversation):
        return Answer("word")
    call = _call(question)
    if call is None or await _found(question, call) is None:
        return Answer("none")
    return Answer("many" if len(await _open(question)) >= MOST_OPEN else "reached")


async def _desk(question: Question) -> Answer:
    """Who would read it, whether they may have to report, who else comes to know, every line."""
    call = _call(question)
    desk = await _found(question, call) if call is not None else None
    if call is None or desk is None:
        return Answer("found", _NOTHING)
    agency = aside(desk.agency.told, question.language)
    lines = [
        question.label("training_about", name=_about(question, call, question.language)),
        sheet_in_words(_sheet(question, desk, call), question.label),
    ]
    values: dict[str, Value] = {
        "agency": agency,
        "agency_id": desk.agency.id,
        "duty_to_report": desk.agency.duty_to_report,
        "course_who": " ".join(_who(question, call, agency)),
        "course_sheet": "\n".join(lines),
    }
    return Answer("found", values)


async def _send(question: Question) -> Answer:
    """Her yes: the desk that she was told of has it, and she a name to say there."""
    lost = Answer("lost", {"called": "", "answer_said": ""})
    conversation, now, call = question.conversation, question.now, _call(question)
    desk = await _found(question, call) if call is not None else None
    surely = is_surely_hers(conversation)
    if call is None or desk is None or not surely or desk.agency.id != question.text("network"):
        return lost
    waiting = await _open(question)
    if any(one.call == call.id for one in waiting) or len(waiting) >= MOST_OPEN:
        return lost
    assert question.batch is not None, "her interest is sent within a turn"
    referral = sent(
        desk,
        _sheet(question, desk, call),
        id=question.ids.new(),
        conversation=conversation.id,
        call=call.id,
        about=_about(question, call, "it"),
        called=question.batch.interests.called(conversation.id, desk.agency.id),
        until=call.until or now,
        now=now,
    )
    asked = hers(question).get(call.id) or AskedCall(call.id, conversation.seq + 1, now)
    courses = with_this(conversation.courses, replace(asked, interest=referral.id))
    assert referral.due_at is not None, "what was sent says until when it is answered"
    values: dict[str, Value] = {
        "called": aside(referral.pseudonym, question.language),
        "answer_said": say_day(referral.due_at, question.language),
    }
    return Answer("sent", values, (Arrange(Interested(referral)), Arrange(courses)))


def _call(question: Question) -> TrainingCall | None:
    kept = question.scene.known.get(question.text("course"))
    stands = kept is not None and standing(kept, question.now) is Standing.OPEN
    return kept.call if kept is not None and stands else None


async def _found(question: Question, call: TrainingCall) -> Desk | None:
    """The desk of whoever gives the call, else the employment centre of her town."""
    assert question.batch is not None, "desks are looked for within a turn"
    directory = question.scene.directory
    centre = directory.job_centre(question.text("town") or call.town)
    desks = await question.batch.interests.desks(seeds_of(directory), question.now)
    own = f"cpi-{centre.id}" if centre is not None else ""
    return desk_for(call.provider, own, desks, left_out(question.conversation))


async def _open(question: Question) -> list[AskedCall]:
    """Those whose interest waits at a desk, as her conversation and the desks know it."""
    assert question.batch is not None, "what she sent is read within a turn"
    there = {
        one.id for one in open_ones(await question.batch.interests.of(question.conversation.id))
    }
    courses = question.conversation.courses
    return [one for one in courses if one.interest and one.interest in there]


def _sheet(question: Question, desk: Desk, call: TrainingCall) -> Sheet:
    return sheet_for(
        desk,
        question.language,
        placement=call.kind is Kind.PLACEMENT,
        wish=question.text("wish"),
    )


def _about(question: Question, call: TrainingCall, language: str) -> str:
    """The call as the desk reads it, in Italian there: its neutral name, and until when."""
    name = neutral_name(question.scene, call, language)
    assert call.until is not None, "what is open says until when"
    day = say_day(call.until, language)
    said = question.scene.translator.text("training_about_until", language, name=name, day=day)
    return aside(said, language)


def _who(question: Question, call: TrainingCall, agency: str) -> Iterator[str]:
    """Who comes to know of it: by what she sends, and later by what the call asks for."""
    yield question.label("training_who_desk", agency=agency)
    yield question.label("training_who_home")
    yield question.label("training_who_provider")
    if call.kind is Kind.PLACEMENT:
        yield question.label("training_who_employer")
    if call.stipend:
        yield question.label("training_who_stipend")
    if call.terms.identity:
        yield question.label("training_who_identity")


INTEREST: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "training.reach": _reach,
    "training.desk": _desk,
    "training.send": _send,
}
"""The calls that are answered here."""
