import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "members",
      title: mark("Persone"),
      group: "house",
      order: 72,
      roles: ["network_admin"],
      view: lazy(() => import("./Members")),
    },
  ],
} satisfies Feature;
