"""An arrangement to be in touch again: offered to her in the chat, and heard when she answers.

It belongs to her contract: what that forbids is not even offered. Nothing is sent to her when the
moment comes; the operator is reminded, and her contract is asked again.
"""

from __future__ import annotations

from bot.conversation.sprint import Turn
from bot.handoff.callback import SOONEST, Callback, CallbackState
from bot.i18n.moments import say_moment
from bot.messages import STAYS, AskedCallback, Chose, Said, Speech, Voice
from bot.safety.contract import Forbidden, forbidden
from bot.text.spelling import fold
from bot.values.changed import changed

LONGEST = 40
"""A longer answer is a sentence: the operator reads it, nothing is concluded from it."""


def offers(turn: Turn, what: AskedCallback) -> str | None:
    """Offer it, where her contract allows that moment on her channel; a newer offer takes the
    place of one that she has not answered."""
    draft = turn.draft
    now, known = draft.inbound.at, draft.conversation
    if what.call_at <= now:
        return f"contact_{Forbidden.LATE.value}"
    if what.call_at - now < SOONEST:
        return "contact_soon"
    why = forbidden(known.contract, draft.channel, what.call_at)
    if why is not None:
        return f"contact_{why.value}"
    assert draft.case is not None, "a case whose holder asks exists"
    offer = Callback(
        known.offer.id if known.offer is not None else draft.new_id(),
        known.id,
        draft.case.id,
        draft.case.network,
        what.operator,
        what.call_at,
        draft.channel,
        now,
    )
    draft.callback = offer
    draft.conversation = changed(known, offer=offer)
    _asks(turn, offer)
    draft.touch_case()
    return None


def hears(turn: Turn, what: Said | Chose) -> None:
    """Whether what she writes beside her operator says yes or no to the offer that stands."""
    draft = turn.draft
    offer = draft.conversation.offer
    if offer is None or not isinstance(what, Said) or len(what.text) > LONGEST:
        return
    answer = _answer(turn, what.text) if draft.inbound.at < offer.at else None
    if answer is not None or draft.inbound.at >= offer.at:
        draft.conversation = changed(draft.conversation, offer=None)
    if answer is not None:
        draft.callback = changed(offer, state=answer)


def _asks(turn: Turn, offer: Callback) -> None:
    draft, translator = turn.draft, turn.scene.translator
    language = draft.session.language
    key = "callback.offer.short" if draft.channel in STAYS else "callback.offer"
    moment = say_moment(offer.at, language, draft.inbound.at, translator)
    draft.show(Speech(translator.text(key, language, moment=moment)), Voice.SERVICE)


def _answer(turn: Turn, text: str) -> CallbackState | None:
    said = fold(text)
    if said in _words(turn, "callback.yes"):
        return "agreed"
    return "declined" if said in _words(turn, "callback.no") else None


def _words(turn: Turn, key: str) -> frozenset[str]:
    """Her language's words, and those of Italian: both may be answered with."""
    translator = turn.scene.translator
    languages = {turn.draft.session.language, "it"}
    lists = (translator.text(key, language) for language in languages)
    return frozenset(fold(word) for words in lists for word in words.replace("،", ",").split(","))
