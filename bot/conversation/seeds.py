"""The agencies that the directory gives to start from, before their people change them."""

from __future__ import annotations

from bot.directory.model import Directory
from bot.handoff.agencies import Agency, Kind, hours_of


def seeds_of(directory: Directory) -> dict[str, Agency]:
    """The agencies of the directory by id: its networks, which keep theirs, and its employment
    centres (``cpi-…``)."""
    networks = [
        Agency(
            id=one.id,
            kind=Kind.ANTI_VIOLENCE,
            name=one.name,
            duty_to_report=one.duty_to_report,
            answers=one.agency,
            hours=hours_of(one.timetable),
        )
        for one in directory.networks()
    ]
    centres = [
        Agency(
            id=f"cpi-{one.id}",
            kind=Kind.EMPLOYMENT,
            name=f"Centro per l'impiego di {one.name}",
        )
        for one in directory.job_centres.values()
    ]
    return {one.id: one for one in (*networks, *centres)}
