"""The answers to calls about what she is asked by her human, and about her pathway."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.conversation.contact import is_surely_hers
from bot.conversation.passed import passed_in_words
from bot.conversation.proposing import asked_now
from bot.conversation.question import Question
from bot.conversation.state import Curtain
from bot.engine.agreement import AGREED
from bot.engine.effects import Answer, AnswerAsked, RenewPathway, Unshare
from bot.engine.expressions import Value
from bot.handoff.duty import is_anybody_there
from bot.handoff.pathway import Pathway, Step
from bot.handoff.sheet import FIELDS, Sheet
from bot.i18n.moments import say_day
from bot.i18n.translator import aside
from bot.values.proposals import Proposal, Wish

_OUTCOMES: Mapping[Wish, str] = {
    Wish.TRANSFER: "transfer",
    Wish.CONSULT: "seat",
    Wish.INTERPRETER: "seat",
    Wish.SUCCESSOR: "transfer",
    Wish.REFERRAL: "referral",
    Wish.PATHWAY: "pathway",
    Wish.STEP: "step",
    Wish.APPOINTMENT: "appointment",
}
_NOTHING: Mapping[str, Value] = {
    "asked_agency": "",
    "asked_duty": "",
    "asked_what": "",
    "asked_wish": "",
}
_NO_PATH: Mapping[str, Value] = {"steps": "", "kept_until": "", "shared_with": "", "passed": ""}


def sheet_in_words(sheet: Sheet, say: Callable[[str], str]) -> str:
    """The sheet as she reads it, a line for each field; ``say`` gives a text of ours by its key."""
    return "\n".join(
        f"{say(f'sheet.{field}')}: {', '.join(_value(field, value, say) for value in sheet[field])}"
        for field in FIELDS
        if field in sheet
    )


def _value(field: str, value: str, say: Callable[[str], str]) -> str:
    return say(f"ability.{value}" if field == "abilities" else f"sheet.{field}.{value}")


def what_in_words(proposal: Proposal, say: Callable[[str], str]) -> str:
    """What her yes would hand over: the sheet, the step, or what somebody sits there for."""
    match proposal.wish:
        case Wish.REFERRAL:
            return sheet_in_words(proposal.sheet, say)
        case Wish.STEP:
            return say(f"step.{proposal.step}")
        case Wish.CONSULT | Wish.INTERPRETER:
            return say(f"seat.{proposal.wish}")
        case _:
            return ""


async def _show(question: Question) -> Answer:
    proposal = asked_now(question.conversation, question.case, question.now)
    if proposal is None:
        return Answer("none", _NOTHING)
    values: dict[str, Value] = {
        "asked_agency": aside(proposal.told, question.language),
        "asked_duty": proposal.duty,
        "asked_what": what_in_words(proposal, question.label),
        "asked_wish": proposal.wish.value,
    }
    return Answer(_OUTCOMES[proposal.wish], values)


async def _answer(question: Question) -> Answer:
    proposal = asked_now(question.conversation, question.case, question.now)
    if proposal is None:
        return Answer("over")
    yes = question.text("answer") == "yes"
    if yes and proposal.wish is Wish.TRANSFER:
        return await _moves(question, proposal)
    return Answer("done", effects=(AnswerAsked(yes),))


async def _moves(question: Question, proposal: Proposal) -> Answer:
    """Her case goes where she said yes to, if somebody is there now: she is never passed on into a
    silence. Who was named and has gone home meanwhile leaves it to her colleagues."""
    assert question.batch is not None, "a question is answered within a turn"
    if not is_anybody_there(question.duty.get(proposal.agency, {})):
        return Answer("nobody", effects=(AnswerAsked(yes=False),))
    named = bool(proposal.person) and await question.batch.serves(proposal.person, question.now)
    moved = AnswerAsked(yes=True, named=named)
    return Answer("moved", {"asked_network": proposal.agency}, (moved,))


def may_see(question: Question) -> bool:
    """What is hers alone is shown after her word, or in the very talk in which she agreed to
    share."""
    conversation = question.conversation
    if conversation.curtain is Curtain.VERIFIED:
        return True
    session = conversation.session
    here = session is not None and session.variables.get(AGREED["share"]) == "yes"
    return here and is_surely_hers(conversation)


async def _pathway(question: Question) -> Pathway | None:
    assert question.batch is not None, "a pathway is looked at within a turn"
    return await question.batch.pathway(question.conversation.id)


async def _see(question: Question) -> Answer:
    if not may_see(question):
        return Answer("word", _NO_PATH)
    pathway, passed = await _pathway(question), await passed_in_words(question)
    if pathway is None or not pathway.steps:
        return Answer("passed" if passed else "none", {**_NO_PATH, "passed": passed})
    until = pathway.until
    values: dict[str, Value] = {
        "steps": "\n".join(_step_in_words(one, question) for one in pathway.steps),
        "kept_until": say_day(until, question.language, weekday=True) if until else "",
        "shared_with": "yes" if any(one.allowed for one in pathway.steps) else "",
        "passed": passed,
    }
    return Answer("kept" if until else "open", values)


def _step_in_words(step: Step, question: Question) -> str:
    state = question.label(f"step.state.{step.state}")
    said = f"{question.label(f'step.{step.kind}')}: {state}"
    return f"{said}, {say_day(step.on, question.language)}" if step.on else said


async def _renew(question: Question) -> Answer:
    if not may_see(question) or await _pathway(question) is None:
        return Answer("refused")
    return Answer("done", effects=(RenewPathway(),))


async def _unshare(question: Question) -> Answer:
    # Said to everybody alike; only whoever is surely she ends what she allowed.
    hers = is_surely_hers(question.conversation)
    return Answer("done", effects=(Unshare(),) if hers else ())


ASKED: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "asked.show": _show,
    "asked.answer": _answer,
    "pathway.show": _see,
    "pathway.renew": _renew,
    "pathway.unshare": _unshare,
}
"""The calls of ``calls.CALLS`` that are answered here."""
