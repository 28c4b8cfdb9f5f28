import { useState } from "react";
import { type Ladder, query, type Session, type TraceRow } from "../api";
import { mayChange } from "../app";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { LadderView } from "../ladder";
import { Failure, Table, Title, VerdictText, valuesOf } from "../parts";

export function TracesPage({ chosen, session }: { chosen: string | undefined; session: Session }) {
  return chosen === undefined ? <List /> : <One id={chosen} session={session} />;
}

function List() {
  const { t, time } = useWords();
  const [filter, setFilter] = useState<Record<string, string>>({});
  const rows = usePoll<TraceRow[]>(query("/api/v1/traces", { limit: 100, ...filter }));
  const search = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setFilter(valuesOf(event.currentTarget));
  };
  return (
    <>
      <Title>{t("Call trace")}</Title>
      <form className="filter" role="search" onSubmit={search} onChange={(event) => setFilter(valuesOf(event.currentTarget))}>
        <input name="q" type="search" placeholder={t("Number, identity or Call-ID")} aria-label={t("Number, identity or Call-ID")} />
        <select name="method" aria-label={t("Kind")}>
          <option value="">{t("All kinds")}</option>
          {["INVITE", "REGISTER", "MESSAGE", "SUBSCRIBE"].map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <select name="outcome" aria-label={t("Verdict")}>
          <option value="">{t("All outcomes")}</option>
          {["failed", "unanswered", "good", "open"].map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(outcome)}
            </option>
          ))}
        </select>
        <button type="submit">{t("Search")}</button>
      </form>
      <Failure error={rows.error} />
      <Table
        rows={rows.data}
        id={(row) => row.key}
        open={(row) => `#/traces/${encodeURIComponent(row.key)}`}
        columns={[
          { name: "Time", cell: (row) => time(row.time) },
          { name: "Kind", cell: (row) => row.method },
          { name: "From", cell: (row) => row.from },
          { name: "To", cell: (row) => row.to },
          { name: "Verdict", cell: (row) => <VerdictText verdict={row.verdict} /> },
        ]}
      />
    </>
  );
}

function One({ id, session }: { id: string; session: Session }) {
  const { t } = useWords();
  const ladder = usePoll<Ladder>(query("/api/v1/traces/ladder", { key: id }));
  return (
    <>
      <Title aside={<a href="#/traces">{t("Back to the list")}</a>}>{id}</Title>
      <Failure error={ladder.error} />
      {ladder.data === undefined ? null : (
        <>
          <p className="words">
            {t("Verdict")}: <VerdictText verdict={ladder.data.verdict} />
          </p>
          <p className="links">
            {mayChange(session) ? <a href={query("/api/v1/traces/pcap", { key: id })}>{t("Open as a capture (pcap)")}</a> : null}{" "}
            <a href={query("/api/v1/traces/mermaid", { key: id })}>{t("As a Mermaid diagram")}</a>
          </p>
          <LadderView ladder={ladder.data} />
        </>
      )}
    </>
  );
}
