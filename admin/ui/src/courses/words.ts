// Closed values of training calls in words; columns by the names that the server gives them.

import type { Schemas } from "../api/types";
import { day } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";

type State = Schemas["TrainingCall"]["state"];

export const STATES: Readonly<Record<State, Text>> = {
  published: mark("pubblicato"),
  draft: mark("bozza: le donne non lo vedono"),
  withdrawn: mark("ritirato"),
  over: mark("scaduto"),
  full: mark("posti esauriti"),
  organisations: mark("per enti: le donne non lo vedono"),
  double: mark("doppio: se ne mostra un altro"),
};

/** How a call stands. */
export const stateOf = (state: State): string => t(STATES[state]);

const LACKS: Readonly<Record<string, Text>> = {
  audience: mark("per chi è"),
  deadline: mark("fino a quando"),
  place: mark("dove"),
};

/** What a call does not say yet. */
export const lackOf = (name: string): string => (LACKS[name] ? t(LACKS[name]) : name);

const FIELDS: Readonly<Record<string, Text>> = {
  title: mark("Titolo"),
  provider: mark("Ente"),
  kind: mark("Tipo"),
  audience: mark("Per chi è"),
  eligibility: mark("Chi può fare domanda"),
  neutral: mark("Titolo neutro"),
  text: mark("Descrizione"),
  begins: mark("Inizio"),
  ends: mark("Fine"),
  deadline: mark("Scadenza"),
  hours: mark("Ore in tutto"),
  timetable: mark("Orari"),
  school_hours: mark("In orario scolastico"),
  mode: mark("Come si svolge"),
  town: mark("Comune"),
  place: mark("Luogo"),
  child_care: mark("Tengono i bambini"),
  italian: mark("Italiano richiesto"),
  languages: mark("Lingue che aiutano (codici)"),
  education: mark("Titolo di studio"),
  documents: mark("Documenti"),
  permit: mark("Serve il permesso di soggiorno"),
  identity: mark("Serve SPID o CIE"),
  stipend: mark("Indennità"),
  stipend_with: mark("Con quali misure si somma"),
  seats: mark("Posti"),
  certificate: mark("Attestato"),
  apply: mark("Come ci si iscrive"),
  page: mark("Pagina"),
  terms: mark("Requisiti"),
  withdrawn: mark("ritirato o rimesso"),
};

/** A column of a call. */
export const fieldOf = (name: string): string => (FIELDS[name] ? t(FIELDS[name]) : name);

const YES_NO = { sì: mark("sì"), no: mark("no") };

/** The words that a column may hold, as the sheet has them; an empty one is always allowed. */
export const CHOICES: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  kind: { corso: mark("corso"), tirocinio: mark("tirocinio"), percorso: mark("percorso") },
  audience: { donne: mark("donne"), enti: mark("enti") },
  eligibility: { centro: mark("solo donne seguite da un centro") },
  mode: {
    "in presenza": mark("in presenza"),
    online: mark("online"),
    misto: mark("misto"),
  },
  school_hours: YES_NO,
  child_care: YES_NO,
  permit: YES_NO,
  identity: YES_NO,
  italian: {
    A1: mark("A1"),
    A2: mark("A2"),
    B1: mark("B1"),
    B2: mark("B2"),
    C1: mark("C1"),
    C2: mark("C2"),
  },
  education: {
    nessuno: mark("nessuno"),
    "licenza media": mark("licenza media"),
    qualifica: mark("qualifica"),
    diploma: mark("diploma"),
    laurea: mark("laurea"),
  },
};

const EMPTY: Readonly<Record<string, Text>> = { eligibility: mark("chiunque") };

/** What it means that a column is empty. */
export const emptyOf = (name: string): string => t(EMPTY[name] ?? mark("non detto"));

/** What stands in a column, in words. */
export const cellOf = (name: string, text: string): string => {
  const known = CHOICES[name]?.[text];
  return known ? t(known) : dateOf(text);
};

/** A day, or a day and an hour in Milan, as one says it; any other text as it is. */
function dateOf(text: string): string {
  const found = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?$/.exec(text);
  if (!found) return text;
  const said = day(`${found[1]}T12:00:00Z`);
  return found[2] ? t("{day}, alle {time}", { day: said, time: found[2] }) : said;
}
