"""What the world answers to a flow's calls: from published content in memory, or the batch's reads.

Every call of ``calls.CALLS`` has one function here or in ``lookups``; ``World`` finds it by name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.conversation.abilities import ABILITY_CALLS
from bot.conversation.agreeing import AGREEING, Asked
from bot.conversation.alarm_calls import ALARM
from bot.conversation.asked import ASKED
from bot.conversation.booking import BOOKING
from bot.conversation.box import box_read, box_waiting
from bot.conversation.calls import CALLS, DUTY, OWN
from bot.conversation.choosing import OFFERED, named, offered
from bot.conversation.contact import is_surely_hers
from bot.conversation.courses import find_calls
from bot.conversation.drilling import in_drill
from bot.conversation.elsewhere import ELSEWHERE, left_out, opens_again, with_room
from bot.conversation.following import FOLLOWING
from bot.conversation.her_courses import HER_COURSES
from bot.conversation.holding import HOLDING
from bot.conversation.interest import INTEREST
from bot.conversation.lookups import LOOKUPS
from bot.conversation.notebooks import NOTEBOOK_CALLS
from bot.conversation.own_words import (
    free_number,
    grouped,
    open_number,
    published_words,
    set_word,
    some,
)
from bot.conversation.ports import Batch, Ids
from bot.conversation.question import Duty, Question, no_page, no_phone
from bot.conversation.readers import READERS
from bot.conversation.retelling import RETOLD, asked, to_be_retold
from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain
from bot.conversation.unproven import is_asked_here
from bot.conversation.watched import booking_known
from bot.directory.tell import agency_text
from bot.engine.effects import (
    Answer,
    Call,
    CancelCase,
    Effect,
    Forget,
    ForgetTalk,
    KeepLonger,
    LeaveRequest,
    OpenCase,
    ToldRemaining,
    ToldUnattended,
    WaitFor,
)
from bot.engine.expressions import Value
from bot.handoff.duty import is_anybody_there, spoken
from bot.i18n.translator import say_languages
from bot.safety.her_words import WordKind, refusal
from bot.safety.tries import Guesses
from bot.text.spelling import fold, to_digits
from bot.text.tongues import speaks

REQUEST_LIMIT = 2000
"""How many characters of a request are kept."""


class World:
    """Answers calls. It holds the source of ids, how much is being guessed, and who has a phone."""

    def __init__(
        self,
        ids: Ids,
        has_phone: Callable[[str], bool] = no_phone,
        page: Callable[[str], str] = no_page,
    ) -> None:
        """``page`` is the address of the one-time link with that token."""
        self._page = page
        self._ids = ids
        self._guesses = Guesses()
        self._has_phone = has_phone
        missing = {*CALLS, *OWN} - {*_ANSWERS, *LOOKUPS}
        assert not missing, f"calls without an answer: {sorted(missing)}"

    async def answer(
        self,
        call: Call,
        conversation: Conversation,
        case: Case | None,
        scene: Scene,
        duty: Duty,
        now: datetime,
        batch: Batch | None,
        origin: str = "",
    ) -> Answer:
        """The world's answer to a call of this conversation. ``batch`` is None when previewing.

        ``origin``: where she writes from, as it is counted; without one her thread counts.
        """
        question = Question(
            call,
            conversation,
            scene,
            now,
            case,
            duty,
            batch,
            self._ids,
            self._guesses,
            self._has_phone,
            self._page,
            origin or conversation.id,
        )
        instead = in_drill(call, conversation.drill)
        return to_be_retold(call, instead or await _answer(question))


async def _answer(question: Question) -> Answer:
    look = LOOKUPS.get(question.call.name)
    return look(question) if look is not None else await _ANSWERS[question.call.name](question)


# --- a human --------------------------------------------------------------------------------


def _on_duty(question: Question, network: str) -> bool:
    return is_anybody_there(question.duty.get(network, {}))


def _spoken(question: Question, network: str) -> dict[str, Value]:
    """Which languages are spoken there now, in words of hers, and whether hers is among them.

    Where nobody is on duty no language is missing: there is nobody to speak it.
    """
    languages = spoken(question.duty.get(network, {}))
    hers = not languages or speaks(languages, question.language)
    return {
        "spoken": say_languages(languages, question.language),
        "spoken_hers": "yes" if hers else "no",
    }


async def _who(question: Question) -> Answer:
    network = question.scene.directory.network(question.text("network"))
    id = question.text("network")
    values: dict[str, Value] = {
        "agency": agency_text(network, question.tongue) if network else "",
        "agency_id": id if network else "",
        "duty_to_report": network.duty_to_report if network else "unknown",
        "opens_again": await opens_again(question, id) if network else "",
        **_spoken(question, id),
    }
    if network is not None and _on_duty(question, id):
        return Answer("open", values)
    return Answer("closed", values, _told(question, id))


def _told(question: Question, network: str) -> tuple[Effect, ...]:
    """Who waits in that network learns by this answer that nobody is there."""
    case = question.case
    waits = (
        case is not None
        and case.here is CaseState.QUEUED
        and case.network == network
        and is_asked_here(question.conversation, case)
    )
    return (ToldUnattended(),) if waits else ()


async def _duty(question: Question) -> Answer:
    return Answer("open" if _on_duty(question, question.text("network")) else "closed")


async def _hand_off(question: Question) -> Answer:
    network = question.text("network")
    told = await _what_waits(question, network)
    case = question.case
    waits = case is not None and case.here is not CaseState.NONE and case.network == network
    if case is not None and waits and is_asked_here(question.conversation, case):
        # She is waiting there already: one request is enough, and it keeps its place. Whoever did
        # not give her word is told of none that she asked for earlier.
        return Answer("accepted", told)
    if network in left_out(question.conversation) or not _on_duty(question, network):
        return Answer("unavailable", told)
    shared = {"need": question.text("need")} if question.text("need") else {}
    return Answer("accepted", told, (OpenCase(network, shared),))


async def _what_waits(question: Question, network: str) -> dict[str, Value]:
    """When that network answers again, and whether anybody there could take one more now."""
    room = network in await with_room(question, (network,))
    return {"opens_again": await opens_again(question, network), "room": "yes" if room else "no"}


async def _still_there(question: Question) -> Answer:
    network = question.text("network")
    told = await _what_waits(question, network)
    if _on_duty(question, network):
        return Answer("open", told)
    return Answer("closed", told, _told(question, network))


async def _cancel(question: Question) -> Answer:
    return Answer("done", effects=(CancelCase(),))


# --- the letter box -------------------------------------------------------------------------


async def _leave_letter(question: Question) -> Answer:
    word = question.text("word")
    assert question.batch is not None, "a letter is left within a turn"
    if refusal(word, published_words(question.scene.newest, question.scene.cover)):
        return Answer("refused")
    number = await free_number(question.batch, question.ids)
    request = LeaveRequest(
        question.text("network"), number, fold(word), question.text("text")[:REQUEST_LIMIT]
    )
    return Answer("left", {"number": grouped(number)}, (request,))


async def _open_letter(question: Question) -> Answer:
    assert question.batch is not None, "a letter is opened within a turn"
    number = "".join(filter(str.isdigit, to_digits(question.text("number"))))
    return await open_number(
        question.batch,
        question.guesses,
        number,
        fold(question.text("word")),
        question.now,
        question.origin,
    )


async def _box_waiting(question: Question) -> Answer:
    assert question.batch is not None, "a box is looked into within a turn"
    return await box_waiting(question.batch, question.conversation, question.now)


async def _box_read(question: Question) -> Answer:
    assert question.batch is not None, "a box is opened within a turn"
    return await box_read(question.batch, question.conversation, question.now)


# --- her words ------------------------------------------------------------------------------


async def _set_word(question: Question) -> Answer:
    assert question.batch is not None, "a word is set within a turn"
    return await set_word(
        question.batch,
        question.ids,
        question.conversation,
        published_words(question.scene.newest, question.scene.cover),
        kind=WordKind(question.text("kind")),
        word=question.text("word"),
        again=question.text("again"),
    )


async def _suggest(question: Question) -> Answer:
    words = question.label("her_words.examples").split(", ")
    return Answer("found", {"suggestions": ", ".join(some(words, question.ids.number()))})


# --- what she agreed to ---------------------------------------------------------------------


async def _agreed(question: Question) -> Answer:
    asked = Asked(question.call, question.conversation, question.scene, question.now)
    return AGREEING[question.call.name](asked)


# --- her conversation -----------------------------------------------------------------------


async def _remaining(question: Question) -> Answer:
    """Told only after her own word: it says that there was something to take back."""
    count = question.conversation.remaining
    if not count or question.conversation.curtain is not Curtain.VERIFIED:
        return Answer("none", {"remaining": ""})
    return Answer("some", {"remaining": str(count)}, (ToldRemaining(),))


async def _language(question: Question) -> Answer:
    language = question.text("language")
    return Answer("done", {**await _retold(question, language), "language": language})


async def _retold(question: Question, language: str) -> dict[str, Value]:
    """What the world told her in words so far, in another language: she may go back to it."""
    session = question.conversation.session
    if session is None:
        return {}
    there = replace(question.conversation, session=replace(session, language=language))
    told: dict[str, Value] = {}
    for name in RETOLD:
        kept = session.variables.get(asked(name))
        if isinstance(kept, list | tuple) and kept:
            call = Call(name, tuple(kept[0].items()))
            answer = await _answer(replace(question, call=call, conversation=there))
            told |= {key: value for key, value in answer.values.items() if value}
    return told


async def _wait_for(question: Question) -> Answer:
    return Answer("done", effects=(WaitFor(int(question.text("minutes") or 0)),))


async def _keep_longer(question: Question) -> Answer:
    conversation = question.conversation
    verified = conversation.curtain is Curtain.VERIFIED
    if question.case is None or not (verified or is_surely_hers(conversation)):
        return Answer("refused")
    return Answer("kept", effects=(KeepLonger(),))


async def _forget(question: Question) -> Answer:
    """The answer is the same for everybody; how much goes depends on who is surely there."""
    conversation, case = question.conversation, question.case
    earlier = case is not None and case.since <= conversation.began
    verified = conversation.curtain is Curtain.VERIFIED
    whole = verified or (is_surely_hers(conversation) and not earlier)
    return Answer("done", effects=(Forget() if whole else ForgetTalk(),))


_ANSWERS: Mapping[str, Callable[[Question], Awaitable[Answer]]] = {
    "handoff.who": _who,
    "handoff.on_duty": _still_there,
    DUTY.name: _duty,
    "handoff.open": _hand_off,
    "handoff.cancel": _cancel,
    "training.find": find_calls,
    **HER_COURSES,
    **INTEREST,
    "appointments.known": booking_known,
    **BOOKING,
    **HOLDING,
    "letterbox.leave": _leave_letter,
    "letterbox.open": _open_letter,
    "box.waiting": _box_waiting,
    "box.read": _box_read,
    "words.set": _set_word,
    "words.suggest": _suggest,
    **FOLLOWING,
    **ALARM,
    **ELSEWHERE,
    **ASKED,
    **READERS,
    **ABILITY_CALLS,
    **NOTEBOOK_CALLS,
    **dict.fromkeys(AGREEING, _agreed),
    OFFERED: offered,
    "language.named": named,
    "language.set": _language,
    "messages.remaining": _remaining,
    "silence.set": _wait_for,
    "keep.longer": _keep_longer,
    "forget.me": _forget,
}
