import { type ReactNode, useId } from "react";
import type { Verdict } from "./api";
import { useWords } from "./i18n";

export function Title({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <header className="title">
      <h1>{children}</h1>
      {aside}
    </header>
  );
}

export function Failure({ error }: { error: string | undefined }) {
  return error === undefined ? null : (
    <p className="failure" role="alert">
      {error}
    </p>
  );
}

export function VerdictText({ verdict }: { verdict: Verdict | null }) {
  const { verdict: say } = useWords();
  return verdict === null ? null : <span className={`verdict ${verdict.outcome}`}>{say(verdict)}</span>;
}

/** A table whose cells carry their column's name, for narrow screens. */
export function Table<T>({
  columns,
  rows,
  id,
  open,
}: {
  columns: { name: string; cell: (row: T) => ReactNode }[];
  rows: T[] | undefined;
  id: (row: T) => string;
  open?: (row: T) => string;
}) {
  const { t } = useWords();
  if (rows !== undefined && rows.length === 0) return <p className="empty">{t("No rows.")}</p>;
  return (
    <table aria-busy={rows === undefined}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.name} scope="col">
              {t(column.name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows?.map((row) => (
          <tr key={id(row)}>
            {columns.map((column, index) => (
              <td key={column.name} data-name={t(column.name)}>
                {index === 0 && open ? <a href={open(row)}>{column.cell(row)}</a> : column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An input with its name over it, and what is wrong with it under it. */
export function Field({ label, fault, ...input }: { label: string; fault?: string | undefined } & React.InputHTMLAttributes<HTMLInputElement>) {
  const { t } = useWords();
  const id = useId();
  const wrong = fault === undefined ? {} : { "aria-invalid": true, "aria-describedby": `${id}-fault` };
  return (
    <div className="field">
      <label htmlFor={id}>{t(label)}</label>
      <input id={id} autoComplete="off" {...wrong} {...input} />
      <FaultText id={`${id}-fault`} fault={fault} />
    </div>
  );
}

export function FaultText({ id, fault }: { id?: string; fault: string | undefined }) {
  const { t } = useWords();
  return fault === undefined ? null : (
    <small id={id} className="fault">
      {t(fault)}
    </small>
  );
}

/** What a list is searched by, as it is typed. */
export function Search({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  const { t } = useWords();
  return (
    <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <input type="search" aria-label={t(label)} placeholder={t(label)} value={value} onChange={(event) => change(event.target.value)} />
    </form>
  );
}

/** The times between which something is looked for. */
export function Between() {
  return (
    <>
      <Field label="From (time)" name="from" type="datetime-local" step={1} />
      <Field label="Until (time)" name="to" type="datetime-local" step={1} />
    </>
  );
}

/** The way to what is older, or later in the list, and back. */
export function Pages({ at, next, turn }: { at: string | undefined; next: string | null | undefined; turn: (at: string | undefined) => void }) {
  const { t } = useWords();
  return (
    <p className="links">
      {at === undefined ? null : (
        <button type="button" onClick={() => turn(undefined)}>
          {t("First page")}
        </button>
      )}
      {next == null ? null : (
        <button type="button" onClick={() => turn(next)}>
          {t("More")}
        </button>
      )}
    </p>
  );
}

/** What a form's fields hold, without those left empty. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string" && value.trim() !== "") values[name] = value.trim();
  });
  return values;
}

/** The same with times of here as instants, for those that are searched between. */
export function searchOf(form: HTMLFormElement): Record<string, string> {
  const values = valuesOf(form);
  for (const name of ["from", "to"]) {
    if (values[name] !== undefined) values[name] = new Date(values[name]).toISOString();
  }
  return values;
}
