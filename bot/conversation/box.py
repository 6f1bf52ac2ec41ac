"""Her box: what operators wrote and could not be given to her waits there for her word and her yes.

Without a return word nobody could ever fetch it: then the text stays in the desk's tray.
"""

from __future__ import annotations

from datetime import datetime

from bot.conversation.ports import Batch
from bot.conversation.scene import Rules
from bot.conversation.state import Case, Conversation, Curtain, Held, Where
from bot.engine.effects import Answer, Fetch
from bot.messages import Shown, Speech, Voice
from bot.safety.her_words import WordKind


def kept_instead(
    line: Shown, conversation: Conversation, case: Case | None, rules: Rules
) -> Held | None:
    """What becomes of an operator's line that cannot be sent. None: it is nobody's."""
    if line.voice is not Voice.OPERATOR or case is None:
        return None
    place: Where = "box" if WordKind.RETURN in conversation.words else "tray"
    return Held(
        id=line.id,
        conversation=conversation.id,
        case=case.id,
        network=case.network,
        operator=line.author,
        at=line.at,
        forget_at=line.at + (rules.letter if place == "box" else rules.held),
        place=place,
        text=line.speech.text,
    )


def lost_text(
    message: str, conversation: Conversation, case: Case | None, at: datetime, rules: Rules
) -> Held | None:
    """What becomes of an operator's line that its provider could not deliver. None: no case."""
    line = Shown(message.partition(".")[0], 0, at, Voice.OPERATOR, Speech(""))
    return kept_instead(line, conversation, case, rules)


async def box_waiting(batch: Batch, conversation: Conversation, now: datetime) -> Answer:
    """``some`` or ``none``; ``refused`` unless her own word was given in this talk."""
    if conversation.curtain is not Curtain.VERIFIED:
        return Answer("refused")
    return Answer("some" if await batch.box(conversation.id, now) else "none")


async def box_read(batch: Batch, conversation: Conversation, now: datetime) -> Answer:
    """What waits, as one text of paragraphs, the oldest first; it leaves the box with this turn."""
    if conversation.curtain is not Curtain.VERIFIED:
        return Answer("refused", {"letters": ""})
    found = await batch.box(conversation.id, now)
    if not found:
        return Answer("none", {"letters": ""})
    letters = "\n\n".join(one.text for one in found)
    return Answer("read", {"letters": letters}, (Fetch(tuple(one.id for one in found)),))
