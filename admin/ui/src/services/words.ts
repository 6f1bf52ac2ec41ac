// Closed values of the directory in words: the server knows them by their ids.

import type { Schemas } from "../api/types";
import { mark, type Text, t } from "../texts/say";

export const KINDS: Readonly<Record<string, Text>> = {
  centre: mark("centro antiviolenza"),
  work: mark("sportello lavoro"),
  training: mark("sportello corsi"),
  union: mark("sportello sindacale"),
  equality: mark("consigliera di parità"),
  legal: mark("sportello legale"),
  home: mark("sportello casa"),
  money: mark("sportello diritti"),
  health: mark("consultorio"),
  mind: mark("sportello di ascolto"),
  documents: mark("sportello documenti"),
  social: mark("servizio sociale"),
  minors: mark("spazio giovani"),
  men: mark("centro per uomini"),
};

/** What a service is for. */
export const kindOf = (kind: string): string =>
  KINDS[kind] ? t(KINDS[kind]) : t("da classificare: nessuna donna lo trova");

const ASPECTS: Readonly<Record<Schemas["Fact"]["aspect"], Text>> = {
  about: mark("Che cosa fa e per chi"),
  place: mark("Dove si trova"),
  contact: mark("Telefono e recapiti"),
  hours: mark("Orari"),
  languages: mark("Lingue"),
};

/** One of the facts of a service. */
export const aspectOf = (aspect: Schemas["Fact"]["aspect"]): string => t(ASPECTS[aspect]);

const STATES: Readonly<Record<Schemas["Fact"]["state"], Text>> = {
  never: mark("mai verificato: le donne non lo vedono"),
  out: mark("scaduto: le donne non lo vedono"),
  soon: mark("scade presto"),
  fresh: mark("verificato"),
};

/** How fresh a fact is. */
export const stateOf = (state: Schemas["Fact"]["state"]): string => t(STATES[state]);

const WAYS: Readonly<Record<Schemas["Opens"]["way"], Text>> = {
  in_person: mark("Di persona"),
  phone: mark("Per telefono"),
  online: mark("Online"),
};

/** One way of reaching a service. */
export const wayOf = (way: Schemas["Opens"]["way"]): string => t(WAYS[way]);

const REASONS: Readonly<Record<Schemas["Service"]["reasons"][number], Text>> = {
  language: mark("parlano quella lingua"),
  child_care: mark("tengono i bambini"),
  step_free: mark("senza gradini"),
  open_now: mark("aperto adesso"),
  same_town: mark("in quel comune"),
  for_town: mark("è per chi abita lì"),
  network: mark("della rete di quel comune"),
  near: mark("vicino"),
  for_all: mark("vale per ogni comune"),
  women_only: mark("solo donne"),
  far: mark("lontano"),
  other_network: mark("di un'altra zona"),
  no_language: mark("lingua non indicata"),
  no_child_care: mark("bambini: non indicato"),
  steps: mark("gradini: non indicato"),
  closed_now: mark("chiuso, o orari non noti"),
};

/** Why a service stands where it stands. */
export const reasonOf = (why: Schemas["Service"]["reasons"][number]): string => t(REASONS[why]);

const DAYS: readonly Text[] = [
  mark("lunedì"),
  mark("martedì"),
  mark("mercoledì"),
  mark("giovedì"),
  mark("venerdì"),
  mark("sabato"),
  mark("domenica"),
];

/** A weekday; Monday is 0. */
export const weekday = (at: number): string => t(DAYS[at] ?? mark("lunedì"));
