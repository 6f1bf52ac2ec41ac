import { may, type Section } from "../features";
import { t } from "../texts/say";
import { BAR } from "./found";
import { useMe } from "./me";
import { go } from "./way";

interface Props {
  readonly sections: readonly Section[];
  readonly open: string;
  readonly keys: () => void;
}

/** The top bar: the sections of this role, what features put there, and the way to the keys. */
export function Bar({ sections, open, keys }: Props) {
  const me = useMe();
  return (
    <header className="bar">
      <h1>{t("Banco")}</h1>
      <nav aria-label={t("Sezioni")}>
        <ul>
          {sections
            .filter((one) => !one.quiet)
            .map((one) => (
              <li key={one.id}>
                <SectionLink one={one} open={one.id === open} />
              </li>
            ))}
        </ul>
      </nav>
      <div className="bar-items">
        {BAR.filter((one) => may(me, one.roles)).map((one) => (
          <one.view key={one.id} />
        ))}
        <button
          type="button"
          className="quiet square keys-button"
          onClick={keys}
          aria-label={t("Tasti")}
        >
          ?
        </button>
      </div>
    </header>
  );
}

const none = (): number => 0;

function SectionLink({ one, open }: { one: Section; open: boolean }) {
  const count = (one.useCount ?? none)();
  return (
    <a
      href={`#${one.id}`}
      aria-current={open ? "page" : undefined}
      onClick={(event) => {
        event.preventDefault();
        go(one.id);
      }}
    >
      {t(one.title)}
      {count > 0 && ` (${count})`}
    </a>
  );
}
