"""Behind a fallen curtain, or one that never rose: the cover answers, by the same engine.

Its calls are answered here, from the day alone: nothing that the cover does reaches her data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.conversation.cover_calls import answered
from bot.conversation.cover_hearing import LOST, Meant, meant_to_cover, today_of
from bot.conversation.sprint import Turn
from bot.engine.advance import advance
from bot.engine.effects import (
    Advanced,
    Answer,
    Began,
    Call,
    Heard,
    Mistake,
    Speak,
    Went,
)
from bot.engine.flow import Ask
from bot.engine.session import Session
from bot.messages import Channel, Chose, Said, Sent, Speech, Voice
from bot.safety.words import wants_person

ROUNDS = 8
"""So many calls a cover may make within one turn."""


def asks_clearly(turn: Turn, what: Said | Chose | Sent) -> bool:
    """Whether her own words have said already what a cover would hide: danger, or a cry for help.

    From an address that was never seen before they open the service.
    """
    return isinstance(what, Said) and (wants_person(what.text) or turn.sign(what) is not None)


def behind(turn: Turn, what: Said | Chose | Sent) -> str | None:
    """The cover answers. On the web nothing can be written to it: its page has no input."""
    draft, cover = turn.draft, turn.scene.cover
    if draft.channel is Channel.WEB:
        return "exited"
    draft.touch()
    draft.note_behind(danger=turn.sign(what) is not None)
    session = _session(turn)
    said = _in_words(turn, what) if isinstance(what, Chose) else what
    urgent, first = asks_clearly(turn, what), draft.conversation.cover is None
    _run(turn, session, meant_to_cover(said, cover, session.language, urgent=urgent, first=first))
    return None


def ordinary_line(turn: Turn) -> None:
    """One ordinary line of the cover, as after an exit word where silence would look odd."""
    _hear(turn, Went(today_of(turn.scene.cover)))


def greet(turn: Turn) -> None:
    """The cover's menu, as whoever comes first sees it."""
    _hear(turn, Began())


def pass_over(turn: Turn) -> None:
    """What the cover says to a word that means nothing to it."""
    first = turn.draft.conversation.cover is None
    _hear(turn, Began() if first else Went(LOST))


def _hear(turn: Turn, heard: Heard) -> None:
    session = _session(turn)
    _run(turn, session, Meant(heard, session.language))


def _session(turn: Turn) -> Session:
    """The cover's own session; a new one for a first contact, or where the cover was exchanged."""
    conversation, cover = turn.draft.conversation, turn.scene.cover
    kept = conversation.cover
    if kept is not None and kept.bundle == cover.id:
        return kept
    known = kept or conversation.session
    if known is not None and known.language in cover.languages:
        return Session(cover.id, known.language)
    guess = turn.scene.translator.choose(turn.draft.inbound.languages, cover.languages)
    return Session(cover.id, guess)


def _in_words(turn: Turn, what: Chose) -> Said | Chose:
    """An old button of the service that is touched under the cover: what stands on it is heard."""
    _, _, place = what.ask.partition(".")
    flow_id, _, step_id = place.partition(".")
    session = turn.draft.conversation.session
    if session is None or flow_id == turn.scene.cover.entry:
        return what
    bundle = turn.bundle()
    flow = bundle.flows.get(flow_id)
    ask = flow.steps.get(step_id) if flow else None
    for choice in ask.choices if isinstance(ask, Ask) else ():
        if choice.id == what.choice:
            return Said(bundle.say(choice.label, session.language))
    return what


def _run(turn: Turn, session: Session, meant: Meant) -> None:
    """Let the cover's flow go on and say what it says."""
    draft = turn.draft
    begun = replace(session, language=meant.language, stack=meant.stack, wake_at=None)
    answers: list[tuple[Call, Answer]] = []
    for _ in range(ROUNDS):
        done = advance(
            turn.scene.cover,
            begun,
            meant.heard,
            draft.inbound.at,
            channel=draft.channel,
            answers=answers,
        )
        if isinstance(done, Advanced):
            _follow(turn, done)
            return
        answers += [
            (call, answered(call, meant.language, draft.inbound.at, turn.scene.translator))
            for call in done.calls
        ]
    _any_true_line(turn, begun.language)


def _follow(turn: Turn, done: Advanced) -> None:
    """Keep the cover's session, which waits for nothing, and say its lines."""
    draft = turn.draft
    draft.conversation = replace(
        draft.conversation, cover=replace(done.session, stack=(), wake_at=None)
    )
    turn.took = turn.took or done.took
    said = False
    for effect in done.effects:
        match effect:
            case Speak(speech):
                draft.show(_renamed(speech, turn.scene.renamed), Voice.COVER)
                said = True
            case Mistake():
                turn.mistakes.append(effect)
            case _:
                raise AssertionError("a cover can be given no call that does more than tell")
    if not said:
        _any_true_line(turn, done.session.language)


def _renamed(speech: Speech, name: Callable[[str], str]) -> Speech:
    short = {channel: name(text) for channel, text in speech.short.items()}
    return replace(speech, text=name(speech.text), short=short, voice=Voice.COVER)


def _any_true_line(turn: Turn, language: str) -> None:
    """An author's mistake may not look like silence."""
    turn.draft.show(Speech(turn.scene.cover_line(language)), Voice.COVER)
