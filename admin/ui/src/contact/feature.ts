import type { Feature } from "../features";
import { mark } from "../texts/say";
import { Reminders } from "./Reminders";

export default {
  panels: [
    {
      id: "reminders",
      title: mark("Promemoria"),
      order: 45,
      shown: (one) => one.mine && one.state === "claimed",
      view: Reminders,
      folded: true,
    },
  ],
} satisfies Feature;
