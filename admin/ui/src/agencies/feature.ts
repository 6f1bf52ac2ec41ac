import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "agencies",
      title: mark("Enti"),
      group: "house",
      order: 70,
      roles: ["operator", "coordinator", "network_admin"],
      view: lazy(() => import("./Agencies")),
    },
  ],
} satisfies Feature;
