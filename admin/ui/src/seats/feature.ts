import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";
import { Around } from "./Around";
import { Pass } from "./Pass";
import { Seats, useInvitations } from "./Seats";
import { Supervise } from "./Supervise";

export default {
  sections: [
    {
      id: "seats",
      title: mark("Inviti"),
      group: "desk",
      order: 60,
      roles: AT_THE_DESK,
      view: Seats,
      useCount: useInvitations,
    },
  ],
  panels: [
    {
      id: "around",
      title: mark("Chi è intorno al caso"),
      order: 40,
      shown: (one) => one.mine && one.state === "claimed",
      view: Around,
      folded: true,
    },
  ],
  actions: [
    {
      id: "pass",
      order: 75,
      shown: (one) => one.mine && one.state === "claimed",
      view: Pass,
    },
    {
      id: "supervise",
      order: 76,
      shown: (one, me) => !one.mine && one.state === "claimed" && me.role === "coordinator",
      view: Supervise,
    },
  ],
} satisfies Feature;
