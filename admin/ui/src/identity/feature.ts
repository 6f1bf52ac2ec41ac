import type { Feature } from "../features";
import { AskWho } from "./AskWho";
import { Check } from "./Check";

export default {
  actions: [
    {
      id: "who",
      order: 70,
      shown: (one) => one.mine && one.state !== "closed",
      view: AskWho,
    },
  ],
  caseNotices: [{ id: "check", order: 10, view: Check }],
} satisfies Feature;
