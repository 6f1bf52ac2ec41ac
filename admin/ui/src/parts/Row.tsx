import type { ReactNode } from "react";
import { go } from "../frame/way";

interface Props {
  /** Whether it is the one that is open. */
  readonly here: boolean;
  readonly to: string;
  readonly item: string;
  readonly children: ReactNode;
}

/** A row of a list that opens what it names beside the list. */
export const Row = ({ here, to, item, children }: Props) => (
  <button type="button" className="row" aria-current={here} onClick={() => go(to, item)}>
    {children}
  </button>
);
