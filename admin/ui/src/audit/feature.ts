import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "audit",
      title: mark("Registro"),
      group: "house",
      order: 91,
      roles: ["data_officer"],
      view: lazy(() => import("./Audit")),
    },
  ],
} satisfies Feature;
