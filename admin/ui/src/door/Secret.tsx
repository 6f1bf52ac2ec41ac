import { t } from "../texts/say";

/** A secret for the application of codes: as a picture to scan, and as letters to type. */
export function Secret({ secret, picture }: { secret: string; picture: readonly string[] }) {
  const size = picture.length;
  const dark = picture
    .flatMap((row, y) => [...row].map((one, x) => (one === "1" ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <div className="secret">
      <p>{t("La scansioni con l'applicazione dei codici, oppure scriva lì queste lettere:")}</p>
      <svg
        viewBox={`-2 -2 ${size + 4} ${size + 4}`}
        role="img"
        aria-label={t("Codice da scansionare")}
      >
        <rect x="-2" y="-2" width={size + 4} height={size + 4} className="light" />
        <path d={dark} className="dark" />
      </svg>
      <code>{secret.match(/.{1,4}/g)?.join(" ")}</code>
    </div>
  );
}
