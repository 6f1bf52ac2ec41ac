"""What is so before she comes: who is on duty and when, which desks and calls there are.

In a transcript these are the lines that begin with ``# ``, in the trial of a flow what its writer
chose. Both become the same world in a store in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.appointments.calendar import KINDS, NEEDS, Calendar, Exceptional, Window
from bot.calendar.timetable import ROME, Timetable, is_open, read_week
from bot.conversation.scene import Scene
from bot.conversation.state import Held
from bot.handoff.agencies import Kind
from bot.handoff.alarm import drilled
from bot.handoff.interest import Desk
from bot.handoff.procedure import Times
from bot.handoff.routing import Carrying
from bot.handoff.routing_rules import DeskHours
from bot.storage.memory import MemoryStore
from bot.talk import ELSEWHERE
from bot.training.demonstration import demonstration_calls
from bot.training.standing import as_known
from bot.wiring.together import demonstration

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""The moment at which a transcript begins that names none."""

SHIFT = timedelta(hours=9)
"""So long whoever is on duty stays, where no hours are given."""

AT = "# at "
"""The moment at which she comes, in Milan: ``# at 2026-11-24 23:30``."""
HOURS = "# hours "
"""The networks answer then, and say so: ``# hours mon-fri 09:00-18:00``."""
NOBODY_IN = "# nobody in "
"""Nobody of that network is on duty."""
ON_DUTY = "# on duty"
DRILLED = "# drilled"
IN_THE_BOX = "# in the box: "
COVER = "# cover: "
ALL_BUSY = "# all busy"
DESKS = "# desks"
FULL = "# desks full"
NOBODY = "# nobody elsewhere"
CALLS = "# calls"

