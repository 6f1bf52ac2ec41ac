import { type FormEvent, useState } from "react";
import { act } from "../api/reading";
import type { Schemas } from "../api/types";
import { announce } from "../frame/announce";
import { Problem } from "../parts/Problem";
import { useAct } from "../parts/useAct";
import { t } from "../texts/say";
import { CHOICES, emptyOf, fieldOf } from "./words";

interface Props {
  readonly id: string;
  readonly one: Schemas["OneCall"];
  readonly close: () => void;
}

const WHOLE = ["title", "neutral", "page"];
const LONG = ["text", "apply", "timetable", "stipend_with", "documents"];

/** The columns of a call to be written over. What she read goes back with it. */
export function Edit({ id, one, close }: Props) {
  const { run, busy, problem } = useAct();
  const [version] = useState(one.version);
  const [cells, setCells] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(one.cells.map((cell) => [cell.name, cell.text])),
  );

  function save(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const body = { version, cells };
      await act("post", "/api/training/calls/{id}", { path: { id }, body });
      announce(t("Salvato."));
      close();
    });
  }

  return (
    <form onSubmit={save}>
      <p className="hint">
        {t(
          "Quello che scrive vale finché la fonte non cambia quella stessa voce. Nel titolo neutro niente che dica di che cosa si tratta.",
        )}
      </p>
      <div className="beside">
        {one.cells.map(({ name }) => (
          <Cell
            key={name}
            name={name}
            text={cells[name] ?? ""}
            write={(text) => setCells({ ...cells, [name]: text })}
          />
        ))}
      </div>
      <Problem text={problem} />
      <div className="acts start-acts">
        <button type="submit" className="primary" disabled={busy}>
          {t("Salvi")}
        </button>
        <button type="button" onClick={close}>
          {t("Lasci com'era")}
        </button>
      </div>
    </form>
  );
}

interface CellProps {
  readonly name: string;
  readonly text: string;
  readonly write: (text: string) => void;
}

function Cell({ name, text, write }: CellProps) {
  const choices = CHOICES[name];
  const id = `cell-${name}`;
  return (
    <div className={[...WHOLE, ...LONG].includes(name) ? "field whole-line" : "field"}>
      <label htmlFor={id}>{fieldOf(name)}</label>
      {choices ? (
        <select id={id} value={text} onChange={(event) => write(event.target.value)}>
          <option value="">{emptyOf(name)}</option>
          {Object.entries(choices).map(([value, said]) => (
            <option key={value} value={value}>
              {t(said)}
            </option>
          ))}
        </select>
      ) : LONG.includes(name) ? (
        <textarea
          id={id}
          rows={name === "text" ? 5 : 2}
          value={text}
          onChange={(event) => write(event.target.value)}
        />
      ) : (
        <input
          id={id}
          type={name === "begins" || name === "ends" ? "date" : "text"}
          placeholder={name === "deadline" ? "10/12/2026 12:00" : ""}
          value={text}
          onChange={(event) => write(event.target.value)}
        />
      )}
    </div>
  );
}
