"""Files of training calls on this machine: read whole, stored whole or refused, looked over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.storage.training import SqlCalls
from bot.text.decoding import MOST_BYTES, UnreadableError, decoded
from bot.training.call import lacking, may_be_shown
from bot.training.feed import ROOTS, read_feed
from bot.training.importing import Change, Held, change_of
from bot.training.kinds import Audience
from bot.training.linked import read_linked, read_page
from bot.training.reading import Reading, Refused
from bot.training.sheet import read_sheet

READERS = {
    "sheet": read_sheet,
    "linked": read_linked,
    "page": read_page,
    "feed": read_feed,
}
FORMS: Mapping[str, str] = {
    ".csv": "sheet",
    ".tsv": "sheet",
    ".json": "linked",
    ".jsonld": "linked",
    ".html": "page",
    ".htm": "page",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
"""What a file is, by how its name ends."""

_ROOT = re.compile(r"<([A-Za-z][\w:]*)")
_LACKS: Mapping[str, str] = {
    "audience": "whom it calls",
    "deadline": "until when",
    "place": "where",
}


@dataclass(slots=True)
class Read:
    """A file as it was read. ``whole``: it names all calls of its source, as no feed does."""

    reading: Reading
    whole: bool


def read_file(path: Path, reading: Reading) -> Read:
    """The calls in a file, gathered in ``reading``. What is wrong stands in its ``problems``.

    Raises ``OSError`` where it cannot be opened.
    """
    form = FORMS.get(path.suffix.lower(), "")
    if form and path.stat().st_size <= MOST_BYTES:
        return read_content(path.name, path.read_bytes(), form, reading)
    what = f"It is larger than {MOST_BYTES // 1024 // 1024} MB: split it into several files."
    if not form:
        what = f"Its name ends in none of: {', '.join(FORMS)}."
    reading.refuse(Refused(path.name, 1, what, "Nothing was read from here on."))
    return Read(reading, whole=False)


def read_content(name: str, content: bytes, form: str, reading: Reading) -> Read:
    """The same for what a file or an address holds; ``form``: one of ``READERS``, or empty where
    it has to be seen from what stands there."""
    try:
        text, remark = decoded(content)
        if remark:
            reading.remarks.append(f"{name}: {remark}")
        form = form or _form_of(text)
        READERS[form](name, text, reading)
        if not reading.calls and not reading.refused:
            raise UnreadableError("There is no call in it.")
    except UnreadableError as error:
        reading.refuse(Refused(name, 1, str(error), "Nothing was read from here on."))
    reading.name_doubles(name)
    return Read(reading, whole=form != "feed")


def _form_of(text: str) -> str:
    """What a server sends under any name: a feed, linked data, or a page that carries some."""
    begins = text.lstrip()[:1]
    if begins in ("{", "["):
        return "linked"
    root = _ROOT.search(text[:4096])
    return "feed" if root and root[1].rpartition(":")[2] in ROOTS else "page"


def compared(read: Read, source: str, held: Held, now: datetime) -> Change:
    """What the file would change as that source."""
    found = list(read.reading.calls.values())
    return change_of(held, source, found, now, whole=read.whole)


async def store(read: Read, source: str, calls: SqlCalls, now: datetime) -> Change | None:
    """Store the calls as that source, whole; what changed. None: rows were refused, nothing is
    stored."""
    if read.reading.refused:
        return None
    return await calls.update(lambda held: compared(read, source, held, now), now)


def refuse_made_up(read: Read, file: str) -> None:
    """Refuse what only a demonstration may hold: elsewhere a woman would go there."""
    reading = read.reading
    for call in reading.calls.values():
        if call.demonstration:
            what = "It is made up, for a demonstration."
            reading.refuse(Refused(file, reading.lines[call.id], what, "Leave it out."))


def report(reading: Reading) -> Iterator[str]:
    """Every refused row with its line and reason, then what was remarked and not kept."""
    yield from map(str, reading.problems)
    if reading.refused > len(reading.problems):
        yield f"… and {reading.refused - len(reading.problems)} more refused rows."
    yield from reading.remarks
    for name, count in sorted(reading.unkept.items()):
        yield f"not kept: {name} ({count}): Filo has no field for it."


def waiting(reading: Reading) -> Iterator[str]:
    """Which calls no woman sees until the staff completes them, by their line."""
    for call in reading.calls.values():
        lacks = lacking(call)
        if lacks:
            said = ", ".join(_LACKS[one] for one in lacks)
            yield f"line {reading.lines[call.id]}: no woman sees it until it says {said}."


def looked_over(held: Held, now: datetime) -> Iterator[str]:
    """How many calls each source has, and how many of them a woman may see now."""
    sources = Counter(one.source for one in held.kept if not one.withdrawn)
    for source, count in sorted(sources.items()):
        yield f"source «{source}»: {count} calls."
    calls = held.calls
    shown = sum(1 for one in calls if may_be_shown(one, now))
    incomplete = sum(1 for one in calls if lacking(one))
    over = sum(1 for one in calls if one.until is not None and one.until <= now)
    theirs = sum(1 for one in calls if one.audience is Audience.ORGANISATIONS)
    yield f"{len(calls)} calls in all, each counted once; a woman may see {shown} of them now."
    yield f"{incomplete} wait to be completed, {over} ran out, {theirs} are for organisations."
