"""The texts of the page in the offered languages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n.translator import Translator

TITLES = ("web.title", "web.title.kitchen", "web.title.city")
"""What this repository calls its covers: whoever reads it knows them."""


def published_names(translator: Translator) -> frozenset[str]:
    """What the covers are called here, in every language."""
    return frozenset().union(*map(translator.every, TITLES))


class PageWords:
    """The texts of the page, and the cover's own name in them (``ports.Words``)."""

    def __init__(self, translator: Translator, name: str = "") -> None:
        """``name`` is what the cover is called here, in every language, where it has its own."""
        self._translator = translator
        self._name = name
        self._published = published_names(translator) if name else frozenset()

    def renamed(self, text: str) -> str:
        """A text of a cover with the cover's own name in it."""
        for published in self._published:
            text = text.replace(published, self._name)
        return text

    def text(self, key: str, language: str) -> str:
        """The text of that key; Italian where it has no other. Raises KeyError for no key."""
        if self._name and key in TITLES:
            return self._name
        return self._translator.text(key, language)

    def choose(self, preferred: Sequence[str], offered: Sequence[str]) -> str:
        """The first preferred language that is offered, else the first offered."""
        return self._translator.choose(preferred, offered)
