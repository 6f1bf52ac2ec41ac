"""How a moment is said, and a greeting.

``moment.clock_whole`` is said at a full hour, ``moment.at_one`` between one and two, and
``moment.weekday`` is a day within the week. A half-day (``half.*``) is a label: at most 24
characters with a weekday in it.
"""

from __future__ import annotations

from collections.abc import Mapping

MOMENT_TEXTS: Mapping[str, str] = {
    "moment.today": "oggi {time}",
    "moment.tomorrow": "domani {time}",
    "moment.day": "{day}, {time}",
    "moment.clock": "{hour}:{minute}",
    "moment.clock_whole": "{hour}",
    "moment.at": "alle {clock}",
    "moment.at_one": "all'{clock}",
    "moment.weekday": "{weekday} {number}",
    "half.morning": "{day} mattina",
    "half.afternoon": "{day} pomeriggio",
    "half.this_morning": "stamattina",
    "half.this_afternoon": "oggi pomeriggio",
    "half.tomorrow_morning": "domani mattina",
    "half.tomorrow_afternoon": "domani pomeriggio",
    "greeting.morning": "Buongiorno",
    "greeting.evening": "Buonasera",
}
