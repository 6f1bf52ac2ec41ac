import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "people",
      title: mark("Dati di una persona"),
      group: "house",
      order: 90,
      roles: ["data_officer"],
      view: lazy(() => import("./People")),
    },
  ],
} satisfies Feature;
