// What steps, marks and rules of the gate are called and what they mean, for whoever writes.

import type { Schemas } from "../api/types";
import { languageName } from "../texts/moments";
import { mark, type Text, t } from "../texts/say";
import { type Body, kindOf, type Step, saidBy, type Way } from "./document";
import { RISKY } from "./places";

type Row = Schemas["FlowRow"];

export const KIND_NAMES = {
  ask: mark("Domanda"),
  say: mark("Messaggio"),
  set: mark("Annota valori"),
  when: mark("Bivio"),
  call: mark("Ricerca o richiesta"),
  flow: mark("Altro percorso"),
  handoff: mark("Passaggio a una persona"),
  exit: mark("Uscita"),
  end: mark("Fine"),
} as const;

export const kindName = (body: Body): string => {
  const kind = kindOf(body);
  return kind ? t(KIND_NAMES[kind]) : t("Passo da completare");
};

/** How a step is called in lists: the beginning of what it says, and its name. */
export function stepTitle(step: Step): string {
  const said = saidBy(step.body) || kindName(step.body);
  return `${said.length > 48 ? `${said.slice(0, 47)}…` : said} · ${step.id}`;
}

const WAY_NAMES: Readonly<Record<string, Text>> = {
  retry: mark("non capito"),
  timeout: mark("silenzio"),
  else: mark("altrimenti"),
  accepted: mark("una persona risponde"),
  unavailable: mark("nessuna è disponibile"),
  closed: mark("il caso si chiude"),
  unattended: mark("non c'è più nessuna in turno"),
  waited: mark("nessuna ha preso il caso in tempo"),
  next: mark("poi"),
};

export function wayName(way: Way): string {
  const key = way.kind === "outcome" || way.kind === "next" ? (way.path[0] ?? "") : way.kind;
  if (way.kind === "case") return t("se {condition}", { condition: way.label });
  const named = WAY_NAMES[way.kind === "next" ? "next" : key];
  return named ? t(named) : way.label;
}

const ENTRY_NAMES: Readonly<Record<string, Text>> = {
  ...WAY_NAMES,
  ask: mark("domanda"),
  say: mark("messaggio"),
  marks: mark("che cosa è"),
  group: mark("gruppo"),
  note: mark("nota per i colleghi"),
  remark: mark("indicazioni per chi traduce"),
  choices: mark("scelta"),
  label: mark("etichetta"),
  match: mark("altre parole"),
  input: mark("risposta libera"),
  no_match: mark("non capito"),
  timeout: mark("silenzio"),
  after: mark("dopo"),
  retry: mark("tentativi"),
  set: mark("valori"),
  if: mark("se"),
  when: mark("bivio"),
  call: mark("ricerca o richiesta"),
  outcomes: mark("esito"),
  flow: mark("percorso"),
  handoff: mark("passaggio a una persona"),
  exit: mark("uscita"),
  end: mark("fine"),
};

/** Where an entry stands in a step, as its author would call it: names of her own stay. */
export const placeName = (path: string): string =>
  path
    .split(" · ")
    .map((key) => {
      const named = ENTRY_NAMES[key];
      return named ? t(named) : key;
    })
    .join(" · ");

export const entryName = (key: string): string => {
  const named = WAY_NAMES[key];
  return named ? t(named) : key;
};

export const MARKS: Readonly<Record<string, Text>> = {
  sensitive: mark("parla di violenza: solo dopo la domanda se può scrivere al sicuro"),
  safe_question: mark("è la domanda se può scrivere al sicuro"),
  critical: mark("deve esserci in ogni lingua, e la rilegge una seconda persona"),
  emergency: mark("nomina il 112 o il 1522"),
  notice: mark("dice che cosa si conserva e chi lo legge"),
  duty: mark("dice se l'ente può dover segnalare"),
  who_knows: mark("dice chi verrà a sapere di una misura, un appuntamento, una telefonata"),
  stores: mark("da qui si conserva qualcosa di delicato"),
  offers: mark("qui si offre una misura, un appuntamento, una telefonata"),
};

export const AGREES: Readonly<Record<string, Text>> = {
  share: mark("altri leggono"),
  keep: mark("si conserva qualcosa di suo"),
  contact: mark("le si scrive per primi"),
};

const FAMILIES: Readonly<Record<string, Text>> = {
  load: mark(
    "Il testo del passo non si può leggere: manca una voce, o è scritta in una forma non valida.",
  ),
  structure: mark("Una strada porta dove non c'è niente, oppure nessuna strada arriva qui."),
  liveness: mark(
    "Chi è qui potrebbe non andare più avanti: ogni domanda ha un'uscita per chi non risponde o non si capisce.",
  ),
  safety: mark(
    "Una donna potrebbe essere esposta: la domanda se può scrivere, l'uscita e il 112 vengono prima di tutto.",
  ),
  duty: mark(
    "Prima di dare o conservare qualcosa le si dice chi legge, chi viene a sapere, e si chiede il suo sì.",
  ),
  words: mark("Una parola che chi guarda lo schermo non deve vedere."),
  choices: mark("Due scelte si confondono, o una scelta non si può scrivere."),
  channels: mark("Troppo lungo per un canale: pulsanti, messaggi e SMS hanno una misura."),
  languages: mark("Manca una traduzione, o non dice le stesse cose dell'italiano."),
  facts: mark("Un dato della guida ai servizi manca o è scaduto."),
  cover: mark("La copertina deve restare un almanacco qualunque."),
  rehearsal: mark("Una conversazione di prova va in un altro modo."),
};

export function familyOf(rule: string): string {
  const text = FAMILIES[rule.split("/")[0] ?? ""];
  return text ? t(text) : "";
}

export const isError = (one: Schemas["Finding"]): boolean => one.severity === "error";

/** What a document is called in lists. */
export const titleOf = (row: Row): string =>
  row.kind === "risky" ? languageName(row.id.slice(RISKY.length)) : row.title || row.id;

/** What a flow is at: draft, waiting for a reader, live. */
export function stateOf(row: Row): string {
  if (row.is_stale) return t("pubblicato nel frattempo");
  if (row.revision === 0) return t("pubblicato");
  if (row.reviewer) return t("letto");
  if (row.needs_review) return t("da leggere");
  return row.is_new ? t("nuovo") : t("bozza");
}
