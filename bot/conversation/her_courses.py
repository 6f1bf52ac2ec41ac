"""The training calls that she looked at: how each stands, reminders of it, her interest in it.

They are kept in her own conversation. Whoever else holds her telephone is told of none, as it is
with her appointments.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.conversation.contact import is_surely_hers
from bot.conversation.courses import choices_of, distance_of, neutral_name, wanted_of
from bot.conversation.question import Question
from bot.conversation.state import Curtain
from bot.conversation.terms import Reminder
from bot.engine.effects import Answer, Arrange
from bot.engine.expressions import Value
from bot.handoff.interest import Uninterested, open_ones
from bot.handoff.referral import OVER, Referral, State
from bot.i18n.translator import aside
from bot.messages import STAYS, Channel
from bot.safety.contract import may_contact
from bot.training.asked import (
    MOST_REMINDED,
    AskedCall,
    is_hers_to_see,
    reminds_at,
    unreminded,
    with_this,
)
from bot.training.call import TrainingCall
from bot.training.finding import Fit, fit_of
from bot.training.importing import Kept
from bot.training.standing import Standing, changed, standing
from bot.training.tell import calls_text

_LOOKED = (
    "course_said",
    "course_name",
    "course_until",
    "reminded",
    "interest",
)


async def _look(question: Question) -> Answer:
    """One call in full, with what changed since she last read it; that she looked is remembered."""
    id = question.text("course")
    kept = question.scene.known.get(id)
    how = standing(kept, question.now)
    nothing: dict[str, Value] = dict.fromkeys(_LOOKED, "")
    asked = hers(question).get(id)
    if kept is None or how is not Standing.OPEN:
        told = _standing_said(question, asked, kept, how) if asked else ""
        return Answer("gone", {**nothing, "course_said": told})
    fit = fit_of(kept.call, wanted_of(question), distance_of(question), question.now)
    sent = await _interest(question, id)
    assert kept.call.until is not None, "what is open says until when"
    lines = [
        calls_text([fit], question.tongue),
        _changes_said(question, kept, asked),
        await _answer_said(question, id),
        _reminder_said(question, asked),
    ]
    values: dict[str, Value] = {
        "course_said": "\n".join(filter(None, lines)),
        "course_name": neutral_name(question.scene, kept.call, question.language),
        "course_until": question.moment(kept.call.until),
        "reminded": "yes" if _reminder_said(question, asked) else "",
        "interest": "yes" if sent else "",
    }
    known = question.conversation
    # Of a talk that is over only her interest is left: the call is remembered again with it.
    interest = sent.id if sent else ""
    seen = asked or AskedCall(id, known.seq + 1, question.now, interest=interest)
    if known.address.channel not in STAYS:
        # Where it stays on her phone she read a name and a day, and not what changed.
        seen = replace(seen, seen_at=question.now, told_at=None)
    return Answer("open", values, (Arrange(with_this(known.courses, seen)),))


async def _mine(question: Question) -> Answer:
    """Those that she looked at or sent her interest in, in a line each."""
    nothing: dict[str, Value] = {"courses_said": "", "courses_short": "", "courses": ()}
    if not is_surely_hers(question.conversation):
        return Answer("word", nothing)
    now, known = question.now, question.scene.known
    asked = hers(question)
    sent = await _sent(question)
    ids = list(dict.fromkeys([*reversed(asked), *(one.call for one in sent)]))
    if not ids:
        return Answer("none", nothing)
    lines, off, fits = [], [], []
    for id in ids:
        kept = known.get(id)
        how = standing(kept, now)
        lines.append(_line(question, id, sent))
        if kept is not None and how is Standing.OPEN:
            fits.append(Fit(kept.call, ()))
        else:
            off.append(lines[-1])
    values: dict[str, Value] = {
        "courses_said": "\n".join(lines),
        "courses_short": "".join(f"\n{line}" for line in off),
        "courses": choices_of(question, fits),
    }
    return Answer("some", values)


def _line(question: Question, id: str, sent: list[Referral]) -> str:
    kept = question.scene.known.get(id)
    how = standing(kept, question.now)
    asked = hers(question).get(id)
    said = [_standing_said(question, asked, kept, how)]
    own = [one for one in sent if one.call == id]
    if not said[0]:
        name = aside(own[0].about, question.language) if own and own[0].about else ""
        name = name or question.label("training_a_course")
        said = [question.label("training_gone", name=name)]
    said += [_interest_said(question, one) for one in own[:1]]
    if how is Standing.OPEN:
        said.append(_reminder_said(question, asked))
    return " ".join(filter(None, said))


async def _news(question: Question) -> Answer:
    """What changed of them since she knew: told once, and never before she comes by herself."""
    now, lines = question.now, []
    courses = question.conversation.courses
    for id, asked in hers(question).items():
        kept = question.scene.known.get(id)
        how = standing(kept, now)
        since = asked.knows_until
        known_of = kept is not None and (how is Standing.OPEN or bool(kept.changed_since(since)))
        if kept is None or not known_of:
            continue
        if how is Standing.OPEN and not changed(kept, since):
            continue
        lines.append(_standing_said(question, asked, kept, how))
        courses = with_this(courses, replace(asked, told_at=now))
    if not lines:
        return Answer("none", {"news": ""})
    return Answer("some", {"news": "\n".join(lines)}, (Arrange(courses),))


async def _remind(question: Question) -> Answer:
    """A line of the cover before the last day, where her agreement lets one be sent."""
    none: dict[str, Value] = {"reminder_said": ""}
    conversation, channel = question.conversation, question.conversation.address.channel
    asked = hers(question).get(question.text("course"))
    kept = question.scene.known.get(question.text("course"))
    if channel is Channel.WEB:
        return Answer("web", none)
    if not is_surely_hers(conversation):
        return Answer("word", none)
    contract, now = conversation.contract, question.now
    if contract is None or contract.channel is not channel or contract.expires_at <= now:
        return Answer("never", none)
    if sum(one.waits(now) for one in hers(question).values()) >= MOST_REMINDED:
        return Answer("many", none)
    if asked is None or kept is None or standing(kept, now) is not Standing.OPEN:
        return Answer("none", none)
    assert kept.call.until is not None, "what is open says until when"
    at = reminds_at(kept.call.until, contract, channel, now)
    if at is None:
        return Answer("none", none)
    reminder = Reminder(question.ids.new(), conversation.id, "", "", at, contract.line)
    noted = replace(asked, reminder=reminder.id, remind_at=at)
    effects = (Arrange(reminder), Arrange(with_this(conversation.courses, noted)))
    return Answer("reminds", {"reminder_said": question.moment(at)}, effects)


async def _unremind(question: Question) -> Answer:
    """She takes it back: nothing is sent. The answer is the same for everybody."""
    conversation = question.conversation
    asked = hers(question).get(question.text("course"))
    if asked is None or not asked.waits(question.now) or conversation.contract is None:
        return Answer("done")
    assert asked.remind_at is not None, "a reminder that waits has its moment"
    line = conversation.contract.line
    off = Reminder(
        asked.reminder, conversation.id, "", "", asked.remind_at, line, "forbidden", "never"
    )
    left = with_this(conversation.courses, unreminded(asked))
    return Answer("done", effects=(Arrange(off), Arrange(left)))


async def _unsend(question: Question) -> Answer:
    """She takes her interest back: the desk reads nothing of it any more."""
    id, conversation = question.text("course"), question.conversation
    sent = await _interest(question, id)
    if sent is None:
        return Answer("done")
    asked = hers(question).get(id)
    effects = [Arrange(Uninterested(sent.id, question.now))]
    if asked is not None:
        effects.append(Arrange(with_this(conversation.courses, replace(asked, interest=""))))
    return Answer("done", effects=tuple(effects))


# --- what they share ------------------------------------------------------------------------


def hers(question: Question) -> dict[str, AskedCall]:
    """The calls that whoever writes may see that she asked about, by id, the oldest first."""
    conversation = question.conversation
    verified = conversation.curtain is Curtain.VERIFIED
    surely, began = is_surely_hers(conversation), conversation.began
    return {
        one.call: one
        for one in conversation.courses
        if is_hers_to_see(one, verified=verified, surely=surely, began=began)
    }


async def _sent(question: Question) -> list[Referral]:
    """Her interests that whoever writes may see, the newest first."""
    conversation = question.conversation
    if question.batch is None:
        return []
    verified = conversation.curtain is Curtain.VERIFIED
    own = {one.interest for one in hers(question).values()}
    found = await question.batch.interests.of(conversation.id)
    newest = sorted(found, key=lambda one: (one.prepared_at, one.id), reverse=True)
    seen = (one for one in newest if verified or one.id in own)
    return [one for one in seen if one.state not in OVER or one.state is State.DECLINED]


async def _interest(question: Question, call: str) -> Referral | None:
    """Her interest in that call that is not over, or None."""
    found = await _sent(question)
    asked = hers(question).get(call)
    own = (one for one in open_ones(found) if one.call == call)
    return next((one for one in own if asked is None or asked.interest == one.id), None)


async def _answer_said(question: Question, call: str) -> str:
    """What became of her interest in it, the newest alone; empty where she sent none."""
    sent = await _interest(question, call)
    found = [one for one in await _sent(question) if one.call == call]
    told = sent or next((one for one in found if one.state is State.DECLINED), None)
    return _interest_said(question, told) if told else ""


def _standing_said(
    question: Question, asked: AskedCall | None, kept: Kept | None, how: Standing
) -> str:
    """How it stands in a line; empty where nothing is known of it."""
    if kept is None:
        return ""
    call = kept.call
    name = _name(question, call)
    if how is not Standing.OPEN:
        return question.label(f"training_{how.value}", name=name)
    assert call.until is not None, "what is open says until when"
    changes = _changes_said(question, kept, asked)
    until = question.moment(call.until)
    said = question.label("training_stands", name=name, until=until)
    return f"{said} {changes}" if changes else said


def _changes_said(question: Question, kept: Kept, asked: AskedCall | None) -> str:
    what = changed(kept, asked.seen_at) if asked is not None else ()
    if not what:
        return ""
    said = ", ".join(question.label(f"training_changed_{one}") for one in what)
    return question.label("training_changed", what=said)


def _interest_said(question: Question, sent: Referral) -> str:
    if sent.state is State.DECLINED:
        return question.label("training_interest_declined")
    if sent.state is State.ACCEPTED:
        called = aside(sent.pseudonym, question.language)
        return question.label("training_interest_accepted", called=called)
    return question.label("training_interest_sent")


def _reminder_said(question: Question, asked: AskedCall | None) -> str:
    """When she is reminded of it, as her agreement stands now; empty where she is not."""
    if asked is None or not asked.waits(question.now) or asked.remind_at is None:
        return ""
    conversation = question.conversation
    channel = conversation.address.channel
    if not may_contact(conversation.contract, channel, asked.remind_at):
        return ""
    return question.label("training_reminded", moment=question.moment(asked.remind_at))


def _name(question: Question, call: TrainingCall) -> str:
    language = question.language
    stays = question.conversation.address.channel in STAYS
    name = neutral_name(question.scene, call, language) if stays else call.title
    return aside(name, language)


HER_COURSES: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "training.look": _look,
    "training.mine": _mine,
    "training.news": _news,
    "training.remind": _remind,
    "training.unremind": _unremind,
    "training.unsend": _unsend,
}
"""The calls that are answered here."""
