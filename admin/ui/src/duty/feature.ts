import { AT_THE_DESK, type Feature } from "../features";
import { Duty } from "./Duty";

export default {
  bar: [{ id: "duty", order: 10, roles: AT_THE_DESK, view: Duty }],
} satisfies Feature;
