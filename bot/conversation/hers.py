"""What she does: she opens, writes, touches, leaves."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from bot.conversation import calling
from bot.conversation.alarm import raise_alarm
from bot.conversation.answering import to_flow
from bot.conversation.choosing import advanced
from bot.conversation.coming_back import comes_back, offer_box, unlock, unread, verify
from bot.conversation.cover_hearing import tongue
from bot.conversation.covered import asks_clearly, behind, greet, ordinary_line
from bot.conversation.episode import ended, goes_on, is_offered
from bot.conversation.hearing import (
    DANGER_FLOWS,
    VOICE_FLOW,
    beside_her_human,
    heard_always,
    her_words,
)
from bot.conversation.locking import is_locked
from bot.conversation.speaker import Speaker, may_send, speaker
from bot.conversation.sprint import Turn
from bot.conversation.state import CaseState, Curtain
from bot.engine.agreement import unagreed
from bot.engine.asking import listening
from bot.engine.effects import Advanced, Answered, Began, Speak, Went
from bot.engine.session import Session
from bot.messages import Channel, Chose, Left, Media, Said, Sent, Speech, Voice
from bot.safety.her_words import WordKind, as_word
from bot.safety.tries import Tries, after_wrong, may_try
from bot.safety.words import is_exit, is_provider_stop

PHONE = (Channel.SMS, Channel.WHATSAPP)
"""Channels on which nothing can be taken back, and silence after a word would look odd."""


def opens(turn: Turn) -> str | None:
    """The key: the service opens, and nothing of an earlier talk is shown.

    On the web the key of a live session only says that she is still there.
    """
    draft = turn.draft
    if WordKind.RETURN in draft.conversation.words and draft.channel is not Channel.WEB:
        # Whoever holds the phone may have the flyer too: only her word opens this thread.
        return _with_the_key(turn)
    if draft.before is not None and draft.channel is Channel.WEB:
        if draft.before.curtain is Curtain.EXITED:
            return "exited"
        if turn.silent():
            return "silent"
        if not is_locked(draft.conversation, draft.inbound.at):
            draft.touch()
        return None
    draft.touch()
    _unproven(turn)
    _begin(turn)
    return None


def acts(turn: Turn, what: Said | Chose | Sent) -> str | None:
    """She wrote, touched or sent something: a safety word first, then her human, then the flow,
    else the cover. A stranger's plain request for help opens; on the web the key has opened."""
    draft = turn.draft
    if WordKind.ALARM in turn.words and raise_alarm(turn):
        return None
    if draft.before is None:
        if draft.channel is not Channel.WEB:
            return _strange(turn, what)
        _begin(turn)
    elif not may_send(draft.conversation.curtain):
        return _behind_the_curtain(turn, what)
    elif turn.silent():
        return _after_silence(turn, what)
    elif is_locked(draft.conversation, draft.inbound.at):
        return _locked(turn, what)
    if draft.conversation.hidden_at is not None:
        draft.conversation = replace(draft.conversation, hidden_at=None)
    draft.touch()
    if isinstance(what, Said) and _is_exit(turn, what.text):
        _fall(turn)
        return None
    if isinstance(what, Sent):
        _wordless(turn, what)
        return None
    if comes_back(turn, what):
        verify(turn)
        return None
    if _answers_the_check(turn, what):
        return None
    what = unread(turn, what)
    human = speaker(draft.conversation.curtain, draft.case_state) is Speaker.HUMAN
    if human and not _about_her_own(turn, what):
        calling.hears(turn, what)
        _to_human(turn, what)
        return None
    to_flow(turn, what)
    if draft.before is None:
        _greet_again(turn)
    return None


def leaves(turn: Turn, what: Left) -> str | None:
    """The button, the keys, a word, a provider's STOP, a blocked bot: the curtain falls."""
    if turn.draft.conversation.curtain is Curtain.EXITED:
        return "exited"
    _fall(turn, silently=what.how != "word")
    return None


