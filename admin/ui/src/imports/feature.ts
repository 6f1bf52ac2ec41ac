import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "imports",
      title: mark("Importi"),
      group: "places",
      order: 68,
      roles: ["network_admin"],
      view: lazy(() => import("./Imports")),
    },
  ],
} satisfies Feature;
