import type { Feature } from "../features";
import { SwitchBanner } from "./SwitchBanner";

export default {
  notices: [{ id: "switches", order: 2, roles: "everybody", view: SwitchBanner }],
} satisfies Feature;
