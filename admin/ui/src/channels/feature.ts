import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "channels",
      title: mark("Canali"),
      group: "house",
      order: 75,
      roles: ["network_admin"],
      view: lazy(() => import("./Channels")),
    },
  ],
} satisfies Feature;
