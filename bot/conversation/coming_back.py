"""Her way back: a word of hers in her own thread, or number and word from anywhere else."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.alarm import cancel_alarm
from bot.conversation.covered import asks_clearly
from bot.conversation.draft import Draft
from bot.conversation.hearing import BOX_FLOW, HIDDEN
from bot.conversation.locking import is_locked
from bot.conversation.own_words import published_words
from bot.conversation.speaker import Speaker, may_send, speaker
from bot.conversation.sprint import Turn
from bot.conversation.state import CaseState, Conversation, Curtain
from bot.conversation.unproven import proves
from bot.engine.advance import HOME
from bot.engine.asking import listening
from bot.engine.effects import Call, Went
from bot.engine.flow import Kind
from bot.engine.session import Frame, Session
from bot.messages import Chose, Said, Sent
from bot.safety.her_words import WordKind, as_word
from bot.safety.tries import Tries, after_wrong, may_try
from bot.understanding.small_talk import is_small_talk

BACK_FLOW = "back"
"""The flow that asks whether she can write, and then whether to go on where she was."""


def comes_back(turn: Turn, what: Said | Chose | Sent, *, anew: bool = False) -> bool:
    """Whether her message is her return word and is taken as such.

    A wrong word slows down the next one, and nothing is answered to it. ``anew``: after a silence
    nothing that was asked before is asked any more.
    """
    draft = turn.draft
    if not isinstance(what, Said) or WordKind.RETURN not in draft.conversation.words:
        return False
    open_question = may_send(draft.conversation.curtain) and not anew
    if open_question and _is_asked_for_a_word(turn):
        return False
    now = draft.inbound.at
    if WordKind.RETURN in turn.words:
        return may_try(draft.conversation.tries, now)
    if _is_wrong(turn, what) and not (open_question and _is_an_answer(turn, what)):
        tries = after_wrong(draft.conversation.tries, now)
        draft.conversation = replace(draft.conversation, tries=tries)
    return False


def unread(turn: Turn, what: Said | Chose) -> Said | Chose:
    """What is heard and kept of her message: her own word, where it is not taken, is no text.

    It comes too early after wrong ones: neither the thread nor her human may show it.
    """
    if WordKind.RETURN in turn.words and not _is_asked_for_a_word(turn):
        return Said(HIDDEN)
    return what


def _is_wrong(turn: Turn, what: Said) -> bool:
    """Whether somebody may be guessing: a word that the cover itself knows is none, nor is a cry
    for help, nor what a human reads."""
    draft = turn.draft
    answers = speaker(draft.conversation.curtain, draft.case_state)
    if answers is Speaker.HUMAN and not is_locked(draft.conversation, draft.inbound.at):
        return False
    word = as_word(what.text)
    return (
        bool(word) and not published_words(turn.scene.cover)(word) and not asks_clearly(turn, what)
    )


def _is_an_answer(turn: Turn, what: Said) -> bool:
    """Whether an open talk expects such a word: of her who gave her word already, of a question
    that is answered in writing, of the service's own vocabulary, of courtesy."""
    draft = turn.draft
    if draft.conversation.curtain is Curtain.VERIFIED or is_small_talk(what.text):
        return True
    bundle = turn.bundle()
    asked = listening(bundle, draft.session, draft.channel)
    if asked.kind is Kind.MUNICIPALITY:
        # Else whoever guesses would have a question at which no guess counts.
        found = turn.scene.directory.find(what.text)
        if found.candidates or found.outside:
            return True
    elif asked.kind is not None:
        return True
    return published_words(bundle)(as_word(what.text))


def verify(turn: Turn) -> None:
    """It is she: her talk is offered again where it was."""
    draft = turn.draft
    session = draft.conversation.resting or draft.conversation.session
    draft.conversation = _verified(draft.conversation, session)
    _welcome(turn)


def unlock(draft: Draft) -> None:
    """It is she who looks at her page again: it shows what it showed."""
    known = draft.conversation
    draft.conversation = replace(known, curtain=Curtain.VERIFIED, tries=Tries(), hidden_at=None)
    draft.touch()
    draft.touch_case()


def resume(turn: Turn) -> None:
    """Number and word were hers: her own conversation takes the place of the one just begun."""
    new = turn.draft
    known, case = turn.found[new.resume]
    new.give_way()
    turn.earlier = new
    session = known.resting or known.session
    if session is not None and new.before is not None and new.before.session is not None:
        session = replace(session, language=new.before.session.language)
    here = replace(_verified(known, session), address=new.conversation.address)
    if here.contract is not None:
        # She allowed it on the address that she has left: it is asked again, not carried along.
        here = replace(here, contract=here.contract.ended(new.inbound.at))
    turn.draft = Draft(new.inbound, new.rules, new.new_id, known, here, case, case, moved=True)
    _welcome(turn)


def _verified(conversation: Conversation, session: Session | None) -> Conversation:
    return replace(
        conversation,
        curtain=Curtain.VERIFIED,
        session=session,
        resting=None,
        tries=Tries(),
        hidden_at=None,
        link=None,
        veiled=0,
        signs={},
    )


def _welcome(turn: Turn) -> None:
    """Ask whether she can write and wants to go on; a human who waits for her is simply there.

    An alarm that she raised is taken back by this.
    """
    draft = turn.draft
    cancel_alarm(draft)
    proves(draft)
    draft.touch()
    draft.touch_case()
    if draft.case_state is CaseState.CLAIMED:
        turn.line("returned")
        offer_box(turn)
        return
    bundle = turn.scene.newest
    session = draft.conversation.session or Session(bundle.id, "it")
    if BACK_FLOW not in turn.scene.bundle(session.bundle).flows:
        session = Session(bundle.id, session.language)
    if not session.stack:
        session = replace(session, stack=(Frame(HOME, bundle.flows[HOME].start),))
    # Whether she can write safely is asked again at each return.
    variables = {**session.variables, "safe": ""}
    draft.hold(replace(session, variables=variables))
    turn.sprint(Went(BACK_FLOW))


def offer_box(turn: Turn) -> None:
    """Beside a human: if something waits in her box, ask whether she wants to read it.

    She is in the middle of a talk: nobody asks once more whether she can write.
    """
    if BOX_FLOW not in turn.bundle().flows:
        return
    if turn.answer(Call("box.waiting")).outcome == "some":
        session = turn.draft.session
        turn.draft.hold(replace(session, variables={**session.variables, "safe": "yes"}))
        turn.sprint(Went(BOX_FLOW))


def _is_asked_for_a_word(turn: Turn) -> bool:
    """Whether a word is the expected answer: then it is no command."""
    draft = turn.draft
    if draft.case is not None and draft.case.check == "asked":
        return True
    session = draft.conversation.session
    return (
        session is not None and listening(turn.bundle(), session, draft.channel).kind is Kind.WORD
    )
