import type { Case, Me } from "../api/types";
import type { Feature } from "../features";
import { Close } from "./Close";
import { Release } from "./Release";

const held = (one: Case, _: Me): boolean => one.mine && one.state !== "closed";

export default {
  actions: [
    { id: "release", order: 80, shown: held, view: Release },
    { id: "close", order: 90, shown: held, view: Close },
  ],
} satisfies Feature;
