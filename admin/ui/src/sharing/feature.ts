import type { Feature } from "../features";
import { mark } from "../texts/say";
import { Agency } from "./Agency";
import { Shared } from "./Shared";

export default {
  panels: [
    {
      id: "shared",
      title: mark("Che cosa ha scelto di condividere"),
      order: 10,
      shown: () => true,
      view: Shared,
    },
    { id: "agency", title: mark("Chi risponde"), order: 90, shown: () => true, view: Agency },
  ],
} satisfies Feature;
