import { lazy } from "react";
import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";
import { TurnEnds } from "./TurnEnds";

export default {
  sections: [
    {
      id: "rota",
      title: mark("Turni"),
      group: "desk",
      order: 18,
      roles: [...AT_THE_DESK, "network_admin"],
      view: lazy(() => import("./Rota")),
    },
  ],
  notices: [{ id: "turn-ends", order: 38, roles: AT_THE_DESK, view: TurnEnds }],
  keys: [
    {
      keys: [mark("↑"), mark("↓"), mark("←"), mark("→")],
      does: mark("Nei turni: da una casella all'altra"),
    },
  ],
} satisfies Feature;
