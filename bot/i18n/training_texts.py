"""What is said of a training call beside its own words, and why it is named: in Italian, by key."""

from __future__ import annotations

from collections.abc import Mapping

TRAINING_TEXTS: Mapping[str, str] = {
    "training_until": "Ci si iscrive fino a: {moment}",
    "training_begins": "Inizia: {day}",
    "training_timetable": "Orari: {timetable}",
    "training_hours": "Ore in tutto: {hours}",
    "training_online": "Si fa online.",
    "training_italian": "Italiano: livello {level}",
    "training_permit": "Serve il permesso di soggiorno, se non hai la cittadinanza.",
    "training_identity": "Serve l'identità digitale (SPID o CIE).",
    "training_stipend": "Che cosa ti pagano: {stipend}",
    "training_stipend_with": "Insieme ad altri aiuti: {stipend_with}",
    "training_certificate": "Alla fine ricevi: {certificate}",
    "training_apply": "Come ti iscrivi: {apply}",
    "training_operator": "Per questo chiedi qui a una persona: chi fa il corso non saprà da dove "
    "arrivi.",
    "training_why": "Perché te lo dico: {reasons}.",
    "training_why_school_hours": "si fa quando i figli sono a scuola",
    "training_why_child_care": "c'è chi tiene i bambini",
    "training_why_italian": "il tuo italiano basta",
    "training_why_same_town": "è nel comune che hai detto",
    "training_why_near": "è a circa {km} km in linea d'aria",
    "training_why_online": "lo segui da dove vuoi",
    "training_why_stipend": "ti danno dei soldi",
    "training_why_language": "aiuta la lingua che parli",
    "training_why_soon": "mancano pochi giorni per iscriversi",
    "training_why_far": "è lontano, a circa {km} km in linea d'aria",
    "training_why_hours_unsaid": "non so se gli orari vanno bene con la scuola",
    "training_why_no_child_care": "non so se tengono i bambini",
    "training_why_italian_unsaid": "non so quanto italiano serve",
    "training_why_permit": "chiedono il permesso di soggiorno",
    "training_why_identity": "chiedono l'identità digitale",
}
"""Of training calls that were found for her."""
