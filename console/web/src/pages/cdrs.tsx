import { useState } from "react";
import { type Cdr, getFile, query } from "../api";
import { Chart } from "../chart";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Between, Failure, Pages, searchOf, Table, Title } from "../parts";

const PATH = "/api/v1/cdrs";
const SIZE = 200;
/** What is given at once. */
const LARGEST = 1000;

export function CdrPage() {
  const { t, time } = useWords();
  const [filter, setFilter] = useState<Record<string, string>>({});
  const [at, turn] = useState<string>();
  const number = Number(at ?? 0);
  const page = usePoll<{ records: Cdr[]; total: number }>(query(PATH, { size: SIZE, page: at, ...filter }));
  const total = page.data?.total ?? 0;
  const [cut, setCut] = useState(false);
  const [run, error] = useChange(() => setCut(total > LARGEST));
  const save = async (type: string, name: string) => {
    const file = await getFile(query(PATH, { size: LARGEST, ...filter }), type);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <Title aside={<span>{page.data?.total}</span>}>{t("Call records")}</Title>
      <form
        className="filter"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setFilter(searchOf(event.currentTarget));
          turn(undefined);
          setCut(false);
        }}
      >
        <input name="party" aria-label={t("Party")} placeholder={`${t("Party")}: sip:alice@… / tel:+49…`} />
        <input name="icid" aria-label="ICID" placeholder="ICID" />
        <select name="kind" aria-label={t("Kind")}>
          <option value="">{t("All kinds")}</option>
          <option value="call">{t("Calls")}</option>
          <option value="access">{t("Calls at the border")}</option>
          <option value="control">{t("Calls at the S-CSCF")}</option>
          <option value="message">{t("Messages")}</option>
        </select>
        <Between />
        <button type="submit">{t("Search")}</button>
        <button type="button" onClick={() => run(() => save("text/csv", "records.csv"))}>
          {t("Download CSV")}
        </button>
        <button type="button" onClick={() => run(() => save("application/json", "records.json"))}>
          {t("Download JSON")}
        </button>
      </form>
      <Failure error={error ?? page.error} />
      {cut ? <p role="status">{t("Only the newest 1000 are in the file.")}</p> : null}
      <Chart label={t("Duration")} lines={[{ name: `${t("Duration")} (s)`, color: "var(--two)", points: durations(page.data?.records) }]} format={(value) => value.toFixed(0)} />
      <Table
        rows={page.data?.records}
        id={(row) => row.id}
        open={(row) => `#/traces/${encodeURIComponent(row.callId)}`}
        columns={[
          { name: "Time", cell: (row) => time(row.start) },
          { name: "Kind", cell: (row) => `${row.kind} (${row.role})` },
          { name: "From", cell: (row) => row.caller },
          { name: "To", cell: (row) => row.callee },
          { name: "Duration", cell: (row) => (row.answer === null ? "–" : `${row.durationSeconds} s`) },
          { name: "Cause", cell: (row) => row.cause },
          { name: "Node", cell: (row) => row.node },
          { name: "ICID", cell: (row) => row.icid },
        ]}
      />
      <Pages at={at} next={(number + 1) * SIZE < total ? String(number + 1) : undefined} turn={turn} />
    </>
  );
}

const durations = (records: Cdr[] | undefined) =>
  (records ?? [])
    .filter((record) => record.answer !== null && record.kind.toLowerCase() === "call")
    .map((record) => ({ time: new Date(record.start).getTime(), value: record.durationSeconds }))
    .sort((one, other) => one.time - other.time);
