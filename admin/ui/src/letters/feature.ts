import { lazy } from "react";
import { AT_THE_DESK, type Feature } from "../features";
import { useQueue } from "../queue/queue";
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
      // Counted with the queue: the letters themselves are read, and written down, where opened.
      useCount: () => useQueue().data?.letters ?? 0,
    },
  ],
} satisfies Feature;
