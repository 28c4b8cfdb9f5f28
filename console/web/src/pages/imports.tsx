import { type NodeState, type Import, query, send, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Table, Title } from "../parts";

/** What the HSS takes, by the end of a file's name. */
const TYPES: Record<string, string> = { csv: "text/csv", json: "application/json", ndjson: "application/x-ndjson" };

/** Many subscribers in a file. An import is known to the HSS that runs it, so one of them is asked all along. */
export function ImportsPage({ session }: { session: Session }) {
  const { t } = useWords();
  const nodes = usePoll<NodeState[]>("/api/v1/nodes", 10);
  const hss = nodes.data?.find((node) => node.role === "hss");
  return (
    <>
      <Title aside={<a href="#/subscribers">{t("Back to the list")}</a>}>{t("Import subscribers")}</Title>
      <Failure error={nodes.error} />
      {nodes.data !== undefined && hss === undefined ? <p className="empty">{t("No HSS is there.")}</p> : null}
      {hss === undefined ? null : <Imports at={`/nodes/${encodeURIComponent(hss.id)}/api/v1/imports`} session={session} />}
    </>
  );
}

function Imports({ at, session }: { at: string; session: Session }) {
  const { t, time } = useWords();
  const imports = usePoll<Import[]>(at, 1);
  const [run, error] = useChange(imports.reload);
  return (
    <>
      {mayChange(session) ? <StartForm at={at} run={run} /> : null}
      <Failure error={error ?? imports.error} />
      <Table
        rows={imports.data}
        id={(row) => row.id}
        columns={[
          { name: "Time", cell: (row) => time(row.started) },
          { name: "State", cell: (row) => <Progress of={row} /> },
          { name: "Created", cell: (row) => row.created },
          { name: "Replaced", cell: (row) => row.replaced },
          { name: "Kept", cell: (row) => row.kept },
          {
            name: "Refused",
            cell: (row) =>
              row.refused === 0 ? (
                0
              ) : (
                <a href={`${at}/${encodeURIComponent(row.id)}/refused`} download={`refused-${row.id}.csv`}>
                  {row.refused}: {t("which and why")}
                </a>
              ),
          },
        ]}
      />
    </>
  );
}

function Progress({ of }: { of: Import }) {
  const { t } = useWords();
  return (
    <>
      {of.ended === null ? <progress aria-label={t("Progress")} max={Math.max(of.bytes, 1)} value={of.bytesRead} /> : null}{" "}
      <span className="state">{t(of.state)}</span> {of.problem}
    </>
  );
}

function StartForm({ at, run }: { at: string; run: (change: () => Promise<unknown>) => void }) {
  const { t } = useWords();
  const start = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const file = given.get("file") as File;
    run(async () => {
      const type = TYPES[file.name.split(".").pop()?.toLowerCase() ?? ""];
      if (type === undefined) throw new Error(t("The file's name must end in .csv, .json or .ndjson."));
      await send("POST", query(at, { present: given.get("present") as string }), file, type);
      form.reset();
    });
  };
  return (
    <form className="filter" onSubmit={start}>
      <label className="field">
        <span>{t("File (.csv, .json, .ndjson)")}</span>
        <input name="file" type="file" accept=".csv,.json,.ndjson" required />
      </label>
      <label className="field">
        <span>{t("Who is there already")}</span>
        <select name="present">
          <option value="REFUSE">{t("is refused")}</option>
          <option value="KEEP">{t("stays as it is")}</option>
          <option value="REPLACE">{t("becomes what the file says")}</option>
        </select>
      </label>
      <button type="submit">{t("Import")}</button>
    </form>
  );
}
