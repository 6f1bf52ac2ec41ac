// Who is logged in, for every part of the page.

import { createContext, useContext } from "react";
import type { Me } from "../api/types";

export const MeContext = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("Only what stands within the frame knows who is logged in.");
  return me;
}
