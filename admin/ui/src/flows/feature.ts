import { lazy } from "react";
import type { Feature } from "../features";
import { mark } from "../texts/say";

export default {
  sections: [
    {
      id: "flows",
      title: mark("Percorsi"),
      group: "texts",
      order: 72,
      roles: ["network_admin"],
      view: lazy(() => import("./Flows")),
    },
  ],
  keys: [
    { keys: [mark("Ctrl"), "Z" as never], does: mark("Annulla nell'editor dei percorsi") },
    {
      keys: [mark("Ctrl"), mark("Maiusc"), "Z" as never],
      does: mark("Rifà nell'editor dei percorsi"),
    },
    {
      keys: [mark("Ctrl"), mark("Invio")],
      does: mark("Salva la traduzione e apre la successiva"),
    },
    {
      keys: [mark("Ctrl"), mark("Maiusc"), mark("Invio")],
      does: mark("Firma la traduzione e apre la successiva"),
    },
    {
      keys: [mark("Alt"), "↑" as never, "↓" as never],
      does: mark("Sposta il passo nell'elenco del percorso"),
    },
  ],
} satisfies Feature;
