import type { Feature } from "../features";
import { mark } from "../texts/say";
import { Risk } from "./Risk";

export default {
  panels: [
    {
      id: "risk",
      title: mark("Rischio e piano di sicurezza"),
      order: 60,
      shown: (one) => one.mine && one.state === "claimed",
      view: Risk,
      folded: true,
    },
  ],
} satisfies Feature;
