import { AT_THE_DESK, type Feature } from "../features";
import { mark } from "../texts/say";
import { DraftKeeper } from "./DraftKeeper";

export default {
  notices: [{ id: "drafts", order: 99, roles: AT_THE_DESK, view: DraftKeeper }],
  keys: [{ keys: [mark("Ctrl"), mark("Invio")], does: mark("Invia la risposta") }],
} satisfies Feature;
