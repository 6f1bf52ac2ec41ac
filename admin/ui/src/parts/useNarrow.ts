import { useSyncExternalStore } from "react";

const NARROW = matchMedia("(max-width: 759px)");

/** Whether the page is as narrow as a phone: where that changes what is shown, not only how. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      NARROW.addEventListener("change", changed);
      return () => NARROW.removeEventListener("change", changed);
    },
    () => NARROW.matches,
  );
