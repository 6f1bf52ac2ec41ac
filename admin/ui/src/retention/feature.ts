import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "retention",
      title: mark("Conservazione"),
      group: "house",
      order: 92,
      roles: ["data_officer", "network_admin"],
      view: lazy(() => import("./Retention")),
    },
  ],
} satisfies Feature;
