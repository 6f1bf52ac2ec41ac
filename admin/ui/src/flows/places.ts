import { go } from "../frame/way";

// No flow's name has a colon.
export const PUBLISH = ":publish";
export const RELEASES = ":releases";
// No step's name has one either.
export const TRIAL = ":trial";
/** The languages; with a language behind it its table, with a context behind that one text. */
export const TEXTS = ":texts";
export const BRING = ":bring";
/** How the names of lists of risky words begin. */
export const RISKY = "risky-";

/** Opens a flow, or one step of it. */
export const openStep = (flow: string, step = ""): void =>
  go("flows", step ? `${flow}/${step}` : flow);
