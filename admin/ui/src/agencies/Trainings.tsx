import { useState } from "react";
import { act, useRead } from "../api/reading";
import { useMe } from "../frame/me";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { day } from "../texts/moments";
import { t } from "../texts/say";
import { word } from "../together/words";

const COURSES = ["reception", "update", "protocol", "interpreting"] as const;

/** Who may have contact with women, and until when. */
export function Trainings() {
  const me = useMe();
  const people = useRead("/api/trainings").data?.people ?? [];
  return (
    <>
      <div className="heading">
        <h2>{t("Formazione delle persone")}</h2>
      </div>
      <div className="padded page">
        <p className="hint">
          {t(
            "Senza una formazione registrata e ancora valida si vede la coda, ma non si prendono casi e non si leggono invii.",
          )}
        </p>
        <ul>
          {people.map((person) => (
            <li key={person.id} className="plain-entry">
              <strong>{person.name}</strong>{" "}
              {!person.trained && <span className="flag">{t("nessuna valida")}</span>}
              {person.trainings.map((one) => (
                <small key={`${one.course} ${one.on}`}>
                  {t("{course}, {day}: vale fino al {until}", {
                    course: word(one.course),
                    day: day(one.on),
                    until: day(one.until),
                  })}
                </small>
              ))}
              {me.role === "network_admin" && <Record id={person.id} />}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function Record({ id }: { id: string }) {
  const { run, busy, problem } = useAct();
  const [course, setCourse] = useState<(typeof COURSES)[number]>("reception");
  const [on, setOn] = useState("");
  return (
    <>
      <div className="beside">
        <select
          aria-label={t("Quale formazione")}
          value={course}
          onChange={(event) => setCourse(event.target.value as (typeof COURSES)[number])}
        >
          {COURSES.map((one) => (
            <option key={one} value={one}>
              {word(one)}
            </option>
          ))}
        </select>
        <input
          type="date"
          aria-label={t("In che giorno")}
          value={on}
          onChange={(event) => setOn(event.target.value)}
        />
        <button
          type="button"
          disabled={busy || !on}
          onClick={() =>
            void run(async () => {
              await act("post", "/api/trainings", { body: { account: id, course, on } });
              setOn("");
            })
          }
        >
          {t("Registri")}
        </button>
      </div>
      <Problem text={problem} />
    </>
  );
}
