import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "settings",
      title: mark("Impostazioni"),
      group: "house",
      order: 78,
      roles: ["network_admin"],
      view: lazy(() => import("./Settings")),
    },
  ],
} satisfies Feature;
