"""What she agreed to share, in the words that an operator reads."""

from __future__ import annotations

from collections.abc import Mapping

_LABELS = {"need": "Di che cosa vuole parlare"}

TOPICS = {
    "abuse": "che cosa succede in famiglia o in coppia",
    "appointment": "un appuntamento",
    "children": "i figli",
    "danger_now": "un pericolo, adesso",
    "desk": "uno sportello",
    "digital": "il telefono, le password",
    "documents": "i documenti",
    "health": "la salute",
    "home": "un posto dove stare",
    "interpreter": "un'interprete",
    "leave": "permessi dal lavoro",
    "legal": "un'avvocata, i diritti",
    "mind": "come sta",
    "minor": "ha meno di 18 anni",
    "money": "un sostegno economico",
    "near_me": "che cosa c'è vicino a lei",
    "permit": "il permesso di soggiorno",
    "report": "una denuncia",
    "sexual_violence": "qualcosa contro il suo volere",
    "someone_else": "un'altra persona",
    "training": "la formazione",
    "work": "il lavoro",
    "workplace_violence": "che cosa succede sul lavoro",
}
"""What a conversation may be about, in words."""


def in_words(shared: Mapping[str, str]) -> dict[str, str]:
    """Label -> value as they are shown; what has no words here is shown as it is."""
    return {_LABELS.get(key, key): TOPICS.get(value, value) for key, value in shared.items()}
