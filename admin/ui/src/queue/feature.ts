import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";
import { Desk } from "./Desk";

export default {
  sections: [
    {
      id: "queue",
      title: mark("Coda"),
      group: "desk",
      order: 10,
      key: "1",
      roles: AT_THE_DESK,
      view: Desk,
    },
  ],
} satisfies Feature;
