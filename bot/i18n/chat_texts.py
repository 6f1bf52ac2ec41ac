"""Fixed lines that are said to her beside an operator (Italian).

Those with ``.short`` are said where they stay on her phone: one segment, and nothing that tells.
"""

from __future__ import annotations

from collections.abc import Mapping

CHAT_TEXTS: Mapping[str, str] = {
    "callback.offer": "La persona che ti risponde può cercarti di nuovo qui: {moment}. Ti va bene? "
    "Rispondi sì o no.",
    "callback.offer.short": "Ci sentiamo: {moment}. Va bene? Rispondi sì o no.",
    "callback.yes": "sì, va bene, ok, certo, d'accordo, sì grazie",
    "callback.no": "no, no grazie, meglio di no, non posso",
    "closed_kindly": "La conversazione con la persona finisce qui. Il servizio resta aperto: puoi "
    "scrivere quando vuoi. In pericolo chiama il 112.",
    "closed_kindly.short": "La conversazione finisce qui. Il servizio resta aperto. "
    "Emergenze: 112.",
}
"""Key -> Italian."""
