import { useContext } from "react";
import { LANGUAGES } from "../texts/language";
import { spoken, t } from "../texts/say";
import { LanguageContext } from "./language";

/** The language of the console: the other one, by its own name. */
export function LanguageChoice() {
  const choose = useContext(LanguageContext);
  return (
    <div className="language">
      {LANGUAGES.filter((one) => one.code !== spoken()).map((one) => (
        <button
          type="button"
          className="quiet"
          key={one.code}
          lang={one.code}
          title={t("Lingua del banco")}
          onClick={() => choose(one.code)}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}
