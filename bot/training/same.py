"""Which calls are the same one, given twice by two sources or under two ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from urllib.parse import urlsplit

from bot.spelling import fold
from bot.training.call import TrainingCall, lacking
from bot.training.kinds import Audience, Eligibility

_WORDS_THAT_FOLLOW_HER = ("utm_", "fbclid", "gclid", "mc_")
"""Beginnings of what is added to a link to count who opens it: the page is the same without."""


def unique(calls: Iterable[TrainingCall]) -> list[TrainingCall]:
    """Each call once, in the order of their coming: of equal ones the most careful, that says most.

    Where one source says that organisations are called, or only women whom a centre follows, and
    another does not, the one that shows less to fewer counts.
    """
    return [max(group, key=_care) for group in groups(calls)]


def doubles(calls: Iterable[TrainingCall]) -> Iterator[tuple[TrainingCall, TrainingCall]]:
    """Each further one of the same call, beside the first."""
    for group in groups(calls):
        for other in group[1:]:
            yield group[0], other


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


def groups(calls: Iterable[TrainingCall]) -> list[list[TrainingCall]]:
    """Calls that share a sign, also by way of a third, together."""
    groups: dict[int, list[TrainingCall]] = {}
    of: dict[tuple[str, ...], int] = {}
    for at, call in enumerate(calls):
        mine = list(signs(call))
        near = sorted({of[sign] for sign in mine if sign in of})
        home = near[0] if near else at
        groups.setdefault(home, []).append(call)
        for other in near[1:]:
            groups[home] += groups.pop(other)
            of.update({sign: home for sign, group in of.items() if group == other})
        of.update(dict.fromkeys(mine, home))
    return [groups[at] for at in sorted(groups)]


def _care(call: TrainingCall) -> tuple[bool, bool, int, int]:
    said = sum(1 for one in fields(call) if getattr(call, one.name) not in ("", None, ()))
    careful = call.audience is Audience.ORGANISATIONS, call.eligibility is Eligibility.CENTRE
    return *careful, -len(lacking(call)), said
