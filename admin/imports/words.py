"""What the readers say of a file, in Italian: they speak English, as the commands do.

A test holds that every sentence of theirs stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.directory.hsds.office import WORDS
from bot.safety import refuge
from bot.training.reading import COLUMNS

SENTENCES: Mapping[str, str] = {
    # Files as a whole.
    "It is larger than {} MB: split it into several files.": "È più grande di {} MB: lo divida in "
    "più file.",
    "Its name ends in none of: {}.": "Il nome del file finisce in un altro modo. Si leggono: {}.",
    "Nothing was read from here on.": "Da qui in poi non è stato letto niente.",
    "Nothing of it was read.": "Non ne è stato letto niente.",
    "Nothing of this script was read.": "Di questo blocco non è stato letto niente.",
    "There is no service in it.": "Non contiene nessun servizio.",
    "There is no call in it.": "Non contiene nessun avviso.",
    "Give a .json, a .csv, a .zip or a folder.": "Porti un file .json, .csv o .zip.",
    "There are more than {} files in it.": "Contiene più di {} file.",
    "It is no zip that can be opened: pack it again.": "Lo zip non si apre: lo rifaccia.",
    "It is no text: save it as CSV or JSON, as UTF-8.": "Non è un testo: lo salvi come CSV o JSON, "
    "in UTF-8.",
    "Its text is damaged: save it again as UTF-8.": "Il testo è rovinato: lo salvi di nuovo in "
    "UTF-8.",
    "It is no UTF-8; it was read as Windows-1252: look whether the accents are right.": "Non è "
    "UTF-8: è stato letto come Windows-1252. Guardi se gli accenti sono giusti.",
    "Line {} and what follows is no CSV: a quotation mark is open, or a cell is too long.": "Dalla "
    "riga {} in poi non è CSV: una virgoletta è rimasta aperta, o una cella è troppo lunga.",
    "There is no services.csv in it: this is no tabular HSDS package.": "Manca services.csv: non è "
    "un pacchetto HSDS in tabelle.",
    "It has no columns 'name' and 'kind' ('nome' and 'tipo') in its first line.": "Nella prima "
    "riga mancano le colonne «nome» e «tipo».",
    "It has no columns 'title' and 'provider' ('titolo' and 'ente') in its first line.": "Nella "
    "prima riga mancano le colonne «titolo» e «ente».",
    "Two columns of it mean the same: {}.": "Due colonne dicono la stessa cosa: {}.",
    "{}: a column was not read; it is no known one.": "{}: una colonna non è stata letta, perché "
    "non è tra quelle note.",
    "Save it again as CSV.": "Lo salvi di nuovo come CSV.",
    "Line {}, column {}: it is no JSON.": "Riga {}, colonna {}: non è JSON.",
    "Line {}: a comma is missing.": "Riga {}: manca una virgola.",
    "Line {} is no JSON: a comma or a bracket is wrong.": "Riga {}: non è JSON, una virgola o una "
    "parentesi è sbagliata.",
    "It is no JSON that can be read.": "Il JSON non si legge.",
    "Its brackets stand too deep within each other.": "Le parentesi stanno troppo una dentro "
    "l'altra.",
    "A number in it is none that can be kept.": "Contiene un numero che non si può tenere.",
    "There is no JSON-LD in the page.": "Nella pagina non c'è JSON-LD.",
    "Line {} is no XML.": "Riga {}: non è XML.",
    "It is no RSS or Atom feed.": "Non è un feed RSS o Atom.",
    "It is nested too deeply for a feed.": "È annidato troppo per essere un feed.",
    "It has a document type, which no feed needs: it was not read.": "Dichiara un tipo di "
    "documento, che a un feed non serve: non è stato letto.",
    # Rows.
    refuge.WHAT: "Nomina una casa rifugio. Le case rifugio non hanno posto in Filo: dove sono è un "
    "segreto.",
    refuge.REMEDY: "La tolga dal file e dalle sue copie. Se il servizio non lo è, lo descriva "
    "senza quella parola.",
    "There are {} cells where the header has {}.": "Ci sono {} celle, ma l'intestazione ne ha {}.",
    "Put text with commas or semicolons between quotes.": "Metta tra virgolette i testi con "
    "virgole o punti e virgola.",
    "Put text with commas between quotes.": "Metta tra virgolette i testi con virgole.",
    "'{}' is longer than {} signs.": "«{}» supera i {} caratteri.",
    "Shorten it.": "Lo accorci.",
    "'{}' holds signs that are no text.": "«{}» contiene segni che non sono testo.",
    "Save it as UTF-8.": "Lo salvi in UTF-8.",
    "'{}' is missing.": "Manca «{}».",
    "'{}' of the {} is missing.": "Manca «{}» ({}).",
    "Fill it in.": "Lo compili.",
    "'{}' cannot be read.": "«{}» non si legge.",
    "'{}' is not a known one.": "«{}» non è tra i valori noti.",
    "'{}' is neither yes nor no.": "«{}» non è né sì né no.",
    "'{}' is no list.": "«{}» non è un elenco.",
    "'{}' is a list.": "«{}» è un elenco.",
    "Use one of: {}.": "Scelga tra: {}.",
    "Write 'yes' or 'no'.": "Scriva «sì» o «no».",
    "Write a number.": "Scriva un numero.",
    "Write a number from 1 to {}.": "Scriva un numero da 1 a {}.",
    "Write a number of hours, as 40.": "Scriva un numero di ore, come 40.",
    "Write a level from A1 to C2.": "Scriva un livello da A1 a C2.",
    "Write codes, as 'ar; fr'.": "Scriva i codici, come «ar; fr».",
    "Write the address of a page, as https://example.org/bando.": "Scriva l'indirizzo di una "
    "pagina, come https://example.org/bando.",
    "Write it as 2026-12-10 or 10/12/2026.": "La scriva come 10/12/2026.",
    "Write it as 2026-12-10 12:00.": "La scriva come 10/12/2026 12:00.",
    "Write it as 2026-11-24.": "La scriva come 2026-11-24.",
    "Write it as 09:00.": "La scriva come 09:00.",
    "Write it as text.": "Lo scriva come testo.",
    "Write it as a number, as 45.47.": "Lo scriva come numero, come 45.47.",
    "See docs/training.md.": "Scelga tra i valori previsti.",
    # Services.
    "This {} belongs to the source «{}», which says otherwise.": "Questo ({}) è della fonte «{}», "
    "che dice altro.",
    "Import it with --source {}, or give it its own id.": "Lo importi con la fonte {}, o gli dia "
    "un codice suo.",
    "It says that somebody else keeps it right.": "Dice che lo cura qualcun altro.",
    "Leave 'responsabile' empty, or name your own network.": "Lasci vuoto «responsabile», o scriva "
    "la Sua rete.",
    "The id of this {} stands also at {}:{}, otherwise.": "Il codice di questo ({}) c'è anche in "
    "{}, riga {}, con altri dati.",
    "Give each its own id, or write both the same.": "Dia a ciascuno un codice suo, o scriva gli "
    "stessi dati.",
    "It has no usable id.": "Non ha un codice utilizzabile.",
    "Give it a UUID of its own.": "Gli dia un UUID suo.",
    "This service stands here twice.": "Questo servizio c'è due volte.",
    "Give each an id of its own.": "Dia a ciascuno un codice suo.",
    "The kind is not a known one.": "Il tipo non è tra quelli noti.",
    "The hours cannot be read:": "Gli orari non si leggono.",
    "write hours as 'mon-fri 09:00-18:00; sat 09:00-12:00'.": "Li scriva come «lun-ven 9-18; sab "
    "9-12».",
    "an opening must have a length.": "Un'apertura deve durare qualcosa.",
    "write days in the order of the week, as 'mon-fri'.": "Scriva i giorni in ordine, come "
    "«lun-ven».",
    "an hour of the day is between 00:00 and 24:00.": "Un'ora sta tra 00:00 e 24:00.",
    "The interval is no number of days.": "L'intervallo non è un numero di giorni.",
    "It is no list.": "Non è un elenco.",
    "Write a list of rows.": "Scriva un elenco di righe.",
    "It is no row.": "Non è una riga.",
    "Write an object with the columns as keys.": "Scriva un oggetto con le colonne come chiavi.",
    "It is no thing of HSDS.": "Non è un elemento di HSDS.",
    "Write an object.": "Scriva un oggetto.",
    "Write it as HSDS does.": "Lo scriva come HSDS.",
    "Things stand too deep within each other.": "Gli elementi stanno troppo uno dentro l'altro.",
    "Name them by their ids.": "Li richiami con il loro codice.",
    "Nobody can tell what it is.": "Non si capisce che cos'è.",
    "{}:{}: {}.{} names nothing here.": "{}, riga {}: {}.{} richiama qualcosa che qui non c'è.",
    "not kept: {} ({}): Filo has no field for it.": "Non tenuto: {} ({}). Filo non ha un posto per "
    "questo.",
    # Calls.
    "There are more than {} calls in it.": "Contiene più di {} avvisi.",
    "Split it into several files.": "Lo divida in più file.",
    "Its id stands also in line {}, with something else.": "Il suo codice c'è anche alla riga {}, "
    "con altri dati.",
    "Give each a 'codice' of its own, or correct one.": "Dia a ciascuno un codice suo, o ne "
    "corregga uno.",
    "{}:{}: it stands also in line {}.": "{}, riga {}: c'è anche alla riga {}.",
    "{}:{}: it is the same call as the one of line {}: women see it once.": "{}, riga {}: è lo "
    "stesso avviso della riga {}. Le donne lo vedono una volta.",
    "It ends before it begins.": "Finisce prima di cominciare.",
    "Its deadline is after its end.": "La scadenza è dopo la fine.",
    "Check the two days.": "Controlli le due date.",
    "The neutral title tells what it is about.": "Il titolo neutro dice di che cosa si tratta.",
    "Write one that anybody may read, as 'Corso di cucina'.": "Ne scriva uno che chiunque può "
    "leggere, come «Corso di cucina».",
    "It is made up, for a demonstration.": "È inventato, per una dimostrazione.",
    "Leave it out.": "Lo tolga.",
}
"""English, as it is said, and Italian; ``{}`` stands for what is named."""

_COLUMN = {name: others[0] for name, others in (*WORDS.items(), *COLUMNS.items())}
_WAY = re.compile(r"(.*?): (.*)", re.DOTALL)


def in_words(text: str, language: str) -> str:
    """What a reader said, in a language of the staff; as it was said where it is not known."""
    return _italian(text) if language == "it" else text


def _italian(text: str) -> str:
    for pattern, italian in _patterns():
        if found := pattern.fullmatch(text):
            return italian.format(*(_COLUMN.get(part, part) for part in found.groups()))
    # What stands deep in a file is named with the way to it.
    way = _WAY.fullmatch(text)
    rest = _italian(way[2]) if way else text
    if way is None or rest == way[2]:
        return text
    return f"{way[1].replace('call ', 'avviso ').replace('instance ', 'edizione ')}: {rest}"


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The longest first: what is said of something in particular comes before what fits all."""
    made = sorted(SENTENCES.items(), key=lambda pair: -len(pair[0].replace("{}", "")))
    return [
        (re.compile(re.escape(english).replace(r"\{\}", "(.*?)"), re.DOTALL), italian)
        for english, italian in made
    ]
