"""Training calls of a demonstration: none of them exists, and each says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.training.call import Terms, TrainingCall
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling


def demonstration_calls(now: datetime) -> tuple[TrainingCall, ...]:
    """Training calls that run out some days from now, one of each sort."""
    bare = TrainingCall(
        "",
        "",
        "Ente formativo dimostrativo",
        audience=Audience.WOMEN,
        mode=Mode.ONSITE,
        apply="Chiedi allo sportello dimostrativo",
        demonstration=True,
    )

    def made(id: str, title: str, days: int, **values: Any) -> TrainingCall:
        deadline = (now + timedelta(days=days)).replace(hour=11, minute=0, second=0, microsecond=0)
        begins = now.date() + timedelta(days=days + 14)
        call = replace(bare, id=f"demo-{id}", title=title, deadline=deadline, begins=begins)
        return replace(call, **values)

    rho: dict[str, str] = {"town": "015182", "place": "Aula dimostrativa, Rho"}
    school = {"timetable": "lun-ven 9-12.30", "school_hours": True, "child_care": True}
    return (
        made("cook", "Aiuto cuoca", 5, hours=120, certificate="attestato", **rho, **school),
        made(
            "care",
            "Cura della persona",
            12,
            terms=Terms(Cefr.B1, education=Schooling.MIDDLE, permit=True),
            **rho,
        ),
        made(
            "computer",
            "Usare il computer",
            20,
            mode=Mode.ONLINE,
            hours=30,
            provider="Scuola dimostrativa",
            terms=Terms(identity=True),
        ),
        made(
            "shop",
            "Lavorare in negozio",
            25,
            kind=Kind.PLACEMENT,
            stipend="500 euro al mese",
            stipend_with="si può prendere insieme al reddito di libertà (dato dimostrativo)",
            town="015118",
            place="Aula dimostrativa, Legnano",
        ),
        made(
            "again",
            "Percorso di lavoro",
            9,
            kind=Kind.PATH,
            eligibility=Eligibility.CENTRE,
            neutral="Percorso di lavoro",
            **rho,
        ),
        made("tender", "Avviso per associazioni", 9, audience=Audience.ORGANISATIONS, **rho),
    )
