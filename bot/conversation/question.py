"""One call of a flow on its way to an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.conversation.ports import Batch, Ids
from bot.conversation.scene import Scene
from bot.conversation.state import Case, Conversation
from bot.directory.tell import Tongue
from bot.engine.effects import Call
from bot.i18n.moments import say_day, say_moment
from bot.i18n.translator import Translator, aside, say_languages, say_list
from bot.safety.tries import Guesses

Duty = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Lookup:
    """One call and what is published: nothing else is needed to answer it, and nobody waits."""

    call: Call
    conversation: Conversation
    scene: Scene
    now: datetime

    def text(self, name: str) -> str:
        """An argument as a text; empty where it is not given."""
        value = self.call.get(name)
        return "" if value is None else str(value)

    @property
    def language(self) -> str:
        """Her language."""
        session = self.conversation.session
        return session.language if session else "it"

    def label(self, key: str, **values: str) -> str:
        """A fixed text of ours in her language."""
        return self.scene.translator.text(key, self.language, **values)

    def moment(self, at: datetime) -> str:
        """A moment in her language."""
        return say_moment(at, self.language, self.now, self.scene.translator)

    @property
    def tongue(self) -> Tongue:
        """How the directory speaks to her: always out of the current catalogues."""
        return tongue_of(self.scene.translator, self.language, self.now)


@dataclass(frozen=True, slots=True)
class Question(Lookup):
    """The same, and what else it may look at. ``origin``: the place that asks, as it is counted."""

    case: Case | None
    duty: Duty
    batch: Batch | None
    ids: Ids
    guesses: Guesses
    has_phone: Callable[[str], bool]
    page: Callable[[str], str]
    origin: str = ""


def tongue_of(translator: Translator, language: str, now: datetime) -> Tongue:
    """How the directory speaks in a language at this moment."""
    return Tongue(
        label=lambda key, **values: translator.text(key, language, **values),
        say=lambda context, source: translator.translation(context, source, language),
        day=lambda day: say_day(day, language),
        moment=lambda at: say_moment(at, language, now, translator),
        languages=lambda spoken: say_languages(spoken, language),
        aside=lambda name: aside(name, language),
        listed=partial(say_list, language=language),
    )


def no_page(_token: str) -> str:
    """There is no web page to lead to."""
    return ""


def no_phone(_network: str) -> bool:
    """No network has a duty phone."""
    return False
