// Closed values of measures in words: the server knows them by their ids.

import type { Schemas } from "../api/types";
import { mark, type Text, t } from "../texts/say";

const STATES: Readonly<Record<Schemas["Measure"]["state"], Text>> = {
  ahead: mark("non vale ancora: le donne non la vedono"),
  never: mark("mai verificata: le donne non la vedono"),
  out: mark("scaduta: le donne non la vedono, finché qualcuno non la verifica"),
  soon: mark("da verificare"),
  fresh: mark("valida"),
  ending: mark("sta per finire"),
  ended: mark("finita: le donne non la vedono"),
};

/** How a measure stands. */
export const stateOf = (state: Schemas["Measure"]["state"]): string => t(STATES[state]);

const WATCHERS: Readonly<Record<Schemas["Watched"]["watcher"], Text>> = {
  employer: mark("datore di lavoro"),
  comune: mark("comune"),
  inps: mark("INPS"),
  household: mark("chi vive con lei"),
  joint_account: mark("conto in comune"),
  payslip: mark("busta paga"),
  letter: mark("lettera a casa"),
  identity: mark("avvisi dell'identità digitale"),
};

/** Who, or through what somebody, may come to know. */
export const watcherOf = (watcher: Schemas["Watched"]["watcher"]): string => t(WATCHERS[watcher]);

const KNOWS: Readonly<Record<Schemas["Watched"]["knows"], Text>> = {
  yes: mark("sì"),
  perhaps: mark("forse"),
  no: mark("no"),
  unknown: mark("non si sa"),
};

/** Whether they come to know. */
export const knowsOf = (knows: Schemas["Watched"]["knows"]): string => t(KNOWS[knows]);

const IF_NO: Readonly<Record<Schemas["Condition"]["if_no"], Text>> = {
  unlikely: mark("se risponde no: «probabilmente no»"),
  unknown: mark("se risponde no: «non lo so»"),
};

/** What her no means. */
export const ifNoOf = (ifNo: Schemas["Condition"]["if_no"]): string => t(IF_NO[ifNo]);

const TOGETHER: Readonly<Record<Schemas["Beside"]["together"], Text>> = {
  yes: mark("si può avere insieme a {name}"),
  no: mark("non si può avere insieme a {name}"),
  needed: mark("serve già: {name}"),
};

/** Whether it goes together with another. */
export const besideOf = (one: Schemas["Beside"]): string =>
  t(TOGETHER[one.together], { name: one.name });
