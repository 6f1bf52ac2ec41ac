"""Her yes to a notice, and taking it back: what they change in a talk."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.effects import Agreed
from bot.engine.flow import PURPOSES, Ask, Bundle, Choice
from bot.engine.session import Frame, Session

AGREED = {purpose: f"agreed_{purpose}" for purpose in PURPOSES}
"""Purpose -> the variable that is ``"yes"`` in the talk in which she agreed. No flow sets it."""


def agreed(flow: str, ask: Ask, choice: Choice) -> tuple[Agreed, ...]:
    """What follows from taking a choice, as far as it is a yes."""
    return (Agreed(f"{flow}/{ask.id}", choice.agrees),) if choice.agrees else ()


def unagreed(session: Session) -> Session:
    """The same talk without her yes: nobody knows any more whether she who said it is there."""
    names = set(AGREED.values())
    kept = {name: value for name, value in session.variables.items() if name not in names}
    return replace(session, variables=kept)


def homeward(bundle: Bundle, here: Frame, home: str) -> list[Frame]:
    """The stack after sharing ended: nobody is awaited any more, so that nothing that waited for
    somebody goes on. When this flow ends the talk goes on at home."""
    flow = bundle.flows.get(home)
    back = [] if flow is None or here.flow == home else [Frame(home, flow.start)]
    return [*back, here]