def _strange(turn: Turn, what: Said | Chose | Sent) -> str | None:
    """Somebody who was never seen, without the key: the cover, but for a plain request for help.

    Danger is answered before any greeting; a cry for help in one word gets the greeting itself,
    which holds the emergency number.
    """
    if not isinstance(what, Said) or not asks_clearly(turn, what):
        return behind(turn, what)
    draft = turn.draft
    draft.touch()
    _begin(turn, what.text)
    if turn.screen(what) is not None:
        draft.unsay()
        to_flow(turn, what)
    return None


def _begin(turn: Turn, said: str = "") -> None:
    """Open the curtain on a new session in the newest bundle, in her likely language."""
    draft = turn.draft
    bundle = turn.scene.newest
    cover = draft.conversation.cover
    hints = (*((cover.language,) if cover else ()), *draft.inbound.languages)
    guess = turn.scene.translator.choose(hints, bundle.languages)
    guess = tongue(said, bundle.languages, guess)
    draft.conversation = replace(
        ended(draft.conversation), curtain=Curtain.OPEN, began=draft.conversation.seq
    )
    draft.hold(Session(bundle.id, guess))
    turn.sprint(Began())


def _greet_again(turn: Turn) -> None:
    """Her first touch picked a language: the greeting above it is kept in that one.

    It was shown in the language of her device, which need not be one that she reads.
    """
    draft, bundle = turn.draft, turn.bundle()
    chosen = draft.session.language
    greeting = list(takewhile(lambda line: line.voice is not Voice.HER, draft.shown))
    begun = Session(bundle.id, chosen)
    again = advanced(bundle, begun, Began(), draft.inbound.at, draft.channel)
    effects = again.effects if isinstance(again, Advanced) else ()
    said = [effect.speech for effect in effects if isinstance(effect, Speak)]
    if len(said) == len(greeting):
        lines = zip(greeting, said, strict=True)
        draft.shown[: len(said)] = [replace(line, speech=speech) for line, speech in lines]


def _behind_the_curtain(turn: Turn, what: Said | Chose | Sent) -> str | None:
    """Her return word opens; else the cover answers, where the channel needs an answer at all."""
    if turn.draft.channel is not Channel.WEB and comes_back(turn, what):
        verify(turn)
        return None
    return behind(turn, what)


def _with_the_key(turn: Turn) -> str | None:
    """The key in a thread that has a word: it opens nothing, and tells nothing."""
    turn.draft.touch()
    if not may_send(turn.draft.conversation.curtain) or turn.silent():
        greet(turn)
    return None


def _after_silence(turn: Turn, what: Said | Chose | Sent) -> str | None:
    """Nobody knows who writes by now: the talk begins anew, and nothing of the old one is shown.

    Her return word goes on with it. Who is with a human stays with her: she can ask who it is.
    """
    draft = turn.draft
    if draft.channel is Channel.WEB:
        return "silent"
    known = draft.conversation
    draft.touch()
    if isinstance(what, Said) and _is_exit(turn, what.text):
        _fall(turn)
        return None
    draft.conversation = replace(
        ended(draft.conversation), curtain=Curtain.OPEN, began=draft.conversation.seq
    )
    if comes_back(turn, what, anew=True):
        verify(turn)
        return None
    resting = known.session if WordKind.RETURN in known.words else None
    draft.conversation = replace(draft.conversation, resting=known.resting or resting)
    _unproven(turn)
    if draft.case_state is CaseState.CLAIMED:
        draft.hold(unagreed(draft.session))
        if isinstance(what, Sent):
            _wordless(turn, what)
        else:
            _to_human(turn, unread(turn, what))
        return None
    _begin(turn)
    return None


def _unproven(turn: Turn) -> None:
    """Whoever writes now has not given her word: the operators of a case from before are told."""
    case = turn.draft.case
    if case is not None and case.check != "withdrawn":
        at = turn.draft.inbound.at
        turn.draft.set_case(replace(case, check="unproven", checked_at=at))
        turn.draft.touch_case()


