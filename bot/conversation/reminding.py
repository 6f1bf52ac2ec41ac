"""Reminders: asked for by the holder of her case, decided by her contract, never sent late."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.speaker import may_send
from bot.conversation.sprint import Turn
from bot.conversation.state import Outgoing
from bot.conversation.terms import Reminder
from bot.messages import AskedReminder, Reminds, Speech, Voice
from bot.safety.contract import Forbidden, Line, forbidden
from bot.training.standing import Standing, standing

MOST_WAITING = 3
"""More reminders than so many would be a nuisance, and would be noticed."""


def asks(turn: Turn, what: AskedReminder) -> str | None:
    """The holder asks for a reminder: her contract must allow it at that time, as it is now."""
    draft = turn.draft
    at = what.remind_at
    if at <= draft.inbound.at:
        return _refused(Forbidden.LATE)
    contract = draft.conversation.contract
    why = forbidden(contract, draft.channel, at)
    if why is not None or contract is None:
        return _refused(why or Forbidden.NEVER)
    waiting = [one for one in turn.reminders if one.state in ("waiting", "queued")]
    if len(waiting) >= MOST_WAITING:
        return "contact_many"
    assert draft.case is not None, "a case whose holder asks exists"
    draft.reminder = Reminder(
        draft.new_id(),
        draft.conversation.id,
        draft.case.id,
        draft.case.network,
        at,
        contract.line,
    )
    draft.touch_case()
    return None


def reminds(turn: Turn, what: Reminds) -> str | None:
    """The moment has come: what her contract does not allow now is dropped, and staff is told."""
    draft = turn.draft
    found = [one for one in turn.reminders if one.id == what.id and one.state == "waiting"]
    if not found:
        return "unknown"
    (reminder,) = found
    why = _why_not(turn, reminder)
    if why is not None:
        draft.reminder = replace(reminder, state="forbidden", why=why.value)
    else:
        draft.reminder = replace(reminder, state="queued")
        _send(turn, reminder)
    draft.topics.add(f"network:{reminder.network}")
    return None


def _why_not(turn: Turn, reminder: Reminder) -> Forbidden | None:
    draft = turn.draft
    contract, now = draft.conversation.contract, draft.inbound.at
    if (
        turn.scene.switches.off(draft.channel) is not None
        or now > reminder.at + turn.scene.rules.reminder_expiry
    ):
        return Forbidden.LATE
    if not reminder.case and not reminder.network and not _wants(turn, reminder):
        return Forbidden.NEVER
    if _is_over(turn, reminder):
        return Forbidden.LATE
    # Her silence is no exit: a reminder is for those who are silent.
    why = forbidden(contract, draft.channel, now, away=not may_send(draft.conversation.curtain))
    if why is None and contract is not None and contract.line is not reminder.line:
        return Forbidden.WORDS
    return why


def _wants(turn: Turn, reminder: Reminder) -> bool:
    """Whether a reminder that she asked for herself is still one of hers."""
    return any(one.reminder == reminder.id for one in turn.draft.conversation.courses)


def _is_over(turn: Turn, reminder: Reminder) -> bool:
    """Whether the last moment of the training call has passed meanwhile, by what is known now."""
    asked = (one for one in turn.draft.conversation.courses if one.reminder == reminder.id)
    known = (turn.scene.known.get(one.call) for one in asked)
    now = turn.draft.inbound.at
    return any(one is not None and standing(one, now) is Standing.OVER for one in known)


def _send(turn: Turn, reminder: Reminder) -> None:
    """Put it into the outbox under its own id; the thread keeps nothing of it.

    Where she allowed it after an exit it goes as a line of the cover, which passes a fallen
    curtain; otherwise it goes as ours, and the gate stops it if she leaves meanwhile.
    """
    draft = turn.draft
    conversation = draft.conversation
    contract = conversation.contract
    assert contract is not None, "a reminder that is sent has a contract"
    voice = Voice.COVER if contract.after_exit else Voice.SERVICE
    seq = conversation.seq + 1
    draft.conversation = replace(conversation, seq=seq)
    late = min(reminder.at + turn.scene.rules.reminder_expiry, contract.expires_at)
    session = conversation.session
    language = session.language if session else "it"
    speech = Speech(_text(turn, reminder.line, language), voice=voice)
    draft.outgoing.append(
        Outgoing(
            reminder.id,
            conversation.id,
            seq,
            conversation.address,
            speech,
            late,
            reminder=True,
            heard_at=conversation.touched_at,
            line=f"{reminder.line.value}.{language}",
        )
    )


def _text(turn: Turn, line: Line, language: str) -> str:
    if line is Line.ALMANAC:
        return turn.scene.cover_line(language)
    return turn.scene.translator.text(f"reminder.{line.value}", language)


def _refused(why: Forbidden) -> str:
    return f"contact_{why.value}"
