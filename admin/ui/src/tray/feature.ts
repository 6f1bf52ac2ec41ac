import { lazy } from "react";
import { AT_THE_DESK, type Feature } from "../features";
import { useQueue } from "../queue/queue";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "tray",
      title: mark("Vassoio"),
      group: "desk",
      order: 30,
      key: "5",
      roles: AT_THE_DESK,
      view: lazy(() => import("./Tray")),
      useCount: () => useQueue().data?.held ?? 0,
    },
  ],
} satisfies Feature;
