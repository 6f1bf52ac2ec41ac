import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";
import { useWaitingCount } from "./waiting";

export default {
  sections: [
    {
      id: "measures",
      title: mark("Misure"),
      group: "places",
      order: 66,
      roles: ["operator", "coordinator", "network_admin"],
      view: lazy(() => import("./Measures")),
      useCount: useWaitingCount,
    },
  ],
} satisfies Feature;
