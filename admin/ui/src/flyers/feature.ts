import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "flyers",
      title: mark("Volantini"),
      group: "texts",
      order: 74,
      roles: ["network_admin"],
      view: lazy(() => import("./Flyers")),
    },
  ],
} satisfies Feature;
