"""Why an edit of a flow is not possible, as it is said within a refusal."""

from __future__ import annotations

from collections.abc import Mapping

EDITS: Mapping[str, str] = {
    "there is no step {} any more: load the flow again": "il passo {} non c'è più, ricarichi il "
    "percorso",
    "there is a step {} already: choose another name": "il passo {} c'è già, scelga un altro nome",
    "'{}' is no name for a step: use small letters, digits and _": "«{}» non può essere il nome di "
    "un passo, usi lettere minuscole, cifre e _",
    "a step needs entries: say what it does": "il passo è vuoto, dica che cosa fa",
    "a remark has {} characters, {} at most": "la nota ha {} caratteri, al massimo {}",
    "the step {} says nothing that is translated": "il passo {} non dice niente da tradurre",
    "{} cannot be changed here": "{} non si cambia da qui",
    "a text has {} characters, {} at most": "un testo ha {} caratteri, al massimo {}",
    "a flow has at least one step: write another one first": "un percorso ha almeno un passo, ne "
    "scriva prima un altro",
    "there is no line steps: write it, and the steps under it": "manca la riga steps:, la scriva "
    "con i passi sotto",
    "line {}: a step is expected: write `filo flows fmt`": "riga {}, qui serve un passo: "
    "`filo flows fmt` mette in ordine il file",
    "a text holds a sign that cannot stand in a flow: remove it": "un testo contiene un segno che "
    "in un percorso non può stare, lo tolga",
    "this is no flow: begin with flow: and its name": "non è un percorso, cominci con flow: e il "
    "nome",
    "writing it anew would change it: put unusual texts in quotes": "scritto di nuovo sarebbe "
    "diverso, metta tra virgolette i testi insoliti",
    "line {}: {}; {}": "riga {}: {}. {}",
    "these texts are of another flow or language": "questi testi sono di un altro percorso o di "
    "un'altra lingua",
    "entries are texts, lists and tables of texts": "le voci sono testi, elenchi e tabelle di "
    "testi",
}
"""English, as it is said, and Italian."""
