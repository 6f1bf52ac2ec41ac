import type { Feature } from "../features";
import { Account } from "./Account";

export default {
  bar: [{ id: "account", order: 90, roles: "everybody", view: Account }],
} satisfies Feature;
