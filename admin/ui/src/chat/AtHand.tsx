import type { Case } from "../api/types";
import { CloseKindly } from "./CloseKindly";
import { ProtocolAtHand } from "./Protocol";

/** What nobody wants to search for in a hard moment. */
export function AtHand({ one }: { one: Case }) {
  return (
    <div className="at-hand">
      <ProtocolAtHand one={one} />
      <CloseKindly one={one} />
    </div>
  );
}
