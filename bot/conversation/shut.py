"""Where a channel or the whole service is switched off: one short true answer, and nothing else.

She is answered only where she writes, in her language, once an hour; at once where she is in danger
or asks for somebody. Leaving works as always, her alarm word is heard, a talk with a person waits.
What others do says nothing on a channel that is off, also not later.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.alarm import raise_alarm
from bot.conversation.cover_hearing import tongue
from bot.conversation.covered import asks_clearly
from bot.conversation.locking import is_locked
from bot.conversation.scene import Scene
from bot.conversation.silence import ALIVE
from bot.conversation.speaker import may_send
from bot.conversation.sprint import Turn
from bot.conversation.state import Case, CaseState, Conversation
from bot.handoff.switches import AGAIN, Shut
from bot.i18n.translator import say_list
from bot.messages import (
    STAYS,
    AlarmSeen,
    AlarmUnanswered,
    AskedCallback,
    AskedReminder,
    AskedWho,
    Channel,
    Chose,
    Followed,
    Happening,
    Opened,
    OperatorSaid,
    Proposed,
    Said,
    Sent,
    Speech,
    Unattended,
    Voice,
    WaitsLong,
)
from bot.safety.her_words import WordKind
from bot.safety.words import is_exit, is_provider_stop
from bot.values.changed import changed

NAMES = {Channel.TELEGRAM: "Telegram", Channel.SMS: "SMS", Channel.WHATSAPP: "WhatsApp"}

ONE_PIECE = {True: 160, False: 70}
"""Characters of an SMS that is paid for once, in plain letters or in others."""

_SAYS = (
    OperatorSaid
    | AskedWho
    | AskedCallback
    | AskedReminder
    | Proposed
    | Unattended
    | WaitsLong
    | AlarmSeen
    | AlarmUnanswered
)
"""What would say something to her that she did not ask for just now."""


def shut(scene: Scene, channel: Channel, case: Case | None) -> Shut | None:
    """Why somebody on that channel, with that case, is not answered as always; None: she is."""
    with_human = case is not None and case.here is CaseState.CLAIMED
    return scene.switches.shut(channel, with_human=with_human)


def told(scene: Scene, why: Shut, channel: Channel, language: str, *, covered: bool) -> str:
    """What she is told. ``covered``, or where it stays on her phone: neutral words alone."""
    neutral = covered or channel in STAYS
    key = f"shut.{why.value}{'.short' if neutral else ''}"
    said = scene.translator.text(key, language)
    others = scene.switches.elsewhere(channel) if not covered else ()
    if not others:
        return said
    site = scene.translator.text("shut.site", language)
    names = [NAMES.get(one, site) for one in others]
    listed = say_list(names, language=language, either=True)
    more = f"{said} {scene.translator.text('shut.elsewhere', language, channels=listed)}"
    fits = channel not in STAYS or len(more) <= ONE_PIECE[more.isascii()]
    return more if fits else said


def shuts(turn: Turn) -> Shut | None:
    """Why this turn is not decided as always, or None."""
    draft, what = turn.draft, turn.draft.inbound.what
    if isinstance(what, _SAYS):
        off = turn.scene.switches.off(draft.channel) is not None
        return Shut.CHANNEL if off else None
    if not isinstance(what, Opened | Followed | Said | Chose | Sent):
        return None
    why = shut(turn.scene, draft.channel, draft.case)
    # Behind its curtain a closed service is the cover that it always was.
    strange = why is Shut.SERVICE and not may_send(draft.conversation.curtain)
    return None if strange and not _opens(turn, what) else why


def takes(turn: Turn, why: Shut) -> str | None:
    """What becomes of it: her own act is heard and answered, everybody else's is refused."""
    draft, what = turn.draft, turn.draft.inbound.what
    if not isinstance(what, Opened | Said | Chose | Sent):
        return "shut"
    fallen = not may_send(draft.conversation.curtain)
    if WordKind.ALARM in turn.words and raise_alarm(turn):
        # It is seen by her network, and answered as any other text is.
        draft.unsay()
        urgent = False
    elif draft.channel is Channel.WEB and (fallen or turn.silent()) and draft.before is not None:
        return "exited" if fallen else "silent"
    elif is_locked(draft.conversation, draft.inbound.at):
        return None
    elif isinstance(what, Said) and not fallen and _leaves(turn, what):
        draft.leave(said=False)
        return None
    else:
        urgent = _hears(turn, what, fallen=fallen)
    _answers(turn, why, urgent=urgent, covered=fallen and not _opens(turn, what))
    return None


def hush(turn: Turn) -> None:
    """On a channel that is off nothing leaves but the answer that says so."""
    draft = turn.draft
    if turn.scene.switches.off(draft.channel) is not None:
        draft.outgoing = [one for one in draft.outgoing if one.while_off]


def _opens(turn: Turn, what: Happening) -> bool:
    """Whether the service itself would answer: the key, a stranger's plain request for help."""
    if isinstance(what, Opened):
        return WordKind.RETURN not in turn.draft.conversation.words
    if WordKind.RETURN in turn.words:
        return turn.draft.channel is not Channel.WEB
    return turn.draft.before is None and isinstance(what, Said) and asks_clearly(turn, what)


def _leaves(turn: Turn, what: Said) -> bool:
    own = WordKind.EXIT in turn.words
    return own or is_exit(what.text) or is_provider_stop(what.text)


def _hears(turn: Turn, what: Opened | Said | Chose | Sent, *, fallen: bool) -> bool:
    """What she wrote is kept where a person waits for it, and danger is seen. Whether the answer is
    urgent. Whoever writes after a silence is not she for certain, and wakes no earlier talk."""
    draft = turn.draft
    if isinstance(what, Opened):
        return False
    if fallen:
        draft.touch()
        draft.note_behind(danger=turn.sign(what) is not None)
        return asks_clearly(turn, what)
    silent = turn.silent()
    if not silent:
        draft.touch()
    if isinstance(what, Said) and draft.case_state in ALIVE:
        if not silent:
            draft.show(Speech(what.text), Voice.HER)
        turn.screen(what)
        draft.touch_case()
    return asks_clearly(turn, what)


def _answers(turn: Turn, why: Shut, *, urgent: bool, covered: bool) -> None:
    draft = turn.draft
    at, last = draft.inbound.at, draft.conversation.shut_told
    if draft.channel is Channel.WEB or (last is not None and at - last < AGAIN and not urgent):
        # The page itself says so, for as long as it holds.
        return
    language = _language(turn, draft.conversation)
    text = told(turn.scene, why, draft.channel, language, covered=covered)
    open_ = may_send(draft.conversation.curtain)
    draft.show(Speech(text), Voice.SERVICE if open_ else Voice.COVER)
    draft.outgoing = [replace(one, while_off=True) for one in draft.outgoing]
    draft.conversation = changed(draft.conversation, shut_told=at)


def _language(turn: Turn, known: Conversation) -> str:
    """Hers, as far as it is known; of a stranger what her device or her words show."""
    spoken = known.session or known.cover
    if spoken is not None:
        return spoken.language
    offered, inbound = turn.scene.newest.languages, turn.draft.inbound
    guess = turn.scene.translator.choose(inbound.languages, offered)
    what = inbound.what
    return tongue(what.text, offered, guess) if isinstance(what, Said) else guess
