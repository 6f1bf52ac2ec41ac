import type { ReactNode } from "react";

/** A section that is one column of text and lists, with its title. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="page">
      <div className="page-inside">
        <h2>{title}</h2>
        {children}
      </div>
    </main>
  );
}