Desks = Literal["", "open", "full"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is so before she comes.

    ``at``: when she comes, in UTC; None: whenever a transcript begins. ``duty``: the languages that
    are spoken where somebody is on duty; none: nobody is. ``hours``: when they are, as
    ``timetable.read_week`` reads it; empty: for ``SHIFT`` from now. ``absent``: networks in which
    nobody is. ``busy``: whoever is on duty pauses. ``drilled``: every network may promise that
    alarms are seen. ``calls``: the training calls of the demonstration. ``box``: what an operator
    could not give her. ``cover``: she comes without the key, and meets that cover.
    """

    at: datetime | None = None
    duty: tuple[str, ...] = ()
    hours: str = ""
    absent: tuple[str, ...] = ()
    busy: bool = False
    drilled: bool = False
    desks: Desks = ""
    calls: bool = False
    box: tuple[str, ...] = ()
    cover: str = ""

    @property
    def begins(self) -> datetime:
        """When she comes."""
        return self.at or NOW

    def written(self) -> list[str]:
        """The lines that say so in a transcript."""
        here = self.begins.astimezone(ROME)
        spoken = "" if self.duty == ("it",) else "".join(f" {one}" for one in self.duty)
        lines = {
            f"{AT}{here:%Y-%m-%d %H:%M}": self.at is not None,
            f"{ON_DUTY}{spoken}": bool(self.duty),
            f"{HOURS}{self.hours}": bool(self.hours),
            **{f"{NOBODY_IN}{one}": one != ELSEWHERE for one in self.absent},
            NOBODY: ELSEWHERE in self.absent,
            ALL_BUSY: self.busy,
            DRILLED: self.drilled,
            DESKS: self.desks == "open",
            FULL: self.desks == "full",
            CALLS: self.calls,
            **{f"{IN_THE_BOX}{text}": True for text in self.box},
            f"{COVER}{self.cover}": bool(self.cover),
        }
        return [line for line, is_so in lines.items() if is_so]


def setting_of(remarks: Sequence[str]) -> Setting:
    """What the remarks of a transcript say; others are for whoever reads it.

    Raises ``ValueError`` where a moment or hours cannot be read.
    """
    duty: dict[str, None] = {}
    for line in remarks:
        if line == ON_DUTY or line.startswith(f"{ON_DUTY} "):
            duty |= dict.fromkeys(line.removeprefix(ON_DUTY).split() or ("it",))
    absent = (*_after(NOBODY_IN, remarks), *((ELSEWHERE,) if NOBODY in remarks else ()))
    hours, at = "".join(_after(HOURS, remarks)[:1]), _after(AT, remarks)[:1]
    read_week(hours)
    return Setting(
        at=_moment(at[0]) if at else None,
        duty=tuple(duty),
        hours=hours,
        absent=tuple(dict.fromkeys(absent)),
        busy=ALL_BUSY in remarks,
        drilled=DRILLED in remarks,
        desks="full" if FULL in remarks else "open" if DESKS in remarks else "",
        calls=CALLS in remarks,
        box=tuple(_after(IN_THE_BOX, remarks)),
        cover="".join(_after(COVER, remarks)[:1]),
    )


def _after(head: str, remarks: Sequence[str]) -> list[str]:
    return [line.removeprefix(head) for line in remarks if line.startswith(head)]


def _moment(text: str) -> datetime:
    local = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ROME)
    return local.astimezone(UTC)


def in_setting(scene: Scene, setting: Setting) -> Scene:
    """The scene with the training calls of the demonstration, where the setting has them."""
    if not setting.calls:
        return scene
    calls = demonstration_calls(setting.begins)
    return replace(scene, calls=calls, known=as_known(calls, setting.begins))


class Around:
    """The world around a talk, in its store: made when she comes, kept true while time passes."""

    def __init__(self, setting: Setting, scene: Scene, store: MemoryStore) -> None:
        self._setting = setting
        self._store = store
        self._networks = [one.id for one in scene.directory.networks()]
        self._hours = Timetable(read_week(setting.hours)) if setting.hours else None
        now = setting.begins
        if setting.desks:
            _open_desks(store, scene, setting)
        if setting.calls:
            schools = (one for one in demonstration() if one.kind is Kind.TRAINING)
            store.interests.open = tuple(Desk(one, Times().referral_days) for one in schools)
        for network in self._networks:
            if self._hours is not None:
                store.routing.hours[network] = DeskHours(network, self._hours, now, "")
            if setting.drilled:
                drill = drilled(f"drill-{network}", network, now - timedelta(days=3))
                seen = replace(drill, acknowledged_at=drill.raised_at + timedelta(seconds=30))
                store.alarms[drill.id] = seen
        for spoken in setting.duty if setting.busy else ():
            paused = Carrying(paused_until=now + timedelta(hours=1))
            store.routing.carrying[f"op-{spoken}"] = paused
        if self._hours is None:
            self._on_duty(now + SHIFT)
        self.goes_on(now)

    def goes_on(self, now: datetime) -> None:
        """Where there are hours somebody is on duty within them, and leaves when they end."""
        if self._hours is not None:
            here = is_open(self._hours, now)
            self._on_duty(now + timedelta(days=1) if here else now)

    def _on_duty(self, until: datetime) -> None:
        for network in self._networks:
            if network not in self._setting.absent:
                for spoken in self._setting.duty:
                    self._store.put_duty(f"op-{spoken}", network, spoken, until)

    def fill_the_box(self) -> None:
        """Put what the setting says into the box of everybody who talks."""
        now = self._setting.begins
        week = now + timedelta(days=7)
        for conversation in self._store.conversations:
            for number, text in enumerate(self._setting.box):
                id = f"{conversation}-{number}"
                held = Held(id, conversation, "", "", "", now, week, "box", text)
                self._store.held.save([held], ())


def _open_desks(store: MemoryStore, scene: Scene, setting: Setting) -> None:
    """Desks that receive from Tuesday to Thursday; those of the networks answer as they do."""
    directory, today = scene.directory, setting.begins.date()
    week = tuple(Window(day, 9 * 60, 17 * 60, women=True) for day in (1, 2, 3))
    away = Exceptional(today, today + timedelta(days=90))
    places = frozenset((*directory.job_centres, *directory.offices))
    for kind in KINDS:
        for agency in directory.offices if kind == "cav" else ("desk",):
            id = f"{kind}-{agency}"
            store.appointments.calendars[id] = Calendar(
                id,
                agency,
                kind,
                kind,
                week,
                "un ufficio dimostrativo",
                exceptions=(away,) if setting.desks == "full" else (),
                serves=frozenset() if kind == "cav" else places,
                needs=frozenset(NEEDS) - {""},
            )
