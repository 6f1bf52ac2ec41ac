"""What a turn is decided against: published content and the rules of time, all immutable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.directory.model import Directory
from bot.engine.flow import Bundle
from bot.i18n.translator import Translator
from bot.messages import Channel


@dataclass(frozen=True, slots=True)
class Rules:
    """How long things live. The defaults are those of the privacy page.

    ``silence``: after so long without a word of hers the page shows the cover.
    ``kept``: a conversation with the bot after her last act; ``kept_with_human`` a handed-off one.
    ``letter``: a request and its answer. ``bot_expiry`` and ``operator_expiry``: after so long an
    outgoing message is late and is never sent.
    """

    silence: Mapping[Channel, timedelta] = field(
        default_factory=lambda: {
            Channel.WEB: timedelta(minutes=15),
            Channel.TELEGRAM: timedelta(minutes=30),
            Channel.WHATSAPP: timedelta(minutes=30),
            Channel.SMS: timedelta(minutes=30),
        }
    )
    kept: Mapping[Channel, timedelta] = field(
        default_factory=lambda: {
            Channel.WEB: timedelta(minutes=45),
            Channel.TELEGRAM: timedelta(hours=24),
            Channel.WHATSAPP: timedelta(hours=24),
            Channel.SMS: timedelta(hours=24),
        }
    )
    kept_with_human: timedelta = timedelta(hours=72)
    letter: timedelta = timedelta(days=7)
    bot_expiry: Mapping[Channel, timedelta] = field(
        default_factory=lambda: {
            Channel.WEB: timedelta(minutes=5),
            Channel.TELEGRAM: timedelta(minutes=5),
            Channel.WHATSAPP: timedelta(minutes=5),
            Channel.SMS: timedelta(minutes=10),
        }
    )
    operator_expiry: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything published that a turn may look at. Replaced whole when something is published."""

    bundles: Mapping[str, Bundle]
    current: str
    directory: Directory
    translator: Translator
    rules: Rules
    cover_line: Callable[[str], str]
    """One ordinary line of the cover in a language."""

    def bundle(self, id: str) -> Bundle:
        """The bundle that a session is pinned to, or the current one where it is gone."""
        return self.bundles.get(id) or self.bundles[self.current]

    @property
    def newest(self) -> Bundle:
        """The bundle that new conversations start with."""
        return self.bundles[self.current]
