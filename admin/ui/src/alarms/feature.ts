import { lazy } from "react";
import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";
import { AlarmBanner } from "./AlarmBanner";

export default {
  sections: [
    {
      id: "alarms",
      title: mark("Allarmi"),
      group: "desk",
      order: 40,
      key: "4",
      roles: AT_THE_DESK,
      view: lazy(() => import("./Alarms")),
    },
  ],
  notices: [{ id: "alarms", order: 1, roles: AT_THE_DESK, view: AlarmBanner }],
} satisfies Feature;
