"""What her words or touch mean to the flow, before the flow is asked."""

from __future__ import annotations

from bot.engine.asking import Listening
from bot.engine.effects import Answered, Heard, Went
from bot.engine.flow import Bundle, Kind
from bot.engine.session import Session
from bot.messages import Chose, Said
from bot.safety.words import wants_person
from bot.spelling import fold
from bot.understanding.interpret import Candidate, interpret

DANGER_FLOWS = {"danger_now": "danger", "self_harm": "self_harm"}
"""Which flow answers a sign of danger."""

PERSON_FLOW = "person"
"""Which flow answers a cry for help in one word, in whatever language."""

FORGET_FLOW = "forget"
"""Which flow asks whether everything shall be forgotten; it is heard also beside a human."""

LETTERS_FLOW = "letters"
"""The flow of the letter box: what is said in it is for nobody else, also not for an operator."""

SECRET = frozenset({Kind.WORD, Kind.NUMBER})
HIDDEN = "•••"

UNMISTAKABLE = frozenset({Kind.MUNICIPALITY, Kind.NUMBER})
"""Typed answers that a word for help cannot be meant as."""


def her_words(what: Said | Chose, heard: Listening) -> str:
    """What the thread shows of her answer: her text, or the label that she touched.

    A word or number of hers is never shown: it opens what is hers alone.
    """
    if isinstance(what, Said):
        return HIDDEN if heard.kind in SECRET else what.text
    labels = {choice.id: choice.words[0] for choice in heard.choices}
    return labels.get(what.choice, "…")


def meant(
    what: Said | Chose, heard: Listening, session: Session, bundle: Bundle, danger: str | None
) -> Heard:
    """What the flow hears. ``danger`` is the flow of a sign of danger: it comes before all else."""
    if isinstance(what, Chose):
        return Answered(choice=what.choice)
    if asks_to_forget(what, bundle, session.language):
        return Went(FORGET_FLOW)
    stack = {frame.flow for frame in session.stack}
    if danger is not None and danger in bundle.flows and danger not in stack:
        return Went(danger)
    meaning = interpret(
        what.text,
        [Candidate(choice.id, choice.words) for choice in heard.choices],
        [Candidate(flow.id, flow.words) for flow in heard.flows],
        typed=heard.kind is not None,
        digits=heard.kind is not Kind.NUMBER,
    )
    if meaning.choice is None and meaning.flow is not None:
        return Went(meaning.flow)
    if meaning.choice is None and _asks_for_help(what.text, heard):
        return Went(PERSON_FLOW)
    return Answered(what.text, meaning.choice)


def _asks_for_help(text: str, heard: Listening) -> bool:
    """A word for help, at a question that may be left and whose answer it cannot be."""
    may_leave = any(flow.id == PERSON_FLOW for flow in heard.flows)
    return may_leave and (heard.kind is None or heard.kind in UNMISTAKABLE) and wants_person(text)


def asks_to_forget(what: Said | Chose, bundle: Bundle, language: str) -> bool:
    """Whether her whole message is a word that asks to be forgotten: it is heard everywhere."""
    flow = bundle.flows.get(FORGET_FLOW)
    if flow is None or not isinstance(what, Said):
        return False
    said = fold(what.text)
    return any(fold(word) == said for word in bundle.words(flow.anywhere, language))


def stands_in(session: Session, flow: str) -> bool:
    """Whether the waiting question belongs to that flow."""
    return bool(session.stack) and session.stack[-1].flow == flow
