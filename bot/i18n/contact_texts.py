"""What reminders say, and how an agreement about being contacted is put into words (Italian).

A reminder may be read by anybody: it speaks as the cover does and is true whoever reads it. The
agreement is written so that both she and an operator can read it.
"""

from __future__ import annotations

from collections.abc import Mapping

CONTACT_TEXTS: Mapping[str, str] = {
    "reminder.desk": "Promemoria: c'è una novità agli sportelli",
    "reminder.appointment": "Promemoria: appuntamento",
    "booking_called_off": (
        "L'appuntamento di {when} non c'è più: lo sportello ha dovuto annullarlo, mi dispiace. "
        "Per cercarne un altro scrivi «appuntamento»."
    ),
    "booking_called_off.short": (
        "L'appuntamento ({when}) è annullato. Per un altro scrivi: appuntamento."
    ),
    "contact.line.almanac": "sole, luna e stagione di oggi",
    "contact.never": "Mai: nessuno può scrivere per primo.",
    "contact.web": "Una pagina web non si può avvisare: nessuno può scrivere per primo.",
    "contact.sentence": "{channel}, {days}, {hours}. Che cosa si legge: «{line}». {left} "
    "Vale fino a {until}.",
    "contact.left.yes": "Anche dopo l'uscita.",
    "contact.left.no": "Non dopo l'uscita.",
    "contact.days.every": "tutti i giorni",
    "contact.days.working": "dal lunedì al venerdì",
    "contact.days.weekend": "sabato e domenica",
    "contact.hours": "dalle {opens} alle {closes}",
}
"""Key -> Italian."""
