import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "now",
      title: mark("La coda ora"),
      group: "desk",
      order: 15,
      roles: ["coordinator", "network_admin"],
      view: lazy(() => import("./QueueNow")),
    },
  ],
} satisfies Feature;
