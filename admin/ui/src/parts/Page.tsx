import type { ReactNode } from "react";

/** A section that is one column of text and lists, with its title. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    // It scrolls, also where nothing in it can be reached by a key.
    <main className="page" tabIndex={0}>
      <div className="page-inside">
        <h2>{title}</h2>
        {children}
      </div>
    </main>
  );
}
