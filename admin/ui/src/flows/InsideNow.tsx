import { many, t } from "../texts/say";
import { all, type Inside, standingAt } from "./useInside";

interface Props {
  readonly inside: Inside | undefined;
  readonly flow: string;
  readonly step?: string;
}

/** How many stand there now: numbers, and never who. */
export function InsideNow({ inside, flow, step = "" }: Props) {
  if (!inside) return null;
  const steps = standingAt(inside, flow, step);
  const count = all(steps);
  const older = steps.reduce((sum, one) => sum + one.older, 0);
  if (count === 0) return <p className="hint">{t("Adesso qui non c'è nessuna.")}</p>;
  return (
    <>
      <p className="hint">
        {many(
          "Adesso qui si trova {count} conversazione.",
          "Adesso qui si trovano {count} conversazioni.",
          count,
        )}{" "}
        {older > 0 && many("{count} con un testo di prima.", "{count} con testi di prima.", older)}{" "}
        {!inside.whole && t("Contate sono solo le più recenti.")}
      </p>
      {!step && (
        <ul className="hint inside-steps">
          {steps.map((one) => (
            <li key={one.step}>
              <code>{one.step}</code>: {one.live + one.older}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
