"""Who will come to know, and where a measure is asked for: in Italian, by key."""

from __future__ import annotations

from collections.abc import Mapping

MEASURE_TEXTS: Mapping[str, str] = {
    "knows_yes": "Sì: {who}.",
    "knows_perhaps": "Forse: {who}.",
    "knows_no": "No: {who}.",
    "knows_unknown": "Non lo so: {who}.",
    "watcher_employer": "chi ti dà lavoro",
    "watcher_comune": "il comune",
    "watcher_inps": "l'INPS",
    "watcher_household": "chi vive con te",
    "watcher_joint_account": "chi ha il conto con te",
    "watcher_payslip": "chi legge la busta paga",
    "watcher_letter": "chi apre le lettere a casa",
    "watcher_identity": "chi vede gli avvisi di SPID o CIE",
    "measure_at_centre": "un centro antiviolenza",
    "measure_at_social": "i servizi sociali del comune",
    "measure_at_work": "il centro per l'impiego",
    "measure_at_legal": "un'avvocata",
    "measure_at_union": "un sindacato",
    "measure_papers_unknown": "Quali documenti servono non lo so. Chiedilo prima di andare.",
}
"""The watchers stand in a list after «Sì:», «Forse:», «No:» or «Non lo so:»."""
