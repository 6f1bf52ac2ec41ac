"""The answers to calls about what she agrees to: being contacted first, and others reading her."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.contact import (
    NOTHING_SAID,
    agreed_contract,
    is_surely_hers,
    terms,
    told,
)
from bot.conversation.scene import Scene
from bot.conversation.state import Conversation, Curtain
from bot.engine.agreement import AGREED
from bot.engine.effects import AllowContact, Answer, Call, NeverContact, TakeBack
from bot.messages import Channel


@dataclass(frozen=True, slots=True)
class Asked:
    """One call and what it may look at."""

    call: Call
    conversation: Conversation
    scene: Scene
    now: datetime

    @property
    def language(self) -> str:
        """Her language."""
        session = self.conversation.session
        return session.language if session else "it"

    @property
    def on_web(self) -> bool:
        """Whether she writes on a page, which nobody can contact."""
        return self.conversation.address.channel is Channel.WEB

    @property
    def is_verified(self) -> bool:
        """Whether her own word was given in this talk."""
        return self.conversation.curtain is Curtain.VERIFIED

    def agreed_here(self, purpose: str) -> bool:
        """Whether she said yes to that in the talk that is going on."""
        session = self.conversation.session
        return session is not None and session.variables.get(AGREED[purpose]) == "yes"


def _show(asked: Asked) -> Answer:
    contract = asked.conversation.contract
    if asked.on_web:
        return Answer("web", NOTHING_SAID)
    if not is_surely_hers(asked.conversation):
        return Answer("word", NOTHING_SAID)
    if contract is not None and asked.now >= contract.expires_at:
        return Answer("expired", NOTHING_SAID)
    # Nothing of an earlier talk is shown to whoever came with the key alone.
    if contract is None or not (asked.is_verified or asked.agreed_here("contact")):
        return Answer("none", NOTHING_SAID)
    return Answer("allowed", told(contract, asked.language, asked.scene.translator))


def _wanted(asked: Asked) -> AllowContact:
    names = ("days", "day", "hours", "line", "left")
    return terms(*(str(asked.call.get(name) or "") for name in names))


def _told(asked: Asked, wanted: AllowContact) -> Mapping[str, str]:
    channel = asked.conversation.address.channel
    contract = agreed_contract(wanted, channel, asked.now, asked.scene.rules)
    return told(contract, asked.language, asked.scene.translator)


def _terms(asked: Asked) -> Answer:
    return Answer("found", _told(asked, _wanted(asked)))


def _set(asked: Asked) -> Answer:
    if asked.on_web:
        return Answer("web", NOTHING_SAID)
    if not is_surely_hers(asked.conversation):
        return Answer("word", NOTHING_SAID)
    wanted = _wanted(asked)
    return Answer("done", _told(asked, wanted), (wanted,))


def _clear(asked: Asked) -> Answer:
    hers = is_surely_hers(asked.conversation)
    return Answer("done", effects=(NeverContact(),) if hers else ())


def _take_back(asked: Asked) -> Answer:
    # Whoever did not give her word takes back what was shared in this talk, and no more: a case of
    # hers is not ended by somebody who holds her phone. The answer is the same.
    hers = is_surely_hers(asked.conversation) or asked.agreed_here("share")
    return Answer("done", effects=(TakeBack(),) if hers else ())


AGREEING: Mapping[str, Callable[[Asked], Answer]] = {
    "contact.show": _show,
    "contact.terms": _terms,
    "contact.set": _set,
    "contact.clear": _clear,
    "consent.take_back": _take_back,
}
"""The calls of ``calls.CALLS`` that are answered here."""
