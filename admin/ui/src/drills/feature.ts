import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";
import { DrillNotice } from "./DrillNotice";

export default {
  sections: [
    {
      id: "drills",
      title: mark("Esercitazioni"),
      group: "house",
      order: 74,
      roles: ["coordinator", "network_admin"],
      view: lazy(() => import("./Drills")),
    },
  ],
  caseNotices: [{ id: "drill", order: 1, view: DrillNotice }],
} satisfies Feature;
