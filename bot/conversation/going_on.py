"""Her talk goes on from a messenger to the web page, by a link that works once.

The talk itself moves, with its case and whoever answers: it is never two. What was said before is
on her phone and is not shown again; who follows the link is not known to be her, so that nothing is
verified by it.
"""

from __future__ import annotations

from dataclasses import replace
from hmac import compare_digest

from bot.conversation.calls import LINK
from bot.conversation.draft import Draft
from bot.conversation.hearing import PRIVATE_FLOWS, asked_by_her_human, stands_in
from bot.conversation.silence import is_silent
from bot.conversation.speaker import may_send
from bot.conversation.sprint import Turn
from bot.conversation.state import Case, CaseState, Conversation, Curtain
from bot.engine.asking import repeat
from bot.engine.effects import Began, Call, Resume
from bot.engine.session import Session
from bot.messages import Channel, Followed, Voice


def follows(turn: Turn, what: Followed) -> str | None:
    """Her talk goes on at the address of this page, where the link is good; else nothing does."""
    new = turn.draft
    if new.before is not None or new.channel is not Channel.WEB:
        return "unknown"
    found = _found(turn, what)
    if found is None:
        return "unknown"
    known, case = found
    here = replace(
        known,
        address=new.conversation.address,
        curtain=Curtain.OPEN,
        link=None,
        veiled=known.seq,
        # She allowed it on the address that she has left.
        contract=known.contract.ended(new.inbound.at) if known.contract else None,
    )
    turn.draft = Draft(new.inbound, new.rules, new.new_id, known, here, case, case, moved=True)
    turn.draft.touch()
    turn.draft.touch_case()
    _ask_again(turn)
    return None


def _found(turn: Turn, what: Followed) -> tuple[Conversation, Case | None] | None:
    """The talk that the link was given to, while it is good and nobody has left."""
    answer = turn.answer(Call(LINK.name, (("token", what.token),)))
    ids = [effect.conversation for effect in answer.effects if isinstance(effect, Resume)]
    if not ids or ids[0] not in turn.found:
        return None
    known, case = turn.found[ids[0]]
    now = turn.draft.inbound.at
    link = known.link
    if link is None or not compare_digest(link.token, what.token) or now >= link.until:
        return None
    if not may_send(known.curtain) or is_silent(known, case, turn.scene, now, None):
        return None
    return known, case


def _ask_again(turn: Turn) -> None:
    """Her question stands on the page; with a human nothing is asked but what the human asks."""
    draft = turn.draft
    known = draft.conversation.session
    asked = known is not None and asked_by_her_human(known)
    if draft.case_state is CaseState.CLAIMED and not asked:
        return
    again = None
    if draft.conversation.session is not None:
        draft.private = stands_in(draft.session, PRIVATE_FLOWS)
        again = repeat(turn.bundle(), draft.session, draft.channel)
    if again is not None:
        draft.show(again, Voice.SERVICE)
        return
    bundle = turn.scene.newest
    draft.hold(Session(bundle.id, known.language if known else "it"))
    turn.sprint(Began())
