"""What a turn is decided against: published content and the rules of time, all immutable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.directory.model import Directory
from bot.engine.effects import Answer
from bot.engine.flow import Bundle
from bot.handoff.switches import Switches
from bot.i18n.translator import Translator
from bot.messages import Channel
from bot.training.call import TrainingCall
from bot.training.standing import Known
from bot.understanding.danger import Screen
from bot.understanding.topics import Topics


@dataclass(frozen=True, slots=True)
class Rules:
    """How long things live. The defaults are those of the privacy page.

    ``silence``: after so long without a word of hers the page shows the cover.
    ``silence_with_human`` is the same for a case that waits or is answered on a messenger.
    ``kept``: a conversation with the bot after her last act; ``kept_with_human`` a handed-off one.
    ``kept_longer``: the same where she asked for it.
    ``letter``: a request and its answer, and what waits in her box. ``held``: a text that could
    not be given to her. ``bot_expiry`` and ``operator_expiry``: after so long an outgoing message
    is late and is never sent. ``contract``: how long an agreement about being contacted lasts.
    ``reminder_expiry``: a reminder that is later than this is not sent. ``link``: so long a link
    to the web page opens it. ``episode``: after so long without a sign of danger the next begins
    a new episode, in which help is offered again.
    """

    silence: Mapping[Channel, timedelta] = field(
        default_factory=lambda: {
            Channel.WEB: timedelta(minutes=15),
            Channel.TELEGRAM: timedelta(minutes=30),
            Channel.WHATSAPP: timedelta(minutes=30),
            Channel.SMS: timedelta(minutes=30),
        }
    )
    silence_with_human: timedelta = timedelta(hours=2)
    kept: Mapping[Channel, timedelta] = field(
        default_factory=lambda: {
            Channel.WEB: timedelta(minutes=45),
            Channel.TELEGRAM: timedelta(hours=24),
            Channel.WHATSAPP: timedelta(hours=24),
            Channel.SMS: timedelta(hours=24),
        }
    )
    kept_with_human: timedelta = timedelta(hours=72)
    kept_longer: timedelta = timedelta(days=30)
    letter: timedelta = timedelta(days=7)
    held: timedelta = timedelta(hours=24)
    bot_expiry: Mapping[Channel, timedelta] = field(
        default_factory=lambda: {
            Channel.WEB: timedelta(minutes=5),
            Channel.TELEGRAM: timedelta(minutes=5),
            Channel.WHATSAPP: timedelta(minutes=5),
            Channel.SMS: timedelta(minutes=10),
        }
    )
    operator_expiry: timedelta = timedelta(minutes=15)
    contract: timedelta = timedelta(days=30)
    reminder_expiry: timedelta = timedelta(minutes=15)
    link: timedelta = timedelta(minutes=10)
    episode: timedelta = timedelta(hours=2)


@dataclass(frozen=True, slots=True, repr=False)
class Scene:
    """Everything published that a turn may look at. Replaced whole when something is published."""

    bundles: Mapping[str, Bundle]
    current: str
    directory: Directory
    translator: Translator
    rules: Rules
    cover_line: Callable[[str], str]
    """What the cover's page says in one line, in a language."""
    cover: Bundle
    """The flows that answer behind a fallen curtain: always the current ones."""
    screen: Screen
    """Finds signs of danger: always the current one."""
    topics: Topics | None = None
    """Finds what free texts are about: always the current one; without it only words decide."""
    renamed: Callable[[str], str] = str
    """What the cover says, with the name that it has in this installation."""
    risky: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Language -> folded words that may not stay on her phone (``flows/risky_words``)."""
    calls: tuple[TrainingCall, ...] = ()
    """The training calls that stand, each once."""
    known: Known = field(default_factory=dict, repr=False)
    """Every training call of any source by its id, with what changed in it."""
    switches: Switches = field(default_factory=Switches)
    """What the staff has switched off."""
    redirects: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Steps (flow, step) of withdrawn bundles, and the questions that they lead to."""
    told: dict[object, Answer] = field(init=False, default_factory=dict, compare=False)
    """Answers of the directory that do not depend on who asks: another scene begins without."""

    def telling(self, language: str) -> frozenset[str]:
        """Those of a language, and of Italian: names and operators may be Italian in any talk."""
        return self.risky.get(language, frozenset()) | self.risky.get("it", frozenset())

    def bundle(self, id: str) -> Bundle:
        """The bundle that a session is pinned to, or the current one where it is gone."""
        return self.bundles.get(id) or self.bundles[self.current]

    @property
    def newest(self) -> Bundle:
        """The bundle that new conversations start with."""
        return self.bundles[self.current]
