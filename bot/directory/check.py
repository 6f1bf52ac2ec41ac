"""What stands between the directory and people who trust it: the gate before production."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.directory.facts import Fact
from bot.directory.freshness import said
from bot.directory.kinds import Aspect
from bot.directory.measures.keeping import State, state_of
from bot.directory.model import Directory

COMUNI = 133
NETWORKS = 8
OPEN_NUMBERS = frozenset({"112", "1522"})
"""The numbers that may be shown without a network's own word."""

_NUMBER = re.compile(r"(?<!\d)\+?\d[\d\s./-]{4,}\d(?!\d)")
_FICTIONAL = re.compile(r"555|0{5}|1{5}|123456")


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding of the gate. An ``error`` refuses the start; a network answers ``confirm``."""

    severity: Literal["error", "warning", "confirm"]
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.what}"


def check(directory: Directory, now: datetime, production: bool) -> tuple[Remark, ...]:
    """Everything that is wrong, stale or unconfirmed at this moment. Errors come first."""
    remarks = [
        *_completeness(directory),
        *_demonstration(directory, production),
        *_freshness(directory, now),
        *check_measures(directory, now),
        *_numbers(directory, now),
        *_to_confirm(directory),
    ]
    order = ("error", "warning", "confirm")
    return tuple(sorted(remarks, key=lambda remark: order.index(remark.severity)))


def _facts(directory: Directory) -> Iterator[tuple[str, Fact]]:
    for offer in directory.listing.offers.values():
        for aspect in said(offer):
            yield f"service {offer.id} ({aspect})", offer.facts[aspect]
    for hotline in directory.hotlines:
        yield f"hotline {hotline.number}", hotline.fact
    for network in directory.networks():
        yield f"network {network.id}", network.fact


def _completeness(directory: Directory) -> Iterator[Remark]:
    if len(directory.municipalities) != COMUNI:
        count = len(directory.municipalities)
        yield Remark("error", "municipalities", f"There are {count} comuni, not {COMUNI}.")
    if len(directory.offices) != NETWORKS:
        count = len(directory.offices)
        yield Remark("error", "networks", f"There are {count} networks, not {NETWORKS}.")
    missing = OPEN_NUMBERS - {hotline.number for hotline in directory.hotlines}
    if missing:
        yield Remark("error", "hotlines", f"{', '.join(sorted(missing))} is missing.")


def _demonstration(directory: Directory, production: bool) -> Iterator[Remark]:
    severity: Literal["error", "warning"] = "error" if production else "warning"
    for where, fact in _facts(directory):
        if fact.is_demonstration:
            what = "This is demonstration data. Replace it before women are sent here."
            yield Remark(severity, where, what)


def _freshness(directory: Directory, now: datetime) -> Iterator[Remark]:
    for where, fact in _facts(directory):
        if fact.verified_on is None or fact.valid_until is None:
            yield Remark("warning", where, "It was never verified and is not shown.")
        elif not fact.is_current(now):
            yield Remark("warning", where, f"It is out of date ({fact.valid_until}): not shown.")


_STATES: Mapping[State, str] = {
    "ahead": "Its norm begins on {starts}: not shown until then.",
    "never": "It was never verified and is not shown.",
    "out": "It is out of date ({until}): not shown.",
    "soon": "It is to be verified again before {until}.",
    "ending": "Its norm ends on {ends}: not shown from the day after.",
    "ended": "Its norm ended on {ends}: not shown. Take it out of measures.yaml, or correct it.",
}


def check_measures(directory: Directory, now: datetime) -> Sequence[Remark]:
    """What is to be done about measures; nothing of those that are fresh."""
    return [
        Remark(
            "warning",
            f"measure {one.id}",
            _STATES[state].format(starts=one.starts, until=one.fact.valid_until, ends=one.ends),
        )
        for one in directory.measures.values()
        if (state := state_of(one, now)) in _STATES
    ]


def _numbers(directory: Directory, now: datetime) -> Iterator[Remark]:
    for hotline in directory.hotlines:
        if hotline.number not in OPEN_NUMBERS and not hotline.fact.is_current(now):
            yield Remark("error", f"hotline {hotline.number}", "The number is not verified.")
    for offer in directory.listing.offers.values():
        one, fact = offer.service, offer.facts[Aspect.ABOUT]
        text = f"{one.application_process} {one.description} {one.name}"
        for match in _NUMBER.finditer(" / ".join((text, *offer.phones))):
            where = f"service {one.id}"
            if _FICTIONAL.search(re.sub(r"\D", "", match.group())):
                yield Remark("error", where, "The number cannot be dialled.")
            elif fact.basis != "published" or not fact.is_current(now):
                yield Remark("error", where, "The number is not verified. Take it out.")


def _to_confirm(directory: Directory) -> Iterator[Remark]:
    waiting = Counter(
        (town.network, town.fact.basis)
        for town in directory.municipalities.values()
        if town.fact.to_be_confirmed
    )
    for (network, basis), count in sorted(waiting.items()):
        what = f"{count} comuni are {basis}: to be confirmed by the network."
        yield Remark("confirm", f"network {network}", what)
    for centre in directory.job_centres.values():
        if centre.fact.to_be_confirmed:
            what = f"Its basis is {centre.fact.basis}: to be confirmed."
            yield Remark("confirm", f"job centre {centre.id}", what)
    for network_ in directory.networks():
        if network_.duty_to_report == "unknown":
            what = "Whether who answers has a duty to report is not known: ask."
            yield Remark("confirm", f"network {network_.id}", what)
