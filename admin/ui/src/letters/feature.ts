import { lazy } from "react";
import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "letters",
      title: mark("Richieste"),
      group: "desk",
      order: 20,
      key: "2",
      roles: AT_THE_DESK,
      view: lazy(() => import("./Letters")),
    },
  ],
} satisfies Feature;
