"""What she does in a talk that nobody has, as the line of a transcript says it.

A text is what she writes; a number or a label touches a choice. In brackets stands what is no text:
``(picture)`` and its kin what she sends, ``(touch person)`` the choice with that id, ``(exit)`` the
button or keys of her exit, ``(key)`` that she comes with the key again, ``(silence)`` that she says
nothing until the timeout of her question comes, ``(30 minutes)`` that so much time passes,
``(nobody comes)`` that nobody has taken her case for long, and ``(asked referral)`` that her human
takes her case where she waits, and asks her one of ``proposals.Wish``.
"""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

from bot.engine.flow import SILENCE
from bot.messages import Media
from bot.talk import Talk
from bot.values.proposals import Wish

ASKED = "(asked "
TOUCH = "(touch "
EXIT = "(exit)"
KEY = "(key)"
NOBODY_COMES = "(nobody comes)"
_MINUTES = re.compile(r"\((\d{1,5}) minutes\)")


def waited(text: str) -> timedelta:
    """How long that line lets time pass; nothing for any other."""
    found = _MINUTES.fullmatch(text)
    return timedelta(minutes=int(found[1])) if found else timedelta()


def touched(text: str) -> str:
    """The id of the choice that the line touches; empty for any other."""
    return text[len(TOUCH) : -1] if text.startswith(TOUCH) and text.endswith(")") else ""


async def done(talk: Talk, text: str) -> list[str]:
    """Let her do that; the lines that she sees then.

    Raises ``LookupError`` where she touches a choice that is not there.
    """
    if text == SILENCE:
        return await talk.fall_silent()
    if text == NOBODY_COMES:
        return await talk.wait_long()
    if text == EXIT:
        return await talk.leave()
    if text == KEY:
        return await talk.open()
    if waited(text):
        # Nothing that passes time waits for anything: others have their turn before it.
        await asyncio.sleep(0)
        return await talk.pass_time(waited(text))
    if touched(text):
        return await talk.choose(touched(text))
    if text.startswith(ASKED) and text[len(ASKED) : -1] in set(Wish):
        return await talk.asked(Wish(text[len(ASKED) : -1]))
    if text.startswith("(") and text[1:-1] in set(Media):
        return await talk.send(Media(text[1:-1]))
    return await talk.say(text)
