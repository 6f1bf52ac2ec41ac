import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";
import { useDueCount } from "./due";

export default {
  sections: [
    {
      id: "services",
      title: mark("Servizi"),
      group: "places",
      order: 65,
      roles: ["operator", "coordinator", "network_admin"],
      view: lazy(() => import("./Services")),
      useCount: useDueCount,
    },
  ],
} satisfies Feature;
