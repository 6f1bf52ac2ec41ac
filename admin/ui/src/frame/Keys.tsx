import type { Section } from "../features";
import { Sheet } from "../parts/Sheet";
import { t } from "../texts/say";
import { KEYS } from "./found";

interface Props {
  readonly open: boolean;
  readonly close: () => void;
  readonly sections: readonly Section[];
}

/** The list of keys, in a dialog. */
export function Keys({ open, close, sections }: Props) {
  return (
    <Sheet open={open} close={close} title={t("Tasti")}>
      <dl className="keys">
        {sections
          .filter((one) => one.key)
          .map((one) => (
            <div key={one.id}>
              <dt>
                <kbd>Alt</kbd> <kbd>{one.key}</kbd>
              </dt>
              <dd>{t(one.title)}</dd>
            </div>
          ))}
        {KEYS.map((one) => (
          <div key={one.does}>
            <dt>
              {one.keys.map((key) => (
                <kbd key={key}>{t(key)}</kbd>
              ))}
            </dt>
            <dd>{t(one.does)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{t("Questo elenco")}</dd>
        </div>
      </dl>
    </Sheet>
  );
}
