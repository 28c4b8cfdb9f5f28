import type { ReactNode } from "react";
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

export function Field({ label, ...input }: { label: string } & React.InputHTMLAttributes<HTMLInputElement>) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{t(label)}</span>
      <input autoComplete="off" {...input} />
    </label>
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
