import type { Feature } from "../features";
import { mark } from "../texts/say";
import { Board } from "./Board";

export default {
  panels: [
    {
      id: "pathway",
      title: mark("Il suo percorso"),
      order: 55,
      shown: (one) => one.mine && one.state === "claimed",
      view: Board,
      folded: true,
    },
  ],
} satisfies Feature;
