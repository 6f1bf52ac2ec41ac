import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Group, Section } from "../features";
import { mark, type Text, t } from "../texts/say";
import { go } from "./way";

const GROUPS: readonly (readonly [Group, Text])[] = [
  ["desk", mark("Al banco")],
  ["places", mark("Dove si va")],
  ["texts", mark("Che cosa dice Filo")],
  ["house", mark("Organizzazione")],
];

interface Props {
  readonly id: string;
  readonly sections: readonly Section[];
  readonly here: string;
  /** Where there is no room beside the page: whether they lie over it now. */
  readonly open: boolean;
  readonly close: () => void;
  /** How many things wait in a section. */
  readonly waits: (section: string, count: number) => void;
}

/** The sections of this role in their groups: beside the page, or over it where that is narrow. */
export function Sections({ id, sections, here, open, close, waits }: Props) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) nav.current?.querySelector<HTMLElement>("[aria-current], a")?.focus();
  }, [open]);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open) close();
  };
  const listed = sections.filter((one) => !one.quiet);
  const groups = GROUPS.map(
    ([group, name]) => [group, name, listed.filter((one) => one.group === group)] as const,
  ).filter(([, , own]) => own.length > 0);
  return (
    <>
      {/* A touch beside it closes it; who uses keys has Escape and the button. */}
      {open && <div className="sections-veil" aria-hidden="true" onPointerDown={close} />}
      <nav
        id={id}
        ref={nav}
        className={open ? "sections open" : "sections"}
        aria-label={t("Sezioni")}
        onKeyDown={pressed}
      >
        {groups.map(([group, name, own]) => (
          <div key={group} className="section-group">
            {groups.length > 1 && <p id={`${id}-${group}`}>{t(name)}</p>}
            <ul aria-labelledby={groups.length > 1 ? `${id}-${group}` : undefined}>
              {own.map((one) => (
                <li key={one.id}>
                  <SectionLink one={one} open={one.id === here} close={close} waits={waits} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}

const none = (): number => 0;

interface OfLink extends Pick<Props, "close" | "waits"> {
  readonly one: Section;
  readonly open: boolean;
}

function SectionLink({ one, open, close, waits }: OfLink) {
  const count = (one.useCount ?? none)();
  useEffect(() => waits(one.id, count), [waits, one.id, count]);
  return (
    <a
      href={`#${one.id}`}
      aria-current={open ? "page" : undefined}
      onClick={(event) => {
        event.preventDefault();
        close();
        go(one.id);
      }}
    >
      {t(one.title)}
      {count > 0 && ` (${count})`}
    </a>
  );
}
