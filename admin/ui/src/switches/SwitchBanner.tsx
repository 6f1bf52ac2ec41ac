import { useRead } from "../api/reading";
import { t } from "../texts/say";
import { stands } from "./words";

/** Above every page while something is switched off: what it is, since when, by whom and why. */
export function SwitchBanner() {
  const all = useRead("/api/switches").data?.switches ?? [];
  const off = all.filter((one) => one.off);
  if (off.length === 0) return null;
  return (
    <section className="notice" role="status" aria-label={t("Che cosa è spento")}>
      {off.map((one) => (
        <p key={one.name} className="switch-line">
          <strong>{stands(one)}</strong>{" "}
          {one.name === "service"
            ? t("Non comincia nessuna conversazione nuova. Chi è già con Lei resta con Lei.")
            : t("Da lì non parte nulla; chi scrive legge una riga con il 112.")}{" "}
          {one.reason && <q>{one.reason}</q>}
        </p>
      ))}
    </section>
  );
}
