import { go } from "../frame/way";

// No flow's name has a colon.
export const PUBLISH = ":publish";
export const RELEASES = ":releases";
// No step's name has one either.
export const TRIAL = ":trial";

/** Opens a flow, or one step of it. */
export const openStep = (flow: string, step = ""): void =>
  go("flows", step ? `${flow}/${step}` : flow);
