"""What is said first, where she allowed it: the cover's own words, published as the cover is."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.cover_hearing import REMINDER
from bot.engine.flow import Bundle, Say
from bot.i18n.translator import Translator
from bot.safety.contract import Line


def reminders_of(cover: Bundle) -> Mapping[str, Mapping[str, str]]:
    """Language -> key of a fixed text -> what this cover says for it. Empty where it says nothing:
    then the fixed texts do."""
    flow = cover.flows.get(REMINDER)
    found: dict[str, dict[str, str]] = {}
    for line in Line:
        step = flow.steps.get(line.value) if flow else None
        if isinstance(step, Say):
            for language in cover.languages:
                told = found.setdefault(language, {})
                told[f"reminder.{line.value}"] = cover.say(step.text, language)
    return found


def with_first_words(translator: Translator, cover: Bundle) -> Translator:
    """The fixed texts, with the reminders as this cover says them: what she agrees to, what the
    desk shows and what is sent are the same."""
    return translator.saying(reminders_of(cover))
