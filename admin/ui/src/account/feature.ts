import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";
import { Account } from "./Account";

export default {
  bar: [{ id: "account", order: 90, roles: "everybody", view: Account }],
  sections: [
    {
      id: "account",
      title: mark("Il Suo accesso"),
      group: "house",
      order: 99,
      roles: "everybody",
      quiet: true,
      view: lazy(() => import("./OwnAccount")),
    },
  ],
} satisfies Feature;
