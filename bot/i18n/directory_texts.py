"""What is said of a service beside its own words, and why it is named: in Italian, by key."""

from __future__ import annotations

from collections.abc import Mapping

DIRECTORY_TEXTS: Mapping[str, str] = {
    "directory_for": "Per: {what}",
    "directory_demonstration": "dato dimostrativo",
    "directory_verified": "verificato il {day}",
    "directory_source": "Fonte: {source}",
    "directory_in_italian": "In italiano: {name}",
    "directory_where": "Dove: {where}",
    "directory_phone": "Telefono: {number}",
    "directory_languages": "Lingue: {languages}",
    "directory_child_care": "C'è chi tiene i bambini.",
    "directory_step_free": "Si entra senza gradini.",
    "directory_documents": "Che cosa portare: {documents}",
    "directory_way_in_person": "Di persona",
    "directory_way_phone": "Per telefono",
    "directory_way_online": "Online",
    "directory_open": "{way}: aperto adesso.",
    "directory_open_until": "{way}: aperto adesso, fino alle {until}.",
    "directory_opens": "{way}: apre {moment}.",
    "why_line": "{name}: {reasons}.",
    "why_nothing": "non mi hai chiesto altro",
    "why_language": "parlano {spoken}",
    "why_child_care": "c'è chi tiene i bambini",
    "why_step_free": "si entra senza gradini",
    "why_open_now": "adesso è aperto",
    "why_same_town": "è nel comune che hai detto",
    "why_for_town": "è per chi abita lì",
    "why_network": "è della rete di quella zona",
    "why_near": "è a circa {km} km in linea d'aria",
    "why_for_all": "vale per ogni comune",
    "why_women_only": "è solo per donne",
    "why_far": "è lontano, a circa {km} km in linea d'aria",
    "why_other_network": "di solito è per un'altra zona, ma puoi chiedere",
    "why_no_language": "non so se parlano {spoken}",
    "why_no_child_care": "non so se tengono i bambini",
    "why_steps": "non so se ci sono gradini",
    "why_closed_now": "adesso è chiuso, o non so gli orari",
}
"""Of the directory, and of what it found for her."""
