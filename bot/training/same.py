"""Which calls are the same one, given twice by two sources or under two ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from urllib.parse import urlsplit

from bot.text.spelling import fold
from bot.training.call import TrainingCall, lacking
from bot.training.kinds import Audience, Eligibility

_WORDS_THAT_FOLLOW_HER = ("utm_", "fbclid", "gclid", "mc_")
"""Beginnings of what is added to a link to count who opens it: the page is the same without."""


def most_careful(calls: Sequence[TrainingCall], group: Sequence[int]) -> int:
    """Where in ``calls`` the one of a group is that is told: the most careful, that says most.

    Where one source says that organisations are called, or only women whom a centre follows, and
    another does not, the one that shows less to fewer counts.
    """
    return max(group, key=lambda at: _care(calls[at]))


def doubles(calls: Iterable[TrainingCall]) -> Iterator[tuple[TrainingCall, TrainingCall]]:
    """Each further one of the same call, beside the first."""
    every = list(calls)
    for first, *others in groups(every):
        for other in others:
            yield every[first], every[other]


def signs(call: TrainingCall) -> Iterator[tuple[str, ...]]:
    """What makes it the same as another that shares one of these."""
    when = call.deadline.isoformat() if call.deadline else ""
    if not when and call.begins:
        when = call.begins.isoformat()
    if call.provider and when:
        yield "said", fold(call.provider), fold(call.title), when, call.town or fold(call.place)
    if call.page:
        yield "page", page_of(call.page), fold(call.title)


def page_of(address: str) -> str:
    """The address of a page without what makes no other page of it."""
    try:
        split = urlsplit(address.strip())
        host = (split.hostname or "").removeprefix("www.")
    except ValueError:
        return address.strip()
    asked = sorted(
        one
        for one in split.query.split("&")
        if one and not one.lower().startswith(_WORDS_THAT_FOLLOW_HER)
    )
    return f"{host}{split.path.rstrip('/')}?{'&'.join(asked)}"


def groups(calls: Iterable[TrainingCall]) -> list[list[int]]:
    """Places of calls that share a sign, also by way of a third, together; in order."""
    found: dict[int, list[int]] = {}
    of: dict[tuple[str, ...], int] = {}
    for at, call in enumerate(calls):
        mine = list(signs(call))
        near = sorted({of[sign] for sign in mine if sign in of})
        home = near[0] if near else at
        found.setdefault(home, []).append(at)
        for other in near[1:]:
            found[home] += found.pop(other)
            of.update({sign: home for sign, group in of.items() if group == other})
        of.update(dict.fromkeys(mine, home))
    return [found[at] for at in sorted(found)]


def _care(call: TrainingCall) -> tuple[bool, bool, int, int]:
    said = sum(1 for one in fields(call) if getattr(call, one.name) not in ("", None, ()))
    careful = call.audience is Audience.ORGANISATIONS, call.eligibility is Eligibility.CENTRE
    return *careful, -len(lacking(call)), said
