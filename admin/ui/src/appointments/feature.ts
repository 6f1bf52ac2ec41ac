import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";
import { OfCase } from "./OfCase";

export default {
  sections: [
    {
      id: "appointments",
      title: mark("Appuntamenti"),
      group: "desk",
      order: 45,
      roles: ["operator", "coordinator", "network_admin"],
      view: lazy(() => import("./Appointments")),
    },
  ],
  panels: [
    {
      id: "appointments",
      title: mark("Appuntamenti"),
      order: 47,
      shown: (one) => one.mine && one.state === "claimed",
      view: OfCase,
      folded: true,
    },
  ],
  keys: [
    {
      keys: [mark("O"), mark("P"), mark("S")],
      does: mark("Negli appuntamenti: oggi, prima, dopo"),
    },
  ],
} satisfies Feature;
