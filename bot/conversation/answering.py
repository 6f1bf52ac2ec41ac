"""What she writes or touches where the flow answers: danger first, then what it means."""

from __future__ import annotations

from bot.appointments.slots import ROME
from bot.conversation.cover_hearing import is_rude
from bot.conversation.episode import goes_on, is_offered
from bot.conversation.hearing import (
    BESIDE_A_HUMAN,
    DANGER_FLOWS,
    PRIVATE_FLOWS,
    asked_by_her_human,
    heard_always,
    her_words,
    meant,
    settles,
    shows_languages,
    stands_in,
    urgently,
)
from bot.conversation.proposing import leaves_her_human_the_word
from bot.conversation.sprint import Turn
from bot.conversation.state import CaseState
from bot.conversation.topic_ways import GUESSES, LEFT, MEANT_FLOW
from bot.engine.asking import Listening, listening, repeat
from bot.engine.effects import Answered, Heard, Went
from bot.engine.session import Session
from bot.messages import Chose, Said, Speech, Voice
from bot.understanding.small_talk import is_greeting, is_small_talk


def to_flow(turn: Turn, what: Said | Chose) -> None:
    """Show what she wrote or touched, and let follow what it means at the waiting question."""
    draft = turn.draft
    # That she asked for what is hers alone is hers alone too.
    led = heard_always(what, turn.bundle(), draft.session.language)
    draft.private = stands_in(draft.session, PRIVATE_FLOWS) or led in PRIVATE_FLOWS
    heard = listening(turn.bundle(), draft.session, draft.channel)
    stale = isinstance(what, Chose) and what.ask != draft.session.ask
    draft.show(Speech(her_words(what, heard)), Voice.HER)
    if stale and _asks_again(turn):
        return
    if isinstance(what, Said) and heard.kind is None and is_small_talk(what.text):
        # Neither a yes nor a no: the question waits on, and nothing of her patience is used up.
        turn.line("small_talk")
    elif _greets(turn, what, heard) and _asks_again(turn):
        pass  # Her greeting is answered with the question, never with «I did not understand».
    elif settles(what, heard):
        _settles(turn, what, heard)
    else:
        _means(turn, what, heard)
    draft.touch_case()


def _greets(turn: Turn, what: Said | Chose, heard: Listening) -> bool:
    """Whether it only greets, where that is no answer: not where she may be naming a language."""
    waits = heard.kind is None and not settles(what, heard)
    session = turn.draft.session
    naming = stands_in(session, ("start", "language"))
    greets = isinstance(what, Said) and is_greeting(what.text, session.language)
    return greets and waits and not naming


def _settles(turn: Turn, what: Said | Chose, heard: Listening) -> None:
    """One of the question's own answers: it is not screened."""
    if not (isinstance(what, Said) and _was_led(turn)):
        _goes_on(turn, what, heard, None)


def _means(turn: Turn, what: Said | Chose, heard: Listening) -> None:
    """What is no answer of the question's own: danger first, then abuse, then what it may mean."""
    danger = turn.screen(what)
    rude = isinstance(what, Said) and heard.kind is None and is_rude(what.text, turn.scene.cover)
    if danger is None and _was_led(turn):
        return
    if danger is None and rude:
        _kindly(turn)
    else:
        _goes_on(turn, what, heard, danger)


def _was_led(turn: Turn) -> bool:
    """Whether what she typed answers a question that she has not seen as it is now: it is shown."""
    return turn.draft.led and _asks_again(turn)


def _goes_on(turn: Turn, what: Said | Chose, heard: Listening, danger: str | None) -> None:
    """Let the flow hear it. ``danger``: the flow of a sign of danger in it."""
    draft = turn.draft
    offered = danger is not None and is_offered(draft, (danger,))
    # Who tells of danger again, asked about it, is not led away by what else it is about.
    within = stands_in(draft.session, DANGER_FLOWS.values())
    means = meant(
        what,
        heard,
        draft.session,
        turn.bundle(),
        None if offered else danger,
        lambda: None if danger is not None and within else turn.about(what),
        draft.channel,
        draft.inbound.at.astimezone(ROME).date(),
    )
    means = urgently(means, danger, draft.session, turn.bundle())
    if danger is not None:
        goes_on(draft, danger)
    if offered and heard.kind is None and _fits_nothing(means, draft.session):
        # Not into the same flow once more, nor «I did not understand» to who tells of danger.
        turn.line("emergency")
        _asks_again(turn)
        return
    if danger is not None and not offered:
        turn.also_in_hers(what)
    elif shows_languages(means):
        turn.in_a_language_unserved(what)
    beside = isinstance(means, Went) and means.flow in BESIDE_A_HUMAN
    asked = beside or _beside(draft.session)
    turn.sprint(means)
    if asked and not _beside(draft.session):
        leaves_her_human_the_word(draft)
        if danger is not None and draft.case_state is CaseState.CLAIMED:
            # The question about danger is her human's now, who may be away at this moment.
            turn.line("emergency")


def _kindly(turn: Turn) -> None:
    """Abuse is no answer and nothing to keep: a kind line, then a person and the menu, or her
    question again where nothing leads away from it. None of her patience is used up."""
    turn.line("small_talk")
    session = turn.draft.session
    may_leave = stands_in(session, LEFT) and not stands_in(session, (MEANT_FLOW,))
    if may_leave and MEANT_FLOW in turn.bundle().flows:
        turn.sprint(Went(MEANT_FLOW, ((GUESSES, ()),)))
    else:
        _asks_again(turn)


def _beside(session: Session) -> bool:
    """Whether the waiting question came between her and her human."""
    return stands_in(session, BESIDE_A_HUMAN) or asked_by_her_human(session)


def _fits_nothing(means: Heard, session: Session) -> bool:
    """Whether a question outside the flows about danger is not answered by it."""
    outside = not stands_in(session, DANGER_FLOWS.values())
    return outside and isinstance(means, Answered) and means.choice is None


def _asks_again(turn: Turn) -> bool:
    """Show her question again. Whether there is one."""
    draft = turn.draft
    again = repeat(turn.bundle(), draft.session, draft.channel)
    if again is not None:
        draft.show(again, Voice.SERVICE)
    return again is not None
