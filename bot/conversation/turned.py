"""What an edge learns of its happening, once it is durably written."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.state import Curtain
from bot.engine.effects import Took
from bot.engine.session import Frame
from bot.messages import Shown
from bot.values.frozen import frozen


@frozen
class Turned:
    """What followed from a happening.

    ``shown`` are the lines that this turn added. ``refused`` is empty or one of ``exited``,
    ``silent``, ``late``, ``covered``, ``unknown``, ``closed``, ``not_holder``, ``shut``.
    ``duplicate``: it had happened before and nothing was done again. ``patience``: how long her
    page may be silent where she chose that. ``resumed``: an earlier talk of hers goes on here
    instead. ``has_word``: she has a word to come back with. ``took``: the choice or timeout that a
    flow went on with. ``visited``: the steps that its flows came by, in order.
    """

    conversation: str
    curtain: Curtain
    shown: tuple[Shown, ...] = ()
    duplicate: bool = False
    refused: str = ""
    resumed: bool = False
    patience: timedelta | None = None
    has_word: bool = False
    took: Took | None = None
    visited: tuple[Frame, ...] = ()
