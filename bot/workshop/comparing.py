"""The files of the project beside what is live: what differs, and which of the two is newer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.engine.contexts import flow_passages
from bot.engine.editing.drafts import Draft, Release, Texts
from bot.publishing.published import Source
from bot.workshop.documents import digest, loaded, names, text_of, texts_of


class Standing(StrEnum):
    """How a document of the files stands to what is live."""

    SAME = "same"
    BEHIND = "behind"
    """The file is as it was live earlier: what was published since is not in it."""
    CHANGED = "changed"
    """The file says what was never published here."""
    ONLY_FILE = "only in the files"
    """It waits for an import."""
    REMOVED = "removed"
    """It was live earlier, and somebody took it away."""
    ONLY_LIVE = "only live"
    """The files do not have it yet."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A document in both. ``lines`` and ``texts``: whether its text or its translations differ."""

    name: str
    standing: Standing
    lines: bool = False
    texts: tuple[str, ...] = ()


def compared(files: Source, live: Source, known: frozenset[str]) -> Iterator[Compared]:
    """Every document of either, by name. ``known``: all that was ever live, in few letters."""
    for name in sorted({*names(files), *names(live)}):
        mine, theirs = digest(name, files), digest(name, live)
        if mine == theirs:
            yield Compared(name, Standing.SAME)
        elif not theirs:
            yield Compared(name, Standing.REMOVED if mine in known else Standing.ONLY_FILE)
        elif not mine:
            yield Compared(name, Standing.ONLY_LIVE)
        else:
            standing = Standing.BEHIND if mine in known else Standing.CHANGED
            ours, lived = texts_of(name, files), texts_of(name, live)
            languages = sorted({*ours, *lived})
            other = tuple(one for one in languages if ours.get(one) != lived.get(one))
            is_other = text_of(name, files) != text_of(name, live)
            yield Compared(name, standing, is_other, other)


def ever_live(sources: Sequence[Source], releases: Sequence[Release]) -> frozenset[str]:
    """What was live at any time, in few letters: in these sources, or before these releases."""
    found = {digest(name, source) for source in sources for name in names(source)}
    return frozenset(found.union(*(one.before.values() for one in releases)))


def draft_from(name: str, files: Source, live: Source, by: str, now: datetime) -> Draft:
    """What the files say of a document, as a draft over what is live."""
    text = text_of(name, files)
    texts = changed_texts(name, text, texts_of(name, files), live)
    return Draft(name, text, digest(name, live), 1, now, (by,), texts)


def changed_texts(name: str, text: str, texts: Texts, live: Source) -> Texts:
    """The translations that a draft of that text has to bring, so that it has these and no other.

    One whose Italian changed is brought along although it reads as before: the files vouch for it.
    """
    was, now = _italian(name, text_of(name, live), live), _italian(name, text, live)
    found: dict[str, dict[str, str]] = {}
    known = texts_of(name, live)
    for language in sorted({*texts, *known}):
        ours, lived = texts.get(language, {}), known.get(language, {})
        for context, source in now.items():
            said = ours.get(context, "")
            if said != lived.get(context, "") or (said and was.get(context) != source):
                found.setdefault(language, {})[context] = said
    return found


def _italian(name: str, text: str, live: Source) -> dict[str, str]:
    flow = loaded(name, text, live)
    return {one.context: one.source for one in flow_passages(flow)} if flow is not None else {}
