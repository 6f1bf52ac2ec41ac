import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "figures",
      title: mark("Numeri"),
      group: "house",
      order: 80,
      roles: ["steering", "coordinator", "network_admin"],
      view: lazy(() => import("./Figures")),
    },
  ],
} satisfies Feature;
