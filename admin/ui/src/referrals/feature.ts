import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";
import { Received, useWaiting } from "./Received";
import { Sending } from "./Sending";

export default {
  sections: [
    {
      id: "referrals",
      title: mark("Invii"),
      group: "desk",
      order: 50,
      roles: AT_THE_DESK,
      view: Received,
      useCount: useWaiting,
    },
  ],
  panels: [
    {
      id: "referrals",
      title: mark("Invii ad altri enti"),
      order: 50,
      shown: (one) => one.mine && one.state === "claimed",
      view: Sending,
      folded: true,
    },
  ],
} satisfies Feature;