def _locked(turn: Turn, what: Said | Chose | Sent) -> str | None:
    """Her page was out of sight: her word shows it again, a word that leaves leaves. Nothing else
    is heard, but danger, which her operators see."""
    draft = turn.draft
    if isinstance(what, Said) and _is_exit(turn, what.text):
        _fall(turn)
    elif comes_back(turn, what, anew=True):
        unlock(draft)
    elif not isinstance(what, Sent):
        turn.screen(what)
        draft.touch_case()
    return None


def _answers_the_check(turn: Turn, what: Said | Chose) -> bool:
    """Whether she was asked whether it is she, and this is a word. It is shown to nobody."""
    draft = turn.draft
    case = draft.case
    if (
        case is None
        or case.check != "asked"
        or not isinstance(what, Said)
        or not as_word(what.text)
    ):
        return False
    now = draft.inbound.at
    right = WordKind.RETURN in turn.words and may_try(draft.conversation.tries, now)
    if not right:
        tries = after_wrong(draft.conversation.tries, now)
        draft.conversation = replace(draft.conversation, tries=tries)
    draft.set_case(replace(case, check="confirmed" if right else "unconfirmed", checked_at=now))
    if right:
        known = draft.conversation
        draft.conversation = replace(known, curtain=Curtain.VERIFIED, tries=Tries(), place=None)
    turn.line("received")
    if right:
        offer_box(turn)
    return True


def _is_exit(turn: Turn, text: str) -> bool:
    if WordKind.EXIT in turn.words:
        return True
    return is_exit(text) or (turn.draft.channel in PHONE and is_provider_stop(text))


def _fall(turn: Turn, *, silently: bool = False) -> None:
    """Exit. On SMS and WhatsApp one ordinary line of the cover follows an exit word."""
    turn.draft.leave(said=False)
    if not silently and turn.draft.channel in PHONE:
        ordinary_line(turn)


def _about_her_own(turn: Turn, what: Said | Chose) -> bool:
    """To know what is kept, to end it, and to read what waits for her, is her right also while a
    human answers."""
    session = turn.draft.session
    named = heard_always(what, turn.bundle(), session.language)
    return named is not None or beside_her_human(session)


def _wordless(turn: Turn, what: Sent) -> None:
    """What is no text is not fetched: her human sees what it was, a flow asks again.

    Who speaks instead of writing may not be able to write: she gets pictures to touch, and the
    emergency numbers with them.
    """
    draft = turn.draft
    name = turn.scene.translator.text(f"sent.{what.kind}", draft.session.language)
    draft.show(Speech(name), Voice.HER)
    if speaker(draft.conversation.curtain, draft.case_state) is not Speaker.HUMAN:
        _asked_again(turn, what)
    draft.touch_case()


def _asked_again(turn: Turn, what: Sent) -> None:
    if what.kind is not Media.VOICE:
        turn.sprint(Answered())
    elif VOICE_FLOW in turn.bundle().flows:
        turn.sprint(Went(VOICE_FLOW))
    else:
        # Her talk began before there were pictures.
        turn.line("emergency")
        turn.sprint(Answered())


def _to_human(turn: Turn, what: Said | Chose) -> None:
    """What she says reaches the page of who holds her case, by the thread; the desks of the whole
    network are woken only where it tells of danger."""
    draft = turn.draft
    heard = listening(turn.bundle(), draft.session, draft.channel)
    draft.show(Speech(her_words(what, heard)), Voice.HER)
    danger = turn.screen(what)
    if danger is not None:
        if not is_offered(draft, DANGER_FLOWS.values()):
            # Once an episode: the human may be away from the desk at this very moment.
            turn.line("emergency")
            turn.also_in_hers(what)
        goes_on(draft, danger)
