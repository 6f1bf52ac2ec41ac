"""Care for operators: a debrief, a hand-over between shifts, steps for the worst hour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.handoff.people import Account, Role

HANDOVER_KEPT = timedelta(hours=24)
DEBRIEF_KEPT = timedelta(days=30)
LONGEST_HANDOVER = 1000
LONGEST_PROTOCOL = 6000
MOST_HANDOVERS = 20

SELF_HARM = "self_harm"
PROTOCOLS = (SELF_HARM,)
"""Kinds of protocol that a network may write for itself."""

DEFAULT_STEPS: tuple[str, ...] = (
    "Resti con lei: risponda subito, con frasi brevi. La ringrazi di averlo detto.",
    "Le chieda con parole semplici se pensa di farsi del male adesso. Chiederlo non lo provoca.",
    "Le chieda dov'è e chi c'è con lei, solo se può scriverlo in sicurezza.",
    "Se pensa di farlo adesso: 112 o l'ospedale più vicino. Le dica di chiamare il 112; se non "
    "può, e sa dov'è, lo chiami Lei.",
    "Le proponga di mettere lontano ciò che può farle male e di avere vicino qualcuno di cui si "
    "fida.",
    "Non prometta il segreto e non resti sola: avvisi la coordinatrice mentre scrive.",
    "Prima di chiudere: che cosa fa nelle prossime ore, chi può chiamare, il 112 e il 1522 sempre "
    "aperti.",
    "Dopo: chieda un momento per parlarne con la coordinatrice.",
)
"""The steps where a network has written none. They say what the service itself says to her
(``flows/self_harm.yaml``) and what SAFETY asks; a network replaces them with its own procedure."""


@dataclass(frozen=True, slots=True)
class Handover:
    """A note from one shift to the next. ``author`` is an account id."""

    id: str
    network: str
    author: str
    at: datetime
    forget_at: datetime
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Debrief:
    """Somebody asks for time to talk. No case and no content: that is said, not written."""

    id: str
    network: str
    operator: str
    at: datetime
    seen_at: datetime | None = None
    seen_by: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One version of a network's protocol, one step a line."""

    id: str
    network: str
    kind: str
    version: int
    at: datetime
    author: str
    text: str = field(repr=False)


def steps_of(text: str) -> tuple[str, ...]:
    """The steps that were written, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def may_write_protocol(account: Account, network: str) -> bool:
    """Whether this person may write the protocol of that network."""
    return account.role is Role.COORDINATOR and network in account.networks


def may_see_debrief(account: Account, debrief: Debrief) -> bool:
    """Who asked sees that somebody has seen it; coordinators of the network see who asks."""
    if debrief.network not in account.networks:
        return False
    return account.role is Role.COORDINATOR or debrief.operator == account.id
