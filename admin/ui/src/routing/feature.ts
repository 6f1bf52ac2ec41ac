import type { Case, Me } from "../api/types";
import { AT_THE_DESK, type Feature } from "../features";
import { AfterHeavy } from "./AfterHeavy";
import { Calls } from "./Calls";
import { CaseRouting } from "./CaseRouting";
import { Heavy } from "./Heavy";
import { NotThisOne } from "./NotThisOne";

const held = (one: Case, _: Me): boolean => one.mine && one.state !== "closed";
const waits = (one: Case, _: Me): boolean => one.state === "queued";

export default {
  actions: [
    { id: "pass", order: 60, shown: waits, view: NotThisOne },
    { id: "heavy", order: 75, shown: held, view: Heavy },
  ],
  caseNotices: [{ id: "routing", order: 20, view: CaseRouting }],
  notices: [
    { id: "calls", order: 5, roles: AT_THE_DESK, view: Calls },
    { id: "after-heavy", order: 35, roles: AT_THE_DESK, view: AfterHeavy },
  ],
} satisfies Feature;
