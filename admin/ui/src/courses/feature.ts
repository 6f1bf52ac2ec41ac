import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "courses",
      title: mark("Corsi"),
      group: "places",
      order: 66,
      roles: ["operator", "coordinator", "network_admin"],
      view: lazy(() => import("./Courses")),
    },
  ],
} satisfies Feature;
