"""What is said where a channel or the service is switched off, and above a drill.

The ``.short`` ones stay on her phone, or stand behind the curtain: nothing in them tells."""

from __future__ import annotations

from collections.abc import Mapping

SHUT_TEXTS: Mapping[str, str] = {
    "shut.channel": (
        "Da qui adesso non possiamo risponderti. In pericolo chiama il 112. "
        "Il 1522 risponde giorno e notte."
    ),
    "shut.channel.short": "Qui ora non si risponde. Emergenze: 112.",
    "shut.service": (
        "Il servizio adesso è chiuso: nessuna può risponderti. In pericolo chiama il 112. "
        "Il 1522 risponde giorno e notte."
    ),
    "shut.service.short": "Il servizio ora è chiuso. Emergenze: 112.",
    "shut.elsewhere": "Altrove: {channels}.",
    "shut.site": "il sito",
    "drill.banner": "Esercitazione. Nessuna donna scrive qui, e niente va a casi veri.",
}
