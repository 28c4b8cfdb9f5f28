import { useState } from "react";
import { getLinked, type Ladder, type Linked, query, type Session, type TraceRow } from "../api";
import { mayChange } from "../app";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { LadderView } from "../ladder";
import { Between, Failure, Pages, searchOf, Table, Title, VerdictText } from "../parts";

const LIMIT = 100;

export function TracesPage({ chosen, session }: { chosen: string | undefined; session: Session }) {
  return chosen === undefined ? <List /> : <One id={chosen} session={session} />;
}

function List() {
  const { t, exact } = useWords();
  const [filter, setFilter] = useState<Record<string, string>>({});
  const [at, turn] = useState<string>();
  const page = usePoll<Linked<TraceRow[]>>(at ?? query("/api/v1/traces", { limit: LIMIT, ...filter }), 3, getLinked<TraceRow[]>);
  const search = (form: HTMLFormElement) => {
    setFilter(searchOf(form));
    turn(undefined);
  };
  const cut = page.data?.next !== undefined && page.data.page.length < LIMIT;
  return (
    <>
      <Title>{t("Call trace")}</Title>
      <form
        className="filter"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          search(event.currentTarget);
        }}
        onChange={(event) => search(event.currentTarget)}
      >
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
        <Between />
        <button type="submit">{t("Search")}</button>
      </form>
      <Failure error={page.error} />
      <Table
        rows={page.data?.page}
        id={(row) => row.key}
        open={(row) => `#/traces/${encodeURIComponent(row.key)}`}
        columns={[
          { name: "Time", cell: (row) => exact(row.time) },
          { name: "Kind", cell: (row) => row.method },
          { name: "From", cell: (row) => row.from },
          { name: "To", cell: (row) => row.to },
          { name: "Verdict", cell: (row) => <VerdictText verdict={row.verdict} /> },
        ]}
      />
      {cut ? <p className="empty">{t("Older ones were not looked at yet.")}</p> : null}
      <Pages at={at} next={page.data?.next} turn={turn} />
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
