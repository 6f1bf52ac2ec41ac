import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "shown",
      title: mark("Profili e modelli"),
      group: "texts",
      order: 73,
      roles: ["network_admin"],
      view: lazy(() => import("./ShownTexts")),
    },
  ],
} satisfies Feature;
